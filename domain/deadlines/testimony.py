"""What an obligation keeps of how its due time was counted, so that it can be told years later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from .counting import Calendar, Term
from .days import Day
from .due import reckon
from .stops import Stop
from .trace import Run, day_by_day, in_runs


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule stands: its row in a version of a pack, the source, and what keeps the limit."""

    pack: str
    version: str
    rule: str
    source: str
    satisfied_by: str


@dataclass(frozen=True, slots=True)
class Testimony:
    """A due time (UTC) with all it came from; `calendar` is an edition, `trace` every day in runs.

    `stops` are the times in which the clock stood still; `later` is until when a notice that
    reached in time moved it, where that is later than what was counted.
    """

    cited: Citation
    calendar: str
    zone: str
    start: datetime
    term: Term
    due: datetime
    due_date: date
    trace: tuple[Run, ...]
    stops: tuple[Stop, ...] = ()
    later: datetime | None = None

    @property
    def days(self) -> tuple[Day, ...]:
        """The trace day by day."""
        return day_by_day(self.trace)


@dataclass(frozen=True, slots=True)
class Basis:
    """A rule and a calendar as known at some time: what a due time can be counted by."""

    cited: Citation
    term: Term
    calendar: Calendar


def witness(start: datetime, basis: Basis, stops: Sequence[Stop] = ()) -> Testimony:
    """The due time of the rule for a start event at `start`, with all it comes from.

    Raises:
        BeyondCalendarError: the calendar does not know the days that must be looked at.
    """
    found = reckon(start, basis.term, basis.calendar, stops)
    return Testimony(
        cited=basis.cited,
        calendar=basis.calendar.version,
        zone=basis.calendar.zone,
        start=start.astimezone(UTC),
        term=basis.term,
        due=found.due,
        due_date=found.due_date,
        trace=in_runs(found.trace),
        stops=tuple(stops),
    )
