"""The counter gives what was reckoned by hand from the clause before it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.domain.deadlines.by_pack import calendar
from tests.domain.deadlines.test_worked_examples import EXAMPLES

from answerable.adapters.packs.loading import shipped
from answerable.domain.deadlines.counting import TICK, Calendar, Limit, Term, Unit
from answerable.domain.deadlines.due import Reckoned, extended, reckon
from answerable.domain.deadlines.in_force import UnvettedDateError, rule_in_force
from answerable.domain.deadlines.pack import Obligation
from answerable.domain.deadlines.stops import Stop

Example = Mapping[str, Any]
REFUSED = [e for e in EXAMPLES if e.get("kind") == "refused"]
COUNTED = [e for e in EXAMPLES if e.get("kind") != "refused"]


def title(example: Example) -> str:
    return f"{example['pack']}: {example['name']}"


def start_of(example: Example) -> datetime:
    start: datetime = example["start"]
    return start.replace(tzinfo=ZoneInfo(example["zone"]))


def row_of(example: Example) -> Obligation:
    return rule_in_force(shipped()[example["pack"]], example["start"].date(), example["obligation"])


def by_counter(example: Example, days: Calendar) -> Reckoned:
    """The example as the counter has it."""
    start = start_of(example)
    if "limit" in example:
        limit = Limit(example["limit"]["value"], Unit(example["limit"]["unit"]))
        return reckon(start, Term(limit), days)
    row = row_of(example)
    if example.get("kind") == "pause":
        since = start + timedelta(days=8)
        until = since + timedelta(days=example["paused_days"])
        return reckon(start, row.term, days, [Stop(since, until)])
    return reckon_of(row, example.get("kind", "limit"), start, days)


def reckon_of(row: Obligation, kind: str, start: datetime, days: Calendar) -> Reckoned:
    """The limit of the row that the kind of example asks for."""
    if kind == "extension":
        assert row.extension
        assert row.extension.to
        return extended(start, row.term, row.extension.to, row.extension.measured_from, days)
    if kind == "missing_info":
        assert row.missing_info
        return reckon(start, replace(row.term, limit=row.missing_info.complete_within), days)
    if kind == "escalation":
        assert row.escalation
        assert row.escalation.opens_after
        return reckon(start, Term(row.escalation.opens_after), days)
    return reckon(start, row.term, days)


@pytest.mark.parametrize("example", COUNTED, ids=title)
def test_the_counter_gives_the_date_reckoned_by_hand(example: Example) -> None:
    found = by_counter(example, calendar(example["calendar"], example["zone"]))

    assert found.due_date == example["due_date"]
    assert found.trace[-1].day == found.due_date
    assert found.due == example.get("due", found.due)
    assert found.due + TICK == example.get("over_at", found.due + TICK)


@pytest.mark.parametrize("example", REFUSED, ids=title)
def test_a_pack_refuses_what_it_was_found_by_hand_not_to_answer(example: Example) -> None:
    with pytest.raises(UnvettedDateError):
        row_of(example)
