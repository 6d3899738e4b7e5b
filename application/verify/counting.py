"""A limit counted again around its pauses, day by day, apart from the code that decides.

It walks: each day counts or does not, until as many counted as the rule wants; then it goes on to a
day on which the rule lets a limit end. A day on which the clock stands still is neither.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ...domain.case.obligations import ClockStarted
from .record import DaysOnRecord

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
SUNDAY = 6
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Walk:
    """The days of one clock: those off, and those from which it stood still to which it ran again.

    `inclusive`: the day it begins on counts.
    """

    started: ClockStarted
    off: DaysOnRecord
    still: Sequence[tuple[date, date]]
    inclusive: bool

    def works(self, day: date) -> bool:
        """Is it a working day?"""
        return day.weekday() not in self.off.weekend and day not in self.off.holidays

    def stands(self, day: date) -> bool:
        """Does the clock stand still on it?"""
        return any(first <= day < again for first, again in self.still)

    def may_end(self, day: date) -> bool:
        """May the limit end on it?"""
        if self.stands(day):
            return False
        roll = self.started.term.roll
        if roll == "sunday_or_holiday":
            return day.weekday() != SUNDAY and day not in self.off.holidays
        return roll == "none" or self.works(day)

    def counted(self, begin: date, days: int, *, by_work: bool) -> date:
        """The day with which so many days from `begin` have counted."""
        day = begin - DAY if self.inclusive and days else begin
        while days:
            day += DAY
            days -= not self.stands(day) and (not by_work or self.works(day))
        return day

    def rolled(self, day: date) -> date:
        """The first day from `day` on which it may end."""
        while not self.may_end(day):
            day += DAY
        return day

    def full(self, begin: date, value: int, unit: str) -> date:
        """The day with which so many units from `begin` are full."""
        by_work = unit == "business_day"
        days = value if by_work else length(begin, value, unit, inclusive=self.inclusive)
        return self.counted(begin, days, by_work=by_work)

    def told(self, begin: date, told: date) -> date:
        """The day with which as many days have counted as without a pause by the day `told`."""
        by_work = self.started.term.limit.unit == "business_day"
        first = begin if self.inclusive else begin + DAY
        days = [first + n * DAY for n in range((told - first).days + 1)]
        much = sum(not by_work or self.works(day) for day in days)
        return self.counted(begin, much, by_work=by_work)


def length(begin: date, value: int, unit: str, *, inclusive: bool) -> int:
    """How many days a limit in days, weeks or months counts from `begin` on."""
    if unit != "month":
        return value * (7 if unit == "week" else 1)
    years, month = divmod(begin.month - 1 + value, 12)
    year, month = begin.year + years, month + 1
    last = monthrange(year, month)[1]
    end = date(year, month, min(begin.day, last))
    return (end - begin).days + (inclusive and begin.day > last)


def counted_again(started: ClockStarted, off: DaysOnRecord, stops: Sequence[Span]) -> datetime:
    """When the limit of a clock is over around these stops."""
    if started.term.limit.unit == "hour":
        return later(started.due, stops)
    begin, walk = walk_of(started, off, stops)
    limit = started.term.limit
    return end_of(walk.rolled(walk.full(begin, limit.value, limit.unit)), started)


def told_again(
    told: datetime, started: ClockStarted, off: DaysOnRecord, stops: Sequence[Span]
) -> datetime:
    """When a later limit that was told is over around the stops that came after it."""
    if started.term.limit.unit == "hour":
        return later(told, stops)
    begin, walk = walk_of(started, off, stops)
    if day := furthest(told, begin, walk):
        return end_of(walk.rolled(day), started)
    told_day = told.astimezone(ZoneInfo(started.zone)).date()
    day = walk.told(begin, told_day)
    return end_of(walk.rolled(day), started) if day > told_day else told


def furthest(told: datetime, begin: date, walk: Walk) -> date | None:
    """The day with which the longest limit there may be is full; None if another was told."""
    row, limit = walk.started.row, walk.started.term.limit
    longer = row.extension if row else None
    to = longer.to if longer else None
    if not longer or not to or to.unit == "hour" or told != walk.started.furthest:
        return None
    if longer.measured_from == "start":
        return walk.full(begin, to.value, to.unit)
    on = replace(walk, inclusive=False)
    return on.full(walk.full(begin, limit.value, limit.unit), to.value, to.unit)


def later(due: datetime, stops: Sequence[Span]) -> datetime:
    """Elapsed time: later by as long as it stood still before it was over."""
    for begin, end in stops:
        due += end - begin if begin < due else timedelta()
    return due


def walk_of(started: ClockStarted, off: DaysOnRecord, stops: Sequence[Span]) -> tuple[date, Walk]:
    """The local day on which the clock began, and its days."""
    zone = ZoneInfo(started.zone)
    still = [(begin.astimezone(zone).date(), end.astimezone(zone).date()) for begin, end in stops]
    inclusive = started.term.first_day == "inclusive"
    begin = started.occurred_at.astimezone(zone).date()
    return begin, Walk(started, off, still, inclusive=inclusive)


def end_of(day: date, started: ClockStarted) -> datetime:
    """The last moment of a day where the clock is."""
    midnight = datetime.combine(day + DAY, time.min, ZoneInfo(started.zone))
    return midnight.astimezone(started.due.tzinfo) - TICK
