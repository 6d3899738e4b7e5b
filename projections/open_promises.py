"""Open promises: what we gave our word for and still owe, in open cases and after closed ones.

A broken promise stays until it is fulfilled, however late, or the complainant releases us.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..domain.case.case import Case
from ..domain.case.ending import Stage
from ..domain.case.promises import Promise, due_in_force, outstanding
from .case_fold import NOTHING_KNOWN, Known, changes, evolve
from .view import View, shown


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """One promise still owed. `due_at` is the due time in force, `late_by` None until then."""

    case: str
    promise: str
    text: str
    to: str
    owner: str
    made_at: datetime
    due_at: datetime
    late_by: timedelta | None
    told_in: str


def rows(stream: str, known: Known, moment: datetime) -> dict[str, OpenPromise]:
    """What is still owed at `moment`; what was promised in a merged case its primary owes."""
    return {} if known.case.stage is Stage.MERGED else dict(owed(stream, known.case, moment))


def owed(stream: str, case: Case, moment: datetime) -> Iterator[tuple[str, OpenPromise]]:
    """Every promise neither done, released nor struck out, under its id."""
    for name, promise in case.promises.items():
        if outstanding(promise, case.replies, moment):
            yield name, row(stream, promise, due_in_force(promise, case.replies, moment))


def row(stream: str, promise: Promise, due: datetime) -> OpenPromise:
    """The promise as it is shown."""
    made = promise.made
    return OpenPromise(
        case=stream,
        promise=made.promise,
        text=shown(made.words),
        to=made.to,
        owner=promise.owner,
        made_at=made.occurred_at,
        due_at=due,
        late_by=None,
        told_in=made.told_in,
    )


OPEN_PROMISES = View(
    name="open_promises",
    version=2,
    row_type=OpenPromise,
    initial=NOTHING_KNOWN,
    evolve=evolve,
    rows=rows,
    changes=changes,
    order=("due_at",),
    due="due_at",
)
"""The longest overdue first."""
