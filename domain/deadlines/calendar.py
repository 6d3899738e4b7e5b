"""Calendars as versioned data with two times: since when a day is off, and since when we knew.

An edition never changes: what is learnt later is a later edition, and `as_known` finds the one that
anybody could have counted by at a given moment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType

from .counting import Calendar


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One edition of a calendar, as plain data that an event can carry.

    `weekend` are weekdays (Monday is 0); every holiday from `first_year` to `last_year` is listed,
    in order; `source` says where the dates came from and `known_from` since when we knew them.
    """

    name: str
    edition: str
    zone: str
    weekend: tuple[int, ...]
    first_year: int
    last_year: int
    holidays: tuple[tuple[date, str], ...]
    source: str
    known_from: datetime


@dataclass(frozen=True, slots=True)
class DaysOff:
    """The days off of an edition from some day on, for an event of what is counted by it.

    `weekend` and `holidays` are as in `Snapshot`.
    """

    weekend: tuple[int, ...]
    holidays: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off: since when such a day is one, and since when we knew of this one.

    `in_force_from` is the first such day of an unbroken run of years; None where the run begins
    with the calendar itself, so that we know of no beginning.
    """

    day: date
    name: str
    in_force_from: date | None
    known_from: datetime


@dataclass(frozen=True, slots=True)
class KnownCalendar:
    """What was known of one calendar: its editions in the order in which they were learnt."""

    editions: tuple[Snapshot, ...]

    def as_known(self, at: datetime) -> Snapshot:
        """The edition known at `at`; the first one, where nothing was known yet."""
        known = [edition for edition in self.editions if edition.known_from <= at]
        return known[-1] if known else self.editions[0]

    def edition(self, id_: str) -> Snapshot | None:
        """The edition of that id, if it was ever known."""
        return next((known for known in self.editions if known.edition == id_), None)

    def learn(self, snapshot: Snapshot) -> KnownCalendar:
        """With one more edition; nothing changes where it says what we know already."""
        before = self.as_known(snapshot.known_from)
        if before.known_from <= snapshot.known_from and before.edition == snapshot.edition:
            return self
        editions = sorted((*self.editions, snapshot), key=lambda edition: edition.known_from)
        return KnownCalendar(tuple(editions))

    def holidays(self, at: datetime) -> list[Holiday]:
        """Each holiday known at `at`, with both its times."""
        latest = self.as_known(at)
        until = self.editions[: self.editions.index(latest) + 1]
        return [
            Holiday(day, name, in_force_from(latest, day, name), known_from(until, day, name))
            for day, name in latest.holidays
        ]


def in_force_from(snapshot: Snapshot, day: date, name: str) -> date | None:
    """The first day of the unbroken run of years in which `name` is a holiday; see `Holiday`.

    Two holidays may fall on one day, `A; B`; then the older one counts.
    """
    runs = [_run_of(snapshot, day, part) for part in name.split("; ")]
    begun = [first for first in runs if first]
    return min(begun) if len(begun) == len(runs) else None


def _run_of(snapshot: Snapshot, day: date, name: str) -> date | None:
    days = reversed(snapshot.holidays)
    first = {there.year: there for there, called in days if name in called.split("; ")}
    year = day.year
    while year - 1 in first:
        year -= 1
    return None if year == snapshot.first_year else first[year]


def known_from(editions: tuple[Snapshot, ...], day: date, name: str) -> datetime:
    """Since when, without a break until the last of `editions`, that day was known as `name`."""
    since = editions[-1].known_from
    for edition in reversed(editions):
        if (day, name) not in edition.holidays:
            break
        since = edition.known_from
    return since


@lru_cache(maxsize=256)
def calendar_of(snapshot: Snapshot) -> Calendar:
    """The edition in the form that counting takes."""
    return Calendar(
        version=snapshot.edition,
        zone=snapshot.zone,
        weekend=frozenset(snapshot.weekend),
        holidays=MappingProxyType(dict(snapshot.holidays)),
        years=(snapshot.first_year, snapshot.last_year),
    )


def days_off(calendar: Calendar, since: date) -> DaysOff:
    """What of `calendar` is off from `since` on."""
    holidays = sorted(day for day in calendar.holidays.items() if day[0] >= since)
    return DaysOff(tuple(sorted(calendar.weekend)), tuple(holidays))


@lru_cache(maxsize=256)
def laid_open(off: DaysOff, edition: str, zone: str) -> Calendar:
    """Those days off in the form that counting takes; no year is unknown, for it was looked at."""
    return Calendar(edition, zone, frozenset(off.weekend), MappingProxyType(dict(off.holidays)))


def in_zone(calendar: Calendar, zone: str) -> Calendar:
    """The same days off, reckoned in another zone."""
    return calendar if zone == calendar.zone else replace(calendar, zone=zone)
