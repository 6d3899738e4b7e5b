"""How a reply gets to the complainant: sent, spoken, posted, deposited, or known to have failed.

A failure that becomes known after closing reopens the case in the same decision (I1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from ..command import Command, Rule, require
from ..deadlines.policy import Policy
from ..event import Personal
from ..words import stated
from .case import Case, CaseEvent
from .closing import apologised
from .deposit import GROUNDS, DepositReply, in_public
from .ending import CaseReopened, Stage, Why
from .intake import channels_used
from .people import channels_of
from .replies import (
    Delivery,
    Kind,
    Reply,
    ReplyDelivered,
    ReplyDeposited,
    ReplyDispatched,
    ReplyFailed,
    ReplyPosted,
    ReplySpoken,
)
from .starting import durable, house_clocks, start_clock


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
STRUCK_OUT = Rule(
    "struck-out-not-told",
    "model, promises",
    "A reply that tells of a promise struck out does not leave.",
    "Write it anew without that promise.",
)
SPOKEN_WITH = Rule(
    "spoken-with-reaction",
    "hard-cases (2)",
    "What was said is summed up, with how it was taken.",
    "Record the summary and their reaction; a voicemail is only an attempt.",
)
CHANNEL_GIVEN = Rule(
    "channel-given",
    "hard-cases, closing reply",
    "A reply goes by a channel, and to a contact point, that its addressee gave or used.",
    "Add the contact point, or deposit the reply.",
)
NOT_TO_THE_DEAD = Rule(
    "not-to-the-deceased",
    "hard-cases (10)",
    "Nothing is sent or said to a complainant who has died.",
    "Identify the successor, or deposit the reply for the estate.",
)
WISH_RESPECTED = Rule(
    "no-contact-respected",
    "hard-cases (16)",
    "The complainant asked not to be contacted.",
    "Deposit the reply; send the closing one only where the pack demands a durable medium.",
)
RESTRICTED_CHANNEL = Rule(
    "restricted-channel",
    "I15",
    "Contact was narrowed to another channel.",
    "Send it by that channel.",
)
IN_PUBLIC = Rule(
    "posted-in-public",
    "hard-cases (4, 5)",
    "A reply is posted only where the criticism came in, in public.",
    "Send it, speak it or deposit it.",
)
GROUND_HOLDS = Rule(
    "deposit-ground",
    "hard-cases (3, 4, 5, 10, 16)",
    "A reply is deposited only where it cannot be given, and the ground is on record.",
    "Try the channels known, or have a second person approve where the ground asks for one.",
)


def deliver(command: DeliveryCommand, case: Case, policy: Policy) -> list[CaseEvent]:
    """The events that answer `command`; none when what it asks is already so."""
    reply = case.replies.get(command.reply)
    if reply is None:
        require(command.actor.role == "process", REPLY_KNOWN)
        return []
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
    require_ready(command, reply, case)
    require_reachable(command, reply, case, policy)
    sent = ReplyDispatched(
        occurred_at=at,
        reply=command.reply,
        channel=command.channel,
        contact=command.contact,
        window_end=policy.bounce_window_end(at, command.channel),
    )
    return [sent]


def require_ready(command: DeliveryCommand, reply: Reply, case: Case) -> None:
    """It lies here, was not sent before it was written, and tells nothing that was struck out."""
    require(reply.delivery in {Delivery.ISSUED, Delivery.FAILED}, NOT_GONE)
    require(command.occurred_at >= latest_step(reply), AFTER_ISSUE)
    struck = [
        name
        for name, promise in case.promises.items()
        if promise.voided and promise.made.told_in == command.reply
    ]
    require(not struck, STRUCK_OUT, *struck)


def latest_step(reply: Reply) -> datetime:
    """When it was issued, or last failed."""
    failed = [at for _, at in reply.failures]
    return max([reply.issued.occurred_at, *failed])


def require_reachable(command: DispatchReply, reply: Reply, case: Case, policy: Policy) -> None:
    """The channel and the contact are theirs, and nothing on record forbids using them."""
    channel, person = command.channel, reply.issued.to
    require(person not in case.people.deceased, NOT_TO_THE_DEAD)
    demanded = durable(case.clocks.obligations, policy) and reply.issued.kind == Kind.CLOSING
    require(person not in case.people.no_contact or demanded, WISH_RESPECTED)
    theirs = channels_of(case.people, person) | channels_used(case.intake, person)
    require(channel in theirs, CHANNEL_GIVEN)
    contact = case.people.contacts.get(command.contact or "")
    at_theirs = contact and (contact.person, contact.channel) == (person, channel)
    require(command.contact is None or at_theirs, CHANNEL_GIVEN)
    narrowed = case.conduct.restricted.values()
    require(not narrowed or channel in {r.channel for r in narrowed}, RESTRICTED_CHANNEL)


def confirm(command: ConfirmDelivery, reply: Reply) -> list[CaseEvent]:
    """Arrival is recorded once."""
    if reply.delivery is Delivery.DELIVERED:
        return []
    require(reply.delivery is Delivery.DISPATCHED, SENT_FIRST)
    require(reply.left_at and command.occurred_at >= reply.left_at, AFTER_ISSUE)
    return [ReplyDelivered(occurred_at=command.occurred_at, reply=command.reply)]


GIVEN: dict[type[DeliveryCommand], Delivery] = {
    SpeakReply: Delivery.SPOKEN,
    PostReply: Delivery.POSTED,
    DepositReply: Delivery.DEPOSITED,
}


def give(
    command: SpeakReply | PostReply | DepositReply, reply: Reply, case: Case, policy: Policy
) -> list[CaseEvent]:
    """Spoken, posted or deposited: once, and not before it was issued."""
    at = command.occurred_at
    if reply.left_at == at and reply.delivery is GIVEN[type(command)]:
        return []
    require_ready(command, reply, case)
    match command:
        case SpeakReply(name, summary, reaction):
            require(reply.issued.to not in case.people.deceased, NOT_TO_THE_DEAD)
            require(stated(summary) and stated(reaction), SPOKEN_WITH)
            return [ReplySpoken(occurred_at=at, reply=name, summary=summary, reaction=reaction)]
        case PostReply(name, place):
            require(in_public(case, reply.issued.to) and place, IN_PUBLIC)
            return [ReplyPosted(occurred_at=at, reply=name, place=place)]
        case DepositReply(name, ground):
            second = command.confirmed_by if command.confirmed_by != command.actor.id else None
            holds = GROUNDS[ground](case, reply.issued.to, command, policy)
            require(holds, GROUND_HOLDS)
            return [ReplyDeposited(occurred_at=at, reply=name, ground=ground, approved_by=second)]


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
    """A closed case that rested on it is open again; a merged one owes a new notice (I1, I8)."""
    at, ending = command.occurred_at, case.ending
    if ending.stage is Stage.CLOSED and rested_on(command.reply, case):
        span = ending.span + 1
        reopened = CaseReopened(occurred_at=at, span=span, why=Why.DELIVERY_FAILED, message=None)
        # The clocks of a pack run on: our own failure gives us no more time.
        return [reopened, *house_clocks(at, span, policy)]
    asked = case.merging.asked
    if asked is None or asked.primary not in case.replies[command.reply].issued.tells:
        return []
    clock = start_clock("merge_notice", policy.follow_up, at, ending.span, policy, asked.primary)
    return [] if clock.obligation in case.clocks.obligations else [clock]


def rested_on(reply: str, case: Case) -> bool:
    """Did the end rest on this reply: as the answer, or as the only apology that had left by it?"""
    answers = [case.replies[name] for name in case.ending.rests_on if name in case.replies]
    others = {name: other for name, other in case.replies.items() if name != reply}
    without = replace(case, replies=others)
    return reply in case.ending.rests_on or not all(apologised(without, each) for each in answers)
