"""What counting takes: units, limits, calendars, and the local days of a zone.

A due day lasts to its last microsecond, which at our resolution is
the same as a half-open day; "in time" is therefore `at <= due`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)


class Unit(StrEnum):
    """What a limit counts in."""

    HOUR = "hour"
    CALENDAR_DAY = "calendar_day"
    BUSINESS_DAY = "business_day"
    WEEK = "week"
    MONTH = "month"


class FirstDay(StrEnum):
    """Does the day of the start event count? EXCLUSIVE: it does not; INCLUSIVE: it is day one."""

    EXCLUSIVE = "exclusive"
    INCLUSIVE = "inclusive"


class Roll(StrEnum):
    """Where a limit ends whose last day is no working day; limits in hours never roll.

    NEXT_WORKING_DAY: Saturday, Sunday and holidays roll (Regulation 1182/71 art. 3(4), Polish
    Civil Code art. 115). SUNDAY_OR_HOLIDAY: Saturday does not (Italian Civil Code art. 2963).
    """

    NONE = "none"
    NEXT_WORKING_DAY = "next_working_day"
    SUNDAY_OR_HOLIDAY = "sunday_or_holiday"


class MeasuredFrom(StrEnum):
    """From where an extended limit is counted: the start event, or the end of the original one."""

    START = "start"
    ORIGINAL_LIMIT = "original_limit"


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time as a rule states it: `value` of `unit`."""

    value: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Term:
    """How a rule counts: how long, whether the first day counts, and where it may not end."""

    limit: Limit
    first_day: FirstDay = FirstDay.EXCLUSIVE
    roll: Roll = Roll.NONE

    def __hash__(self) -> int:
        return self.limit.value


def _none() -> Mapping[date, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Calendar:
    """One edition of which local days are worked on, in which zone (IANA name).

    `version` names the edition; `holidays` are days off with their names, weekends aside; `years`
    are the first and the last year whose holidays are known, None where there is nothing to know.
    """

    version: str
    zone: str
    weekend: frozenset[int] = frozenset({5, 6})
    holidays: Mapping[date, str] = field(default_factory=_none)
    years: tuple[int, int] | None = None

    def __hash__(self) -> int:
        return hash(self.version)

    def works(self, day: date) -> bool:
        """Is `day` a working day?"""
        return day.weekday() not in self.weekend and day not in self.holidays


def local_date(moment: datetime, zone: str) -> date:
    """The calendar date on which `moment` falls in `zone`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def end_of_day(day: date, zone: str) -> datetime:
    """The last microsecond of `day` in `zone`, in UTC; right across daylight-saving changes."""
    midnight = datetime.combine(day + DAY, time.min, tzinfo=ZoneInfo(zone))
    return midnight.astimezone(UTC) - TICK
