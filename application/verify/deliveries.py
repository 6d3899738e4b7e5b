"""Left, reached and failed, re-derived from the steps of each reply (model, invariants).

*Left*: dispatched, delivered, spoken, posted or deposited, no failure known. *Reached*: delivered
or spoken, or dispatched with the bounce window over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeAlias

from ...domain.case.replies import (
    Apology,
    ReplyDelivered,
    ReplyDeposited,
    ReplyDispatched,
    ReplyFailed,
    ReplyIssued,
    ReplyPosted,
    ReplySpoken,
)
from ...domain.event import Event
from .record import CaseRecord, ReplyOnRecord

Step: TypeAlias = Callable[[ReplyOnRecord, Any], ReplyOnRecord]
LEFT = frozenset({"dispatched", "delivered", "spoken", "posted", "deposited"})


def _dispatched(reply: ReplyOnRecord, event: ReplyDispatched) -> ReplyOnRecord:
    return replace(reply, way="dispatched", left_at=event.occurred_at, reached_at=event.window_end)


def _delivered(reply: ReplyOnRecord, event: ReplyDelivered) -> ReplyOnRecord:
    at = event.occurred_at
    first = min(at, reply.reached_at or at)
    return replace(reply, way="delivered", left_at=reply.left_at or at, reached_at=first)


def _spoken(reply: ReplyOnRecord, event: ReplySpoken) -> ReplyOnRecord:
    at = event.occurred_at
    return replace(reply, way="spoken", left_at=at, reached_at=at)


def _posted(reply: ReplyOnRecord, event: ReplyPosted) -> ReplyOnRecord:
    return replace(reply, way="posted", left_at=event.occurred_at, reached_at=None)


def _deposited(reply: ReplyOnRecord, event: ReplyDeposited) -> ReplyOnRecord:
    at, ground = event.occurred_at, event.ground
    return replace(reply, way="deposited", left_at=at, reached_at=None, ground=ground)


def _failed(reply: ReplyOnRecord, event: ReplyFailed) -> ReplyOnRecord:
    known = (*reply.failed, event.occurred_at)
    return replace(reply, way="failed", left_at=None, reached_at=None, failed=known)


STEPS: dict[type[Event], Step] = {
    ReplyDispatched: _dispatched,
    ReplyDelivered: _delivered,
    ReplySpoken: _spoken,
    ReplyPosted: _posted,
    ReplyDeposited: _deposited,
    ReplyFailed: _failed,
}


def issued(case: CaseRecord, event: ReplyIssued) -> None:
    """Read that a reply was written, and to whom of those who wrote it goes."""
    waiting = {name: case.messages[name] for name in event.answers if name in case.messages}
    sides = {name: same_side(case, message.sender) for name, message in waiting.items()}
    answers = frozenset(name for name, side in sides.items() if event.to in side or not side)
    case.replies = {**case.replies, event.reply: ReplyOnRecord(event, case.version, answers)}


def same_side(case: CaseRecord, sender: str) -> set[str]:
    """The sender, for whom they speak and who speaks for these; nobody where they are a stranger.

    Who spoke for somebody once and does no more is a stranger again.
    """
    people = {person for person, who in case.speaks_for.items() if sender in {person, who}}
    people |= {sender} & case.joined.keys()
    return people | {case.speaks_for[person] for person in people if person in case.speaks_for}


def step(case: CaseRecord, event: Any) -> None:  # noqa: ANN401  # one of STEPS
    """Read one step of a reply's delivery."""
    if known := case.replies.get(event.reply):
        case.replies = {**case.replies, event.reply: STEPS[type(event)](known, event)}


READERS: dict[type[Event], Callable[[CaseRecord, Any], None]] = {
    ReplyIssued: issued,
    **dict.fromkeys(STEPS, step),
}


def left(reply: ReplyOnRecord | None) -> bool:
    """Did it leave, no failure known?"""
    return reply is not None and reply.way in LEFT


def reached(reply: ReplyOnRecord | None, by: datetime) -> bool:
    """Had it reached the complainant `by` then?"""
    return reply is not None and reply.reached_at is not None and reply.reached_at <= by


def own_closings(case: CaseRecord) -> list[ReplyOnRecord]:
    """The closing replies written in this case itself."""
    found = case.replies.values()
    return [reply for reply in found if reply.issued.kind == "closing" and not reply.brought]


def telling(case: CaseRecord, about: str | None) -> list[ReplyOnRecord]:
    """The replies that left and tell of `about`."""
    found = case.replies.values()
    return [reply for reply in found if left(reply) and about in reply.issued.tells]


def sorry(reply: ReplyOnRecord) -> Apology | None:
    """The apology in it, if it left."""
    return reply.issued.apology if left(reply) else None


def addressees(case: CaseRecord) -> dict[str, str]:
    """To whom a reply to each complainant goes."""
    return {person: case.speaks_for.get(person, person) for person in case.joined}
