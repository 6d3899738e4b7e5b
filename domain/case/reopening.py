"""After closing: a case lives again when the complainant, or a body outside, gives reason."""

from __future__ import annotations

from dataclasses import dataclass

from ..command import Command, RefusedError, Rule, require
from ..deadlines.policy import Policy
from .answering import unanswered
from .case import Case, CaseEvent
from .ending import BY_COMPLAINANT, CaseReopened, ExternalOutcomeRecorded, Stage, Why
from .obligations import ClockStarted
from .starting import complained_again, house_clocks


@dataclass(frozen=True, slots=True)
class ReopenCase(Command):
    """Open the case again: on the complainant's message, or on an outcome decided outside."""

    why: Why
    message: str | None = None


@dataclass(frozen=True, slots=True)
class RecordExternalOutcome(Command):
    """Put on record what a court or ombudsman decided."""

    fact: ExternalOutcomeRecorded


CLOSED_CASE = Rule(
    "reopen-closed-case",
    "hard-cases (18)",
    "Only a closed case is reopened.",
    "There is nothing to reopen.",
)
BY_MESSAGE = Rule(
    "reopen-by-message",
    "hard-cases (18)",
    "A case is reopened on a message of the complainant that nobody has answered.",
    "Record their message first and name it.",
)
WITHIN_WINDOW = Rule(
    "reopen-within-window",
    "hard-cases (18)",
    "A message long after closing begins a new case, linked to this one.",
    "Open a new case and link it.",
)
POSITION_FINAL = Rule(
    "final-position-stands",
    "hard-cases (8)",
    "After the final position was stated, repeating it does not reopen the case.",
    "Judge that the message holds nothing new, or open a new case for what is new.",
)
OVERTURNED = Rule(
    "reopen-on-overturning",
    "hard-cases (17)",
    "An outside decision reopens the case when it went against ours.",
    "Record the outcome that overturned it.",
)
BY_WHOM = Rule(
    "reopen-reason",
    "I1",
    "A failed delivery or a changed register entry reopens the case by itself.",
    "Report the failure, or import the entry.",
)


def reopen(command: ReopenCase, case: Case, policy: Policy) -> list[CaseEvent]:
    """A new open span with its own clocks; none when the case is open."""
    if case.stage is Stage.OPEN and case.ending.span > 1:
        return []
    require(case.stage is Stage.CLOSED, CLOSED_CASE)
    require_reason(command, case, policy)
    span = case.ending.span + 1
    reopened = CaseReopened(
        occurred_at=command.occurred_at, span=span, why=command.why, message=command.message
    )
    clocks = house_clocks(command.occurred_at, span, policy)
    return [reopened, *clocks, *law_again(command, span, case, policy)]


def law_again(command: ReopenCase, span: int, case: Case, policy: Policy) -> list[ClockStarted]:
    """What the packs make of a message that complains anew: they run from when it came (ADR-0030).

    A decision outside is no complaint, and no pack we have runs from one.
    """
    message = case.intake.messages.get(command.message or "")
    if message is None or command.why not in BY_COMPLAINANT:
        return []
    return complained_again(message.received.occurred_at, span, policy, case.clocks.obligations)


def require_reason(command: ReopenCase, case: Case, policy: Policy) -> None:
    """What the reason rests on is on record."""
    match command.why:
        case Why.SAME_ISSUE | Why.DISPUTED:
            message = case.intake.messages.get(command.message or "")
            if message is None or command.message not in unanswered(case):
                raise RefusedError(BY_MESSAGE)
            came = message.received.occurred_at
            last = policy.due(case.ending.closed_at or came, policy.contact_again)
            require(came <= last, WITHIN_WINDOW)
            names = [name for name in case.ending.rests_on if name in case.replies]
            final = any(case.replies[name].issued.final_position for name in names)
            require(not final, POSITION_FINAL)
        case Why.EXTERNAL_OUTCOME:
            require(any(outcome.overturned for outcome in case.ending.external), OVERTURNED)
        case Why.DELIVERY_FAILED | Why.REGISTER:
            require(condition=False, rule=BY_WHOM)


def record_outcome(command: RecordExternalOutcome, case: Case) -> list[CaseEvent]:
    """The outcome, once."""
    return [] if command.fact in case.ending.external else [command.fact]
