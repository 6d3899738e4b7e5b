"""Obligations: clocks from a pack or a house rule. Met or missed follows from what occurred when.

An extension or a pause counts only if its notice reached the complainant before the limit (I13).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, TypeAlias

from pydantic import AwareDatetime

from ..deadlines.calendar import DaysOff
from ..deadlines.counting import Term
from ..deadlines.pack import Obligation as Row
from ..deadlines.trace import Run
from ..event import Event, Personal
from ..replacing import replace


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed in all, in minor units, to whom no answer had left by the end of `beyond`."""

    beyond: AwareDatetime
    amount: int


class ClockStarted(Event):
    """A limit began to run. `about` names what it concerns: a fix, a new owner, a promise, …

    The due time is counted once, here: `trace` has every day counted or skipped and why, by the
    named version of the pack and edition of the calendar. `row` is the rule as the pack had it
    (None: a plain limit of the house), `furthest` how far it may be extended, `compensation` what
    lateness costs, and `opens_at` from when another body may be asked before any limit is over.
    """

    obligation: str
    name: str
    span: int
    about: str | None
    pack: str
    pack_version: str
    calendar: str
    rule: str
    term: Term
    due: AwareDatetime
    due_date: date
    zone: str
    row: Row | None
    furthest: AwareDatetime | None
    compensation: tuple[Owed, ...]
    opens_at: AwareDatetime | None
    trace: tuple[Run, ...]


class ExtensionTold(Event):
    """`told_in` told the complainant of a later limit and of what the pack says must be told."""

    obligation: str
    due: AwareDatetime
    told_in: str
    told: tuple[str, ...]
    ground: str | None


class PauseTold(Event):
    """`told_in` told the complainant that the clock stands still, at the longest until `until`.

    `off` are the days off from the clock's start on, by the edition it goes by, so that its days
    can be counted again around the pause.
    """

    schema_version: ClassVar[int] = 2

    obligation: str
    until: AwareDatetime
    told_in: str
    ground: str | None
    off: DaysOff


class ClockResumed(Event):
    """The clock runs again."""

    obligation: str


class DueTimePassed(Event):
    """A due time passed with nothing on record; what that means follows from the facts."""

    duty: str
    due: AwareDatetime


class NoticeWaived(Event):
    """The notice owed under `obligation` was waived, with a reason."""

    obligation: str
    reason: Personal[str]


class SilenceRebutted(Event):
    """Two people documented why silence under `obligation` accepted nothing, by this evidence."""

    obligation: str
    reason: Personal[str]
    evidence: str
    judges: tuple[str, str]


class CompensationPaid(Event):
    """So much was paid in all for lateness under `obligation`, in minor units, by this evidence."""

    obligation: str
    amount: int
    currency: str
    evidence: str


ClockStep: TypeAlias = (
    ExtensionTold | PauseTold | ClockResumed | NoticeWaived | SilenceRebutted | CompensationPaid
)
ObligationEvent: TypeAlias = ClockStarted | DueTimePassed | ClockStep


@dataclass(frozen=True)
class Pause:
    """A pause, when and in which reply it was told, and when it ended; `off` as in `PauseTold`."""

    told_in: str
    told_at: datetime
    until: datetime
    off: DaysOff
    resumed_at: datetime | None = None


@dataclass(frozen=True)
class Obligation:
    """A clock as decisions need it: how it was counted stays with the event."""

    started: ClockStarted
    extensions: tuple[ExtensionTold, ...] = ()
    pauses: tuple[Pause, ...] = ()
    waived: bool = False
    rebutted_at: datetime | None = None
    paid: int = 0


Obligations: TypeAlias = Mapping[str, Obligation]


@dataclass(frozen=True)
class Clocks:
    """Every clock of a case, and the due times seen to pass."""

    obligations: Obligations = field(default_factory=dict[str, Obligation])
    passed: frozenset[tuple[str, datetime]] = frozenset()


def evolve(clocks: Clocks, event: ObligationEvent) -> Clocks:
    """Fold one more fact in; a fact about an unknown clock changes nothing."""
    if isinstance(event, DueTimePassed):
        return replace(clocks, passed=clocks.passed | {(event.duty, event.due)})
    if isinstance(event, ClockStarted):
        counted = event.model_copy(update={"trace": ()})
        known = {**clocks.obligations, event.obligation: Obligation(started=counted)}
        return replace(clocks, obligations=known)
    obligation = clocks.obligations.get(event.obligation)
    if obligation is None:
        return clocks
    changed = {**clocks.obligations, event.obligation: step(obligation, event)}
    return replace(clocks, obligations=changed)


def step(obligation: Obligation, event: ClockStep) -> Obligation:
    """The clock after one more fact."""
    match event:
        case ExtensionTold():
            return replace(obligation, extensions=(*obligation.extensions, event))
        case PauseTold(told_in=told_in, until=until, off=off, occurred_at=at):
            return replace(obligation, pauses=(*obligation.pauses, Pause(told_in, at, until, off)))
        case ClockResumed(occurred_at=at):
            pauses = (replace(p, resumed_at=p.resumed_at or at) for p in obligation.pauses)
            return replace(obligation, pauses=tuple(pauses))
        case NoticeWaived():
            return replace(obligation, waived=True)
        case SilenceRebutted(occurred_at=at):
            return replace(obligation, rebutted_at=at)
        case CompensationPaid(amount=amount):
            return replace(obligation, paid=amount)
