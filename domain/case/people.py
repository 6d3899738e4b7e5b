"""People: who complains, who may speak and receive for them, and where they can be reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ..command import Command, Rule, require
from ..event import Event, Personal
from ..replacing import replace


class ContactPointAdded(Event):
    """An address or number at which `person` can be reached by `channel`."""

    contact: str
    person: str
    channel: str
    address: Personal[str]


class ComplainantJoined(Event):
    """Another signatory of the same complaint; each is owed a reply (hard-cases: 21)."""

    person: str


class RepresentativeAuthorised(Event):
    """`representative` receives replies for `person`, by this evidence of authority."""

    person: str
    representative: str
    evidence: str


class ComplainantDeceased(Event):
    """Automatic messages stop at once (hard-cases: 10)."""

    person: str


class SuccessorIdentified(Event):
    """`successor` has authority for the estate of `person`."""

    person: str
    successor: str
    evidence: str


class NoContactRequested(Event):
    """The complainant asked in `message` not to be contacted (I14)."""

    person: str
    message: str


PeopleEvent: TypeAlias = (
    ContactPointAdded
    | ComplainantJoined
    | RepresentativeAuthorised
    | ComplainantDeceased
    | SuccessorIdentified
    | NoContactRequested
)


@dataclass(frozen=True, slots=True)
class RecordPerson(Command):
    """Put on record something about the people of the case."""

    fact: PeopleEvent


COMPLAINANT = Rule(
    "person-is-complainant",
    "hard-cases (10, 11, 21)",
    "This person is not a complainant of the case.",
    "Name one of its complainants, or let the person join first.",
)
REQUESTED_BY_MESSAGE = Rule(
    "no-contact-by-message",
    "I14",
    "A wish not to be contacted rests on the complainant's own message.",
    "Record their message first and name it.",
)
DECEASED_FIRST = Rule(
    "successor-after-death",
    "hard-cases (10)",
    "There is a successor only where the complainant has died.",
    "Record the death, or authorise a representative.",
)


@dataclass(frozen=True)
class People:
    """The people of a case."""

    complainants: tuple[str, ...] = ()
    contacts: Mapping[str, ContactPointAdded] = field(default_factory=dict[str, ContactPointAdded])
    speaks_for: Mapping[str, str] = field(default_factory=dict[str, str])
    deceased: frozenset[str] = frozenset()
    no_contact: frozenset[str] = frozenset()


def addressee(people: People, person: str) -> str:
    """Who receives a reply that is owed to `person`: a representative, a successor, or they."""
    return people.speaks_for.get(person, person)


def addressees(people: People) -> tuple[str, ...]:
    """Everybody a closing reply is owed to, each once."""
    return tuple(dict.fromkeys(addressee(people, person) for person in people.complainants))


def told_by(people: People, to: str, person: str) -> bool:
    """Is `person` told by a reply to `to`? Whoever is owed none of their own is told by any."""
    receiver = addressee(people, person)
    return receiver == to or receiver not in addressees(people)


def channels_of(people: People, person: str) -> frozenset[str]:
    """The channels on which `person` can be reached."""
    return frozenset(c.channel for c in people.contacts.values() if c.person == person)


def decide(command: RecordPerson, people: People, messages: frozenset[str]) -> list[PeopleEvent]:
    """The fact, unless it is already so."""
    fact = command.fact
    match fact:
        case ContactPointAdded(contact=contact):
            return [] if contact in people.contacts else [fact]
        case ComplainantJoined(person=person):
            return [] if person in people.complainants else [fact]
        case NoContactRequested(person=person, message=message):
            require(message in messages, REQUESTED_BY_MESSAGE)
            known = person in people.no_contact
        case RepresentativeAuthorised(person=person, representative=who):
            known = people.speaks_for.get(person) == who
        case ComplainantDeceased(person=person):
            known = person in people.deceased
        case SuccessorIdentified(person=person, successor=who):
            require(person in people.deceased, DECEASED_FIRST)
            known = people.speaks_for.get(person) == who
    require(person in people.complainants, COMPLAINANT)
    return [] if known else [fact]


def evolve(people: People, event: PeopleEvent) -> People:
    """Fold one more fact in."""
    match event:
        case ContactPointAdded(contact=name):
            return replace(people, contacts={**people.contacts, name: event})
        case ComplainantJoined(person=person):
            return replace(people, complainants=(*people.complainants, person))
        case RepresentativeAuthorised(person=person, representative=who):
            return replace(people, speaks_for={**people.speaks_for, person: who})
        case ComplainantDeceased(person=person):
            return replace(people, deceased=people.deceased | {person})
        case SuccessorIdentified(person=person, successor=who):
            return replace(people, speaks_for={**people.speaks_for, person: who})
        case NoContactRequested(person=person):
            return replace(people, no_contact=people.no_contact | {person})
