"""What a promise or a clock is worth at some moment, re-derived: due in force, done, missed.

A new date, an extension and a pause count from when their notice reached the complainant, and only
if that was by the time then due (I13). What occurs after the due time mends nothing (I11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from ...domain.case.promises import PromiseMade
from ...domain.deadlines.policy import Silence
from .deliveries import left, own_closings, reached, telling
from .record import CaseRecord, ClockOnRecord, PauseOnRecord, PromiseOnRecord

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
    """When the last of those who complained by the due time had an answer; never, if one had none.

    An answer to somebody who spoke for them at any time is one to them.
    """
    closings = [r for r in own_closings(case) if r.issued.span >= clock.span]
    owed = [person for person, since in case.joined.items() if since <= clock.started.due]
    times: list[datetime] = []
    for person in owed:
        to = {person, *(who for whom, who in case.ever_spoke if whom == person)}
        mine = [r for r in closings if r.issued.to in to]
        counts = [r.reached_at if clock.started.receipt_counts else r.left_at for r in mine]
        times.append(min((at for at in counts if at), default=NEVER))
    return max(times, default=NEVER)


def clock_met(case: CaseRecord, clock: ClockOnRecord) -> datetime:
    """When what the clock asks for was done; the end of time while it was not."""
    name, about = clock.started.name, clock.started.about
    if name == "final_answer":
        return answered_at(case, clock)
    if name == "acknowledge":
        found = [r for r in case.replies.values() if r.issued.span >= clock.span]
    else:
        found = telling(case, about)
    if name == "repair":
        found = [reply for reply in found if reply.issued.apology]
    return min((reply.left_at for reply in found if reply.left_at), default=NEVER)


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
