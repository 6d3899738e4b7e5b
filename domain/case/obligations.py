"""Obligations: clocks from a pack or a house rule. Met or missed follows from what occurred when.

An extension or a pause counts only if its notice reached the complainant before the limit (I13).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeAlias

from pydantic import AwareDatetime

from ..deadlines.counting import Term, Unit, end_of_day, local_date
from ..deadlines.pack import NoticeBefore
from ..deadlines.pack import Obligation as Row
from ..deadlines.trace import Run
from ..event import Event, Personal
from .replies import Replies


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
    """`told_in` told the complainant that the clock stands still, at the longest until `until`."""

    obligation: str
    until: AwareDatetime
    told_in: str
    ground: str | None


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


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause, when and in which reply it was told, and when it ended."""

    told_in: str
    told_at: datetime
    until: datetime
    resumed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """A clock as decisions need it: how it was counted stays with the event."""

    started: ClockStarted
    extensions: tuple[ExtensionTold, ...] = ()
    pauses: tuple[Pause, ...] = ()
    waived: bool = False
    rebutted_at: datetime | None = None
    paid: int = 0


Obligations: TypeAlias = Mapping[str, Obligation]


@dataclass(frozen=True, slots=True)
class Clocks:
    """Every clock of a case, and the due times seen to pass."""

    obligations: Obligations = field(default_factory=dict[str, Obligation])
    passed: frozenset[tuple[str, datetime]] = frozenset()


def due_in_force(obligation: Obligation, replies: Replies, moment: datetime) -> datetime:
    """The limit then in force: the original, extended or paused by notices that reached in time."""
    row = obligation.started.row
    once = row is not None and once_only(row)
    due = original = obligation.started.due
    for reached, notice in notices(obligation, replies):
        by = original if once and isinstance(notice, ExtensionTold) else due
        if reached > min(by, moment):
            continue
        if isinstance(notice, Pause):
            end = min(notice.until, notice.resumed_at or notice.until)
            due = later(due, reached, end, obligation.started)
            original = later(original, reached, end, obligation.started)
        else:
            due = max(due, notice.due)
    return due


def once_only(row: Row) -> bool:
    """Must every notice of an extension have come by the original limit?"""
    extension = row.extension
    return extension is not None and extension.notice_before is NoticeBefore.ORIGINAL_LIMIT


def later(due: datetime, begin: datetime, end: datetime, started: ClockStarted) -> datetime:
    """The limit after it stood still: by the hour, or by the local days from the first of it."""
    if end <= begin:
        return due
    if started.term.limit.unit is Unit.HOUR:
        return due + (end - begin)
    zone = started.zone
    lost = local_date(end, zone) - local_date(begin, zone)
    return end_of_day(local_date(due, zone) + lost, zone)


def notices(
    obligation: Obligation, replies: Replies
) -> list[tuple[datetime, ExtensionTold | Pause]]:
    """What was told to move the clock, in the order in which it reached the complainant."""
    every: list[ExtensionTold | Pause] = [*obligation.extensions, *obligation.pauses]
    told = [(replies.get(notice.told_in), notice) for notice in every]
    found = [(reply.reached_at, notice) for reply, notice in told if reply and reply.reached_at]
    return sorted(found, key=lambda pair: pair[0])


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
        case PauseTold(told_in=told_in, until=until, occurred_at=at):
            return replace(obligation, pauses=(*obligation.pauses, Pause(told_in, at, until)))
        case ClockResumed(occurred_at=at):
            last = tuple(replace(p, resumed_at=at) for p in obligation.pauses[-1:])
            return replace(obligation, pauses=(*obligation.pauses[:-1], *last))
        case NoticeWaived():
            return replace(obligation, waived=True)
        case SilenceRebutted(occurred_at=at):
            return replace(obligation, rebutted_at=at)
        case CompensationPaid(amount=amount):
            return replace(obligation, paid=amount)
