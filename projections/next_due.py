"""Next due: every duty of every open case, and those that outlive a closed one; overdue first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ..domain.case.case import Case
from ..domain.case.duties import Duty, duties
from ..domain.event import RecordedEvent
from .case_fold import follow
from .view import View, late_by


@dataclass(frozen=True, slots=True)
class NextDue:
    """One duty. `duty` is its id; `owner` None: nobody yet; `late_by` None until it is due."""

    case: str
    duty: str
    kind: str
    name: str
    due_at: datetime
    owner: str | None
    late_by: timedelta | None


def evolve(case: Case, recorded: RecordedEvent) -> Case:
    """Everything a duty follows from."""
    return follow(case, recorded.event)


def rows(stream: str, case: Case, moment: datetime) -> list[NextDue]:
    """What the case owes at `moment`."""
    return [row(stream, duty, moment) for duty in duties(case, moment)]


def row(stream: str, duty: Duty, moment: datetime) -> NextDue:
    """The duty as it is shown."""
    return NextDue(
        case=stream,
        duty=duty.id,
        kind=duty.kind,
        name=duty.name,
        due_at=duty.due,
        owner=duty.owner,
        late_by=late_by(duty.due, moment),
    )


def order(row: NextDue) -> tuple[datetime, str, str]:
    """What is overdue longest stands first."""
    return row.due_at, row.case, row.duty


NEXT_DUE = View(
    name="next_due",
    version=1,
    state_type=Case,
    initial=Case(),
    evolve=evolve,
    rows=rows,
    order=order,
)
