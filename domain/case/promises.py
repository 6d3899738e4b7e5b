"""Promises: a dated commitment told in a reply. Kept or broken follows from what occurred when.

A promise is kept by what occurred by its due time, whenever it was recorded; what occurs later
never mends it (I11). A new date counts only if its notice reached the complainant before the time
then due (S1-8, model, promises).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from pydantic import AwareDatetime

from ..event import Event, Personal
from ..replacing import replace
from .replies import Replies


class PromiseKind(StrEnum):
    """What was promised."""

    ANSWER = "answer"
    REMEDY = "remedy"
    FOLLOW_UP = "follow_up"
    OTHER = "other"


class Standing(StrEnum):
    """How a promise stands at some moment."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    RELEASED = "released"
    VOIDED = "voided"


class PromiseMade(Event):
    """We gave our word. `due` is absolute; `due_date`, `zone` and `rule` say where it came from."""

    promise: str
    kind: PromiseKind
    words: Personal[str]
    owner: str
    to: str
    told_in: str
    due: AwareDatetime
    due_date: date
    zone: str
    rule: str


class NewDateProposed(Event):
    """A reply told a new date; it counts only if that reply reached before the time then due."""

    promise: str
    due: AwareDatetime
    reason: Personal[str]
    told_in: str


class NewDateRefused(Event):
    """The complainant did not accept the new date: the old one stands (I14)."""

    promise: str
    message: str


class PromiseFulfilled(Event):
    """What was promised was done, with evidence; in time or late follows from `occurred_at`."""

    promise: str
    evidence: Personal[str]


class PromiseReleased(Event):
    """The complainant released us from it, in this inbound message (I14)."""

    promise: str
    message: str


class PromiseVoided(Event):
    """An entry error that was never told; two people say so."""

    promise: str
    judges: tuple[str, str]


class PromiseTaken(Event):
    """A new owner took it over with the case; its date stands."""

    promise: str
    owner: str


PromiseEvent: TypeAlias = (
    PromiseMade
    | NewDateProposed
    | NewDateRefused
    | PromiseFulfilled
    | PromiseReleased
    | PromiseVoided
    | PromiseTaken
)


@dataclass(frozen=True)
class NewDate:
    """A proposed due time and the reply that told it."""

    due: datetime
    told_in: str
    refused: bool = False


@dataclass(frozen=True)
class Promise:
    """A promise as decisions need it."""

    made: PromiseMade
    owner: str
    new_dates: tuple[NewDate, ...] = ()
    fulfilled_at: datetime | None = None
    released_at: datetime | None = None
    voided: bool = False


Promises: TypeAlias = Mapping[str, Promise]


def due_in_force(promise: Promise, replies: Replies, moment: datetime) -> datetime:
    """The time then due: the original, or the last new date whose notice reached in time (UTC)."""
    due = promise.made.due
    for new in promise.new_dates:
        notice = replies.get(new.told_in)
        if notice and not new.refused and notice.reached_by(min(due, moment)):
            due = new.due
    return due


def fulfilled_at(promise: Promise, replies: Replies) -> datetime | None:
    """When it was done: by evidence, or by a reply that keeps it and left; None while undone."""
    times = [
        reply.left_at
        for reply in replies.values()
        if promise.made.promise in reply.issued.keeps and reply.left_at
    ]
    if promise.fulfilled_at:
        times.append(promise.fulfilled_at)
    return min(times, default=None)


def standing(promise: Promise, replies: Replies, moment: datetime) -> Standing:
    """How it stands at `moment`, by what had occurred by then. Broken is permanent (I11)."""
    done = fulfilled_at(promise, replies)
    if promise.voided:
        return Standing.VOIDED
    if done and done <= moment and done <= due_in_force(promise, replies, done):
        return Standing.KEPT
    let_go = promise.released_at
    if let_go and let_go <= moment and let_go <= due_in_force(promise, replies, let_go):
        return Standing.RELEASED
    return Standing.BROKEN if due_in_force(promise, replies, moment) < moment else Standing.OPEN


def outstanding(promise: Promise, replies: Replies, moment: datetime) -> bool:
    """Do we still owe it at `moment`: neither done (even late), released nor voided?"""
    done = fulfilled_at(promise, replies)
    ends = [at for at in (done, promise.released_at) if at and at <= moment]
    return not (promise.voided or ends)


def evolve(promises: Promises, event: PromiseEvent) -> Promises:
    """Fold one more fact in; a fact about an unknown promise changes nothing."""
    if isinstance(event, PromiseMade):
        return {**promises, event.promise: Promise(made=event, owner=event.owner)}
    promise = promises.get(event.promise)
    return promises if promise is None else {**promises, event.promise: step(promise, event)}


def step(
    promise: Promise,
    event: NewDateProposed
    | NewDateRefused
    | PromiseFulfilled
    | PromiseReleased
    | PromiseVoided
    | PromiseTaken,
) -> Promise:
    """The promise after one more fact."""
    match event:
        case NewDateProposed(due=due, told_in=told_in):
            return replace(promise, new_dates=(*promise.new_dates, NewDate(due, told_in)))
        case NewDateRefused():
            refused = tuple(replace(new, refused=True) for new in promise.new_dates[-1:])
            return replace(promise, new_dates=(*promise.new_dates[:-1], *refused))
        case PromiseFulfilled():
            return replace(promise, fulfilled_at=event.occurred_at)
        case PromiseReleased():
            return replace(promise, released_at=event.occurred_at)
        case PromiseVoided():
            return replace(promise, voided=True)
        case PromiseTaken(owner=owner):
            return replace(promise, owner=owner)
