"""Starts, terms and calendars to try the counter on: every unit, awkward zones, real days off."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from hypothesis import strategies as st

from answerable.domain.deadlines.counting import (
    Calendar,
    FirstDay,
    Limit,
    Roll,
    Term,
    Unit,
    local_date,
)

ZONES = (
    "Africa/Cairo",
    "America/Havana",
    "America/New_York",
    "America/Santiago",
    "America/St_Johns",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Europe/London",
    "Europe/Rome",
    "Europe/Warsaw",
    "Pacific/Apia",
    "Pacific/Chatham",
    "UTC",
)
FIRST, LAST = datetime(2017, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
SECONDS = int((LAST - FIRST).total_seconds())
CHANGES = (
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 3, 8, 7, tzinfo=UTC),
    datetime(2026, 4, 4, 16, tzinfo=UTC),
    datetime(2024, 2, 29, 23, tzinfo=UTC),
    datetime(2025, 12, 24, 12, tzinfo=UTC),
    datetime(2026, 10, 4, 0, tzinfo=UTC),
)
"""Where clocks change in Europe, New York and Sydney, a leap day, and the two new holidays."""


def near(change: datetime, minutes: int) -> datetime:
    """A moment not far from a change."""
    return change + timedelta(minutes=minutes)


MOMENTS: st.SearchStrategy[datetime] = st.one_of(
    st.integers(0, SECONDS).map(lambda seconds: FIRST + timedelta(seconds=seconds)),
    st.builds(near, st.sampled_from(CHANGES), st.integers(-4000, 4000)),
)
HOLIDAYS = st.dictionaries(
    st.dates(date(2025, 11, 1), date(2026, 12, 31)),
    st.sampled_from(["Nowy Rok", "Ferragosto", "Boxing Day"]),
    max_size=30,
).map(MappingProxyType)
CALENDARS = st.builds(
    Calendar,
    version=st.just("test/1"),
    zone=st.sampled_from(ZONES),
    weekend=st.one_of(st.just(frozenset({5, 6})), st.frozensets(st.integers(0, 6), max_size=5)),
    holidays=HOLIDAYS,
)
MOST = {
    Unit.HOUR: 200,
    Unit.CALENDAR_DAY: 100,
    Unit.BUSINESS_DAY: 60,
    Unit.WEEK: 13,
    Unit.MONTH: 14,
}


def limits(*units: Unit) -> st.SearchStrategy[Limit]:
    """Limits in those units, from nothing to longer than any rule."""
    return st.sampled_from(units or tuple(Unit)).flatmap(
        lambda unit: st.builds(Limit, st.integers(0, MOST[unit]), st.just(unit))
    )


TERMS = st.builds(Term, limits(), st.sampled_from(FirstDay), st.sampled_from(Roll))


def noon(day: date, zone: str) -> datetime:
    """A moment on that local day, whatever its clocks do."""
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    while local_date(moment, zone) != day:
        moment += timedelta(hours=1) if local_date(moment, zone) < day else timedelta(hours=-1)
    return moment
