"""The bug zoo: known-bad variants of our own code, put in one by one; the suite must catch each.

    PYTHONPATH=. python tests/zoo/run.py [--runs 20] [--only NAME] [--json FILE]

A variant is caught when the tests named beside it fail; which test caught it is printed. Runs use
fresh seeds. Exit code 1 when one survives, 2 when one no longer fits the code.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from time import monotonic

from tests.zoo.variant import Variant
from tests.zoo.variants_around import AROUND
from tests.zoo.variants_deadlines import DEADLINES
from tests.zoo.variants_domain import DOMAIN
from tests.zoo.variants_holes import HOLES
from tests.zoo.variants_ledger import LEDGER
from tests.zoo.variants_moving import MOVING

ROOT = Path(__file__).parents[2]
VARIANTS = DOMAIN + DEADLINES + AROUND + MOVING + HOLES + LEDGER
LEAST_LIMIT_SECONDS = 120
TIMES_AS_LONG = 4
"""A run that takes so many times what the sound code takes is held never to end."""
COULD_NOT_RUN = frozenset({3, 4, 5})
FAILED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - |$)", re.MULTILINE)


@dataclass
class Found:
    """How often a variant was caught, and by which tests."""

    runs: int = 0
    caught: int = 0
    by: Counter[str] = field(default_factory=Counter[str])


def tracked() -> list[str]:
    """The files of the checkout, links included."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


def copy_to(place: Path) -> Path:
    """A checkout of its own, to be spoilt."""
    for name in tracked():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, place / name, follow_symlinks=False)
    return place


def caught_by(variant: Variant, place: Path, first: str | None, limit: float) -> str | None:
    """The test that fails with the variant in, None when none does; the tests `first` go first."""
    path = place / variant.path
    sound = path.read_text("utf-8")
    path.write_text(sound.replace(variant.before, variant.after), "utf-8")
    try:
        groups = [(first,), variant.tests] if first else [variant.tests]
        return next(filter(None, (failing_test(tests, place, limit) for tests in groups)), None)
    finally:
        path.write_text(sound, "utf-8")


def failing_test(tests: tuple[str, ...], place: Path, limit: float | None = None) -> str | None:
    """The first test to fail; a run that never ends counts as failing."""
    options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--no-header"]
    try:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", *options, *tests],
            cwd=place,
            env={**os.environ, "PYTHONPATH": f"{place / 'src'}:{place}"},
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "never ended"
    if run.returncode in COULD_NOT_RUN:
        sys.exit(f"{' '.join(tests)} could not be run: pytest ended with {run.returncode}")
    if run.returncode == 0:
        return None
    named = FAILED.search(run.stdout)
    return named[1] if named else f"exit code {run.returncode}"


def misfits(variants: list[Variant]) -> Iterator[str]:
    """Variants whose text does not stand exactly once in the code."""
    for variant in variants:
        times = (ROOT / variant.path).read_text("utf-8").count(variant.before)
        if times != 1:
            yield f"{variant.name}: its text stands {times} times in {variant.path}"


def limits(variants: list[Variant]) -> dict[tuple[str, ...], float]:
    """How many seconds the tests beside each variant may take, by what they take without it.

    Ends the program when one fails already: nothing could be learnt from it.
    """
    found = dict[tuple[str, ...], float]()
    with tempfile.TemporaryDirectory() as folder:
        place = copy_to(Path(folder))
        for tests in dict.fromkeys(variant.tests for variant in variants):
            begun = monotonic()
            if red := failing_test(tests, place):
                print(f"the sound code fails already: {red}")
                sys.exit(2)
            took = monotonic() - begun
            found[tests] = max(LEAST_LIMIT_SECONDS, TIMES_AS_LONG * took)
    return found


def narrowed(by: str, tests: tuple[str, ...]) -> str:
    """Where to look first the next time: what is named beside the variant, or the file in it."""
    file = by.partition("::")[0]
    return next((each for each in tests if each.startswith(file) and by.startswith(each)), file)


def hunt(variants: list[Variant], runs: int, jobs: int) -> dict[str, Found]:
    """Put each variant in, `runs` times."""
    found = {variant.name: Found() for variant in variants}
    last: dict[str, str] = {}
    longest = limits(variants)
    with tempfile.TemporaryDirectory() as folder:
        places: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):
            places.put(copy_to(Path(folder) / str(number)))

        def once(variant: Variant) -> tuple[str, str | None]:
            place = places.get()
            try:
                by = caught_by(variant, place, last.get(variant.name), longest[variant.tests])
                if by and by.startswith("tests/"):
                    last[variant.name] = narrowed(by, variant.tests)
                return variant.name, by
            finally:
                places.put(place)

        with ThreadPoolExecutor(jobs) as pool:
            for name, by in pool.map(once, [v for v in variants for _ in range(runs)]):
                note(found[name], name, by)
    return found


def note(found: Found, name: str, by: str | None) -> None:
    """Count one run and say what came of it."""
    found.runs += 1
    found.caught += by is not None
    found.by[by or "survived"] += 1
    print(f"{name:<44} {by or 'SURVIVED'}", flush=True)


def main() -> int:
    """Hunt, report, and say by the exit code whether one survived."""
    parser = argparse.ArgumentParser(description="Put known-bad variants in, one by one.")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    variants = [v for v in VARIANTS if not asked.only or v.name in asked.only]
    if wrong := list(misfits(variants)):
        print(*wrong, sep="\n")
        return 2
    found = hunt(variants, asked.runs, asked.jobs)
    if asked.json:
        rows = {name: {"runs": f.runs, "caught": f.caught, "by": f.by} for name, f in found.items()}
        asked.json.write_text(json.dumps(rows, indent=2), "utf-8")
    survived = [name for name, f in found.items() if f.caught < f.runs]
    print(f"{len(found) - len(survived)} of {len(found)} variants caught in every run")
    print(*(f"survived: {name}" for name in survived), sep="\n")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
