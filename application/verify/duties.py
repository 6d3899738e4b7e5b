"""Everything owed at a moment, re-derived from what is on record (I21, S3-12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from . import standing
from .deliveries import left, own_closings
from .record import CaseRecord, ClockOnRecord


def owed(case: CaseRecord, moment: datetime) -> dict[str, datetime]:
    """What is owed at `moment`, by id, with when it is due."""
    return dict((*promised(case, moment), *obliged(case, moment), *looked_at(case)))


def promised(case: CaseRecord, moment: datetime) -> Iterator[tuple[str, datetime]]:
    """Promises that nobody has kept, nor the complainant let go; broken ones stay owed."""
    if case.stage == "merged":
        return
    for name, promise in case.promises.items():
        if not standing.promise_over(case, promise, moment):
            yield name, standing.promise_due(case, promise, moment)


def obliged(case: CaseRecord, moment: datetime) -> Iterator[tuple[str, datetime]]:
    """Clocks that still ask for something."""
    for name, clock in case.clocks.items():
        if not clock.waived and asks(case, clock, moment):
            yield name, standing.clock_due(case, clock, moment)


def looked_at(case: CaseRecord) -> Iterator[tuple[str, datetime]]:
    """Restrictions to be reviewed, and requests at whose date we go on with what we have."""
    yield from case.review_on.items()
    if case.stage == "open":
        for name, request in case.requests.items():
            if name not in case.came:
                yield name, request.due


def asks(case: CaseRecord, clock: ClockOnRecord, moment: datetime) -> bool:
    """Does this clock ask for something at `moment`?"""
    name, about = clock.started.name, clock.started.about
    met = standing.clock_met(case, clock) != standing.NEVER
    if name in standing.ANSWERS:
        current = case.stage == "open" and clock.span == case.span
        return current and (name == "final_answer" or not met)
    if name == "judge_message":
        return case.stage == "closed" and about in unanswered(case)
    if case.stage == "merged" and name != "merge_notice":
        return False
    if name == "repair":
        promise = case.promises.get(about or "")
        broken = promise is not None and standing.promise_broken(case, promise, moment)
        return broken and not met
    return not met


def unanswered(case: CaseRecord) -> dict[str, str]:
    """Inbound messages nobody set aside and no closing reply to their sender answers, by sender.

    Where the sender is none of those a reply is owed to, an answer to anybody counts.
    """
    closings = [reply for reply in own_closings(case) if left(reply)]
    answered = {(m, r.issued.to) for r in closings for m in r.issued.answers}
    found: dict[str, str] = {}
    for name, message in case.messages.items():
        side = same_side(case, message.sender)
        done = any(n == name and (to in side or not side) for n, to in answered)
        if message.aside is None and not done:
            found[name] = message.sender
    return found


def same_side(case: CaseRecord, sender: str) -> set[str]:
    """The sender, who ever spoke for them and for whom they did; nobody for a stranger."""
    pairs = [pair for pair in case.ever_spoke if sender in pair]
    known = pairs or sender in case.joined
    return {sender, *(person for pair in pairs for person in pair)} if known else set()
