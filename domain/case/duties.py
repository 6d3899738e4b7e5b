"""Duties: every promise and obligation of a case that still asks for something by some time.

Derived for any moment from what is on record; nothing here is stored. An open case always has one:
the answer itself is a duty until the case is closed, waiting for others included (I21, S3-12).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ..deadlines.policy import Silence
from . import promises
from .answering import own_closings, unanswered
from .case import Case
from .ending import Stage
from .inquiry import requests
from .obligations import ClockStarted, Obligation, due_in_force
from .people import addressees
from .promises import Standing
from .replies import Reply


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing due: its id, kind, name, due time (UTC) and who is to do it (None: nobody yet)."""

    id: str
    kind: str
    name: str
    due: datetime
    owner: str | None


def duties(case: Case, moment: datetime) -> tuple[Duty, ...]:
    """Everything owed at `moment`, earliest first; what is overdue stands first."""
    found = (*promised(case, moment), *obliged(case, moment), *reviews(case), *asked(case))
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
    match started.name:
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


def met_at(case: Case, clock: Obligation) -> datetime | None:
    """When what the clock asks for happened; None while it has not."""
    started = clock.started
    match started.name:
        case "final_answer":
            return answered_at(case, clock)
        case "acknowledge":
            return first_left([r for r in case.replies.values() if r.issued.span >= started.span])
        case "repair":
            return first_left(mending(case, started))
        case "announce_owner":
            since = started.occurred_at
            told = [r for r in telling(case, started.about) if r.issued.occurred_at >= since]
            return for_everybody(case, left_for(told))
        case _:
            return for_everybody(case, left_for(telling(case, started.about)))


def first_left(replies: list[Reply]) -> datetime | None:
    """The earliest time at which one of these left."""
    return min((reply.left_at for reply in replies if reply.left_at), default=None)


def telling(case: Case, about: str | None) -> list[Reply]:
    """The replies that tell of `about`."""
    return [reply for reply in case.replies.values() if about in reply.issued.tells]


def mending(case: Case, started: ClockStarted) -> list[Reply]:
    """Replies that say sorry for the broken promise, and date it anew unless it is done by now."""
    promise = case.promises.get(started.about or "")
    done = promise is not None and promises.fulfilled_at(promise, case.replies) is not None
    dated = {other.made.told_in for other in case.promises.values()}
    return [
        reply
        for reply in telling(case, started.about)
        if reply.issued.apology
        and reply.issued.occurred_at >= started.occurred_at
        and (done or reply.issued.reply in dated)
    ]


def left_for(replies: list[Reply]) -> list[tuple[str, datetime | None]]:
    """For whom each of these left, and when."""
    return [(reply.issued.to, reply.left_at) for reply in replies]


def for_everybody(case: Case, times: list[tuple[str, datetime | None]]) -> datetime | None:
    """When the last of those who are owed a reply had one; None while somebody has none."""
    had: list[datetime] = []
    for person in addressees(case.people):
        theirs = [at for to, at in times if at and to == person]
        if not theirs:
            return None
        had.append(min(theirs))
    return max(had, default=None)


def answered_at(case: Case, clock: Obligation) -> datetime | None:
    """When the last of those who are owed an answer had theirs, as the pack counts it.

    What ended the span was its answer, whoever joined or spoke for somebody afterwards.
    """
    started, receipt = clock.started, clock.started.receipt_counts
    ended = [case.replies[n] for n in case.ending.ended.get(started.span, ()) if n in case.replies]
    had = [reply.reached_at if receipt else reply.left_at for reply in ended]
    if ended and all(had):
        return max(at for at in had if at)
    closings = [r for r in own_closings(case) if r.issued.span >= started.span]
    times = [(r.issued.to, r.reached_at if receipt else r.left_at) for r in closings]
    return for_everybody(case, times)


def missed(case: Case, clock: Obligation, moment: datetime) -> bool:
    """Had the limit passed at `moment` with nothing in time? Permanent (I11)."""
    done = met_at(case, clock)
    due = due_in_force(clock, case.replies, min(moment, done) if done else moment)
    return due < (done if done and done <= moment else moment)


def accepted_by_silence(case: Case, moment: datetime) -> bool:
    """Has a limit passed whose silence the law takes for acceptance? (hard-cases: 15)"""
    return any(
        clock.started.silence is Silence.DEEMED_ACCEPTED and missed(case, clock, moment)
        for clock in case.clocks.obligations.values()
    )


def settled(case: Case, moment: datetime) -> bool:
    """Closed, nothing promised still open, and the closing replies' bounce windows over (I10)."""
    if case.stage is not Stage.CLOSED:
        return False
    replies = [case.replies[name] for name in case.ending.rests_on if name in case.replies]
    waiting = [r for r in replies if r.reached_at and r.reached_at > moment]
    return not waiting and not any(promised(case, moment))
