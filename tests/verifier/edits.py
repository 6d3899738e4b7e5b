"""Edit case files at random and see that the verifier, with a checkpoint held, accepts none.

    PYTHONPATH=. python tests/verifier/edits.py RESULTS.jsonl --edits 1000000 [--seed 0] [--real]

Each edit follows from the seed and its number, so that a run can be stopped, taken up again, and
any finding brought back with `--only NUMBER`. Exit code 1 when a false accept or a crash was found.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from tests.verifier import editing, forging
from tests.verifier.editing import Draft, Members
from tests.verifier.sound_files import small_file, story_file
from tests.verifier.zip_tricks import ZIP_TRICKS

from answerable.adapters.verifier.container import zipped
from answerable.adapters.verifier.verifying import verify_bytes

A_LINE = 10_000
EDITS: tuple[Callable[[Draft, Random], None], ...] = (
    editing.drop_entry,
    editing.double_entry,
    editing.swap_entries,
    editing.reorder_entries,
    editing.flip_entry,
    editing.move_entry,
    editing.withhold_event,
    editing.withhold_well,
    editing.change_event,
    editing.swap_events,
    editing.rename_event,
    editing.change_schema,
    editing.drop_schema,
    editing.add_member,
    editing.change_manifest,
    editing.drop_case,
    editing.truncate_case,
    editing.change_path,
    editing.change_growth,
    editing.change_heads,
    forging.change_checkpoint,
    forging.sign_anew,
    forging.change_cosignatures,
    forging.drop_witness,
    forging.splice,
    forging.other_log,
    forging.other_checkpoint,
    forging.spoil_json,
)


@dataclass(frozen=True)
class Sound:
    """A sound case file, and the checkpoint that the auditor holds."""

    members: Members
    held: bytes


@dataclass(frozen=True)
class Outcome:
    """What came of one edit: by which edits, and `refused`, `same`, `weaker`, `accepted`, …"""

    number: int
    edits: str
    what: str


def attempt(sound: Sound, seed: int, number: int) -> Outcome:
    """Make the edit of that number, and put it before the verifier."""
    random = Random(f"{seed}/{number}")
    if random.random() < 0.05:
        trick = random.choice(ZIP_TRICKS)
        name, data = trick.__name__, trick(sound.members, random)
        return Outcome(number, name, judged(sound, data, None))
    draft = Draft.of(sound.members)
    chosen = [random.choice(EDITS) for _ in range(random.choice([1, 1, 1, 2, 3]))]
    for edit in chosen:
        try:
            edit(draft, random)
        except (IndexError, ValueError):
            continue  # nothing is left of what it would change
    members = draft.members()
    names = "+".join(edit.__name__ for edit in chosen)
    return Outcome(number, names, judged(sound, zipped(members), members))


def judged(sound: Sound, data: bytes, members: Members | None) -> str:
    """What the verifier makes of an edited file."""
    try:
        report = verify_bytes(data, sound.held)
    except Exception as error:  # noqa: BLE001  # that is what is looked for
        return f"crash {type(error).__name__}"
    if any(told.says == "surprise" for told in report.checks):
        return "surprise"
    if not report.holds:
        return "refused"
    if members is None:
        return "same" if data == zipped(sound.members) else "accepted"
    if members == sound.members:
        return "same"
    return "weaker" if is_weaker(sound.members, members) else "accepted"


def is_weaker(sound: Members, edited: Members) -> bool:
    """Does it show less of the same and nothing else?"""
    old, new = Draft.of(sound), Draft.of(edited)
    body, _, signed = old.checkpoint.partition("\n\n")
    same_body, _, still_signed = new.checkpoint.partition("\n\n")
    fewer = set(still_signed.split("\n")) <= set(signed.split("\n"))
    return (
        body == same_body
        and fewer
        and all(each in old.entries for each in new.entries)
        and new.rest.items() <= old.rest.items()
        and new.proof["heads"].items() <= old.proof["heads"].items()
        and new.proof["consistency"] == old.proof["consistency"]
        and set(new.facts["cases"]) <= set(old.facts["cases"])
        and all(each in old.facts["attachments"] for each in new.facts["attachments"])
    )


def run(sound: Sound, seed: int, numbers: range) -> Iterator[Outcome]:
    """The outcomes of these edits."""
    return map(partial(attempt, sound, seed), numbers)


def line_of(outcomes: list[Outcome], seed: int) -> str:
    """A line of results: how many of what, by edit, and each finding by its number."""
    counts = Counter(each.what for each in outcomes)
    by = Counter(name for each in outcomes for name in each.edits.split("+"))
    found = [vars(e) for e in outcomes if e.what not in {"refused", "same", "weaker"}]
    last = outcomes[-1].number
    told = {"seed": seed, "last": last, "counts": counts, "edits": by, "findings": found}
    return json.dumps(told, sort_keys=True)


def main() -> int:
    """Go on where the results end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path)
    parser.add_argument("--edits", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", type=int, help="this edit alone")
    parser.add_argument("--real", action="store_true", help="on a story told through the exporter")
    said = parser.parse_args()
    sound = Sound(*(story_file() if said.real else small_file()))
    if said.only is not None:
        print(attempt(sound, said.seed, said.only))
        return 0
    results: Path = said.results
    first = max((each["last"] + 1 for each in kept(results, said.seed)), default=0)
    for start in range(first, said.edits, A_LINE):
        numbers = range(start, min(start + A_LINE, said.edits))
        with results.open("a", encoding="utf-8") as out:
            out.write(line_of(list(run(sound, said.seed, numbers)), said.seed) + "\n")
    lines = kept(results, said.seed)
    total: Counter[str] = Counter()
    for each in lines:
        total.update(each["counts"])
    print(dict(total))
    return int(any(each["findings"] for each in lines))


def kept(results: Path, seed: int) -> list[Any]:
    """The lines of results with that seed."""
    lines = results.read_text("utf-8").splitlines() if results.exists() else []
    return [told for told in map(json.loads, lines) if told["seed"] == seed]


if __name__ == "__main__":
    sys.exit(main())
