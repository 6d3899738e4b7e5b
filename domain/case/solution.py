"""Solution: options shared, met half-way, put right. Money is talked about openly (S3-16, S4-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from ..command import Command, Rule, require
from ..deadlines.policy import Policy
from ..event import Event, Personal
from ..replacing import replace


class SolutionsShared(Event):
    """At least one possible solution was put to the complainant, and how they took it (S4-3)."""

    options: tuple[Personal[str], ...]
    reaction: Personal[str]


class AgreementReached(Event):
    """What each side gives and gets; both columns are filled (S4-4)."""

    gives: Personal[str]
    gets: Personal[str]


class NoAgreement(Event):
    """No meeting point was found, and why."""

    reason: Personal[str]


class RemedyOffered(Event):
    """A remedy of `amount` minor units (0: not money)."""

    remedy: str
    amount: int
    what: Personal[str]
    offered_by: str


class RemedyApproved(Event):
    """Another person approved a remedy above the mandate (S3-3)."""

    remedy: str
    approved_by: str


class RemedyAccepted(Event):
    """The complainant accepted it, in this message."""

    remedy: str
    message: str


class RemedyDelivered(Event):
    """It was carried out, by this evidence."""

    remedy: str
    evidence: str


SolutionEvent: TypeAlias = (
    SolutionsShared
    | AgreementReached
    | NoAgreement
    | RemedyOffered
    | RemedyApproved
    | RemedyAccepted
    | RemedyDelivered
)


@dataclass(frozen=True, slots=True)
class RecordSolution(Command):
    """Put on record one step towards a solution."""

    fact: SolutionEvent


ONE_OPTION = Rule(
    "solutions-have-options",
    "S4-3",
    "Sharing solutions means at least one option.",
    "Name what could be done.",
)
OFFERED_FIRST = Rule(
    "remedy-offered-first",
    "S3-3",
    "Only a remedy that was offered is approved, accepted or delivered.",
    "Offer it first.",
)
WITHIN_MANDATE = Rule(
    "remedy-within-mandate",
    "S3-3",
    "A remedy above the mandate is accepted or delivered only once another person approved it.",
    "Have somebody else approve it.",
)
IN_OWN_NAME = Rule(
    "remedy-in-own-name",
    "S3-3",
    "A remedy is offered and approved in one's own name.",
    "Have whoever offers or approves it put it on record, or confirm it.",
)
APPROVED_BY_ANOTHER = Rule(
    "remedy-approved-by-another",
    "S3-3",
    "Nobody approves a remedy they offered themselves.",
    "Have another person approve it.",
)
ACCEPTED_BY_MESSAGE = Rule(
    "remedy-accepted-by-message",
    "I14",
    "Acceptance rests on the complainant's own message.",
    "Record their message first and name it.",
)


@dataclass(frozen=True)
class Solution:
    """The steps so far."""

    facts: tuple[SolutionEvent, ...] = ()

    @property
    def shared(self) -> bool:
        """Were possible solutions put to the complainant?"""
        return any(isinstance(fact, SolutionsShared) for fact in self.facts)

    @property
    def accepted_at(self) -> datetime | None:
        """When the complainant first agreed, in writing or not; None while they have not."""
        agreed = [f for f in self.facts if isinstance(f, RemedyAccepted | AgreementReached)]
        return min((fact.occurred_at for fact in agreed), default=None)


def decide(
    command: RecordSolution, solution: Solution, messages: frozenset[str], policy: Policy
) -> list[SolutionEvent]:
    """The step, unless it is on record or what it rests on is not."""
    fact = command.fact
    if fact in solution.facts:
        return []
    match fact:
        case SolutionsShared(options=options):
            require(options, ONE_OPTION)
        case RemedyOffered(offered_by=by):
            require(by == command.actor.id, IN_OWN_NAME)
        case RemedyApproved(remedy=remedy, approved_by=by):
            offer = offered(remedy, solution)
            require(offer is not None, OFFERED_FIRST)
            require(by in {command.actor.id, command.confirmed_by}, IN_OWN_NAME)
            require(offer is None or by != offer.offered_by, APPROVED_BY_ANOTHER)
        case RemedyAccepted(remedy=remedy, message=message):
            require(message in messages, ACCEPTED_BY_MESSAGE)
            require_mandate(remedy, solution, policy)
        case RemedyDelivered(remedy=remedy):
            require_mandate(remedy, solution, policy)
        case _:
            pass
    return [fact]


def offered(remedy: str, solution: Solution) -> RemedyOffered | None:
    """The offer of that remedy, if one was made."""
    offers = [fact for fact in solution.facts if isinstance(fact, RemedyOffered)]
    return next((offer for offer in offers if offer.remedy == remedy), None)


def require_mandate(remedy: str, solution: Solution, policy: Policy) -> None:
    """It was offered, and is within the mandate or approved."""
    offer = offered(remedy, solution)
    require(offer is not None, OFFERED_FIRST)
    approvals = [fact.remedy for fact in solution.facts if isinstance(fact, RemedyApproved)]
    small = offer is not None and offer.amount <= policy.remedy_mandate
    require(small or remedy in approvals, WITHIN_MANDATE)


def evolve(solution: Solution, event: SolutionEvent) -> Solution:
    """Fold one more fact in."""
    return replace(solution, facts=(*solution.facts, event))
