"""The laws of counting, over every unit, first day, roll-over, zone and change of the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.domain.deadlines.comparing import disagreement
from tests.domain.deadlines.drawing import CALENDARS, MOMENTS, TERMS, limits, noon

from answerable.domain.deadlines.counting import (
    Calendar,
    FirstDay,
    Limit,
    MeasuredFrom,
    Roll,
    Term,
    Unit,
    local_date,
)
from answerable.domain.deadlines.days import BeyondCalendarError, Why
from answerable.domain.deadlines.due import due, due_after, extended, reckon, reckon_each
from answerable.domain.deadlines.elapsed import elapsed

POLAND = Calendar(
    "pl/1",
    "Europe/Warsaw",
    holidays={date(2026, 11, 1): "Wszystkich Świętych", date(2026, 11, 11): "Niepodległości"},
    years=(2026, 2026),
)
DAYS = tuple(unit for unit in Unit if unit is not Unit.HOUR)


def warsaw(text: str) -> datetime:
    return datetime.fromisoformat(text)


@given(MOMENTS, TERMS, CALENDARS)
def test_counting_agrees_with_a_counter_written_apart(
    start: datetime, term: Term, calendar: Calendar
) -> None:
    assert disagreement(start, term, calendar) == ""


@given(MOMENTS, TERMS, CALENDARS)
def test_a_due_time_is_the_same_with_and_without_its_trace(
    start: datetime, term: Term, calendar: Calendar
) -> None:
    assert due(start, term, calendar) == reckon(start, term, calendar).due


@given(st.lists(MOMENTS, max_size=5), TERMS, CALENDARS)
def test_many_start_events_at_once_are_counted_as_each_alone(
    starts: list[datetime], term: Term, calendar: Calendar
) -> None:
    alone = [reckon(start, term, calendar) for start in starts]

    assert reckon_each(starts, term, calendar) == alone


@given(MOMENTS, TERMS, CALENDARS)
def test_before_roll_over_as_much_has_elapsed_as_the_limit_says(
    start: datetime, term: Term, calendar: Calendar
) -> None:
    assume(term.limit.value)
    found = reckon(start, term, calendar)
    until = found.due if term.limit.unit is Unit.HOUR else noon(found.counted_to, calendar.zone)

    assert elapsed(start, until, term.limit.unit, term.first_day, calendar) == term.limit.value


@given(MOMENTS, MOMENTS, TERMS, CALENDARS)
def test_a_later_start_is_never_due_earlier(
    one: datetime, other: datetime, term: Term, calendar: Calendar
) -> None:
    early, late = sorted((one, other))

    assert due(early, term, calendar) <= due(late, term, calendar)


@given(MOMENTS, TERMS, st.integers(0, 20), CALENDARS)
def test_more_of_a_unit_is_never_due_earlier(
    start: datetime, term: Term, more: int, calendar: Calendar
) -> None:
    longer = replace(term, limit=Limit(term.limit.value + more, term.limit.unit))

    assert due(start, term, calendar) <= due(start, longer, calendar)


@given(MOMENTS, limits(*DAYS), st.sampled_from(FirstDay), CALENDARS)
def test_roll_over_only_moves_a_limit_forward_and_saturday_moves_no_italian_one(
    start: datetime, limit: Limit, first_day: FirstDay, calendar: Calendar
) -> None:
    usual = replace(calendar, weekend=frozenset({5, 6}))
    none, italian, polish = (due(start, Term(limit, first_day, roll), usual) for roll in ROLLS)

    assert none <= italian <= polish


ROLLS = (Roll.NONE, Roll.SUNDAY_OR_HOLIDAY, Roll.NEXT_WORKING_DAY)


@given(MOMENTS, limits(*DAYS), CALENDARS)
def test_a_first_day_that_counts_never_makes_a_limit_longer(
    start: datetime, limit: Limit, calendar: Calendar
) -> None:
    inclusive, exclusive = (due(start, Term(limit, first), calendar) for first in INCLUSIVE_FIRST)

    assert inclusive <= exclusive


INCLUSIVE_FIRST = (FirstDay.INCLUSIVE, FirstDay.EXCLUSIVE)


@given(MOMENTS, TERMS, limits(), st.sampled_from(MeasuredFrom), CALENDARS)
def test_an_extension_never_makes_a_limit_shorter(
    start: datetime, term: Term, to: Limit, measured: MeasuredFrom, calendar: Calendar
) -> None:
    found = extended(start, term, to, measured, calendar)

    assert found.due >= due(start, term, calendar)
    assert found.trace[-1].day == found.due_date == local_date(found.due, calendar.zone)


def test_an_extension_is_counted_from_the_start_or_from_the_last_day_before_roll_over() -> None:
    start = warsaw("2026-10-02T12:00+02:00")
    term = Term(Limit(30, Unit.CALENDAR_DAY), roll=Roll.NEXT_WORKING_DAY)
    found = {
        measured: extended(start, term, Limit(30, Unit.CALENDAR_DAY), measured, POLAND)
        for measured in MeasuredFrom
    }

    assert found[MeasuredFrom.START].due_date == date(2026, 11, 2)
    assert found[MeasuredFrom.ORIGINAL_LIMIT].due_date == date(2026, 12, 1)


def test_every_day_of_a_trace_has_its_reason() -> None:
    term = Term(Limit(1, Unit.BUSINESS_DAY))
    days = reckon(warsaw("2026-11-10T12:00+01:00"), term, POLAND).trace
    rolled = reckon(
        warsaw("2026-10-31T12:00+01:00"), Term(Limit(1, Unit.CALENDAR_DAY), roll=ROLLS[1]), POLAND
    ).trace

    assert [(day.day.day, day.counted, day.why, day.note) for day in (*days, *rolled)] == [
        (10, False, Why.START, ""),
        (11, False, Why.HOLIDAY, "Niepodległości"),
        (12, True, Why.COUNTED, ""),
        (31, False, Why.START, ""),
        (1, True, Why.COUNTED, "Wszystkich Świętych"),
        (2, False, Why.ROLLED, ""),
    ]


@pytest.mark.parametrize(
    ("start", "term", "year"),
    [
        ("2025-12-30T12:00+01:00", Term(Limit(3, Unit.BUSINESS_DAY)), 2025),
        ("2026-12-30T12:00+01:00", Term(Limit(3, Unit.BUSINESS_DAY)), 2027),
        ("2026-12-30T12:00+01:00", Term(Limit(3, Unit.CALENDAR_DAY), roll=ROLLS[2]), 2027),
    ],
)
def test_days_off_that_are_not_known_are_not_guessed(start: str, term: Term, year: int) -> None:
    with pytest.raises(BeyondCalendarError, match=f"pl/1 is known from 2026 to 2026, .* {year}"):
        due(warsaw(start), term, POLAND)


def test_where_no_day_off_matters_none_need_be_known() -> None:
    start = warsaw("2031-12-30T12:00+01:00")

    assert due_after(start, Limit(3, Unit.CALENDAR_DAY), POLAND) == warsaw(
        "2032-01-02T22:59:59.999999+00:00"
    )


@pytest.mark.parametrize(
    ("calendar", "term"),
    [
        (Calendar("never/1", "UTC", frozenset(range(7))), Term(Limit(1, Unit.BUSINESS_DAY))),
        (
            Calendar("never/1", "UTC", frozenset(range(7))),
            Term(Limit(1, Unit.CALENDAR_DAY), roll=Roll.NEXT_WORKING_DAY),
        ),
        (Calendar("mon-fri/1", "UTC"), Term(Limit(10**7, Unit.CALENDAR_DAY))),
    ],
)
def test_a_limit_that_ends_nowhere_is_refused(calendar: Calendar, term: Term) -> None:
    with pytest.raises(BeyondCalendarError):
        reckon(datetime(2026, 1, 1, tzinfo=UTC), term, calendar)


@pytest.mark.parametrize("year", [1, 2, 9998])
def test_the_first_and_the_last_years_are_counted_as_any(year: int) -> None:
    start = datetime(year, 1, 1, 12, tzinfo=UTC)
    term = Term(Limit(3, Unit.BUSINESS_DAY), FirstDay.INCLUSIVE)

    assert due(start, term, Calendar("mon-fri/1", "UTC")).date() < date(year, 1, 8)
