"""Which facts a command may carry, where a command only puts a fact on record.

Every other event follows from a decision: carried in by such a command it would pass all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

from .case import conduct, inquiry, intake, ownership, people, reopening, solution
from .case.ending import ExternalOutcomeRecorded
from .command import Command, Rule, require
from .event import Event
from .problem import cause

FACT_OF_COMMAND = Rule(
    "fact-of-its-command",
    "I1",
    "What follows from a decision is not put on record by hand.",
    "Put the command that decides it.",
)
FACTS: Mapping[type[Command], tuple[type[Event], ...]] = MappingProxyType(
    {
        intake.RecordFact: (
            intake.RemedySought,
            intake.EvidenceAttached,
            intake.NeedRecorded,
            intake.ClaimCodeIssued,
            intake.CaseLinked,
        ),
        people.RecordPerson: get_args(people.PeopleEvent),
        inquiry.RecordInquiry: get_args(inquiry.InquiryEvent),
        solution.RecordSolution: get_args(solution.SolutionEvent),
        conduct.RecordConduct: (conduct.ConductFlagged, conduct.SafetyStepsTaken),
        ownership.RecordOwnership: (
            ownership.HandlerSteppedBack,
            ownership.Escalated,
            ownership.HandlerSupported,
        ),
        reopening.RecordExternalOutcome: (ExternalOutcomeRecorded,),
        cause.RecordFinding: (
            cause.SignalRaised,
            cause.WorkaroundPublished,
            cause.ReproductionConfirmed,
            cause.RootCauseIdentified,
            cause.PreventiveActionPlanned,
        ),
    }
)
"""The commands that carry a fact, with the types it may have."""


def require_own_fact(command: Command) -> None:
    """A command that carries a fact carries one of its own.

    Raises:
        RefusedError: by `FACT_OF_COMMAND`.
    """
    fact: object = getattr(command, "fact", None)
    own = FACTS.get(type(command))
    require(own is None or isinstance(fact, own), FACT_OF_COMMAND, type(fact).__name__)
