"""Ownership: one named person sees the case through to the very end (S1-6, I7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from ..command import Command, Rule, require
from ..event import Event, Personal
from ..replacing import replace
from ..words import stated


class OwnerNamed(Event):
    """This person will see the case through; `name` is what the complainant is told."""

    owner: str
    name: Personal[str]


class OwnerChanged(Event):
    """A new person owns the case. `announced_in` told the complainant before; None: sudden absence.

    Without an announcement it is flagged and one is owed within a business day.
    """

    owner: str
    name: Personal[str]
    before: str
    announced_in: str | None


class HandlerSteppedBack(Event):
    """The owner asks to be relieved; no reason is needed (S1-4). They own it until a hand-over."""

    owner: str


class Escalated(Event):
    """Taken to somebody with more authority or another skill; the owner stays (S2-11)."""

    to: str


class HandlerSupported(Event):
    """The owner was given support after a hard conversation (S4-8)."""

    owner: str


OwnershipEvent: TypeAlias = (
    OwnerNamed | OwnerChanged | HandlerSteppedBack | Escalated | HandlerSupported
)


@dataclass(frozen=True, slots=True)
class NameOwner(Command):
    """Name the person who will see the case through, before anybody else writes."""

    owner: str
    name: Personal[str]


@dataclass(frozen=True, slots=True)
class RecordOwnership(Command):
    """Put on record that the owner stepped back or was supported, or that it was escalated."""

    fact: HandlerSteppedBack | Escalated | HandlerSupported


OwnershipCommand: TypeAlias = NameOwner | RecordOwnership

ONE_OWNER = Rule(
    "one-owner",
    "I7",
    "The case has an owner already.",
    "Hand it over: tell the complainant who comes, then change the owner.",
)
OWNER_NAMED = Rule(
    "owner-has-a-name",
    "I7",
    "The owner is a person with a name that the complainant is told.",
    "Give the person and the name.",
)


@dataclass(frozen=True)
class Ownership:
    """Who owns the case, since when, and who ever did."""

    owner: str | None = None
    since: datetime | None = None
    ever: frozenset[str] = frozenset()
    facts: tuple[Event, ...] = ()


def decide(command: OwnershipCommand, ownership: Ownership) -> list[OwnershipEvent]:
    """The events that answer `command`; none when what it asks is already so."""
    if isinstance(command, RecordOwnership):
        return [] if command.fact in ownership.facts else [command.fact]
    if ownership.owner == command.owner:
        return []
    require(ownership.owner is None, ONE_OWNER)
    require(command.owner and stated(command.name), OWNER_NAMED)
    return [OwnerNamed(occurred_at=command.occurred_at, owner=command.owner, name=command.name)]


def evolve(ownership: Ownership, event: OwnershipEvent) -> Ownership:
    """Fold one more fact in."""
    match event:
        case OwnerNamed(owner=owner) | OwnerChanged(owner=owner):
            ever = ownership.ever | {owner}
            return replace(ownership, owner=owner, since=event.occurred_at, ever=ever)
        case HandlerSteppedBack() | Escalated() | HandlerSupported():
            return replace(ownership, facts=(*ownership.facts, event))
