"""Hours, and clocks that stand still."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.domain.deadlines.comparing import compare, disagreement_around
from tests.domain.deadlines.drawing import CALENDARS, MOMENTS, TERMS, limits

from answerable.domain.deadlines.counting import Calendar, FirstDay, Limit, Roll, Term, Unit
from answerable.domain.deadlines.days import Why
from answerable.domain.deadlines.due import reckon
from answerable.domain.deadlines.hours import read, written
from answerable.domain.deadlines.stops import Stop, in_order
from answerable.domain.deadlines.told import told_again
from answerable.domain.deadlines.trace import recount

ROME = ZoneInfo("Europe/Rome")
MON_FRI = Calendar("mon-fri/1", "Europe/Rome")
START = datetime(2026, 3, 2, 10, tzinfo=ROME)
STOPS = st.lists(st.tuples(st.integers(-200, 3000), st.integers(-5, 400)), max_size=3)


def stops(start: datetime, drawn: Sequence[tuple[int, int]]) -> list[Stop]:
    """The drawn stops, in hours from the start."""
    begins = [(start + timedelta(hours=since), hours) for since, hours in drawn]
    return [Stop(since, since + timedelta(hours=hours)) for since, hours in begins]


def on(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=ROME)


@given(MOMENTS, TERMS, STOPS, CALENDARS)
def test_a_stop_never_makes_a_limit_shorter_and_none_changes_nothing(
    start: datetime, term: Term, drawn: list[tuple[int, int]], calendar: Calendar
) -> None:
    running = reckon(start, term, calendar)

    assert reckon(start, term, calendar, stops(start, drawn)).due >= running.due
    assert reckon(start, term, calendar, [Stop(start, start)]) == running


@given(MOMENTS, TERMS, STOPS, CALENDARS)
def test_counting_around_stops_agrees_with_a_counter_written_apart(
    start: datetime, term: Term, drawn: list[tuple[int, int]], calendar: Calendar
) -> None:
    assert disagreement_around(start, term, calendar, stops(start, drawn)) == ""


def test_the_two_agree_on_random_cases_of_real_rows_and_calendars_with_pauses() -> None:
    assert compare(500, 7, paused=True) == []


@given(MOMENTS, TERMS, STOPS, CALENDARS)
def test_a_limit_in_days_ends_on_no_day_on_which_it_stands_still(
    start: datetime, term: Term, drawn: list[tuple[int, int]], calendar: Calendar
) -> None:
    assume(term.limit.unit is not Unit.HOUR)
    found = reckon(start, term, calendar, stops(start, drawn)).trace

    assert found[-1].why is not Why.PAUSED


@given(MOMENTS, TERMS, STOPS, CALENDARS)
def test_the_trace_around_stops_comes_to_the_due_date_by_itself(
    start: datetime, term: Term, drawn: list[tuple[int, int]], calendar: Calendar
) -> None:
    found = reckon(start, term, calendar, stops(start, drawn))

    assert recount(found.trace, term) == found.due_date


@given(MOMENTS, TERMS, STOPS, st.integers(0, 400), CALENDARS)
def test_a_stop_more_never_makes_a_limit_shorter(
    start: datetime, term: Term, drawn: list[tuple[int, int]], hours: int, calendar: Calendar
) -> None:
    one = stops(start, drawn)
    more = [*one, Stop(start, start + timedelta(hours=hours))]

    assert reckon(start, term, calendar, more).due >= reckon(start, term, calendar, one).due


@given(MOMENTS, TERMS, STOPS, CALENDARS)
def test_as_much_is_counted_around_a_stop_as_without_it(
    start: datetime, term: Term, drawn: list[tuple[int, int]], calendar: Calendar
) -> None:
    running = reckon(start, term, calendar).trace
    found = reckon(start, term, calendar, stops(start, drawn)).trace
    days = [day.day for day in found]

    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    if term.limit.unit is Unit.HOUR:
        assert sum((read(day.note) for day in found if day.counted), timedelta()) == timedelta(
            hours=term.limit.value
        )
    else:
        assert sum(day.counted for day in found) == sum(day.counted for day in running)


@given(MOMENTS, limits(Unit.CALENDAR_DAY, Unit.WEEK, Unit.MONTH), st.integers(1, 40), CALENDARS)
def test_a_stop_within_a_limit_in_days_moves_its_end_by_the_days_lost(
    start: datetime, limit: Limit, lost: int, calendar: Calendar
) -> None:
    noon = start.astimezone(ZoneInfo(calendar.zone)).replace(hour=12, fold=0)
    first = noon.replace(tzinfo=UTC)
    begins = (first + timedelta(days=1)).replace(tzinfo=noon.tzinfo)
    ends = (first + timedelta(days=1 + lost)).replace(tzinfo=noon.tzinfo)
    stopped = reckon(start, Term(limit), calendar, [Stop(begins, ends)])
    running = reckon(start, Term(limit), calendar)

    moved = stopped.due_date - running.due_date
    assert moved == (timedelta(days=lost) if limit.value else timedelta())


def test_the_days_lost_and_the_day_that_counts_again() -> None:
    term = Term(Limit(45, Unit.CALENDAR_DAY), roll=Roll.SUNDAY_OR_HOLIDAY)
    found = reckon(START, term, MON_FRI, [Stop(on(3, 10), on(3, 25))])
    lost = [day.day for day in found.trace if day.why is Why.PAUSED]

    assert (lost[0], lost[-1], len(lost)) == (date(2026, 3, 10), date(2026, 3, 24), 15)
    assert found.due_date == date(2026, 5, 1)


def test_a_limit_full_on_saturday_ends_once_the_clock_that_stopped_on_sunday_runs_again() -> None:
    term = Term(Limit(5, Unit.CALENDAR_DAY), roll=Roll.NEXT_WORKING_DAY)
    found = reckon(START, term, MON_FRI, [Stop(on(3, 8), on(3, 11))])

    assert [(day.day.day, day.why) for day in found.trace[-4:]] == [
        (8, Why.PAUSED),
        (9, Why.PAUSED),
        (10, Why.PAUSED),
        (11, Why.ROLLED),
    ]


def test_working_days_are_counted_around_a_stop() -> None:
    term = Term(Limit(3, Unit.BUSINESS_DAY), FirstDay.INCLUSIVE)
    found = reckon(START, term, MON_FRI, [Stop(on(3, 3), on(3, 9, 0))])

    assert [(day.day.day, day.why) for day in found.trace] == [
        (2, Why.COUNTED),
        *((day, Why.PAUSED) for day in range(3, 9)),
        (9, Why.COUNTED),
        (10, Why.COUNTED),
    ]


def test_hours_stand_still_to_the_minute() -> None:
    found = reckon(START, Term(Limit(24, Unit.HOUR)), MON_FRI, [Stop(on(3, 2, 20), on(3, 4, 6))])

    assert found.due == START + timedelta(hours=24 + 34)
    assert [(day.day.day, day.counted, day.why, day.note) for day in found.trace] == [
        (2, True, Why.COUNTED, "PT10H0M0S"),
        (3, False, Why.PAUSED, ""),
        (4, True, Why.COUNTED, "PT14H0M0S"),
    ]


def test_a_day_of_a_change_of_the_clock_counts_as_long_as_it_is() -> None:
    start = datetime(2026, 10, 24, 12, tzinfo=ROME)
    found = reckon(start, Term(Limit(48, Unit.HOUR)), MON_FRI)

    assert [day.note for day in found.trace] == ["PT12H0M0S", "PT25H0M0S", "PT11H0M0S"]
    assert found.due.astimezone(ROME).isoformat() == "2026-10-26T11:00:00+01:00"


def test_hours_that_end_at_midnight_end_on_the_day_that_begins_then() -> None:
    found = reckon(on(3, 2, 0), Term(Limit(24, Unit.HOUR)), MON_FRI)

    assert [(day.day.day, day.note) for day in found.trace] == [(2, "PT24H0M0S"), (3, "PT0H0M0S")]
    assert found.due_date == date(2026, 3, 3)


def test_stops_that_overlap_are_one_and_those_that_end_before_they_begin_are_none() -> None:
    found = in_order(
        [
            Stop(on(3, 9), on(3, 11)),
            Stop(on(3, 2), on(3, 5)),
            Stop(on(3, 4), on(3, 6)),
            Stop(on(3, 6), on(3, 7)),
            Stop(on(3, 3), on(3, 4)),
            Stop(on(3, 20), on(3, 19)),
        ]
    )

    assert found == [Stop(on(3, 2), on(3, 7)), Stop(on(3, 9), on(3, 11))]


@given(st.timedeltas(timedelta(), timedelta(days=400)))
def test_a_length_of_time_is_read_as_it_was_written(length: timedelta) -> None:
    assert read(written(length)) == length


@pytest.mark.parametrize("text", ["", "PT1H", "1:00:00", "PT1H0M0.5S"])
def test_what_is_no_length_of_time_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match="no length of time"):
        read(text)


def test_a_limit_in_hours_that_was_told_later_is_put_off_by_as_long_as_it_stood_still() -> None:
    hours = Term(Limit(48, Unit.HOUR), FirstDay.INCLUSIVE, Roll.NONE)
    told = on(3, 5)

    assert told_again(told, START, hours, MON_FRI, [Stop(on(3, 4, 9), on(3, 4, 14))]) == on(
        3, 5, 17
    )
    assert told_again(told, START, hours, MON_FRI, [Stop(on(3, 6), on(3, 7))]) == told
