"""Obligations: clocks from a pack or a house rule. Met or missed follows from what occurred when.

An extension or a pause counts only if its notice reached the complainant before the limit (I13).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeAlias

from pydantic import AwareDatetime

from ..deadlines.counting import Limit, local_date
from ..deadlines.policy import ObligationRule, Policy, Silence
from ..event import Event, Personal
from .replies import Replies


class ClockStarted(Event):
    """A limit began to run. `about` names what it concerns: a fix, a new owner, a promise, …

    The due time is counted once, here, with the rule, pack and calendar it came from.
    """

    obligation: str
    name: str
    span: int
    about: str | None
    pack: str
    pack_version: str
    calendar: str
    rule: str
    due: AwareDatetime
    due_date: date
    zone: str
    receipt_counts: bool
    silence: Silence


class ExtensionTold(Event):
    """`told_in` told the complainant of a later limit and of what the pack says must be told."""

    obligation: str
    due: AwareDatetime
    told_in: str
    told: tuple[str, ...]


class PauseTold(Event):
    """`told_in` told the complainant that the clock stands still, at the longest until `until`."""

    obligation: str
    until: AwareDatetime
    told_in: str


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


ObligationEvent: TypeAlias = (
    ClockStarted | ExtensionTold | PauseTold | ClockResumed | DueTimePassed | NoticeWaived
)


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause as told, and when it ended."""

    told_in: str
    until: datetime
    resumed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """A clock as decisions need it."""

    started: ClockStarted
    extensions: tuple[ExtensionTold, ...] = ()
    pauses: tuple[Pause, ...] = ()
    waived: bool = False


Obligations: TypeAlias = Mapping[str, Obligation]


@dataclass(frozen=True, slots=True)
class Clocks:
    """Every clock of a case, and the due times seen to pass."""

    obligations: Obligations = field(default_factory=dict[str, Obligation])
    passed: frozenset[tuple[str, datetime]] = frozenset()


def due_in_force(obligation: Obligation, replies: Replies, moment: datetime) -> datetime:
    """The limit then in force: the original, extended or paused by notices that reached in time."""
    due = obligation.started.due
    for reached, notice in notices(obligation, replies):
        if reached > min(due, moment):
            continue
        if isinstance(notice, Pause):
            end = min(notice.until, notice.resumed_at or notice.until)
            due += max(end, reached) - reached
        else:
            due = max(due, notice.due)
    return due


def notices(
    obligation: Obligation, replies: Replies
) -> list[tuple[datetime, ExtensionTold | Pause]]:
    """What was told to move the clock, in the order in which it reached the complainant."""
    every: list[ExtensionTold | Pause] = [*obligation.extensions, *obligation.pauses]
    told = [(replies.get(notice.told_in), notice) for notice in every]
    found = [(reply.reached_at, notice) for reply, notice in told if reply and reply.reached_at]
    return sorted(found, key=lambda pair: pair[0])


def start_clock(
    name: str, limit: Limit, start: datetime, span: int, policy: Policy, about: str | None = None
) -> ClockStarted:
    """A clock of the house: the limit `name`, counted from `start` on the policy's calendar."""
    return from_rule(ObligationRule(name, limit), start, span, policy, about)


def from_rule(
    rule: ObligationRule, start: datetime, span: int, policy: Policy, about: str | None = None
) -> ClockStarted:
    """The clock that `rule` starts at `start`, with where its due time came from."""
    due = policy.due(start, rule.limit)
    return ClockStarted(
        occurred_at=start,
        obligation=".".join(part for part in (rule.name, str(span), about) if part),
        name=rule.name,
        span=span,
        about=about,
        pack=policy.pack,
        pack_version=policy.version,
        calendar=policy.calendar.version,
        rule=f"{rule.limit.value} {rule.limit.unit}",
        due=due,
        due_date=local_date(due, policy.calendar.zone),
        zone=policy.calendar.zone,
        receipt_counts=rule.receipt_counts,
        silence=rule.silence,
    )


def span_clocks(start: datetime, span: int, policy: Policy) -> list[ClockStarted]:
    """The clocks of the pack for a span that opens at `start`."""
    return [from_rule(rule, start, span, policy) for rule in policy.obligations]


def evolve(clocks: Clocks, event: ObligationEvent) -> Clocks:
    """Fold one more fact in; a fact about an unknown clock changes nothing."""
    if isinstance(event, DueTimePassed):
        return replace(clocks, passed=clocks.passed | {(event.duty, event.due)})
    if isinstance(event, ClockStarted):
        known = {**clocks.obligations, event.obligation: Obligation(started=event)}
        return replace(clocks, obligations=known)
    obligation = clocks.obligations.get(event.obligation)
    if obligation is None:
        return clocks
    changed = {**clocks.obligations, event.obligation: step(obligation, event)}
    return replace(clocks, obligations=changed)


def step(
    obligation: Obligation, event: ExtensionTold | PauseTold | ClockResumed | NoticeWaived
) -> Obligation:
    """The clock after one more fact."""
    match event:
        case ExtensionTold():
            return replace(obligation, extensions=(*obligation.extensions, event))
        case PauseTold(told_in=told_in, until=until):
            return replace(obligation, pauses=(*obligation.pauses, Pause(told_in, until)))
        case ClockResumed(occurred_at=at):
            last = tuple(replace(p, resumed_at=at) for p in obligation.pauses[-1:])
            return replace(obligation, pauses=(*obligation.pauses[:-1], *last))
        case NoticeWaived():
            return replace(obligation, waived=True)
