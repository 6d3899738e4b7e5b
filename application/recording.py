"""Which command puts a fact on record, where the fact is all there is to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from ..domain.case import conduct, inquiry, intake, ownership, people, reopening, solution
from ..domain.case.ending import ExternalOutcomeRecorded
from ..domain.command import Command
from ..domain.event import Event
from ..domain.problem import cause

COMMANDS: Mapping[Callable[..., Command], tuple[type[Event], ...]] = {
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


def recording(fact: Event, about: dict[str, Any]) -> Command:
    """The command that puts `fact` on record.

    Raises:
        TypeError: facts of that type follow from a command of their own.
    """
    for command, facts in COMMANDS.items():
        if isinstance(fact, facts):
            return command(fact, **about)
    raise TypeError(f"{type(fact).__name__} follows from a command of its own: put that one")
