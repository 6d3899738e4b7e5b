"""What is done about a promise: fulfilled, released, struck out, its new date refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ..command import Command, RefusedError, Rule, require
from ..event import Personal
from ..replacing import replace
from ..words import stated
from .promises import (
    NewDateRefused,
    Promise,
    PromiseEvent,
    PromiseFulfilled,
    PromiseKind,
    PromiseReleased,
    Promises,
    PromiseVoided,
    due_in_force,
)
from .replies import Replies


@dataclass(frozen=True, slots=True)
class FulfilPromise(Command):
    """Record that what was promised was done at `occurred_at`."""

    promise: str
    evidence: Personal[str]


@dataclass(frozen=True, slots=True)
class ReleasePromise(Command):
    """Record that the complainant released us, in `message`."""

    promise: str
    message: str


@dataclass(frozen=True, slots=True)
class RefuseNewDate(Command):
    """Record that the complainant refused the new date, in `message`."""

    promise: str
    message: str


@dataclass(frozen=True, slots=True)
class VoidPromise(Command):
    """Strike out an entry error that was never told to anybody."""

    promise: str


PromiseCommand: TypeAlias = FulfilPromise | ReleasePromise | RefuseNewDate | VoidPromise

KNOWN = Rule(
    "promise-known",
    "model, words",
    "There is no such promise in this case.",
    "Name one that was made.",
)
KEPT_BY_TELLING = Rule(
    "promise-kept-by-telling",
    "model, promises",
    "A promise to answer is kept by a reply that left, not by what we did among ourselves.",
    "Issue a reply that keeps it, and send it.",
)
WITH_EVIDENCE = Rule(
    "promise-kept-with-evidence",
    "model, promises",
    "That a promise was kept rests on evidence.",
    "Say what shows that it was done.",
)
INBOUND = Rule(
    "promise-inbound-message",
    "I14",
    "Only the complainant releases us from a promise or refuses a new date, once told of it.",
    "Record their message first and name it.",
)
NEVER_TOLD = Rule(
    "promise-never-told",
    "model, promises",
    "A promise that was told cannot be struck out.",
    "Keep it, renegotiate it before it is due, or have the complainant release it.",
)
TWO_PEOPLE = Rule(
    "promise-void-two-people",
    "model, promises",
    "Striking out a promise takes two people.",
    "Have a second person confirm.",
)
OLD_DATE_PASSED = Rule(
    "promise-old-date-passed",
    "model, promises",
    "A new date can be refused only while the old one could still be kept.",
    "Make a new promise, or have the complainant say what they want now.",
)
AFTER_MADE = Rule(
    "promise-fulfilled-after-made",
    "I11",
    "What was done before a promise was made does not keep it.",
    "Give the time at which it was really done.",
)
NO_NEW_DATE = Rule(
    "promise-no-new-date",
    "model, promises",
    "No new date was proposed for this promise.",
    "There is nothing to refuse.",
)


def decide(
    command: PromiseCommand, promises: Promises, replies: Replies, messages: frozenset[str]
) -> list[PromiseEvent]:
    """The events that answer `command`; none when what it asks is already so."""
    promise = promises.get(command.promise)
    if promise is None:
        raise RefusedError(KNOWN)
    match command:
        case FulfilPromise():
            return fulfil(command, promise)
        case ReleasePromise():
            return release(command, promise, messages)
        case RefuseNewDate():
            return refuse(command, promise, replies, messages)
        case VoidPromise():
            return void(command, promise, replies)


def fulfil(command: FulfilPromise, promise: Promise) -> list[PromiseEvent]:
    """Recorded once, or again when an earlier time comes to light; answers are kept by replies."""
    telling = promise.made.kind in {PromiseKind.ANSWER, PromiseKind.FOLLOW_UP}
    require(not telling, KEPT_BY_TELLING)
    require(stated(command.evidence), WITH_EVIDENCE)
    require(command.occurred_at >= promise.made.occurred_at, AFTER_MADE)
    if promise.fulfilled_at and promise.fulfilled_at <= command.occurred_at:
        return []
    return [
        PromiseFulfilled(
            occurred_at=command.occurred_at, promise=command.promise, evidence=command.evidence
        )
    ]


def release(
    command: ReleasePromise, promise: Promise, messages: frozenset[str]
) -> list[PromiseEvent]:
    """Only on the complainant's own word; once, or again when an earlier time comes to light."""
    require(command.message in messages, INBOUND)
    if promise.released_at and promise.released_at <= command.occurred_at:
        return []
    return [
        PromiseReleased(
            occurred_at=command.occurred_at, promise=command.promise, message=command.message
        )
    ]


def refuse(
    command: RefuseNewDate, promise: Promise, replies: Replies, messages: frozenset[str]
) -> list[PromiseEvent]:
    """The last new date falls; the one before it stands."""
    require(command.message in messages, INBOUND)
    require(promise.new_dates, NO_NEW_DATE)
    if promise.new_dates[-1].refused:
        return []
    before = replace(promise, new_dates=promise.new_dates[:-1])
    old = due_in_force(before, replies, command.occurred_at)
    require(command.occurred_at <= old, OLD_DATE_PASSED)
    return [
        NewDateRefused(
            occurred_at=command.occurred_at, promise=command.promise, message=command.message
        )
    ]


def void(command: VoidPromise, promise: Promise, replies: Replies) -> list[PromiseEvent]:
    """Only while nobody was told, and by two people."""
    if promise.voided:
        return []
    told = replies.get(promise.made.told_in)
    require(told is not None and not told.left and not told.failures, NEVER_TOLD)
    second = command.confirmed_by
    require(second is not None and second != command.actor.id, TWO_PEOPLE)
    judges = (command.actor.id, second or "")
    return [PromiseVoided(occurred_at=command.occurred_at, promise=command.promise, judges=judges)]
