"""Next due: every duty of every open case, and those that outlive a closed one; overdue first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ..domain.case.duties import Duty
from .case_fold import NOTHING_KNOWN, Known, changes, evolve
from .view import View


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


def rows(stream: str, known: Known, moment: datetime) -> dict[str, NextDue]:
    """What the case owes at `moment`; a promise and a clock may bear one id."""
    return {f"{duty.id} {duty.kind}": row(stream, duty) for duty in known.owed(moment)}


def row(stream: str, duty: Duty) -> NextDue:
    """The duty as it is shown."""
    return NextDue(
        case=stream,
        duty=duty.id,
        kind=duty.kind,
        name=duty.name,
        due_at=duty.due,
        owner=duty.owner,
        late_by=None,
    )


NEXT_DUE = View(
    name="next_due",
    version=2,
    row_type=NextDue,
    initial=NOTHING_KNOWN,
    evolve=evolve,
    rows=rows,
    changes=changes,
    order=("due_at",),
    due="due_at",
)
"""What is overdue longest stands first."""
