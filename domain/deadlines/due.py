"""When a term is over, and how that was counted, day by day.

Days are local days of the calendar's zone; weeks and months end with the day of the same name or
date (Regulation 1182/71 art. 3(2)(c)); hours are elapsed time. A due day lasts to its end: "in
time" is `at <= due`, where `due` is its last microsecond.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from .counting import (
    Calendar,
    FirstDay,
    Limit,
    MeasuredFrom,
    Term,
    Unit,
    end_of_day,
    local_date,
)
from .days import Day, Why, layout_for
from .ends import SPAN, Ends, ends, rolled
from .hours import after_hours, share_out
from .stops import Lost, Stop, days_lost, in_order, stands_still

end_of = lru_cache(maxsize=16_384)(end_of_day)
zone_of = lru_cache(maxsize=1024)(ZoneInfo)


class Reckoned(NamedTuple):
    """A counted term: its last day before roll-over, the day and moment it ends, and each day."""

    counted_to: date
    due_date: date
    due: datetime
    trace: tuple[Day, ...]


def due_after(start: datetime, limit: Limit, calendar: Calendar) -> datetime:
    """When a time of `limit` that starts at `start` is over (UTC), on whatever day it ends."""
    return due(start, Term(limit), calendar)


def due(start: datetime, term: Term, calendar: Calendar) -> datetime:
    """When `term` is over that begins at `start` (UTC).

    Raises:
        BeyondCalendarError: the calendar does not know the days that must be looked at.
    """
    if term.limit.unit is Unit.HOUR:
        return after_hours(start, term.limit.value, ())
    return from_day(local_date(start, calendar.zone), term, calendar).due


def reckon(start: datetime, term: Term, calendar: Calendar, stops: Sequence[Stop] = ()) -> Reckoned:
    """The same with every day counted or skipped, the times the clock stood still left out.

    Raises:
        BeyondCalendarError: the calendar does not know the days that must be looked at.
    """
    if term.limit.unit is Unit.HOUR:
        return in_hours(start, term.limit.value, calendar.zone, in_order(stops))
    day = start.astimezone(zone_of(calendar.zone)).date()
    if stops and (lost := days_lost(in_order(stops), calendar.zone)):
        return around(day, term, calendar, lost)
    return from_day(day, term, calendar)


def reckon_each(starts: Iterable[datetime], term: Term, calendar: Calendar) -> list[Reckoned]:
    """`reckon` for many start events, in their order: each day on which one falls is counted once.

    Raises:
        BeyondCalendarError: the calendar does not know the days that must be looked at.
    """
    if term.limit.unit is Unit.HOUR:
        return [reckon(start, term, calendar) for start in starts]
    zone = zone_of(calendar.zone)
    days = [start.astimezone(zone).date() for start in starts]
    known = {day: from_day(day, term, calendar) for day in set(days)}
    return [known[day] for day in days]


@lru_cache(maxsize=16_384)
def from_day(day: date, term: Term, calendar: Calendar) -> Reckoned:
    """A term in days that starts on `day`: every start event of one day shares one answer.

    Raises:
        BeyondCalendarError: the calendar does not know the days that must be looked at.
    """
    found = ends(day, term, calendar)
    return reckoned(found, calendar, counted(found, term))


def in_hours(start: datetime, hours: int, zone: str, stops: Sequence[Stop]) -> Reckoned:
    """Elapsed time: it never rolls."""
    over = after_hours(start, hours, stops)
    last = local_date(over, zone)
    return Reckoned(last, last, over, tuple(share_out(start, over, zone, stops)))


def around(first: date, term: Term, calendar: Calendar, lost: Lost) -> Reckoned:
    """As many counted days as without a stop; on none that is `lost` does it count, or end."""
    days = counted(ends(first, term, calendar), term)
    left = sum(day.counted for day in days)
    more = SPAN[Unit.BUSINESS_DAY] * sum((again - since).days for since, again in lost)
    wide = layout_for(calendar, first, len(days) + more)
    source = wide.business if term.limit.unit is Unit.BUSINESS_DAY else wide.plain
    place = start = first.toordinal() - wide.first
    days = [] if days[0].why is not Why.START else [days[0]]
    place += len(days)
    while left:
        day = source[place]
        days.append(day := paused(day, lost))
        left -= day.counted
        place += 1
    return reckoned(rolled(wide, start, place - 1, term, calendar, lost), calendar, days, lost)


def paused(day: Day, lost: Lost) -> Day:
    """The day as it is, or lost."""
    return Day(day.day, counted=False, why=Why.PAUSED) if stands_still(day.day, lost) else day


def counted(found: Ends, term: Term) -> list[Day]:
    """The days up to the last that is counted."""
    layout, start, to, _ = found
    by_working_days = term.limit.unit is Unit.BUSINESS_DAY
    days = layout.business if by_working_days else layout.plain
    if term.first_day is FirstDay.INCLUSIVE and term.limit.value:
        return [*days[start : to + 1]]
    return [layout.starts[start], *days[start + 1 : to + 1]]


def reckoned(found: Ends, calendar: Calendar, days: list[Day], lost: Lost = ()) -> Reckoned:
    """The term with the days on which it may not end put after its last counted one."""
    layout, _, to, end = found
    last = layout.plain[end].day
    if end != to:
        days[-1] = days[-1]._replace(note=layout.off[to].note)
        days += [paused(day, lost) for day in layout.off[to + 1 : end]]
        days.append(Day(last, counted=False, why=Why.ROLLED))
    return Reckoned(layout.plain[to].day, last, end_of(last, calendar.zone), tuple(days))


def extended(
    start: datetime,
    term: Term,
    to: Limit,
    measured_from: MeasuredFrom,
    calendar: Calendar,
    stops: Sequence[Stop] = (),
) -> Reckoned:
    """The term made longer, and never shorter than it was: see `longer`.

    Raises:
        BeyondCalendarError: the calendar does not know the days that must be looked at.
    """
    original = reckon(start, term, calendar, stops)
    begin, more = longer(start, term, to, measured_from, original, calendar.zone)
    return max(original, reckon(begin, more, calendar, stops), key=lambda one: one.due)


def longer(
    start: datetime,
    term: Term,
    to: Limit,
    measured_from: MeasuredFrom,
    original: Reckoned,
    zone: str,
) -> tuple[datetime, Term]:
    """From when an extension is counted, and how: `to` in all from the start event, or `to` more.

    More is counted from the last day of the original term before its roll-over, the stricter.
    """
    if measured_from is MeasuredFrom.START:
        return start, replace(term, limit=to)
    if Unit.HOUR in {term.limit.unit, to.unit}:
        return original.due, Term(to, roll=term.roll)
    return end_of(original.counted_to, zone), Term(to, roll=term.roll)
