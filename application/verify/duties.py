"""Everything owed at a moment, re-derived from what is on record (I21, S3-12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from . import clocks, standing
from .deliveries import left, own_closings
from .record import CaseRecord, ClockOnRecord

ANSWERS = frozenset({"final_answer", "acknowledge"})
"""What the house's own clocks of a span ask for."""


def owed(case: CaseRecord, moment: datetime) -> dict[str, datetime]:
    """What is owed at `moment`, by id, with when it is due."""
    law = (*obliged(case, moment), *compensated(case, moment))
    return dict((*promised(case, moment), *law, *looked_at(case)))


def promised(case: CaseRecord, moment: datetime) -> Iterator[tuple[str, datetime]]:
    """Promises that nobody has kept, nor the complainant let go; broken ones stay owed."""
    if case.stage == "merged":
        return
    for name, promise in case.promises.items():
        if not standing.promise_over(case, promise, moment):
            yield name, standing.promise_due(case, promise, moment)


def obliged(case: CaseRecord, moment: datetime) -> Iterator[tuple[str, datetime]]:
    """Clocks that still ask for something; those that went along with a merge ask there."""
    moved = case.asked.file.obligations if case.asked and case.stage == "merged" else {}
    for name, clock in case.clocks.items():
        wants = by_law if clocks.of_law(clock) else asks
        if name not in moved and not clock.waived and wants(case, clock, moment):
            yield name, clocks.clock_due(case, clock, moment)


def compensated(case: CaseRecord, moment: datetime) -> Iterator[tuple[str, datetime]]:
    """What lateness costs and was not paid, since its first step."""
    moved = case.asked.file.obligations if case.asked and case.stage == "merged" else {}
    for name, clock in case.clocks.items():
        since = clocks.costs_since(case, clock, moment)
        if since and name not in moved:
            yield f"compensation.{name}", since


def looked_at(case: CaseRecord) -> Iterator[tuple[str, datetime]]:
    """Restrictions to be reviewed, and requests at whose date we go on with what we have."""
    yield from case.review_on.items()
    if case.stage == "open":
        for name, request in case.requests.items():
            if name not in case.came:
                yield name, request.due


def asks(case: CaseRecord, clock: ClockOnRecord, moment: datetime) -> bool:
    """Does this clock ask for something at `moment`?"""
    name, about = clocks.asked_for(clock.started), clock.started.about
    met = clocks.clock_met(case, clock) != standing.NEVER
    if name in ANSWERS:
        current = case.stage == "open" and clock.span == case.span
        return current and (name == "final_answer" or not met)
    if name == "judge_message":
        return case.stage == "closed" and about in unanswered(case)
    if name == "merge_notice" and case.asked is None:
        return False
    if name == "repair":
        promise = case.promises.get(about or "")
        broken = promise is not None and standing.promise_broken(case, promise, moment)
        return broken and not met
    return not met


def by_law(case: CaseRecord, clock: ClockOnRecord, moment: datetime) -> bool:
    """Does a clock of a pack ask for something: in an open case, until it is met?"""
    if clocks.clock_met(case, clock) != standing.NEVER:
        return False
    if clocks.asked_for(clock.started) == "send_again":
        return True
    lapsed = clocks.asked_for(clock.started) == "accepted"
    lapsed = lapsed and clocks.clock_missed(case, clock, moment)
    return case.stage == "open" and not lapsed


def unanswered(case: CaseRecord) -> dict[str, str]:
    """Inbound messages nobody set aside and no closing reply to their sender answers, by sender.

    Where the sender is none of those a reply is owed to, an answer to anybody counts.
    """
    closings = [reply for reply in own_closings(case) if left(reply)]
    answered = {name for reply in closings for name in reply.answers}
    inbound = case.messages.items()
    return {n: m.sender for n, m in inbound if m.aside is None and n not in answered}
