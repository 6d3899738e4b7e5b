"""Due times: in the desk's own days, across every change of the clock, against a slow counter."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.domain.deadlines.counting import (
    Calendar,
    Limit,
    Unit,
    end_of_day,
    local_date,
)
from answerable.domain.deadlines.due import due_after

TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
HOLIDAYS = {
    date(2026, 10, 4): "San Francesco",
    date(2026, 11, 11): "Narodowe Święto Niepodległości",
    date(2026, 12, 24): "Wigilia Bożego Narodzenia",
    date(2026, 12, 25): "Boże Narodzenie",
}
ZONES = ("Europe/Warsaw", "Europe/Rome", "America/New_York", "Asia/Kathmandu", "UTC")
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)).map(  # noqa: DTZ001  # made aware here
    lambda moment: moment.replace(tzinfo=UTC)
)
CALENDARS = st.builds(
    Calendar,
    version=st.just("test/1"),
    zone=st.sampled_from(ZONES),
    weekend=st.frozensets(st.integers(0, 6), max_size=5),
    holidays=st.just(HOLIDAYS),
)
UNITS = (Unit.HOUR, Unit.CALENDAR_DAY, Unit.BUSINESS_DAY)
LIMITS = st.builds(Limit, st.integers(0, 40), st.sampled_from(UNITS))


def warsaw(zone: str = "Europe/Warsaw") -> Calendar:
    return Calendar(version="pl/1", zone=zone, holidays=HOLIDAYS)


def slowly(start: datetime, limit: Limit, calendar: Calendar) -> datetime:
    """The same, hour by hour or day by day, with no arithmetic on dates but the next one."""
    if limit.unit is Unit.HOUR:
        moment = start
        for _ in range(limit.value):
            moment += HOUR
        return moment
    zone = ZoneInfo(calendar.zone)
    day = start.astimezone(zone).date()
    left = limit.value
    while left:
        day += timedelta(days=1)
        free = day.weekday() in calendar.weekend or day in calendar.holidays
        left -= limit.unit is Unit.CALENDAR_DAY or not free
    return last_tick(day, zone)


def last_tick(day: date, zone: ZoneInfo) -> datetime:
    """The last microsecond that is still on `day` there, looked for from the outside."""
    moment = datetime.combine(day + timedelta(days=3), time.min, tzinfo=UTC)
    while moment.astimezone(zone).date() > day:
        moment -= timedelta(minutes=15)
    return moment + timedelta(minutes=15) - TICK


@given(MOMENTS, LIMITS, CALENDARS)
def test_counting_agrees_with_a_slow_counter(
    start: datetime, limit: Limit, calendar: Calendar
) -> None:
    assert due_after(start, limit, calendar) == slowly(start, limit, calendar)


@given(MOMENTS, MOMENTS, LIMITS, CALENDARS)
def test_a_later_start_is_never_due_earlier(
    one: datetime, other: datetime, limit: Limit, calendar: Calendar
) -> None:
    early, late = sorted((one, other))

    assert due_after(early, limit, calendar) <= due_after(late, limit, calendar)


@given(MOMENTS, st.integers(1, 40), CALENDARS)
def test_a_limit_in_business_days_ends_on_a_working_day(
    start: datetime, value: int, calendar: Calendar
) -> None:
    due = due_after(start, Limit(value, Unit.BUSINESS_DAY), calendar)

    assert calendar.works(local_date(due, calendar.zone))


@given(MOMENTS, LIMITS, CALENDARS)
def test_nothing_is_due_before_it_starts(start: datetime, limit: Limit, calendar: Calendar) -> None:
    assert due_after(start, limit, calendar) >= start


@given(MOMENTS, LIMITS, LIMITS, CALENDARS)
def test_more_of_a_unit_is_never_due_earlier(
    start: datetime, limit: Limit, other: Limit, calendar: Calendar
) -> None:
    longer = Limit(limit.value + other.value, limit.unit)

    assert due_after(start, limit, calendar) <= due_after(start, longer, calendar)


@given(MOMENTS, st.sampled_from(ZONES))
def test_a_moment_is_no_later_than_the_end_of_its_own_day(moment: datetime, zone: str) -> None:
    end = end_of_day(local_date(moment, zone), zone)

    assert moment <= end
    assert local_date(end, zone) == local_date(moment, zone)
    assert local_date(end + TICK, zone) > local_date(moment, zone)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 2), 24)],
    ids=["clocks go forward", "clocks go back", "an ordinary Monday"],
)
@pytest.mark.parametrize("zone", ["Europe/Warsaw", "Europe/Rome"])
def test_a_day_is_as_long_as_it_is_there(day: date, hours: int, zone: str) -> None:
    whole = end_of_day(day, zone) - end_of_day(day - timedelta(days=1), zone)

    assert whole == hours * HOUR


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        ("2026-03-28T23:30+00:00", Limit(1, Unit.CALENDAR_DAY), "2026-03-30T21:59:59.999999+00:00"),
        ("2026-03-27T12:00+00:00", Limit(7, Unit.CALENDAR_DAY), "2026-04-03T21:59:59.999999+00:00"),
        ("2026-10-23T12:00+00:00", Limit(7, Unit.CALENDAR_DAY), "2026-10-30T22:59:59.999999+00:00"),
        ("2026-10-25T00:30+00:00", Limit(2, Unit.HOUR), "2026-10-25T02:30:00+00:00"),
        ("2026-11-06T12:00+00:00", Limit(1, Unit.BUSINESS_DAY), "2026-11-09T22:59:59.999999+00:00"),
        ("2026-11-10T12:00+00:00", Limit(1, Unit.BUSINESS_DAY), "2026-11-12T22:59:59.999999+00:00"),
        ("2026-12-23T12:00+00:00", Limit(1, Unit.BUSINESS_DAY), "2026-12-28T22:59:59.999999+00:00"),
        ("2026-11-02T12:00+00:00", Limit(0, Unit.BUSINESS_DAY), "2026-11-02T22:59:59.999999+00:00"),
    ],
    ids=[
        "late on Saturday is already Sunday there",
        "seven days over the change to summer time",
        "seven days over the change to winter time",
        "hours pass through the doubled hour",
        "Friday to Monday",
        "over a holiday in the week",
        "over Christmas and a weekend",
        "no day at all is today",
    ],
)
def test_due_times_in_warsaw(start: str, limit: Limit, due: str) -> None:
    found = due_after(datetime.fromisoformat(start), limit, warsaw())

    assert found == datetime.fromisoformat(due)


def test_the_same_instant_is_another_day_in_another_zone() -> None:
    night = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
    due = [
        due_after(night, Limit(1, Unit.CALENDAR_DAY), warsaw(zone))
        for zone in ("UTC", "Europe/Rome")
    ]

    assert [f"{moment:%d %H}" for moment in due] == ["03 23", "04 22"]
