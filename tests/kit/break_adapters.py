"""Breaks our own adapters in one line each; the kit must say which guarantee is not kept.

    PYTHONPATH=. python tests/kit/break_adapters.py [--runs 20] [--json FILE] [--only NAME]

Each run has a fresh seed and tries the guarantees named beside the change; the first to fail is
told. With `--json` what was found is written as it is found, and runs that stand in the file are
not done again. Exit code 1 when one was not caught, 2 when a change no longer fits the code.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from tests.kit.broken_memory import MEMORY
from tests.kit.broken_postgres import POSTGRES
from tests.kit.broken_sqlite import SQLITE
from tests.kit.variant import Broken
from tests.zoo.run import copy_to

ROOT = Path(__file__).parents[2]
BROKEN = MEMORY + SQLITE + POSTGRES
SEEDS = 2**32
LIMIT_SECONDS = 300

Run: TypeAlias = dict[str, Any]
"""`seed`, and the `guarantee` that failed with the reason `why`; null when none did."""


def misfit(broken: Broken, root: Path = ROOT) -> str | None:
    """Why the change cannot be made."""
    times = (root / broken.path).read_text("utf-8").count(broken.before)
    return None if times == 1 else f"{broken.name}: its text stands {times} times"


@contextmanager
def put_in(broken: Broken, place: Path) -> Generator[None]:
    """Make the change in a checkout of its own, and take it back."""
    path = place / broken.path
    sound = path.read_text("utf-8")
    path.write_text(sound.replace(broken.before, broken.after), "utf-8")
    try:
        yield
    finally:
        path.write_text(sound, "utf-8")


def tried(broken: Broken, place: Path, seed: int) -> Run:
    """What the kit says of the adapter in the checkout at `place`."""
    only = [word for each in broken.guarantees for word in ("--only", each)]
    command = [sys.executable, "-m", "answerable.testing", broken.adapter, "--first", *only]
    ended = subprocess.run(
        [*command, "--seed", str(seed)],
        cwd=place,
        env={**os.environ, "PYTHONPATH": f"{place / 'src'}{os.pathsep}{place}"},
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )
    findings = [json.loads(line) for line in ended.stdout.splitlines()]
    if not findings:
        sys.exit(f"the kit could not try {broken.adapter}: {ended.stderr[-500:]}")
    failed = next((each for each in findings if each["verdict"] == "FAIL"), None)
    return {
        "seed": seed,
        "guarantee": failed and failed["guarantee"],
        "why": failed and failed["why"],
    }


def hunt(chosen: Sequence[Broken], runs: int, found: dict[str, list[Run]]) -> Iterator[str]:
    """Do the runs that are missing in `found`, in rounds, with fresh seeds; a line each."""
    with tempfile.TemporaryDirectory() as folder:
        place = copy_to(Path(folder))
        for number in range(runs):
            for broken in chosen:
                known = found.setdefault(broken.name, [])
                if len(known) > number:
                    continue
                with put_in(broken, place):
                    known.append(tried(broken, place, secrets.randbelow(SEEDS)))
                caught = known[-1]["guarantee"] or "NOT CAUGHT"
                yield f"{number + 1:>3} {broken.name:<58} {caught}"


def main() -> int:
    """Break, try, tell."""
    parser = argparse.ArgumentParser(description="Break our own adapters, one line each.")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    chosen = [each for each in BROKEN if not asked.only or each.name in asked.only]
    if wrong := list(filter(None, map(misfit, chosen))):
        print(*wrong, sep="\n")
        return 2
    found: dict[str, list[Run]] = {}
    if asked.json and asked.json.exists():
        found = json.loads(asked.json.read_text("utf-8"))
    for line in hunt(chosen, asked.runs, found):
        print(line, flush=True)
        if asked.json:
            asked.json.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    escaped = [b.name for b in chosen if not all(run["guarantee"] for run in found[b.name])]
    print(f"{len(chosen) - len(escaped)} of {len(chosen)} broken adapters caught in every run")
    return 1 if escaped else 0


if __name__ == "__main__":
    sys.exit(main())
