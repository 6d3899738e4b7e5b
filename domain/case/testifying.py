"""From a clock on record to its testimony: where the due time comes from, day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ..deadlines.calendar import laid_open
from ..deadlines.citing import sources
from ..deadlines.testimony import Basis, Citation, Testimony, witness
from .case import Case
from .limits import in_force
from .obligations import ClockStarted

OWN = "the house's own rule"


def testimony(started: ClockStarted) -> Testimony:
    """What the clock recorded when it began; it reads no rule and no calendar."""
    row = started.row
    cited = Citation(
        started.pack,
        started.pack_version,
        started.name,
        sources(row) if row else OWN,
        row.satisfied_by if row else "dispatched",
    )
    return Testimony(
        cited=cited,
        calendar=started.calendar,
        zone=started.zone,
        start=started.occurred_at,
        term=started.term,
        due=started.due,
        due_date=started.due_date,
        trace=started.trace,
    )


def as_moved(told: Testimony, name: str, case: Case, moment: datetime) -> Testimony:
    """The testimony of a clock counted again around its pauses, and until when it was extended.

    By the notices that had reached by `moment`, and in time.
    """
    clock = case.clocks.obligations.get(name)
    if clock is None:
        return told
    limit = in_force(clock, case.replies, moment)
    if limit.stops:
        days = laid_open(clock.pauses[-1].off, told.calendar, told.zone)
        told = witness(told.start, Basis(told.cited, told.term, days), limit.stops)
    return replace(told, later=limit.due) if limit.due > told.due else told
