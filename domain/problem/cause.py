"""From the first signal to the cause: what recurs, how to get by, what it comes from (S2-1 … S2-4).

A cause is a class and a stage, never a person (S3-6, I16).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from ..case.inquiry import Cause
from ..command import Command, Rule, require
from ..event import Event, Personal


class SignalRaised(Event):
    """Somebody of us noticed it too; any role may (S2-3, S2-6)."""

    signal: str
    by: str
    words: Personal[str]


class ProblemOpened(Event):
    """Something recurs and gets a record of its own; `what` is our own description."""

    what: str


class WorkaroundPublished(Event):
    """A way to get by, published in `place`. The problem stays open behind it (S2-2)."""

    place: str
    workaround: str


class ReproductionConfirmed(Event):
    """The steps in this evidence bring it about (S2-4)."""

    evidence: str


class RootCauseIdentified(Event):
    """What it comes from; `stage` is where we did not foresee it (S3-9)."""

    cause: Cause
    stage: str
    why: str
    led_to: str


class PreventiveActionPlanned(Event):
    """What will keep it from others (S2-15)."""

    action: str
    what: str


CauseEvent: TypeAlias = (
    SignalRaised
    | ProblemOpened
    | WorkaroundPublished
    | ReproductionConfirmed
    | RootCauseIdentified
    | PreventiveActionPlanned
)


@dataclass(frozen=True, slots=True)
class OpenProblem(Command):
    """Open the record of something that recurs."""

    what: str


@dataclass(frozen=True, slots=True)
class RecordFinding(Command):
    """Put on record a signal, a workaround, a reproduction, a cause or a preventive action."""

    fact: (
        SignalRaised
        | WorkaroundPublished
        | ReproductionConfirmed
        | RootCauseIdentified
        | PreventiveActionPlanned
    )


CauseCommand: TypeAlias = OpenProblem | RecordFinding

PROBLEM_OPENED = Rule(
    "problem-opened",
    "model, problems",
    "There is no such problem yet; only a signal comes before it.",
    "Open the problem first.",
)
CAUSE_KNOWN = Rule(
    "root-cause-known",
    "S2-8",
    "An unknown cause is not a cause found.",
    "Publish the workaround and go on looking.",
)


@dataclass(frozen=True, slots=True)
class Findings:
    """What is on record of the problem. Signals may come before it is opened."""

    opened: ProblemOpened | None = None
    facts: tuple[CauseEvent, ...] = ()

    @property
    def cause(self) -> RootCauseIdentified | None:
        """The cause as last identified."""
        causes = [fact for fact in self.facts if isinstance(fact, RootCauseIdentified)]
        return causes[-1] if causes else None

    @property
    def signals(self) -> frozenset[str]:
        """The signals our own people raised."""
        return frozenset(fact.signal for fact in self.facts if isinstance(fact, SignalRaised))


def decide(command: CauseCommand, findings: Findings) -> list[CauseEvent]:
    """The events that answer `command`; none when what it asks is already so."""
    if isinstance(command, OpenProblem):
        opened = ProblemOpened(occurred_at=command.occurred_at, what=command.what)
        return [] if findings.opened else [opened]
    fact = command.fact
    if fact in findings.facts:
        return []
    if isinstance(fact, SignalRaised):
        return [] if fact.signal in findings.signals else [fact]
    require(findings.opened, PROBLEM_OPENED)
    if isinstance(fact, RootCauseIdentified):
        require(fact.cause != Cause.UNKNOWN, CAUSE_KNOWN)
    return [fact]


def evolve(findings: Findings, event: CauseEvent) -> Findings:
    """Fold one more fact in."""
    if isinstance(event, ProblemOpened):
        return replace(findings, opened=event)
    return replace(findings, facts=(*findings.facts, event))
