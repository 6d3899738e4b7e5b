"""Case replay: how a case stood after each event, kept as turns: from which step on what stood how.

Step n is the one after event n + 1; the last step is the moment asked about, with no event of its
own. Who shows a step looks up the last turn up to it and needs no rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, cast, get_args

from ..domain.case import case as cases
from ..domain.case import promises
from ..domain.case.answering import unanswered
from ..domain.case.case import Case, CaseEvent
from ..domain.case.duties import Duty, duties, gone_elsewhere, settled
from ..domain.case.ending import Stage
from ..domain.case.first_response import ELEMENTS, missing
from ..domain.case.promises import Standing
from ..domain.case.verdicts import verdict
from ..domain.event import RecordedEvent
from .view import in_utc

CASE_EVENTS = frozenset(get_args(CaseEvent))


@dataclass(frozen=True, slots=True)
class DutyStands:
    """A duty: open until `due`, `late` once that is over; or over, and `ended` says how."""

    kind: str
    name: str
    due: datetime
    owner: str | None
    late: bool
    ended: str | None


@dataclass(frozen=True, slots=True)
class PromiseStands:
    """A promise: its standing, the due time in force, and whose it is."""

    standing: str
    due: datetime
    owner: str


@dataclass(frozen=True, slots=True)
class ReplyStands:
    """How far a reply got, and when it left."""

    delivery: str
    left_at: datetime | None


Thing: TypeAlias = "str | bool | DutyStands | PromiseStands | ReplyStands | None"
Stands: TypeAlias = Mapping[str, Thing]
Turns: TypeAlias = Mapping[str, Sequence[tuple[int, Thing]]]


def turns(history: Iterable[RecordedEvent], moment: datetime) -> Turns:
    """From which step on each thing stood how; the last step is `moment`."""
    case, seen, found = Case(), dict[str, Duty](), dict[str, list[tuple[int, Thing]]]()
    step = -1
    for step, recorded in enumerate(history):
        if type(recorded.event) in CASE_EVENTS:
            case = cases.evolve(case, cast("CaseEvent", recorded.event))
        turn(found, step, stands(case, recorded.recorded_at, seen))
    turn(found, step + 1, stands(case, moment, seen))
    return found


def turn(found: dict[str, list[tuple[int, Thing]]], step: int, now: Stands) -> None:
    """Keep what stands otherwise than before; what is no longer there stands as None."""
    for name, thing in {**dict.fromkeys(found), **now}.items():
        before = found.setdefault(name, [])
        if (before[-1][1] if before else None) != thing:
            before.append((step, thing))


def stands(case: Case, moment: datetime, seen: dict[str, Duty]) -> Stands:
    """Everything that a page shows of the case at `moment`; `seen` collects the duties so far."""
    if case.intake.received is None:
        return {}
    return {
        "stage": case.stage.value,
        "basis": case.ending.basis,
        "settled": settled(case, moment),
        "owner": case.ownership.owner,
        **given(case),
        **dict(owed(case, moment, seen)),
        **dict(promised(case, moment)),
        **dict(said(case)),
    }


def given(case: Case) -> Stands:
    """Which elements of the first response the complainant has had."""
    lacking = missing(case)
    return {f"given/{element}": element not in lacking for element in ELEMENTS}


def owed(case: Case, moment: datetime, seen: dict[str, Duty]) -> Iterator[tuple[str, Thing]]:
    """Every duty there is or was."""
    now = {f"duty/{duty.kind}/{duty.id}": duty for duty in duties(case, moment)}
    seen.update(now)
    for name, duty in seen.items():
        late = name in now and duty.due < moment
        ended = None if name in now else how_ended(case, duty, moment)
        due = in_utc(duty.due)
        yield name, DutyStands(duty.kind, duty.name, due, duty.owner, late, ended)


def how_ended(case: Case, duty: Duty, moment: datetime) -> str:
    """How a duty that is no longer open ended."""
    if duty.kind == "promise":
        return promise_ended(case, duty.id, moment)
    clock = case.clocks.obligations.get(duty.id)
    if duty.kind != "obligation":
        return "done"
    if clock is None or gone_elsewhere(case, clock):
        return "moved"
    return "waived" if clock.waived else verdict(case, clock, moment).value


def promise_ended(case: Case, name: str, moment: datetime) -> str:
    """How it ended; what was done after its time stays broken (I11)."""
    promise = case.promises.get(name)
    if promise is None or case.stage is Stage.MERGED:
        return "moved"
    standing = promises.standing(promise, case.replies, moment)
    return "fulfilled late" if standing is Standing.BROKEN else standing.value


def promised(case: Case, moment: datetime) -> Iterator[tuple[str, Thing]]:
    """Every promise, with the due time in force."""
    for name, promise in case.promises.items():
        due = in_utc(promises.due_in_force(promise, case.replies, moment))
        standing = promises.standing(promise, case.replies, moment)
        yield f"promise/{name}", PromiseStands(standing.value, due, promise.owner)


def said(case: Case) -> Iterator[tuple[str, Thing]]:
    """How far each reply got, and whether each message still waits for an answer."""
    for name, reply in case.replies.items():
        yield f"reply/{name}", ReplyStands(reply.delivery.value, reply.left_at)
    waiting = unanswered(case)
    for name, message in case.intake.messages.items():
        aside = message.aside.value if message.aside else "answered"
        yield f"message/{name}", "waiting" if name in waiting else aside
