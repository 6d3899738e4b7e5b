"""The days of a calendar, laid out once so that counting is looking up.

A layout covers whole years in blocks, so that every start in a block of years shares one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import MAXYEAR, MINYEAR, date
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from .counting import Calendar, Roll

SUNDAY = 6
BLOCK = 2
DAYS_IN_YEAR = 365


class Why(StrEnum):
    """Why a day counts or does not. Which day of a weekend it is, its date says."""

    COUNTED = "counted"
    START = "start"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSED = "paused"
    ROLLED = "rolled"


class Day(NamedTuple):
    """One day of a trace.

    `note` is the name of the holiday, or how much of the day counts towards a limit in hours
    (ISO 8601); else it is empty.
    """

    day: date
    counted: bool
    why: Why
    note: str = ""


class BeyondCalendarError(ValueError):
    """A day had to be looked at whose holidays the calendar does not know."""

    def __init__(self, calendar: Calendar, year: int) -> None:
        self.calendar = calendar.version
        self.year = year
        first, last = calendar.years or (MINYEAR, MAXYEAR)
        super().__init__(
            f"calendar {calendar.version} is known from {first} to {last}, and {year} was asked for"
        )


class Layout(NamedTuple):
    """Every day of some years, by its place in them; `first` is the ordinal of place 0.

    `rank` is how many working days there are up to a place, that place included; `working` are the
    places of working days; `rolls` leads from a place to that where a limit may end; `known` are
    the first and the last place whose days off are known.
    """

    first: int
    plain: Sequence[Day]
    business: Sequence[Day]
    starts: Sequence[Day]
    off: Sequence[Day]
    rank: Sequence[int]
    working: Sequence[int]
    rolls: dict[Roll, Sequence[int]]
    known: tuple[int, int]


def layout_for(calendar: Calendar, start: date, days: int) -> Layout:
    """The layout that holds `start`, and about `days` after it.

    Raises:
        BeyondCalendarError: they lead past the last year there is.
    """
    if start.year + days // DAYS_IN_YEAR > MAXYEAR:
        raise BeyondCalendarError(calendar, MAXYEAR + 1)
    block = start.year // BLOCK
    years = BLOCK
    while years < days // DAYS_IN_YEAR + BLOCK + 2:
        years *= 2
    return layout(calendar, max(block * BLOCK, MINYEAR), min(block * BLOCK + years, MAXYEAR))


class Blank(NamedTuple):
    """Every day of some years as it is in any calendar."""

    first: int
    weekdays: Sequence[int]
    plain: Sequence[Day]
    starts: Sequence[Day]
    free: Sequence[Day]


@lru_cache(maxsize=64)
def blank(first_year: int, last_year: int) -> Blank:
    """The days from the first year to the last, before anybody knows which are off."""
    first, last = date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal()
    dates = [date.fromordinal(ordinal) for ordinal in range(first, last + 1)]
    return Blank(
        first=first,
        weekdays=[day.weekday() for day in dates],
        plain=[Day(day, counted=True, why=Why.COUNTED) for day in dates],
        starts=[Day(day, counted=False, why=Why.START) for day in dates],
        free=[Day(day, counted=False, why=Why.WEEKEND) for day in dates],
    )


@lru_cache(maxsize=256)
def layout(calendar: Calendar, first_year: int, last_year: int) -> Layout:
    """The days from the first year to the last, in one calendar: a holiday before a weekend."""
    page = blank(first_year, last_year)
    works = [weekday not in calendar.weekend for weekday in page.weekdays]
    ends = [weekday != SUNDAY for weekday in page.weekdays]
    off = [*page.free]
    for day, name in calendar.holidays.items():
        place = day.toordinal() - page.first
        if 0 <= place < len(off):
            off[place] = Day(day, counted=False, why=Why.HOLIDAY, note=name)
            works[place] = ends[place] = False
    return Layout(
        first=page.first,
        plain=page.plain,
        business=[page.plain[at] if yes else off[at] for at, yes in enumerate(works)],
        starts=page.starts,
        off=off,
        rank=[*accumulate(works)],
        working=[place for place, yes in enumerate(works) if yes],
        rolls=rolls(works, ends),
        known=known(calendar, page.first),
    )


def rolls(works: Sequence[bool], ends: Sequence[bool]) -> dict[Roll, Sequence[int]]:
    """Where a limit may end, from each place: on any day, on a working day, on one that `ends`."""
    return {
        Roll.NONE: range(len(works)),
        Roll.NEXT_WORKING_DAY: onward(works),
        Roll.SUNDAY_OR_HOLIDAY: onward(ends),
    }


def known(calendar: Calendar, first: int) -> tuple[int, int]:
    """The first and the last place whose days off the calendar knows, counted from `first`."""
    since, until = calendar.years or (MINYEAR, MAXYEAR)
    return date(since, 1, 1).toordinal() - first, date(until, 12, 31).toordinal() - first


def onward(open_: Sequence[bool]) -> list[int]:
    """From each place to the next, itself included, where it is true; to the end if none is."""
    found: list[int] = []
    to = len(open_)
    for place in range(len(open_) - 1, -1, -1):
        to = place if open_[place] else to
        found.append(to)
    return found[::-1]
