"""A trace in short, as it is stored: days in a row with one reason are one run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from .counting import FirstDay, Term, Unit
from .days import Day, Why
from .ends import SPAN, months_after
from .hours import HOUR, NOTHING, read

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Run:
    """Every day from `first` to `last`, counted or not for the same reason: see `Day`."""

    first: date
    last: date
    counted: bool
    why: Why
    note: str = ""


def in_runs(trace: Iterable[Day]) -> tuple[Run, ...]:
    """The trace in short."""
    alike = (list(days) for _, days in groupby(trace, key=lambda day: day[1:]))
    return tuple(Run(days[0].day, days[-1].day, *days[0][1:]) for days in alike)


def day_by_day(runs: Iterable[Run]) -> tuple[Day, ...]:
    """The trace in full again."""
    return tuple(
        Day(run.first + n * DAY, run.counted, run.why, run.note)
        for run in runs
        for n in range((run.last - run.first).days + 1)
    )


def recount(trace: Sequence[Day], term: Term) -> date | None:
    """The due date that the days of a trace come to by themselves, without any calendar.

    None where days are missing, where they do not fill the term, or where it goes on after it is
    full for any reason but a roll-over. A term of nothing is full where a pause ends.
    """
    if not trace or any(after.day - day.day != DAY for day, after in pairwise(trace)):
        return None
    counted = [place for place, day in enumerate(trace) if day.counted]
    last = counted[-1] if counted else 0
    rest = trace[last + 1 :]
    rolled = not rest or (rest[-1].why is Why.ROLLED and not any(d.counted for d in rest))
    stood = not counted and all(day.why is Why.PAUSED for day in trace)
    return trace[-1].day if (rolled or stood) and is_full(trace, term) else None


def is_full(trace: Sequence[Day], term: Term) -> bool:
    """Do the counted days come to what the term says?"""
    value = term.limit.value
    if term.limit.unit is Unit.HOUR:
        return sum((read(day.note) for day in trace if day.counted), NOTHING) == value * HOUR
    return sum(day.counted for day in trace) == days_in(trace[0].day, term)


def days_in(start: date, term: Term) -> int:
    """How many days a term that starts on `start` counts; not for hours."""
    value, unit = term.limit.value, term.limit.unit
    inclusive = term.first_day is FirstDay.INCLUSIVE and value > 0
    match unit:
        case Unit.BUSINESS_DAY:
            return value
        case Unit.MONTH:
            return (months_after(start, value, inclusive=inclusive) - start).days + inclusive
        case _:
            return value * SPAN[unit]
