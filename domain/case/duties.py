"""Duties: every promise and obligation of a case that still asks for something by some time.

Derived for any moment from what is on record; nothing here is stored. An open case always has one:
the answer itself is a duty until the case is closed, waiting for others included (I21, S3-12).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from . import promises
from .answering import unanswered
from .case import Case
from .ending import Stage
from .inquiry import requests
from .limits import due_in_force
from .obligations import Obligation
from .promises import Standing
from .silence import owed
from .starting import from_pack
from .verdicts import met_at, missed, purpose


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing due: its id, kind, name, due time (UTC) and who is to do it (None: nobody yet).

    `amount` in minor units of `currency` where it is money.
    """

    id: str
    kind: str
    name: str
    due: datetime
    owner: str | None
    amount: int = 0
    currency: str | None = None


def duties(case: Case, moment: datetime) -> tuple[Duty, ...]:
    """Everything owed at `moment`, earliest first; what is overdue stands first."""
    found = (
        *promised(case, moment),
        *obliged(case, moment),
        *compensated(case, moment),
        *reviews(case),
        *asked(case),
    )
    return tuple(sorted(found, key=lambda duty: (duty.due, duty.id)))


def promised(case: Case, moment: datetime) -> Iterator[Duty]:
    """Promises not yet done, broken ones included."""
    for name, promise in case.promises.items():
        if promises.outstanding(promise, case.replies, moment) and case.stage is not Stage.MERGED:
            due = promises.due_in_force(promise, case.replies, moment)
            yield Duty(name, "promise", str(promise.made.kind), due, promise.owner)


def obliged(case: Case, moment: datetime) -> Iterator[Duty]:
    """Clocks that still ask for something."""
    for name, clock in case.clocks.obligations.items():
        if asks(case, clock, moment):
            due = due_in_force(clock, case.replies, moment)
            yield Duty(name, "obligation", clock.started.name, due, case.ownership.owner)


def compensated(case: Case, moment: datetime) -> Iterator[Duty]:
    """What lateness costs us by law and is not paid, from the first step on."""
    for name, clock in case.clocks.obligations.items():
        money = None if gone_elsewhere(case, clock) else owed(case, clock, moment)
        if money:
            yield Duty(
                f"compensation.{name}",
                "compensation",
                clock.started.name,
                money.since,
                case.ownership.owner,
                money.amount - clock.paid,
                money.currency,
            )


def reviews(case: Case) -> Iterator[Duty]:
    """Contact restrictions to be looked at again (I15)."""
    for name, restriction in case.conduct.restricted.items():
        owner = case.ownership.owner
        yield Duty(name, "review", "contact_restriction", restriction.review_on, owner)


def asked(case: Case) -> Iterator[Duty]:
    """Requests for information: at the date we go on with what we have, never close in silence."""
    if case.stage is Stage.OPEN:
        for request in requests(case.inquiry):
            owner = case.ownership.owner
            yield Duty(request.request, "request", "information", request.due, owner)


def asks(case: Case, clock: Obligation, moment: datetime) -> bool:
    """Does this clock still ask for something at `moment`?"""
    started = clock.started
    current = case.stage is Stage.OPEN and started.span == case.ending.span
    if clock.waived or gone_elsewhere(case, clock):
        return False
    if from_pack(started):
        return asks_by_law(case, clock, moment)
    match purpose(started):
        case "final_answer":
            return current
        case "acknowledge":
            return current and met_at(case, clock) is None
        case "judge_message":
            return case.stage is Stage.CLOSED and started.about in unanswered(case)
        case "repair":
            return still_broken(case, started.about, moment) and met_at(case, clock) is None
        case "merge_notice":
            return case.merging.asked is not None and met_at(case, clock) is None
        case _:
            return met_at(case, clock) is None


def asks_by_law(case: Case, clock: Obligation, moment: datetime) -> bool:
    """A clock of a pack runs on into the next span where the answer it waits for never came.

    What asks to be accepted in time asks no longer once the time is over: another pack goes on.
    """
    unmet = met_at(case, clock) is None
    match purpose(clock.started):
        case "send_again":
            return unmet
        case "accepted":
            return unmet and case.stage is Stage.OPEN and not missed(case, clock, moment)
        case _:
            return unmet and case.stage is Stage.OPEN


def gone_elsewhere(case: Case, clock: Obligation) -> bool:
    """Does this clock go on in the primary, where the case was merged with it?"""
    asked = case.merging.asked
    moved = asked is not None and clock.started.obligation in asked.file.obligations
    return moved and case.stage is Stage.MERGED


def still_broken(case: Case, promise: str | None, moment: datetime) -> bool:
    """Is the promise broken by what is on record now, late evidence of earlier times included?"""
    made = case.promises.get(promise or "")
    if made is None:
        return False
    return promises.standing(made, case.replies, moment) is Standing.BROKEN


def settled(case: Case, moment: datetime) -> bool:
    """Closed, nothing promised still open, and the closing replies' bounce windows over (I10)."""
    if case.stage is not Stage.CLOSED:
        return False
    replies = [case.replies[name] for name in case.ending.rests_on if name in case.replies]
    waiting = [r for r in replies if r.reached_at and r.reached_at > moment]
    return not waiting and not any(promised(case, moment))
