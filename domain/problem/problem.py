"""A problem: a recurring cause behind many cases. It ends by a fix of which each was told.

While a workaround is all there is, it stays open (model, problems).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias, assert_never

from ..command import Command, Rule, require
from ..deadlines.policy import Policy
from ..decider import Decider
from ..event import Event
from ..facts import require_own_fact
from ..timing import require_timely
from . import cause, notices


class ProblemEnded(Event):
    """The fix holds, and word of it left for every linked case or was waived."""

    fix: str


class ProblemReopened(Event):
    """What the end rested on is gone: the fix itself, or word of it to `owed`."""

    owed: tuple[str, ...]


ProblemEvent: TypeAlias = cause.CauseEvent | notices.NoticeEvent | ProblemEnded | ProblemReopened


@dataclass(frozen=True, slots=True)
class EndProblem(Command):
    """End it, once nobody is owed word of the fix."""


ProblemCommand: TypeAlias = cause.CauseCommand | notices.NoticeCommand | EndProblem

FIXED = Rule(
    "problem-fixed",
    "S2-2",
    "A problem stays open until it is fixed; a workaround is not a fix.",
    "Deliver a fix.",
)
ALL_TOLD = Rule(
    "problem-all-told",
    "model, problems",
    "A problem ends only when word of the fix left for every linked case, or was waived.",
    "Tell the ones named, or waive it with a reason.",
)


class Stage(StrEnum):
    """Where a problem stands. `noticed`: our own people raised signals, nothing more."""

    NOTICED = "noticed"
    OPEN = "open"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that decisions about one problem need."""

    findings: cause.Findings = cause.Findings()
    notices: notices.Notices = notices.Notices()
    ended: bool = False

    @property
    def stage(self) -> Stage:
        """Noticed, open or ended."""
        if self.ended:
            return Stage.ENDED
        return Stage.OPEN if self.findings.opened else Stage.NOTICED


def owed(problem: Problem) -> tuple[str, ...]:
    """The linked cases that are owed word of the fix in place."""
    return notices.owed(problem.notices)


def decide(command: ProblemCommand, problem: Problem, policy: Policy) -> list[ProblemEvent]:
    """The events that answer `command`; what undoes the end reopens in the same instant."""
    require_own_fact(command)
    require_timely(command, policy)
    if isinstance(command, EndProblem):
        return end(command, problem)
    events = answer(command, problem)
    after = decider.fold(events, problem)
    if after.ended and (owed(after) or after.notices.fix is None):
        events.append(ProblemReopened(occurred_at=command.occurred_at, owed=owed(after)))
    return events


def answer(
    command: cause.CauseCommand | notices.NoticeCommand, problem: Problem
) -> list[ProblemEvent]:
    """The command put to the region it is for."""
    if isinstance(command, cause.CauseCommand):
        return [*cause.decide(command, problem.findings)]
    opened = problem.findings.opened is not None
    known = problem.findings.cause is not None
    return [*notices.decide(command, problem.notices, opened=opened, cause_known=known)]


def end(command: EndProblem, problem: Problem) -> list[ProblemEvent]:
    """Only over a fix, and only when nobody is owed word of it."""
    if problem.ended:
        return []
    fix, waiting = problem.notices.fix, owed(problem)
    require(fix, FIXED)
    require(not waiting, ALL_TOLD, *waiting)
    return [ProblemEnded(occurred_at=command.occurred_at, fix=fix or "")]


def evolve(problem: Problem, event: ProblemEvent) -> Problem:
    """Fold one more fact in. Total: history is never refused."""
    if isinstance(event, cause.CauseEvent):
        return replace(problem, findings=cause.evolve(problem.findings, event))
    if isinstance(event, notices.NoticeEvent):
        return replace(problem, notices=notices.evolve(problem.notices, event))
    match event:
        case ProblemEnded():
            return replace(problem, ended=True)
        case ProblemReopened():
            return replace(problem, ended=False)
        case _:
            assert_never(event)


decider: Decider[ProblemCommand, Problem, ProblemEvent] = Decider(Problem(), decide, evolve)
