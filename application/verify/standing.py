"""What a promise or a clock is worth at some moment, re-derived: due in force, done, missed.

A new date, an extension and a pause count from when their notice reached the complainant, and only
if that was by the time then due (I13). What occurs after the due time mends nothing (I11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from ...domain.case.promises import PromiseMade
from ...domain.deadlines.policy import Silence
from .deliveries import addressees, left, own_closings, reached, telling
from .record import CaseRecord, ClockOnRecord, PauseOnRecord, PromiseOnRecord, ReplyOnRecord

ANSWERS = frozenset({"final_answer", "acknowledge"})
"""The clocks that a span of the case starts."""


def promise_due(case: CaseRecord, promise: PromiseOnRecord, moment: datetime) -> datetime:
    """When the promise was due, as things stood at `moment`."""
    due = promise.made.due
    for new in promise.new_dates:
        told = reached(case.replies.get(new.told_in), min(due, moment))
        if told and not new.refused:
            due = new.due
    return due


def promise_done(case: CaseRecord, made: PromiseMade, fulfilled: Iterable[datetime]) -> datetime:
    """When it was first done, by evidence or by a reply that keeps it; the end of time if never."""
    found = case.replies.values()
    by_reply = [r.left_at for r in found if made.promise in r.issued.keeps and r.left_at]
    return min([*fulfilled, *by_reply], default=NEVER)


NEVER = datetime.max.replace(tzinfo=datetime.fromisoformat("2000-01-01T00:00Z").tzinfo)
"""Later than anything; aware."""


def promise_over(case: CaseRecord, promise: PromiseOnRecord, moment: datetime) -> bool:
    """Is nothing owed on it any more at `moment`: done, be it late, let go, or struck out?"""
    done = promise_done(case, promise.made, promise.fulfilled)
    return promise.voided or min([done, *promise.released]) <= moment


def promise_broken(case: CaseRecord, promise: PromiseOnRecord, moment: datetime) -> bool:
    """Had its time passed by `moment` with nothing done and nobody letting us go in time?"""
    if promise.voided:
        return False
    ends = [promise_done(case, promise.made, promise.fulfilled), *promise.released]
    in_time = (end for end in ends if end <= moment and end <= promise_due(case, promise, end))
    return not any(in_time) and promise_due(case, promise, moment) < moment


def clock_due(case: CaseRecord, clock: ClockOnRecord, moment: datetime) -> datetime:
    """When the clock was due, as things stood at `moment`: each notice when it reached."""
    due = clock.started.due
    for at, notice in sorted(notices(case, clock), key=lambda pair: pair[0]):
        if at > min(due, moment):
            continue
        if isinstance(notice, PauseOnRecord):
            end = min(notice.until, notice.resumed_at or notice.until)
            due += max(end, at) - at
        else:
            due = max(due, notice)
    return due


def notices(
    case: CaseRecord, clock: ClockOnRecord
) -> Iterator[tuple[datetime, PauseOnRecord | datetime]]:
    """What was told to move the clock, with when that reached the complainant."""
    for extension in clock.extensions:
        reply = case.replies.get(extension.told_in)
        if reply and reply.reached_at:
            yield reply.reached_at, extension.due
    for pause in clock.pauses:
        reply = case.replies.get(pause.told_in)
        if reply and reply.reached_at:
            yield reply.reached_at, pause


def answered_at(case: CaseRecord, clock: ClockOnRecord) -> datetime:
    """When the last of those who are owed an answer had it; never, while somebody has none.

    What ended the span was its answer, whoever joined or spoke for somebody later.
    """
    receipt = clock.started.receipt_counts
    ended = [case.replies.get(name) for name in case.ended.get(clock.span, ())]
    had = [reply and (reply.reached_at if receipt else reply.left_at) for reply in ended]
    if had and all(had):
        return max(at for at in had if at)
    closings = [r for r in own_closings(case) if r.issued.span >= clock.span]
    return everybody_had(case, closings, receipt=receipt)


def everybody_had(
    case: CaseRecord, replies: Iterable[ReplyOnRecord], *, receipt: bool = False
) -> datetime:
    """When the last of those who are owed a reply had one of these; never, while one had none."""
    first: dict[str, datetime] = {}
    for reply in replies:
        at = reply.reached_at if receipt else reply.left_at
        if at:
            first[reply.issued.to] = min(at, first.get(reply.issued.to, at))
    return max((first.get(to, NEVER) for to in addressees(case).values()), default=NEVER)


def clock_met(case: CaseRecord, clock: ClockOnRecord) -> datetime:
    """When what the clock asks for was done; the end of time while it was not."""
    name, about = clock.started.name, clock.started.about
    since = clock.started.occurred_at
    if name == "final_answer":
        return answered_at(case, clock)
    if name == "acknowledge":
        return first_left(r for r in case.replies.values() if r.issued.span >= clock.span)
    told = telling(case, about)
    if name == "repair":
        return first_left(r for r in told if mends(case, r, clock))
    later = [reply for reply in told if reply.issued.occurred_at >= since]
    return everybody_had(case, later if name == "announce_owner" else told)


def first_left(replies: Iterable[ReplyOnRecord]) -> datetime:
    """When the first of these left."""
    return min((reply.left_at for reply in replies if reply.left_at), default=NEVER)


def mends(case: CaseRecord, reply: ReplyOnRecord, clock: ClockOnRecord) -> bool:
    """Does it say sorry for the broken promise, and date one anew unless that was done by now?"""
    promise = case.promises.get(clock.started.about or "")
    if promise is None or not reply.issued.apology:
        return False
    done = promise_done(case, promise.made, promise.fulfilled) != NEVER
    dated = any(p.made.told_in == reply.issued.reply for p in case.promises.values())
    return reply.issued.occurred_at >= clock.started.occurred_at and (done or dated)


def clock_missed(case: CaseRecord, clock: ClockOnRecord, moment: datetime) -> bool:
    """Had the limit passed by `moment` with nothing done in time?"""
    done = min(clock_met(case, clock), moment)
    return clock_due(case, clock, done) < done


def accepted_by_silence(case: CaseRecord, moment: datetime) -> bool:
    """Had a limit passed by `moment` whose silence the law takes for acceptance?"""
    return any(
        clock.started.silence is Silence.DEEMED_ACCEPTED and clock_missed(case, clock, moment)
        for clock in case.clocks.values()
    )


def settled(case: CaseRecord, moment: datetime) -> bool:
    """Closed, nothing promised still open, the bounce windows of the closing replies over (I10)."""
    if case.stage != "closed":
        return False
    ends = [case.replies[name] for name in case.rests_on if name in case.replies]
    waiting = [r for r in ends if left(r) and r.reached_at and r.reached_at > moment]
    promises = case.promises.values()
    return not waiting and all(promise_over(case, promise, moment) for promise in promises)
