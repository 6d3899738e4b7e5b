"""Attacks on sealed logs in SQLite, as many as are asked for; each is written down as it ends.

    PYTHONPATH=. python tests/attacks/run.py FILE [--runs 10000]

Runs that stand in FILE are not done again. At the end it tells how many attacks on what was under
the checkpoint that the auditor holds were found: exit code 1 when one was not, or when a log that
nobody touched was held to be changed, or when an unsealed tail passed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

from tests.attacks.attack import BESIDE, WHOLE, Attack
from tests.attacks.moves import MOVES
from tests.attacks.victim import Victim, victim

Run: TypeAlias = dict[str, Any]

KINDS = (*MOVES, *WHOLE, *BESIDE)
RUNS_A_LOG = 40
NOTHING = "nothing to change"


def runs(numbers: Sequence[int], folder: Path) -> Iterator[Run]:
    """The outcome of each of these runs; the same number is the same run."""
    made: tuple[int, Victim] | None = None
    for number in numbers:
        which = number // RUNS_A_LOG
        if made is None or made[0] != which:
            place = folder / f"log-{which}"
            place.mkdir()
            made = which, victim(place, Random(f"log {which}"))
        attack = Attack(made[1], folder / "attacked.db", Random(f"run {number}"))
        told = attack.run(KINDS[number % len(KINDS)])
        yield {"run": number, **asdict(told)}


def verdict(done: Sequence[Run]) -> dict[str, Any]:
    """How many were found and rightly named, and what went wrong."""
    attacks = [each for each in done if each["kind"] not in BESIDE and each["how"] != NOTHING]
    named = [each for each in attacks if each["named"]]
    return {
        "attacks": len(attacks),
        "found": sum(each["found"] for each in attacks),
        "missed": [each["run"] for each in attacks if not each["found"]],
        "named": dict(Counter(each["named"] for each in attacks)),
        "named wrongly": [each["run"] for each in named if not each["right"]],
        "false alarms": [each["run"] for each in of(done, "nothing") if each["found"]],
        "tail that passed": [each["run"] for each in done if each["unsealed"] != "NOT CHECKED"],
        "after held, found": share(of(done, "after held")),
        "rolled back no further than held, found": share(of(done, "rolled back")),
    }


def of(done: Sequence[Run], kind: str) -> list[Run]:
    """The runs of a kind in which something could be done."""
    return [each for each in done if each["kind"] == kind and each["how"] != NOTHING]


def share(done: Sequence[Run]) -> str:
    """How many of them were found."""
    return f"{sum(each['found'] for each in done)} of {len(done)}"


def main() -> int:
    """Do the runs that are missing in the file, and tell what came of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--runs", type=int, default=10_000)
    asked = parser.parse_args()
    done = before(asked.file)
    left = sorted(set(range(asked.runs)) - {each["run"] for each in done})
    with asked.file.open("a", encoding="utf-8") as kept, tempfile.TemporaryDirectory() as folder:
        for run in runs(left, Path(folder)):
            done.append(run)
            kept.write(json.dumps(run) + "\n")
            kept.flush()
    told = verdict(done)
    print(json.dumps(told, indent=1))
    bad = ("missed", "named wrongly", "false alarms", "tail that passed")
    return 1 if any(told[each] for each in bad) else 0


def before(file: Path) -> list[Run]:
    """The runs that stand in a file."""
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [json.loads(line) for line in lines]


if __name__ == "__main__":
    sys.exit(main())
