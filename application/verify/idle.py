"""Nothing idle and nothing stuck: I20, I21."""

from __future__ import annotations

from . import duties
from .deliveries import left
from .fact import Decision, Sentences
from .record import CaseRecord


def somebody_to_answer(decision: Decision) -> Sentences:
    """I20: an open case has somebody to whom it can be answered, or it could never close."""
    case = decision.after
    if case.received and case.stage == "open" and not case.joined:
        yield "an open case has nobody to whom it could be answered"


def has_duty(decision: Decision) -> Sentences:
    """I21: an open case has a duty with a due time."""
    case = decision.after
    if case.received and case.stage == "open" and not duties.owed(case, decision.at):
        yield "an open case owes nobody anything by any time"


def has_owner(decision: Decision) -> Sentences:
    """I21: an open case has an owner once the first response left."""
    case = decision.after
    if case.stage == "open" and case.owner is None and responded(case):
        yield "an open case was responded to and nobody owns it"


def responded(case: CaseRecord) -> bool:
    """Has a reply from a named person left?"""
    return any(left(reply) and reply.issued.author for reply in case.replies.values())
