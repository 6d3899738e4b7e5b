"""What a reply commits us to: promises, new dates for them, later limits, pauses.

A date is an absolute instant when it gets here. A new date or limit is told before the old one is
over; whether it counts depends on its notice reaching the complainant in time (I13).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from ..command import Command, RefusedError, Rule, require
from ..deadlines.policy import Policy
from ..deadlines.stops import Stop
from ..event import Personal
from ..replacing import replace
from ..words import stated
from . import promises
from .case import Case
from .limits import due_in_force, once_only
from .obligations import ExtensionTold, Obligation, PauseTold
from .people import told_by
from .promises import NewDateProposed, PromiseKind, PromiseMade
from .starting import counted_around


@dataclass(frozen=True, slots=True)
class PromiseTerms:
    """A promise as the reply tells it, its due time already an absolute instant."""

    promise: str
    kind: PromiseKind
    words: Personal[str]
    due: datetime
    due_date: date
    zone: str
    rule: str


@dataclass(frozen=True, slots=True)
class NewDateTerms:
    """A new date for a promise, and why."""

    promise: str
    due: datetime
    reason: Personal[str]


@dataclass(frozen=True, slots=True)
class ExtensionTerms:
    """A later limit, and what the notice tells (cause, expected date, …) as the pack demands."""

    obligation: str
    due: datetime
    told: tuple[str, ...]
    ground: str | None = None


@dataclass(frozen=True, slots=True)
class PauseTerms:
    """A clock that stands still until the complainant answers, at the longest until `until`."""

    obligation: str
    until: datetime
    ground: str | None = None


ClockTerms: TypeAlias = ExtensionTerms | PauseTerms


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything one reply commits us to."""

    promises: tuple[PromiseTerms, ...] = ()
    new_dates: tuple[NewDateTerms, ...] = ()
    clocks: tuple[ClockTerms, ...] = ()


Told: TypeAlias = PromiseMade | NewDateProposed | ExtensionTold | PauseTold

DUE_AHEAD = Rule(
    "promise-due-ahead",
    "S1-8",
    "A promise is dated later than the reply that tells it.",
    "Promise a date to come.",
)
PROMISE_SAYS = Rule(
    "promise-says-what",
    "S1-8",
    "A promise says what is promised, and a new date why.",
    "Say it in words.",
)
PROMISE_NEW = Rule(
    "promise-id-new",
    "model, promises",
    "A promise with this id was made before.",
    "Propose a new date for it, or use a new id.",
)
STILL_OPEN = Rule(
    "new-date-before-due",
    "model, promises",
    "A promise is renegotiated before it is due, while it is open.",
    "Apologise for the broken promise and make a new one.",
)
NEW_DATE_TO_THEM = Rule(
    "new-date-to-promisee",
    "model, promises",
    "A new date is told to the one the promise was made to.",
    "Address the reply to them.",
)
LEAD_FOR_SECOND = Rule(
    "second-new-date-by-lead",
    "model, promises",
    "A second new date for one promise needs a lead.",
    "Have a lead propose it.",
)
CLOCK_KNOWN = Rule(
    "clock-known", "I13", "There is no such clock in this case.", "Name a clock that runs."
)
EXTENSION_ALLOWED = Rule(
    "extension-allowed",
    "I13",
    "The pack allows no extension of this limit, or not as far.",
    "Answer within the limit the pack allows.",
)
EXTENSION_TELLS = Rule(
    "extension-tells",
    "I13",
    "A notice of extension tells what the pack demands.",
    "Add what is missing to the notice.",
)
BEFORE_LIMIT = Rule(
    "clock-told-before-limit",
    "I13",
    "An extension or a pause is told before the limit has passed.",
    "The limit stands as missed; say so and answer.",
)
GROUND_KNOWN = Rule(
    "clock-ground-known",
    "I13",
    "A pack moves its limit only on the grounds it names.",
    "Name one of the pack's grounds, or let the clock run.",
)
PAUSE_ALLOWED = Rule(
    "pause-allowed",
    "I13",
    "The pack allows no pause of this clock, or not as long.",
    "Let the clock run.",
)


@dataclass(frozen=True, slots=True)
class Telling:
    """Which reply tells the terms to whom, in which case, under which policy."""

    command: Command
    reply: str
    to: str
    case: Case
    policy: Policy

    @property
    def at(self) -> datetime:
        """When it is told."""
        return self.command.occurred_at


def told(terms: Terms, telling: Telling) -> list[Told]:
    """The facts that follow from what a reply commits us to."""
    return [
        *(promise_made(each, telling) for each in terms.promises),
        *(new_date(each, telling) for each in terms.new_dates),
        *(clock_told(each, telling) for each in terms.clocks),
    ]


def promise_made(terms: PromiseTerms, telling: Telling) -> PromiseMade:
    """Our word, with the owner of the case as the one who gives it (S1-10)."""
    require(terms.promise not in telling.case.promises, PROMISE_NEW)
    require(terms.due > telling.at, DUE_AHEAD)
    require(stated(terms.words), PROMISE_SAYS)
    return PromiseMade(
        occurred_at=telling.at,
        promise=terms.promise,
        kind=terms.kind,
        words=terms.words,
        owner=telling.case.ownership.owner or telling.command.actor.id,
        to=telling.to,
        told_in=telling.reply,
        due=terms.due,
        due_date=terms.due_date,
        zone=terms.zone,
        rule=terms.rule,
    )


def new_date(terms: NewDateTerms, telling: Telling) -> NewDateProposed:
    """A new date is offered while the promise is open; a second one by a lead."""
    promise = telling.case.promises.get(terms.promise)
    if promise is None:
        raise RefusedError(STILL_OPEN)
    standing = promises.standing(promise, telling.case.replies, telling.at)
    require(standing is promises.Standing.OPEN, STILL_OPEN)
    require(told_by(telling.case.people, telling.to, promise.made.to), NEW_DATE_TO_THEM)
    require(terms.due > telling.at, DUE_AHEAD)
    require(stated(terms.reason), PROMISE_SAYS)
    require(not promise.new_dates or telling.command.actor.role == "lead", LEAD_FOR_SECOND)
    return NewDateProposed(
        occurred_at=telling.at,
        promise=terms.promise,
        due=terms.due,
        reason=terms.reason,
        told_in=telling.reply,
    )


def clock_told(terms: ClockTerms, telling: Telling) -> ExtensionTold | PauseTold:
    """A later limit or a pause, as far as the pack allows and before the limit is over."""
    clock = telling.case.clocks.obligations.get(terms.obligation)
    if clock is None:
        raise RefusedError(CLOCK_KNOWN)
    once = isinstance(terms, ExtensionTerms) and clock.started.row
    asked = replace(clock, extensions=()) if once and once_only(once) else clock
    limit = due_in_force(asked, telling.case.replies, telling.at)
    require(telling.at <= limit, BEFORE_LIMIT)
    if isinstance(terms, ExtensionTerms):
        return extension(terms, clock, telling)
    return pause(terms, clock, telling)


def extension(terms: ExtensionTerms, clock: Obligation, telling: Telling) -> ExtensionTold:
    """As far as the clock recorded when it started, on a ground, with everything told."""
    started = clock.started
    longer = started.row.extension if started.row else None
    if longer is None:
        raise RefusedError(EXTENSION_ALLOWED)
    require(started.furthest is None or terms.due <= started.furthest, EXTENSION_ALLOWED)
    require(terms.ground in longer.grounds or not longer.grounds, GROUND_KNOWN, *longer.grounds)
    unsaid = [item for item in longer.must_tell if item not in terms.told]
    require(not unsaid, EXTENSION_TELLS, *unsaid)
    return ExtensionTold(
        occurred_at=telling.at,
        obligation=terms.obligation,
        due=terms.due,
        told_in=telling.reply,
        told=terms.told,
        ground=terms.ground,
    )


def pause(terms: PauseTerms, clock: Obligation, telling: Telling) -> PauseTold:
    """On a ground, and in all no longer than the pack allows."""
    still = clock.started.row.pause if clock.started.row else None
    if still is None:
        raise RefusedError(PAUSE_ALLOWED)
    require(terms.until > telling.at, PAUSE_ALLOWED)
    if still.longest:
        furthest = telling.policy.due(telling.at, still.longest) - stood_still(clock)
        require(terms.until <= furthest, PAUSE_ALLOWED)
    require(terms.ground in still.grounds or not still.grounds, GROUND_KNOWN, *still.grounds)
    stops = [Stop(told.told_at, told.until) for told in clock.pauses]
    stops.append(Stop(telling.at, terms.until))
    return PauseTold(
        occurred_at=telling.at,
        obligation=terms.obligation,
        until=terms.until,
        told_in=telling.reply,
        ground=terms.ground,
        off=counted_around(clock.started, stops, telling.policy),
    )


def stood_still(clock: Obligation) -> timedelta:
    """For how long it was told to stand still already."""
    told = [min(p.until, p.resumed_at or p.until) - p.told_at for p in clock.pauses]
    return sum(told, timedelta())
