"""Errors at every write and every sync: the nth call fails, once or from then on, and what then?

    python -m tests.faults.errors RESULTS [--calls 200] [--seed 1]

A child works on the store under strace, which makes its nth call fail with EIO or ENOSPC. It must
end in an orderly way, what it acknowledged must be there, and power losses around the failed call
must lose nothing either: what a failed sync left behind may be dropped by the system. Each call is
a line of JSON in RESULTS; started again, the program goes on. Needs strace. Exit code 1 when
something was wrong, 2 without strace.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import product
from pathlib import Path
from time import monotonic

from tests.faults.images import LOG, Found, look_at_images, place, recorded, so_far, spoken
from tests.faults.recording import ChildError, Step, has_strace
from tests.faults.whole import damage, wrong_in_file

ROUNDS = 12
IMAGES_AFTER = 25
SYNCS = "fsync,fdatasync"
CALLS = ("pwrite64", SYNCS, "ftruncate", "unlink")
ERRORS = ("EIO", "ENOSPC")
LASTING = ("", "+")
"""Once, or from then on."""


@dataclass(slots=True)
class Failure:
    """What one failed call led to."""

    inject: str
    seed: int
    failures: int = 0
    """Appends that said they failed."""
    acknowledged: int = 0
    images: int = 0
    wrong: list[str] = field(default_factory=list[str])
    seconds: float = 0


def cases(calls: int) -> Iterator[str]:
    """Every injection: the first calls are at the making of the file."""
    for when, call, error, lasting in product(range(1, calls + 1), CALLS, ERRORS, LASTING):
        if call in ("pwrite64", SYNCS) or when <= 2:
            yield f"{call}:error={error}:when={when}{lasting}"


def fail(inject: str, seed: int) -> Failure:
    """Have one call fail, and look at what is left."""
    began = monotonic()
    found = Failure(inject, seed)
    with tempfile.TemporaryDirectory(dir=place()) as made:
        try:
            _look(Path(made), found)
        except ChildError as error:
            found.wrong.append(f"the child ended with {error}")
    found.seconds = round(monotonic() - began, 1)
    return found


def _look(folder: Path, found: Failure) -> None:
    # A sync that fails in one thread may succeed in the next: strace counts each for itself. What
    # is read after opening the file anew may then be in memory alone, and no program can tell.
    steps = recorded(folder, found.seed, ROUNDS, "--careful", inject=found.inject)
    said = spoken(steps)
    found.failures = sum(word.what == "failed" for word in said)
    found.acknowledged = sum(word.what == "done" for word in said)
    lossy = Found(found.seed, weak=False)
    look_at_images(steps, lossy, folder, IMAGES_AFTER, first_acknowledgement(steps))
    found.images = lossy.images
    path = folder / "log" / LOG
    found.wrong += [*lossy.examples, *(wrong_in_file(path, said) or damage(path))]


def first_acknowledgement(steps: Sequence[Step]) -> int:
    """Where it is said; a file whose making failed and that then lost power may be refused."""
    at = (n for n, step in enumerate(steps) if b'"done"' in step.data and step.kind == "say")
    return next(at, len(steps))


def main() -> int:
    """Have every call fail; 1 when something was wrong."""
    parser = argparse.ArgumentParser(description="Errors injected into the SQLite store.")
    parser.add_argument("results", type=Path)
    parser.add_argument("--calls", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if not has_strace():
        print("skipped: strace is missing or may not trace")
        return 2
    old = so_far(asked.results)
    wrong = sum(bool(line["wrong"]) for line in old)
    there = {line["inject"] for line in old}
    for inject in cases(asked.calls):
        if inject not in there:
            found = fail(inject, asked.seed)
            wrong += bool(found.wrong)
            with asked.results.open("a") as out:
                out.write(json.dumps(asdict(found)) + "\n")
            print(f"{inject}: {found.acknowledged} acknowledged, {found.wrong}", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
