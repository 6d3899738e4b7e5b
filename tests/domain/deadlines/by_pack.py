"""The rows of the shipped packs with calendars and zones in which they are used."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from answerable.adapters.calendars.package import PackageCalendars
from answerable.adapters.packs.loading import shipped
from answerable.domain.deadlines.calendar import calendar_of, in_zone
from answerable.domain.deadlines.counting import Calendar
from answerable.domain.deadlines.pack import Obligation, PackVersion

CALENDARS = PackageCalendars(2016, 2030)
NAMES = (*CALENDARS.names(), "house")
ROWS = tuple(
    (f"{pack.id}@{version.version}/{row.name}", version, row)
    for pack in shipped().values()
    for version in pack.versions
    for row in version.obligations
)


@cache
def calendar(name: str, zone: str) -> Calendar:
    """The calendar of that name as known last, in that zone; `house` has no national days off."""
    if name == "house":
        return Calendar("mon-fri/1", zone)
    national = "PL" if name == "seat" else name
    return in_zone(calendar_of(CALENDARS.known(national).editions[-1]), zone)


def starts(version: PackVersion, zone: str) -> st.SearchStrategy[datetime]:
    """Start events within the vetted days of a version."""
    last = min(version.vetted_until, date(2028, 12, 31))
    first = max(version.vetted_from, date(2017, 1, 1))
    moments = st.datetimes(datetime.combine(first, time.min), datetime.combine(last, time.max))
    return moments.map(lambda moment: moment.replace(tzinfo=ZoneInfo(zone)))


ROW = st.sampled_from(ROWS)


def calendars_of(row: Obligation) -> tuple[str, ...]:
    """The calendars that the row may be counted with."""
    return (row.calendar, *row.other_calendars)
