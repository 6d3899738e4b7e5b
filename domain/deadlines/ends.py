"""Where a term ends among the days of a calendar."""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta
from typing import NamedTuple

from .counting import Calendar, FirstDay, Roll, Term, Unit
from .days import BeyondCalendarError, Layout, layout_for
from .stops import Lost, stands_still

MONTHS = 12
SPAN = {Unit.CALENDAR_DAY: 1, Unit.BUSINESS_DAY: 7, Unit.WEEK: 7, Unit.MONTH: 31}
"""At most how many days one of a unit takes; for business days, with one in the week."""


class Ends(NamedTuple):
    """A term as places in a layout: where it starts, is counted to, and ends."""

    layout: Layout
    start: int
    counted_to: int
    end: int


def ends(day: date, term: Term, calendar: Calendar) -> Ends:
    """Where the term ends that begins on `day`.

    Raises:
        BeyondCalendarError: the calendar does not know the days that must be looked at.
    """
    limit = term.limit
    layout = layout_for(calendar, day, limit.value * SPAN[limit.unit])
    start = day.toordinal() - layout.first
    return rolled(layout, start, last_counted(layout, start, term, calendar), term, calendar)


def rolled(
    layout: Layout, start: int, to: int, term: Term, calendar: Calendar, lost: Lost = ()
) -> Ends:
    """Where the term ends that is counted to place `to`; not on a day that is lost."""
    places = len(layout.plain)
    end = layout.rolls[term.roll][to] if to < places else places
    while end < places and stands_still(layout.plain[end].day, lost):
        end = layout.rolls[term.roll][end + 1] if end + 1 < places else places
    if end >= places:
        raise BeyondCalendarError(calendar, MAXYEAR + 1)
    by_working_days = term.limit.unit is Unit.BUSINESS_DAY
    if by_working_days or term.roll is not Roll.NONE:
        looked_at = start if by_working_days else to
        first, last = layout.known
        if looked_at < first or end > last:
            unknown = layout.plain[looked_at if looked_at < first else end]
            raise BeyondCalendarError(calendar, unknown.day.year)
    return Ends(layout, start, to, end)


def last_counted(layout: Layout, start: int, term: Term, calendar: Calendar) -> int:
    """The place of the day with which the term is full, before any roll-over."""
    value = term.limit.value
    inclusive = term.first_day is FirstDay.INCLUSIVE and value > 0
    match term.limit.unit:
        case Unit.BUSINESS_DAY:
            return last_working(layout, start, value, calendar, inclusive=inclusive)
        case Unit.MONTH:
            last = months_after(layout.plain[start].day, value, inclusive=inclusive)
            return last.toordinal() - layout.first
        case unit:
            return start + value * SPAN[unit] - inclusive


def last_working(
    layout: Layout, start: int, value: int, calendar: Calendar, *, inclusive: bool
) -> int:
    """The place of the `value`th working day after `start`, or from it on where `inclusive`."""
    if not value:
        return start
    before = start - 1 if inclusive else start
    done = layout.rank[before] if before >= 0 else 0
    if done + value > len(layout.working):
        raise BeyondCalendarError(calendar, MAXYEAR + 1)
    return layout.working[done + value - 1]


def months_after(day: date, months: int, *, inclusive: bool = False) -> date:
    """The same date `months` later, or the last day of a month that has no such date.

    Where the first day counts, the day before that date.
    """
    years, month = divmod(day.month - 1 + months, MONTHS)
    first = date(day.year + years, month + 1, 1)
    last = last_of_month(first)
    if day.day > last.day:
        return last
    return first.replace(day=day.day) - timedelta(days=inclusive)


def last_of_month(day: date) -> date:
    """The last day of the month of `day`."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
