"""What the passing of time puts on record, and the clocks of notices owed.

`PassTime` states only that a due time passed with nothing on record. Kept, broken, met and missed
follow from what occurred when (model, time).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

from ..command import Command, RefusedError, Rule, require
from ..deadlines.policy import Policy
from ..event import Personal
from ..words import stated
from .case import Case, CaseEvent, evolve
from .duties import Duty, duties
from .obligations import ClockResumed, DueTimePassed, NoticeWaived, Obligation
from .promises import Standing, standing
from .starting import start_clock
from .verdicts import accepted


@dataclass(frozen=True, slots=True)
class PassTime(Command):
    """Whoever runs the clock says that it is `now`."""


@dataclass(frozen=True, slots=True)
class OweNotice(Command):
    """The complainant is owed word of `about` (a fix)."""

    about: str


@dataclass(frozen=True, slots=True)
class WaiveNotice(Command):
    """That notice is waived, with a reason."""

    about: str
    reason: Personal[str]


@dataclass(frozen=True, slots=True)
class ResumeClock(Command):
    """What the clock waited for came: it runs again."""

    obligation: str


ClockCommand: TypeAlias = PassTime | OweNotice | WaiveNotice | ResumeClock

NOTICE_OWED = Rule(
    "waive-owed-notice",
    "model, problems",
    "Only a notice that is owed can be waived.",
    "Name a fix this case is owed word of.",
)
WAIVED_WITH_REASON = Rule(
    "waive-with-reason",
    "model, problems",
    "A notice is waived with a reason.",
    "Give the reason.",
)
PAUSED = Rule(
    "resume-paused-clock", "I13", "This clock was not paused.", "It runs; there is nothing to do."
)


def decide(command: ClockCommand, case: Case, policy: Policy) -> list[CaseEvent]:
    """The events that answer `command`; none when what it asks is already so."""
    match command:
        case PassTime():
            return pass_time(command, case, policy)
        case OweNotice():
            return owe_notice(command, case, policy)
        case WaiveNotice():
            return waive_notice(command, case)
        case ResumeClock():
            return resume(command, case)


def pass_time(command: PassTime, case: Case, policy: Policy) -> list[CaseEvent]:
    """Each due time that passed, once; and what a broken promise opens, passed as well or not."""
    late = [duty for duty in duties(case, command.now) if duty.due < command.now]
    new = [duty for duty in late if (duty.id, duty.due) not in case.clocks.passed]
    passed = [DueTimePassed(occurred_at=command.now, duty=d.id, due=d.due) for d in new]
    if not passed:
        return []
    found = [
        *passed,
        *repairs(command, new, case, policy),
        *remedies(command, new, case, policy),
    ]
    return [*found, *pass_time(command, reduce(evolve, found, case), policy)]


def repairs(command: PassTime, late: list[Duty], case: Case, policy: Policy) -> list[CaseEvent]:
    """A broken promise asks for an apology and a new dated promise within a business day."""
    span = case.ending.span
    return [
        start_clock("repair", policy.follow_up, duty.due, span, policy, duty.id)
        for duty in late
        if duty.kind == "promise"
        and standing(case.promises[duty.id], case.replies, command.now) is Standing.BROKEN
    ]


def remedies(command: PassTime, late: list[Duty], case: Case, policy: Policy) -> list[CaseEvent]:
    """What silence accepted is promised or rebutted within a business day (hard-cases: 15)."""
    span, clocks = case.ending.span, case.clocks.obligations
    return [
        start_clock("remedy", policy.follow_up, duty.due, span, policy, duty.id)
        for duty in late
        if duty.id in clocks and accepted(case, clocks[duty.id], command.now)
    ]


def owe_notice(command: OweNotice, case: Case, policy: Policy) -> list[CaseEvent]:
    """A clock for word of the fix, once, whatever clock a merged case brought along."""
    at, span = command.occurred_at, case.ending.span
    clock = start_clock("fix_notice", policy.fix_notice, at, span, policy, command.about)
    known = {(own.started.name, own.started.about) for own in own_clocks(case)}
    return [] if (clock.name, clock.about) in known else [clock]


def own_clocks(case: Case) -> list[Obligation]:
    """The clocks that began in this very case."""
    brought = tuple(f"{other}/" for other in case.merging.taken_over)
    obligations = case.clocks.obligations.items()
    return [clock for name, clock in obligations if not name.startswith(brought)]


def waive_notice(command: WaiveNotice, case: Case) -> list[CaseEvent]:
    """The notice is no longer owed, and why."""
    owed = [
        name
        for name, clock in case.clocks.obligations.items()
        if clock.started.name == "fix_notice" and clock.started.about == command.about
    ]
    require(owed, NOTICE_OWED)
    require(stated(command.reason), WAIVED_WITH_REASON)
    at = command.occurred_at
    return [
        NoticeWaived(occurred_at=at, obligation=name, reason=command.reason)
        for name in owed
        if not case.clocks.obligations[name].waived
    ]


def resume(command: ResumeClock, case: Case) -> list[CaseEvent]:
    """The pause ends now; the time it took is added to the limit."""
    clock = case.clocks.obligations.get(command.obligation)
    if clock is None or not clock.pauses:
        raise RefusedError(PAUSED)
    if clock.pauses[-1].resumed_at:
        return []
    return [ClockResumed(occurred_at=command.occurred_at, obligation=command.obligation)]
