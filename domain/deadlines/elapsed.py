"""How much of a limit lies between two days: counting read backwards."""

from __future__ import annotations

from datetime import date, datetime

from .counting import Calendar, FirstDay, Unit, local_date
from .days import layout_for
from .ends import MONTHS, SPAN, months_after
from .hours import HOUR


def elapsed(
    start: datetime, until: datetime, unit: Unit, first_day: FirstDay, calendar: Calendar
) -> int:
    """How many whole `unit`s are over at the end of the local day of `until`; hours: at `until`."""
    if unit is Unit.HOUR:
        return (until - start) // HOUR
    begin, end = local_date(start, calendar.zone), local_date(until, calendar.zone)
    inclusive = first_day is FirstDay.INCLUSIVE
    match unit:
        case Unit.MONTH:
            return months_between(begin, end, inclusive=inclusive)
        case Unit.BUSINESS_DAY:
            layout = layout_for(calendar, begin, (end - begin).days)
            rank = [layout.rank[day.toordinal() - layout.first] for day in (begin, end)]
            return rank[1] - rank[0] + (inclusive and calendar.works(begin))
        case _:
            return ((end - begin).days + inclusive) // SPAN[unit]


def months_between(begin: date, end: date, *, inclusive: bool) -> int:
    """How many whole months are over at the end of `end`."""
    months = (end.year - begin.year) * MONTHS + end.month - begin.month + 1
    while months and months_after(begin, months, inclusive=inclusive) > end:
        months -= 1
    return months
