"""How a reply gets to the complainant: sent, spoken, posted, deposited, or known to have failed.

A failure that becomes known after closing reopens the case in the same decision (I1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from ..command import Command, RefusedError, Rule, require
from ..deadlines.policy import Policy
from ..event import Personal
from .case import Case, CaseEvent
from .deposit import GROUNDS, PUBLIC, DepositReply
from .ending import CaseReopened, Stage, Why
from .obligations import span_clocks, start_clock
from .people import channels_of
from .replies import (
    Delivery,
    Reply,
    ReplyDelivered,
    ReplyDeposited,
    ReplyDispatched,
    ReplyFailed,
    ReplyPosted,
    ReplySpoken,
)


@dataclass(frozen=True, slots=True)
class DispatchReply(Command):
    """Hand the reply to a carrier; again by another channel after a failure."""

    reply: str
    channel: str
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class ConfirmDelivery(Command):
    """The carrier or the addressee says that it arrived."""

    reply: str


@dataclass(frozen=True, slots=True)
class SpeakReply(Command):
    """It was said to the addressee in person or by phone; a voicemail is not speech."""

    reply: str
    summary: Personal[str]
    reaction: Personal[str]


@dataclass(frozen=True, slots=True)
class PostReply(Command):
    """It was posted where the criticism stands in public."""

    reply: str
    place: str


@dataclass(frozen=True, slots=True)
class ReportFailure(Command):
    """It is known not to have arrived: `failure` says how (bounce, returned, blocked, …)."""

    reply: str
    failure: str


DeliveryCommand: TypeAlias = (
    DispatchReply | ConfirmDelivery | SpeakReply | PostReply | DepositReply | ReportFailure
)

REPLY_KNOWN = Rule(
    "reply-known", "I1", "There is no such reply in this case.", "Issue the reply first."
)
AFTER_ISSUE = Rule(
    "left-after-issue",
    "I18",
    "A reply leaves, arrives or fails no earlier than the step before it.",
    "Give the time at which it really happened.",
)
NOT_GONE = Rule(
    "reply-not-gone",
    "I6",
    "This reply is on its way already, or was given otherwise.",
    "Issue another reply for another way.",
)
SENT_FIRST = Rule(
    "sent-first",
    "I6",
    "Only a reply that was sent or posted arrives or fails.",
    "Record first that it left.",
)
CHANNEL_GIVEN = Rule(
    "channel-given",
    "domain.md 4.2 (1)",
    "A reply goes by a channel that the complainant gave or used.",
    "Add the contact point, or deposit the reply.",
)
NOT_TO_THE_DEAD = Rule(
    "not-to-the-deceased",
    "domain.md 4.4 (10)",
    "Nothing is sent to a complainant who has died.",
    "Identify the successor, or deposit the reply for the estate.",
)
WISH_RESPECTED = Rule(
    "no-contact-respected",
    "domain.md 4.4 (16)",
    "The complainant asked not to be contacted.",
    "Deposit the reply; write once only where the pack demands a durable medium.",
)
RESTRICTED_CHANNEL = Rule(
    "restricted-channel",
    "I15",
    "Contact was narrowed to another channel.",
    "Send it by that channel.",
)
IN_PUBLIC = Rule(
    "posted-in-public",
    "domain.md 4.4 (4, 5)",
    "A reply is posted only where the criticism came in, in public.",
    "Send it, speak it or deposit it.",
)
GROUND_HOLDS = Rule(
    "deposit-ground",
    "domain.md 4.4 (3, 4, 5, 10, 16)",
    "A reply is deposited only where it cannot be given, and the ground is on record.",
    "Try the channels known, or have a second person approve where the ground asks for one.",
)


def deliver(command: DeliveryCommand, case: Case, policy: Policy) -> list[CaseEvent]:
    """The events that answer `command`; none when what it asks is already so."""
    reply = case.replies.get(command.reply)
    if reply is None:
        raise RefusedError(REPLY_KNOWN)
    match command:
        case DispatchReply():
            return dispatch(command, reply, case, policy)
        case ConfirmDelivery():
            return confirm(command, reply)
        case SpeakReply() | PostReply() | DepositReply():
            return give(command, reply, case, policy)
        case ReportFailure():
            return fail(command, reply, case, policy)


def dispatch(command: DispatchReply, reply: Reply, case: Case, policy: Policy) -> list[CaseEvent]:
    """Only by a channel given or used, and not to whom nothing may be sent."""
    at = command.occurred_at
    if reply.left_at == at and reply.delivery is Delivery.DISPATCHED:
        return []
    require(reply.delivery in {Delivery.ISSUED, Delivery.FAILED}, NOT_GONE)
    require(at >= latest_step(reply), AFTER_ISSUE)
    require_reachable(command.channel, reply.issued.to, case, policy)
    sent = ReplyDispatched(
        occurred_at=at,
        reply=command.reply,
        channel=command.channel,
        contact=command.contact,
        window_end=policy.bounce_window_end(at, command.channel),
    )
    return [sent]


def latest_step(reply: Reply) -> datetime:
    """When it was issued, or last failed."""
    failed = [at for _, at in reply.failures]
    return max([reply.issued.occurred_at, *failed])


def require_reachable(channel: str, person: str, case: Case, policy: Policy) -> None:
    """The channel is theirs, and nothing on record forbids using it."""
    require(person not in case.people.deceased, NOT_TO_THE_DEAD)
    silent = person in case.people.no_contact and not policy.durable_medium
    require(not silent, WISH_RESPECTED)
    inbound = case.intake.messages.values()
    used = {m.received.channel for m in inbound if m.received.sender == person}
    require(channel in used | channels_of(case.people, person), CHANNEL_GIVEN)
    narrowed = case.conduct.restricted.values()
    require(not narrowed or channel in {r.channel for r in narrowed}, RESTRICTED_CHANNEL)


def confirm(command: ConfirmDelivery, reply: Reply) -> list[CaseEvent]:
    """Arrival is recorded once."""
    if reply.delivery is Delivery.DELIVERED:
        return []
    require(reply.delivery is Delivery.DISPATCHED, SENT_FIRST)
    require(reply.left_at and command.occurred_at >= reply.left_at, AFTER_ISSUE)
    return [ReplyDelivered(occurred_at=command.occurred_at, reply=command.reply)]


def give(
    command: SpeakReply | PostReply | DepositReply, reply: Reply, case: Case, policy: Policy
) -> list[CaseEvent]:
    """Spoken, posted or deposited: once, and not before it was issued."""
    at = command.occurred_at
    if reply.left_at == at and reply.delivery in {
        Delivery.SPOKEN,
        Delivery.POSTED,
        Delivery.DEPOSITED,
    }:
        return []
    require(reply.delivery in {Delivery.ISSUED, Delivery.FAILED}, NOT_GONE)
    require(at >= latest_step(reply), AFTER_ISSUE)
    match command:
        case SpeakReply(name, summary, reaction):
            return [ReplySpoken(occurred_at=at, reply=name, summary=summary, reaction=reaction)]
        case PostReply(name, place):
            received = case.intake.received
            require(received and received.channel in PUBLIC and place, IN_PUBLIC)
            return [ReplyPosted(occurred_at=at, reply=name, place=place)]
        case DepositReply(name, ground):
            second = command.confirmed_by if command.confirmed_by != command.actor.id else None
            holds = GROUNDS[ground](case, reply.issued.to, command, policy)
            require(holds, GROUND_HOLDS)
            event = ReplyDeposited(occurred_at=at, reply=name, ground=ground, approved_by=second)
            return [event]


def fail(command: ReportFailure, reply: Reply, case: Case, policy: Policy) -> list[CaseEvent]:
    """The failure, and in the same decision what it undoes: the end of the case, or its merge."""
    if reply.delivery is Delivery.FAILED:
        return []
    sent = {Delivery.DISPATCHED, Delivery.DELIVERED, Delivery.POSTED}
    require(reply.delivery in sent, SENT_FIRST)
    at = command.occurred_at
    require(reply.left_at and at >= reply.left_at, AFTER_ISSUE)
    failed = ReplyFailed(
        occurred_at=at,
        reply=command.reply,
        failure=command.failure,
        channel=reply.channel,
    )
    return [failed, *undone(command, case, policy)]


def undone(command: ReportFailure, case: Case, policy: Policy) -> list[CaseEvent]:
    """A closed case that rested on it is open again; a merged one owes a new notice."""
    at, ending = command.occurred_at, case.ending
    if ending.stage is Stage.CLOSED and command.reply in ending.rests_on:
        span = ending.span + 1
        reopened = CaseReopened(occurred_at=at, span=span, why=Why.DELIVERY_FAILED, message=None)
        return [reopened, *span_clocks(at, span, policy)]
    asked = case.merging.asked
    if asked and ending.stage is Stage.MERGED and asked.notice == command.reply:
        clock = start_clock(
            "merge_notice", policy.follow_up, at, ending.span, policy, asked.primary
        )
        return [clock]
    return []
