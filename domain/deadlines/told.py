"""A limit that was moved by notices: its due time counted again, the times it stood still left out.

A due time that the rule itself counts is counted again from the start event. One that a notice told
as a date is later by what was lost before it, and then ends where the rule lets a limit end.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from .counting import Calendar, Limit, Term, Unit, local_date
from .due import reckon
from .elapsed import elapsed
from .hours import put_off
from .stops import Stop, in_order


def told_again(
    told: datetime, start: datetime, term: Term, calendar: Calendar, stops: Sequence[Stop]
) -> datetime:
    """When a limit is over that was told to end at `told`, the `stops` after that left out (UTC).

    Raises:
        BeyondCalendarError: the calendar does not know the days that must be looked at.
    """
    if term.limit.unit is Unit.HOUR:
        return put_off(told, start, in_order(stops))
    unit = Unit.BUSINESS_DAY if term.limit.unit is Unit.BUSINESS_DAY else Unit.CALENDAR_DAY
    days = elapsed(start, told, unit, term.first_day, calendar)
    found = reckon(start, Term(Limit(days, unit), term.first_day, term.roll), calendar, stops)
    return told if found.counted_to <= local_date(told, calendar.zone) else found.due
