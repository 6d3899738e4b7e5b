"""Conduct: what behaviour changes (channel, frequency, handler), and what it never does.

Abuse never touches the right to a reply on the substance (S2-10, S2-12, I12, I15).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from pydantic import AwareDatetime

from ..command import Command, Rule, require
from ..event import Event
from ..replacing import replace


class Conduct(StrEnum):
    """A behaviour, not a person."""

    RUDE = "rude"
    ABUSIVE = "abusive"
    PERSISTENT = "persistent"
    THREAT = "threat"


class ConductFlagged(Event):
    """This behaviour was seen in this message."""

    record: str
    conduct: Conduct
    message: str


class SafetyStepsTaken(Event):
    """Somebody was in danger; steps were taken at once. Replies may go out under an alias."""

    record: str


class ContactRestricted(Event):
    """Contact was narrowed to `channel`, told in `told_in`, decided by a non-owner, until review.

    `warned_in` is the earlier reply that warned.
    """

    record: str
    channel: str
    decided_by: str
    warned_in: str
    told_in: str
    review_on: AwareDatetime


class RestrictionReviewed(Event):
    """The restriction was looked at again: lifted, or kept until `review_on`."""

    record: str
    review_on: AwareDatetime | None


ConductEvent: TypeAlias = (
    ConductFlagged | SafetyStepsTaken | ContactRestricted | RestrictionReviewed
)


@dataclass(frozen=True, slots=True)
class RecordConduct(Command):
    """Put on record a behaviour, or steps taken for somebody's safety."""

    fact: ConductFlagged | SafetyStepsTaken


@dataclass(frozen=True, slots=True)
class RestrictContact(Command):
    """Narrow contact after facts, warning, another decider and with a review date (I15)."""

    record: str
    channel: str
    warned_in: str
    told_in: str
    review_on: datetime


@dataclass(frozen=True, slots=True)
class ReviewRestriction(Command):
    """Lift a restriction (`review_on` None) or keep it until the next review."""

    record: str
    review_on: datetime | None


ConductCommand: TypeAlias = RecordConduct | RestrictContact | ReviewRestriction

SEEN_IN_MESSAGE = Rule(
    "conduct-in-message",
    "S2-9",
    "Behaviour is flagged in a message on record.",
    "Record the message first and name it.",
)
FLAGGED_FIRST = Rule(
    "restriction-after-flag",
    "I15",
    "A restriction answers a behaviour on record.",
    "Flag the behaviour first.",
)
RESTRICTED_FIRST = Rule(
    "review-of-restriction",
    "I15",
    "Only a restriction in force is kept until a later review.",
    "Restrict contact anew, with facts, warning and another decider.",
)
FACTS_FIRST = Rule(
    "restriction-after-facts",
    "I15",
    "The facts in the messages are taken out before contact is narrowed.",
    "Record the extracted facts.",
)
WARNING_FIRST = Rule(
    "restriction-after-warning",
    "I15",
    "A warning that left comes before a restriction, which is itself told.",
    "Send a reply that tells of the conduct record, then one that tells of the restriction.",
)
ANOTHER_DECIDER = Rule(
    "restriction-by-another",
    "I15",
    "Whoever owns the case does not restrict contact.",
    "Have somebody else decide.",
)
REVIEW_DATE = Rule(
    "restriction-has-review",
    "I15",
    "A restriction has a review date to come.",
    "Name a later date.",
)


@dataclass(frozen=True)
class Restriction:
    """Contact only by `channel`, to be looked at again by `review_on`."""

    channel: str
    review_on: datetime


@dataclass(frozen=True)
class ConductRecord:
    """Behaviours on record and restrictions in force, each with its review date."""

    flagged: Mapping[str, Conduct] = field(default_factory=dict[str, Conduct])
    restricted: Mapping[str, Restriction] = field(default_factory=dict[str, Restriction])
    danger: bool = False


def decide(
    command: ConductCommand,
    conduct: ConductRecord,
    owner: str | None,
    messages: frozenset[str],
    grounds: tuple[bool, bool],
) -> list[ConductEvent]:
    """The events that answer `command`. `grounds`: facts extracted; warned and told in replies."""
    match command:
        case RecordConduct(fact):
            return record(fact, conduct, messages)
        case RestrictContact():
            return restrict(command, conduct, owner, grounds)
        case ReviewRestriction(record=name, review_on=until):
            require(name in conduct.flagged, FLAGGED_FIRST)
            in_force = conduct.restricted.get(name)
            if until == (in_force.review_on if in_force else None):
                return []
            require(in_force, RESTRICTED_FIRST)
            require(until is None or until > command.now, REVIEW_DATE)
            at = command.occurred_at
            return [RestrictionReviewed(occurred_at=at, record=name, review_on=until)]


def record(
    fact: ConductFlagged | SafetyStepsTaken, conduct: ConductRecord, messages: frozenset[str]
) -> list[ConductEvent]:
    """A behaviour is recorded once, with the message in which it was seen."""
    if isinstance(fact, SafetyStepsTaken):
        return [] if conduct.danger else [fact]
    require(fact.message in messages, SEEN_IN_MESSAGE)
    return [] if fact.record in conduct.flagged else [fact]


def restrict(
    command: RestrictContact,
    conduct: ConductRecord,
    owner: str | None,
    grounds: tuple[bool, bool],
) -> list[ConductEvent]:
    """Facts, then a warning, then another decider, with a date to look at it again (I15)."""
    if command.record in conduct.restricted:
        return []
    facts, warned = grounds
    require(command.record in conduct.flagged, FLAGGED_FIRST)
    require(facts, FACTS_FIRST)
    require(warned, WARNING_FIRST)
    require(command.actor.id != owner, ANOTHER_DECIDER)
    require(command.review_on > command.now, REVIEW_DATE)
    restricted = ContactRestricted(
        occurred_at=command.occurred_at,
        record=command.record,
        channel=command.channel,
        decided_by=command.actor.id,
        warned_in=command.warned_in,
        told_in=command.told_in,
        review_on=command.review_on,
    )
    return [restricted]


def evolve(conduct: ConductRecord, event: ConductEvent) -> ConductRecord:
    """Fold one more fact in."""
    match event:
        case ConductFlagged(record=name, conduct=kind):
            return replace(conduct, flagged={**conduct.flagged, name: kind})
        case SafetyStepsTaken():
            return replace(conduct, danger=True)
        case ContactRestricted(record=name, channel=channel, review_on=until):
            narrowed = {**conduct.restricted, name: Restriction(channel, until)}
            return replace(conduct, restricted=narrowed)
        case RestrictionReviewed(record=name, review_on=until):
            return review(conduct, name, until)


def review(conduct: ConductRecord, name: str, until: datetime | None) -> ConductRecord:
    """Without a next review date the restriction is over."""
    others = {key: old for key, old in conduct.restricted.items() if key != name}
    old = conduct.restricted.get(name)
    if old is None or until is None:
        return replace(conduct, restricted=others)
    return replace(conduct, restricted={**others, name: replace(old, review_on=until)})
