"""Open promises: what we gave our word for and still owe, in open cases and after closed ones.

A broken promise stays until it is fulfilled, however late, or the complainant releases us.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..domain.case import case as cases
from ..domain.case import merging, promises, replies
from ..domain.case.case import Case
from ..domain.case.ending import Stage
from ..domain.case.promises import Promise, due_in_force, outstanding
from ..domain.event import RecordedEvent
from .view import View, late_by, shown
from .without_words import without_words


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


KEPT = frozenset({"PromiseMade.words"})


def evolve(case: Case, recorded: RecordedEvent) -> Case:
    """The promises of a case, and the replies they were told and kept in."""
    event = recorded.event
    if isinstance(event, promises.PromiseEvent | replies.ReplyEvent | merging.MergingEvent):
        return cases.evolve(case, without_words(event, KEPT))
    return case


def rows(stream: str, case: Case, moment: datetime) -> list[OpenPromise]:
    """What is still owed at `moment`; what was promised in a merged case its primary owes."""
    return [] if case.stage is Stage.MERGED else list(owed(stream, case, moment))


def owed(stream: str, case: Case, moment: datetime) -> Iterator[OpenPromise]:
    """Every promise neither done, released nor struck out."""
    for promise in case.promises.values():
        if outstanding(promise, case.replies, moment):
            yield row(stream, promise, due_in_force(promise, case.replies, moment), moment)


def row(stream: str, promise: Promise, due: datetime, moment: datetime) -> OpenPromise:
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
        late_by=late_by(due, moment),
        told_in=made.told_in,
    )


def order(row: OpenPromise) -> tuple[datetime, str, str]:
    """The longest overdue first."""
    return row.due_at, row.case, row.promise


OPEN_PROMISES = View(
    name="open_promises",
    version=1,
    state_type=Case,
    initial=Case(),
    evolve=evolve,
    rows=rows,
    order=order,
)
