"""From a clock on record to its testimony: where the due time comes from, day by day."""

from __future__ import annotations

from ..deadlines.citing import sources
from ..deadlines.testimony import Citation, Testimony
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
