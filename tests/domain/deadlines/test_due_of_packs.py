"""The laws of counting for every row of every pack, with real days off, in awkward zones."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.deadlines.by_pack import ROWS, calendar, calendars_of, starts
from tests.domain.deadlines.comparing import compare
from tests.domain.deadlines.drawing import ZONES, noon

from answerable.domain.deadlines.counting import Calendar, Term, Unit
from answerable.domain.deadlines.due import due, reckon
from answerable.domain.deadlines.elapsed import elapsed
from answerable.domain.deadlines.pack import Obligation, PackVersion

ROW = pytest.mark.parametrize(
    ("version", "row"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
ZONE = st.sampled_from(ZONES)


def case(
    data: st.DataObject, version: PackVersion, row: Obligation, zone: str
) -> tuple[datetime, Term, Calendar]:
    """A start event, the row's term and one of its calendars."""
    days = calendar(data.draw(st.sampled_from(calendars_of(row))), zone)
    return data.draw(starts(version, zone)), row.term, days


def test_a_few_thousand_random_cases_are_counted_alike_by_both_counters() -> None:
    assert compare(3000, seed=4) == []


@ROW
@settings(max_examples=25)
@given(data=st.data(), zone=ZONE)
def test_before_roll_over_as_much_has_elapsed_as_the_row_says(
    version: PackVersion, row: Obligation, data: st.DataObject, zone: str
) -> None:
    start, term, days = case(data, version, row, zone)
    found = reckon(start, term, days)
    until = found.due if term.limit.unit is Unit.HOUR else noon(found.counted_to, zone)
    passed = elapsed(start, until, term.limit.unit, term.first_day, days)

    assert passed == term.limit.value


@ROW
@settings(max_examples=25)
@given(data=st.data(), zone=ZONE)
def test_within_one_version_a_later_start_is_never_due_earlier(
    version: PackVersion, row: Obligation, data: st.DataObject, zone: str
) -> None:
    start, term, days = case(data, version, row, zone)
    early, late = sorted((start, data.draw(starts(version, zone))))

    assert due(early, term, days) <= due(late, term, days)
