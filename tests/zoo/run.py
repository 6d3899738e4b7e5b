"""The bug zoo: known-bad variants of our own code, put in one by one; the suite must catch each.

    PYTHONPATH=. python tests/zoo/run.py [--runs 20] [--only NAME] [--results FILE]

A variant is caught when the tests named beside it fail; which test caught it is printed. Runs use
fresh seeds; from the second on, the test that caught it last goes first. A line of JSON for each
run goes into FILE; started again with it, the program goes on. Exit code 1 when one survives, 2
when one no longer fits the code.
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
from tests.zoo.variants_anchors import ANCHORS
from tests.zoo.variants_around import AROUND
from tests.zoo.variants_deadlines import DEADLINES
from tests.zoo.variants_domain import DOMAIN
from tests.zoo.variants_holes import HOLES
from tests.zoo.variants_ledger import LEDGER
from tests.zoo.variants_moving import MOVING
from tests.zoo.variants_unreadable import UNREADABLE

ROOT = Path(__file__).parents[2]
VARIANTS = DOMAIN + DEADLINES + AROUND + MOVING + HOLES + LEDGER + ANCHORS + UNREADABLE
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

    def note(self, by: str | None) -> None:
        """Count one run."""
        self.runs += 1
        self.caught += by is not None
        self.by[by or "survived"] += 1


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
            env={
                **os.environ,
                "HYPOTHESIS_PROFILE": "zoo",
                "PYTHONPATH": f"{place / 'src'}:{place}",
            },
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


def so_far(variants: list[Variant], results: Path | None) -> dict[str, Found]:
    """What earlier runs have found of these variants."""
    found = {variant.name: Found() for variant in variants}
    if results and results.exists():
        for line in results.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["variant"] in found:
                found[row["variant"]].note(row["by"])
    return found


def hunt(variants: list[Variant], runs: int, jobs: int, results: Path | None) -> dict[str, Found]:
    """Put each variant in until it was in `runs` times."""
    found = so_far(variants, results)
    left = [v for v in variants for _ in range(runs - found[v.name].runs)]
    last, longest = dict[str, str](), limits(left)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        places: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):
            places.put(copy_to(Path(folder) / str(number)))

        def once(variant: Variant) -> tuple[str, str | None]:
            place = places.get()
            try:
                by = caught_by(variant, place, last.get(variant.name), longest[variant.tests])
            finally:
                places.put(place)
            if by and by.startswith("tests/"):
                last[variant.name] = by.partition("[")[0]
            return variant.name, by

        for name, by in pool.map(once, left):
            found[name].note(by)
            say(name, by, results)
    return found


def say(name: str, by: str | None, results: Path | None) -> None:
    """One run, on the screen and among the results."""
    print(f"{name:<44} {by or 'SURVIVED'}", flush=True)
    if results:
        with results.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"variant": name, "by": by}) + "\n")


def told(name: str, found: Found) -> str:
    """One variant: how often it was caught, and which test saw it most."""
    ((by, _),) = found.by.most_common(1)
    others = f" and {len(found.by) - 1} more" if len(found.by) > 1 else ""
    return f"{name:<44} {found.caught} of {found.runs}  {by}{others}"


def main() -> int:
    """Hunt, report, and say by the exit code whether one survived."""
    parser = argparse.ArgumentParser(description="Put known-bad variants in, one by one.")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--results", type=Path)
    asked = parser.parse_args()
    variants = [v for v in VARIANTS if not asked.only or v.name in asked.only]
    if wrong := list(misfits(variants)):
        print(*wrong, sep="\n")
        return 2
    found = hunt(variants, asked.runs, asked.jobs, asked.results)
    print(*(told(name, each) for name, each in found.items()), sep="\n")
    survived = [name for name, f in found.items() if f.caught < f.runs]
    print(f"{len(found) - len(survived)} of {len(found)} variants caught in every run")
    print(*(f"survived: {name}" for name in survived), sep="\n")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
