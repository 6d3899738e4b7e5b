"""A due time is stored with all it came from, and can be counted again years later."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from tests.domain.deadlines.drawing import CALENDARS, HOLIDAYS, MOMENTS, TERMS
from tests.domain.deadlines.test_stops import STOPS, stops

from answerable.domain.deadlines.counting import Calendar, FirstDay, Limit, Roll, Term, Unit
from answerable.domain.deadlines.days import Day, Why
from answerable.domain.deadlines.due import reckon
from answerable.domain.deadlines.recheck import Difference, What, count_again, recheck
from answerable.domain.deadlines.testimony import Basis, Citation, Testimony, witness
from answerable.domain.deadlines.trace import Run, day_by_day, in_runs, recount

CITED = Citation("pl.rf", "2025", "final_answer", "act of 5 August 2015, art. 6", "dispatched")
EVE, FEAST, LATER = (date(2025, 12, day) for day in (24, 25, 27))
OLD = Calendar("PL-1", "Europe/Warsaw", holidays={FEAST: "Boże Narodzenie"})
NEW = replace(OLD, version="PL-2", holidays={EVE: "Wigilia", FEAST: "Boże Narodzenie"})
DAYS = Term(Limit(30, Unit.CALENDAR_DAY), roll=Roll.NEXT_WORKING_DAY)
START = datetime(2025, 11, 24, 11, tzinfo=UTC)
THEN, NOW = Basis(CITED, DAYS, OLD), Basis(CITED, DAYS, NEW)
CALENDAR_PAIRS = st.tuples(CALENDARS, HOLIDAYS)


@given(MOMENTS, TERMS, STOPS, CALENDARS)
def test_a_trace_in_short_is_the_same_trace(
    start: datetime, term: Term, drawn: list[tuple[int, int]], calendar: Calendar
) -> None:
    trace = reckon(start, term, calendar, stops(start, drawn)).trace

    assert day_by_day(in_runs(trace)) == trace


@example(
    datetime(2016, 12, 31, 5, tzinfo=UTC),
    Term(Limit(0, Unit.HOUR)),
    [(-1, 25)],
    Calendar("test/1", "America/Havana", frozenset(), {}),
)
@given(MOMENTS, TERMS, STOPS, CALENDARS)
def test_a_trace_comes_to_the_due_date_by_itself(
    start: datetime, term: Term, drawn: list[tuple[int, int]], calendar: Calendar
) -> None:
    found = reckon(start, term, calendar, stops(start, drawn))

    assert recount(found.trace, term) == found.due_date


@given(MOMENTS, TERMS, CALENDARS, st.data())
def test_a_trace_that_lacks_a_counted_day_comes_to_nothing(
    start: datetime, term: Term, calendar: Calendar, data: st.DataObject
) -> None:
    trace = list(reckon(start, term, calendar).trace)
    place = data.draw(st.sampled_from(range(len(trace))))
    day = trace.pop(place)
    inside = 0 < place < len(trace)

    if inside or (day.counted and day.note != "PT0H0M0S"):
        assert recount(trace, term) is None


@pytest.mark.parametrize(
    ("trace", "limit"),
    [
        ([], 1),
        ([Day(EVE, counted=True, why=Why.COUNTED), Day(FEAST, counted=False, why=Why.HOLIDAY)], 1),
        ([Day(EVE, counted=True, why=Why.COUNTED), Day(FEAST, counted=True, why=Why.COUNTED)], 1),
        ([Day(EVE, counted=False, why=Why.START)], 1),
        ([Day(EVE, counted=True, why=Why.COUNTED), Day(LATER, counted=True, why=Why.COUNTED)], 2),
    ],
    ids=["no day", "a skipped day at the end", "a day too many", "nothing counted", "a gap"],
)
def test_a_trace_that_does_not_fill_its_term_comes_to_nothing(trace: list[Day], limit: int) -> None:
    assert recount(trace, Term(Limit(limit, Unit.CALENDAR_DAY))) is None


def test_a_testimony_is_short() -> None:
    told = witness(START, NOW)

    assert told.trace == (
        Run(date(2025, 11, 24), date(2025, 11, 24), counted=False, why=Why.START),
        Run(date(2025, 11, 25), date(2025, 12, 23), counted=True, why=Why.COUNTED),
        Run(EVE, EVE, counted=True, why=Why.COUNTED, note="Wigilia"),
        Run(FEAST, FEAST, counted=False, why=Why.HOLIDAY, note="Boże Narodzenie"),
        Run(date(2025, 12, 26), date(2025, 12, 26), counted=False, why=Why.ROLLED),
    )
    assert (told.calendar, told.zone, told.due_date) == ("PL-2", "Europe/Warsaw", told.days[-1].day)


@given(MOMENTS, TERMS, STOPS, CALENDARS)
def test_a_testimony_is_read_from_its_stored_form_as_it_was(
    start: datetime, term: Term, drawn: list[tuple[int, int]], calendar: Calendar
) -> None:
    told = witness(start, Basis(CITED, term, calendar), stops(start, drawn))
    stored = TypeAdapter(Testimony).dump_json(told)

    assert TypeAdapter(Testimony).validate_json(stored) == told


@given(MOMENTS, TERMS, STOPS, CALENDARS)
def test_what_has_not_changed_agrees_then_and_now(
    start: datetime, term: Term, drawn: list[tuple[int, int]], calendar: Calendar
) -> None:
    basis = Basis(CITED, term, calendar)
    found = recheck(witness(start, basis, stops(start, drawn)), basis, basis)

    assert found.then == found.now
    assert found.then.differences == ()
    assert found.now.agrees


@given(MOMENTS, st.lists(TERMS, min_size=1, max_size=2), CALENDARS, HOLIDAYS)
def test_then_and_now_differ_only_where_the_rule_or_a_day_changed_in_between(
    start: datetime, terms: list[Term], calendar: Calendar, holidays: dict[date, str]
) -> None:
    later = replace(calendar, version="test/2", holidays=holidays)
    then, now = Basis(CITED, terms[0], calendar), Basis(CITED, terms[-1], later)
    told = witness(start, then)
    found = recheck(told, then, now)
    looked_at = {day.day for day in (*told.days, *witness(start, now).days)}
    changed = {day for day in looked_at if calendar.holidays.get(day) != later.holidays.get(day)}

    assert found.then.agrees
    assert found.now.due == found.then.due or changed or terms[0] != terms[-1]
    assert {each.what for each in found.now.differences} <= {
        *({What.TERM} if terms[0] != terms[-1] else ()),
        *({What.DUE, What.DAY} if changed or terms[0] != terms[-1] else ()),
        What.CALENDAR,
    }


def test_a_holiday_learnt_later_is_told_with_the_day_that_changed() -> None:
    found = recheck(witness(START, THEN), THEN, NOW)

    assert found.then.differences == ()
    assert found.now.due_date == date(2025, 12, 26)
    assert not found.now.agrees
    assert found.now.differences == (
        Difference(What.CALENDAR, "PL-1", "PL-2"),
        Difference(
            What.DUE, "2025-12-24T22:59:59.999999+00:00", "2025-12-26T22:59:59.999999+00:00"
        ),
        Difference(What.DAY, "2025-12-24 counted", "2025-12-24 counted Wigilia"),
        Difference(What.DAY, "2025-12-25 not looked at", "2025-12-25 holiday Boże Narodzenie"),
        Difference(What.DAY, "2025-12-26 not looked at", "2025-12-26 rolled"),
    )


def test_another_version_that_comes_to_the_same_instant_agrees() -> None:
    other = Basis(replace(CITED, version="2026"), replace(DAYS, roll=Roll.NONE), OLD)
    found = count_again(witness(START, THEN), other)

    assert found.agrees
    assert [each.what for each in found.differences] == [What.PACK, What.TERM]


def test_a_testimony_that_contradicts_itself_does_not_agree() -> None:
    told = witness(START, THEN)
    cut = replace(told, trace=told.trace[:-1])
    found = count_again(cut, THEN)

    assert not found.agrees
    assert found.differences[-1] == Difference(What.TRACE, "2025-12-24", "None")


@pytest.mark.parametrize(
    ("kept", "moment", "flips"),
    [
        (None, date(2025, 12, 24), False),
        (None, date(2025, 12, 25), True),
        (None, date(2025, 12, 27), False),
        (date(2025, 12, 25), date(2026, 3, 1), True),
        (date(2025, 12, 23), date(2026, 3, 1), False),
    ],
)
def test_a_verdict_flips_where_the_answer_left_between_the_two_due_times(
    kept: date | None, moment: date, *, flips: bool
) -> None:
    found = recheck(witness(START, THEN), THEN, NOW)
    at = noon(kept) if kept else None

    assert found.flips(at, noon(moment)) is flips
    assert found.flips(at, noon(moment), noon(date(2025, 12, 20))) is flips
    assert found.flips(at, noon(moment), noon(date(2026, 4, 1))) is False


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_a_first_day_that_counts_stands_first_in_the_trace() -> None:
    term = Term(Limit(2, Unit.WEEK), FirstDay.INCLUSIVE)
    told = witness(START, Basis(CITED, term, OLD))

    assert told.trace == (
        Run(START.date(), START.date() + timedelta(days=13), counted=True, why=Why.COUNTED),
    )
