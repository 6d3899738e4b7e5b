"""What a promise is worth at some moment, re-derived: due in force, done, broken.

A new date counts from when its notice reached the complainant, and only if that was by the time
then due (I13). What occurs after the due time mends nothing (I11).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ...domain.case.promises import PromiseMade
from .deliveries import left, reached
from .record import CaseRecord, PromiseOnRecord


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


def settled(case: CaseRecord, moment: datetime) -> bool:
    """Closed, nothing promised still open, the bounce windows of the closing replies over (I10)."""
    if case.stage != "closed":
        return False
    ends = [case.replies[name] for name in case.rests_on if name in case.replies]
    waiting = [r for r in ends if left(r) and r.reached_at and r.reached_at > moment]
    promises = case.promises.values()
    return not waiting and all(promise_over(case, promise, moment) for promise in promises)
