"""Intake: how a complaint came to us and what the outside says in it. Nothing is refused for form.

Only "what is wrong" is needed to complain (S2-7); whether it is a problem is not argued (S3-11).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from ..command import Command, Rule, require
from ..event import Erased, Event, Personal
from ..replacing import replace


class Complainant(StrEnum):
    """What kind of party complains. It changes no obligation (I12, S4-1)."""

    CUSTOMER = "customer"
    BUSINESS = "business"
    EMPLOYEE = "employee"
    FAMILY = "family"
    OTHER = "other"


class Signal(StrEnum):
    """How loud it was, from murmur to roar (S1-1, S4-2). It changes no obligation."""

    MURMUR = "murmur"
    DISSATISFACTION = "dissatisfaction"
    IRRITATION = "irritation"
    OBJECTION = "objection"
    FORMAL = "formal_complaint"
    ROAR = "roar"


class Aside(StrEnum):
    """Why an inbound message is left without an answer of its own."""

    SPAM = "spam"
    NO_NEW_MATTER = "no_new_matter"
    NEW_CASE = "new_case"


class CaseReceived(Event):
    """A case was opened at `occurred_at`, its receipt.

    `noticed`: our own people heard it, nobody wrote (S4-2). `criticism` names the survey stream and
    the criticism it grew from, `asked` says that we had asked for it.
    """

    complainant: str
    kind: Complainant
    signal: Signal
    channel: str
    noticed: bool
    asked: bool
    criticism: str | None


class MessageReceived(Event):
    """Somebody outside told us something. `external_id` is the channel's own id of it."""

    message: str
    sender: str
    channel: str
    external_id: Personal[str] | None
    text: Personal[str] | None


class MessageSetAside(Event):
    """People judged that this message needs no answer of its own."""

    message: str
    why: Aside
    judges: tuple[str, ...]


class RemedySought(Event):
    """What the complainant wants."""

    remedy: Personal[str]


class EvidenceAttached(Event):
    """A file or recording; `digest` is the SHA-256 of the stored bytes (S2-4)."""

    evidence: str
    kind: str
    digest: str
    steps: Personal[str] | None


class NeedRecorded(Event):
    """Something the complainant needs of us to be able to follow (ISO 22458)."""

    need: Personal[str]


class ClaimCodeIssued(Event):
    """Under this code a person without contact can fetch the reply."""

    code: Personal[str]


class CaseLinked(Event):
    """Another stream belongs to the same story; `why` says how."""

    other: str
    why: str


IntakeEvent: TypeAlias = (
    CaseReceived
    | MessageReceived
    | MessageSetAside
    | RemedySought
    | EvidenceAttached
    | NeedRecorded
    | ClaimCodeIssued
    | CaseLinked
)


@dataclass(frozen=True, slots=True)
class ReceiveMessage(Command):
    """Record an inbound message; the same channel and external id again change nothing (I22)."""

    message: str
    sender: str
    channel: str
    external_id: Personal[str] | None
    text: Personal[str] | None


@dataclass(frozen=True, slots=True)
class SetMessageAside(Command):
    """Judge that a message needs no answer of its own."""

    message: str
    why: Aside


@dataclass(frozen=True, slots=True)
class RecordFact(Command):
    """Put on record what came in with the complaint."""

    fact: RemedySought | EvidenceAttached | NeedRecorded | ClaimCodeIssued | CaseLinked


IntakeCommand: TypeAlias = ReceiveMessage | SetMessageAside | RecordFact

MESSAGE_KNOWN = Rule(
    "message-known", "I5", "There is no such message in this case.", "Record the message first."
)
SPAM_TWO_PEOPLE = Rule(
    "spam-two-people", "I3", "Spam is judged by two people.", "Have a second person confirm."
)
ASIDE_NOT_BY_OWNER = Rule(
    "set-aside-not-by-owner",
    "hard-cases (8, 18)",
    "Whoever owns the case does not judge alone that a message holds nothing new.",
    "Have somebody else judge it, or answer it.",
)
LINKED_FIRST = Rule(
    "new-case-linked-first",
    "hard-cases (18)",
    "A message moves to a new case only when that case is linked.",
    "Open the new case and link it.",
)


@dataclass(frozen=True)
class Message:
    """An inbound message, and whether it was set aside. `origin`: the other case it came in to."""

    received: MessageReceived
    aside: Aside | None = None
    origin: str | None = None


@dataclass(frozen=True)
class Intake:
    """What is on record of how the case came in."""

    received: CaseReceived | None = None
    messages: Mapping[str, Message] = field(default_factory=dict[str, Message])
    seen: frozenset[tuple[str, str]] = frozenset()
    evidence: frozenset[str] = frozenset()
    facts: tuple[Event, ...] = ()
    claim_code: bool = False
    linked: Mapping[str, str] = field(default_factory=dict[str, str])


def genuine(intake: Intake) -> bool:
    """Was there ever an outside party: a critic, or anything that came in and is no spam? (I3)"""
    critic = intake.received is not None and intake.received.criticism is not None
    return critic or any(m.aside != Aside.SPAM for m in intake.messages.values())


def channels_used(intake: Intake, person: str) -> frozenset[str]:
    """The channels by which `person` told us something."""
    inbound = [message.received for message in intake.messages.values()]
    return frozenset(received.channel for received in inbound if received.sender == person)


def decide(
    command: SetMessageAside | RecordFact, intake: Intake, owner: str | None
) -> list[IntakeEvent]:
    """The events that answer `command`; none when what it asks is already so."""
    match command:
        case SetMessageAside():
            return set_aside(command, intake, owner)
        case RecordFact(fact):
            return [] if fact in intake.facts else [fact]


def receive(command: ReceiveMessage, intake: Intake) -> list[IntakeEvent]:
    """Every message is kept; one that is already here is not kept twice."""
    known = command.message in intake.messages
    if known or already_seen(command.channel, command.external_id, intake):
        return []
    return [
        MessageReceived(
            occurred_at=command.occurred_at,
            message=command.message,
            sender=command.sender,
            channel=command.channel,
            external_id=command.external_id,
            text=command.text,
        )
    ]


def already_seen(channel: str, external_id: Personal[str] | None, intake: Intake) -> bool:
    """Is a message with this channel and external id on record?"""
    if external_id is None or isinstance(external_id.value, Erased):
        return False
    return (channel, external_id.value) in intake.seen


def set_aside(command: SetMessageAside, intake: Intake, owner: str | None) -> list[IntakeEvent]:
    """Spam by two people; nothing new by somebody other than the owner; moved if linked."""
    message = intake.messages.get(command.message)
    require(message is not None, MESSAGE_KNOWN)
    if message is not None and message.aside is command.why:
        return []
    judges = tuple(j for j in (command.actor.id, command.confirmed_by) if j)
    require(command.why != Aside.SPAM or len(set(judges)) > 1, SPAM_TWO_PEOPLE)
    others = [judge for judge in judges if judge != owner]
    require(command.why != Aside.NO_NEW_MATTER or others, ASIDE_NOT_BY_OWNER)
    new_case = any(other.startswith("case-") for other in intake.linked)
    require(command.why != Aside.NEW_CASE or new_case, LINKED_FIRST)
    return [
        MessageSetAside(
            occurred_at=command.occurred_at,
            message=command.message,
            why=command.why,
            judges=judges,
        )
    ]


def evolve(intake: Intake, event: IntakeEvent) -> Intake:
    """Fold one more fact in."""
    match event:
        case CaseReceived():
            return replace(intake, received=event)
        case MessageReceived():
            return keep_message(intake, event)
        case MessageSetAside(message=name, why=why):
            message = intake.messages.get(name)
            judged = {name: replace(message, aside=why)} if message else {}
            return replace(intake, messages={**intake.messages, **judged})
        case EvidenceAttached(evidence=name):
            facts = (*intake.facts, event)
            return replace(intake, evidence=intake.evidence | {name}, facts=facts)
        case ClaimCodeIssued():
            return replace(intake, claim_code=True, facts=(*intake.facts, event))
        case CaseLinked(other=other, why=why):
            linked = {**intake.linked, other: why}
            return replace(intake, linked=linked, facts=(*intake.facts, event))
        case RemedySought() | NeedRecorded():
            return replace(intake, facts=(*intake.facts, event))


def keep_message(intake: Intake, event: MessageReceived) -> Intake:
    """Remember the message and, while it is not erased, the channel's own id of it."""
    message = Message(received=event)
    seen = intake.seen
    if event.external_id and not isinstance(event.external_id.value, Erased):
        seen = seen | {(event.channel, event.external_id.value)}
    return replace(intake, messages={**intake.messages, event.message: message}, seen=seen)
