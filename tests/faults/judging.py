"""A history judged: what was said by writers and readers, against the log as it is in the end."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from tests.faults.knocks import Said, read_said
from tests.faults.whole import halved, lost, out_of_order

from answerable.domain.event import RecordedEvent

Seen = tuple[int, str, int]
"""A position, the command of the event there, and its version."""


def wrong_in_history(
    events: Sequence[RecordedEvent], writers: Sequence[Path], readers: Sequence[Path]
) -> dict[str, list[str]]:
    """What is wrong, by kind; an empty list where all is well."""
    said = list(chain.from_iterable(read_said(path.read_text()) for path in writers))
    log = [(event.position, event.command_id, event.version) for event in events]
    return {
        "lost": list(lost(events, said)),
        "halved or doubled": list(halved(events)),
        "out of order": list(out_of_order(events)),
        "against time": list(against_time(said)),
        "read otherwise": [
            words for path in readers for words in read_otherwise(log, seen_by(path))
        ],
    }


def seen_by(reader: Path) -> list[Seen]:
    """What a reader saw, in its order."""
    pages = map(json.loads, reader.read_text().splitlines())
    return [(int(p), str(c), int(v)) for p, c, v in chain.from_iterable(pages)]


def read_otherwise(log: Sequence[Seen], seen: Sequence[Seen]) -> Iterator[str]:
    """Where a reader did not see just the log, from its beginning on, each event once."""
    expected, there = {row[0]: row for row in log}, {row[0] for row in seen}
    last = 0
    for row in seen:
        if row[0] <= last:
            yield f"position {row[0]} was seen after {last}"
        if expected.get(row[0]) != row:
            yield f"what was seen at {row[0]} is not what stands there"
        last = max(last, row[0])
    for position in expected:
        if position <= last and position not in there:
            yield f"position {position} was skipped"


def against_time(said: Sequence[Said]) -> Iterator[str]:
    """Commands put after another was acknowledged, and recorded before it."""
    puts: dict[str, float] = {}
    answers: dict[str, Said] = {}
    for word in said:
        if word.what == "put":
            puts.setdefault(word.command, word.at)
        elif word.command not in answers:
            answers[word.command] = word
    times = sorted(
        [(answer.at, 1, answer) for answer in answers.values()]
        + [(puts[answer.command], 0, answer) for answer in answers.values()],
        key=lambda each: each[:2],
    )
    highest = 0
    for _, acknowledged, answer in times:
        if acknowledged:
            highest = max(highest, answer.positions[-1])
        elif answer.positions[0] < highest:
            yield f"{answer.command} stands at {answer.positions[0]}, put when {highest} was there"
