"""Replies: what we told somebody, and whether it left, reached or failed.

*Left* is dispatched, delivered, spoken, posted or deposited and not known to have failed. *Reached*
is delivered, spoken, or dispatched with its bounce window over (model, invariants).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from pydantic import AwareDatetime, BaseModel, ConfigDict

from ..event import Event, Personal
from ..replacing import replace


class Kind(StrEnum):
    """What a reply is for. Only a `closing` reply can end a case."""

    ACKNOWLEDGEMENT = "acknowledgement"
    STATUS = "status"
    HOLDING = "holding"
    CLARIFICATION = "clarification"
    HANDOVER = "handover"
    PROPOSAL = "proposal"
    CLOSING = "closing"


class Apology(StrEnum):
    """Regret needs no approval; an admission says that we were wrong (S3-7)."""

    REGRET = "regret"
    ADMISSION = "admission"


class Ground(StrEnum):
    """Why a reply may be deposited instead of sent (hard-cases: 3, 4, 5, 10, 16)."""

    EXHAUSTED = "delivery_exhausted"
    NO_CONTACT = "no_contact_known"
    REVIEW_DELETED = "review_deleted"
    NO_CONTACT_REQUESTED = "no_contact_requested"
    ESTATE = "estate"


class Delivery(StrEnum):
    """How far a reply got."""

    ISSUED = "issued"
    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    SPOKEN = "spoken"
    POSTED = "posted"
    DEPOSITED = "deposited"
    FAILED = "failed"


class StatedOutcome(BaseModel):
    """What a closing reply says of one issue."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    issue: str
    outcome: str
    reasons: Personal[str]


class ReplyIssued(Event):
    """A reply was written and decided; nothing has left yet.

    `span` counts the case's open spans from 1. `author` is the named person (None: automatic).
    `answers` are the inbound messages it answers, `tells` the ids of everything else it tells of
    (a promise, a new owner, the primary case, a fix, a limit, a conduct record), `keeps` the
    promises it fulfils when it leaves, `states` what a pack wants told (`expected_date`, …), by the
    pack's own words, `signposts` the bodies it names where the complainant can go.
    """

    reply: str
    span: int
    kind: Kind
    author: str | None
    signed: Personal[str] | None
    alias: bool
    to: str
    channel: str
    text: Personal[str]
    apology: Apology | None
    understanding: bool
    invites_retell: bool
    proposal: Personal[str] | None
    answers: tuple[str, ...]
    tells: tuple[str, ...]
    keeps: tuple[str, ...]
    outcomes: tuple[StatedOutcome, ...]
    states: tuple[str, ...]
    signposts: tuple[str, ...]
    done: Personal[str] | None
    recourse: Personal[str] | None
    final_position: bool
    tone_override: Personal[str] | None


class ReplyDispatched(Event):
    """It was handed to a carrier; a failure may come back until `window_end`."""

    reply: str
    channel: str
    contact: str | None
    window_end: AwareDatetime


class ReplyDelivered(Event):
    """The carrier or the addressee says that it arrived."""

    reply: str


class ReplySpoken(Event):
    """It was said to the addressee, read back, and this is how they took it."""

    reply: str
    summary: Personal[str]
    reaction: Personal[str]


class ReplyPosted(Event):
    """It was posted where the criticism stands in public."""

    reply: str
    place: str


class ReplyDeposited(Event):
    """It was laid ready for the addressee, on this ground and with this approval."""

    reply: str
    ground: Ground
    approved_by: str | None


class ReplyFailed(Event):
    """It is known not to have arrived."""

    reply: str
    failure: str
    channel: str


DeliveryEvent: TypeAlias = (
    ReplyDispatched | ReplyDelivered | ReplySpoken | ReplyPosted | ReplyDeposited | ReplyFailed
)
ReplyEvent: TypeAlias = ReplyIssued | DeliveryEvent


@dataclass(frozen=True)
class Reply:
    """A reply as decisions need it. `left_at` and `reached_at` are None unless it did.

    `origin` is the other case it was issued in, where a merge or its undoing brought it here.
    """

    issued: ReplyIssued
    delivery: Delivery = Delivery.ISSUED
    left_at: datetime | None = None
    reached_at: datetime | None = None
    channel: str = ""
    ground: Ground | None = None
    failures: tuple[tuple[str, datetime], ...] = ()
    origin: str | None = None

    @property
    def automatic(self) -> bool:
        """Did nobody in person write it?"""
        return self.issued.author is None

    @property
    def left(self) -> bool:
        """Did it leave for the addressee, without a failure known?"""
        return self.left_at is not None

    def left_by(self, moment: datetime) -> bool:
        """Had it left at `moment`?"""
        return self.left_at is not None and self.left_at <= moment

    def reached_by(self, moment: datetime) -> bool:
        """Had it reached the addressee at `moment`?"""
        return self.reached_at is not None and self.reached_at <= moment


Replies: TypeAlias = Mapping[str, Reply]


def evolve(replies: Replies, event: ReplyEvent) -> Replies:
    """Fold one more fact in; a step of an unknown reply changes nothing."""
    if isinstance(event, ReplyIssued):
        return {**replies, event.reply: Reply(issued=event)}
    reply = replies.get(event.reply)
    return replies if reply is None else {**replies, event.reply: step(reply, event)}


def step(reply: Reply, event: DeliveryEvent) -> Reply:
    """The reply after one step of its delivery."""
    at = event.occurred_at
    match event:
        case ReplyDispatched(window_end=end, channel=by):
            return gone(reply, Delivery.DISPATCHED, at, end, by)
        case ReplyDelivered():
            # Confirmed only after the window was over, it had reached by then all the same.
            reached = min(at, reply.reached_at or at)
            return gone(reply, Delivery.DELIVERED, reply.left_at or at, reached, reply.channel)
        case ReplySpoken():
            return gone(reply, Delivery.SPOKEN, at, at, "speech")
        case ReplyPosted(place=place):
            return gone(reply, Delivery.POSTED, at, None, place)
        case ReplyDeposited(ground=ground):
            laid = gone(reply, Delivery.DEPOSITED, at, None, "deposit")
            return replace(laid, ground=ground)
        case ReplyFailed(channel=by):
            failed = gone(reply, Delivery.FAILED, None, None, by)
            return replace(failed, failures=(*reply.failures, (by, at)))


def gone(
    reply: Reply,
    delivery: Delivery,
    left_at: datetime | None,
    reached_at: datetime | None,
    channel: str,
) -> Reply:
    """The reply with how far it got, since when, and which way."""
    return replace(
        reply, delivery=delivery, left_at=left_at, reached_at=reached_at, channel=channel
    )
