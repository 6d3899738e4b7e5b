"""Inquiry: what happened, why, what led to it. It looks for reasons, not a culprit (S3-6)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from pydantic import AwareDatetime

from ..command import Command, Rule, require
from ..event import Event, Personal
from ..replacing import replace


class Cause(StrEnum):
    """Where a problem came from: a statistic that changes no obligation (I12, S3-2)."""

    PRODUCT = "product"
    PROCESS = "process"
    POLICY = "policy"
    INFORMATION = "information"
    SUPPLIER = "supplier"
    CUSTOMER_ACTION = "customer_action"
    UNKNOWN = "unknown"


class Assessed(Event):
    """First look: how severe, is anybody in danger, was it a critical moment (ISO 10002, 7.5)."""

    severity: int
    safety: bool
    critical_moment: bool


class FactsExtracted(Event):
    """The facts in an angry message, taken out of its tone (S2-14)."""

    facts: Personal[str]


class RetellOffered(Event):
    """We asked to be told once more, calmly, to understand (S1-7). `told_in` asked."""

    told_in: str


class RetellReceived(Event):
    """They told it again, in this message."""

    message: str


class RetellDeclined(Event):
    """They did not want to, in this message."""

    message: str


class UnderstandingConfirmed(Event):
    """What we understood, read back to them."""

    summary: Personal[str]


class InvestigationNoted(Event):
    """Why it happened, what led to it, what solves it (S3-6)."""

    why: Personal[str]
    led_to: Personal[str]
    solution: Personal[str]


class InformationGapChecked(Event):
    """Had we told them early, visibly and understandably? (S3-8)"""

    told: bool
    in_time: bool
    visible: bool
    understandable: bool


class CauseFound(Event):
    """Where it came from, and at which stage we did not foresee it (S3-9)."""

    issue: str
    cause: Cause
    stage: str


class InformationRequested(Event):
    """`told_in` asked for something by `due` and warned what follows without it."""

    request: str
    told_in: str
    due: AwareDatetime
    warned: bool


class InformationReceived(Event):
    """What was asked for came, in this message."""

    request: str
    message: str


class BadFaithFound(Event):
    """Judged on evidence and by two people; good faith is presumed (S3-13)."""

    evidence: str
    judges: tuple[str, str]


class EducationOffered(Event):
    """What will help them next time, in a reply (S3-14)."""

    told_in: str


class LessonRecorded(Event):
    """What we learnt (S0-1)."""

    lesson: Personal[str]


class NoLessonFound(Event):
    """We looked and found nothing to learn, and why."""

    reason: Personal[str]


class GuidelineCited(Event):
    """The case was handled by this version of a guideline (S4-5)."""

    guideline: str
    version: int


InquiryEvent: TypeAlias = (
    Assessed
    | FactsExtracted
    | RetellOffered
    | RetellReceived
    | RetellDeclined
    | UnderstandingConfirmed
    | InvestigationNoted
    | InformationGapChecked
    | CauseFound
    | InformationRequested
    | InformationReceived
    | BadFaithFound
    | EducationOffered
    | LessonRecorded
    | NoLessonFound
    | GuidelineCited
)


@dataclass(frozen=True, slots=True)
class RecordInquiry(Command):
    """Put on record one finding of the inquiry."""

    fact: InquiryEvent


GAP_CHECKED = Rule(
    "information-gap-checked",
    "S3-8",
    "Before a cause is put to the customer's own action we check whether we had told them.",
    "Record whether it was told in time, visibly and understandably.",
)
BAD_FAITH_TWO = Rule(
    "bad-faith-two-people",
    "S3-13",
    "Good faith is presumed; the contrary needs evidence and two people.",
    "Have a second person confirm and name the evidence.",
)
SAID_BY_THEM = Rule(
    "retell-by-message",
    "I14",
    "What the complainant told or declined rests on a message of theirs.",
    "Record their message first and name it.",
)
TOLD_TO_THEM = Rule(
    "inquiry-told-in-reply",
    "S1-7",
    "What we asked or explained to the complainant was asked in a reply.",
    "Issue that reply first and name it.",
)
WARNED = Rule(
    "request-warns",
    "hard-cases (13)",
    "A request for information warns what follows if nothing comes.",
    "Say so in the reply that asks.",
)


@dataclass(frozen=True)
class Inquiry:
    """What the inquiry found."""

    facts: tuple[InquiryEvent, ...] = ()

    def holds(self, *kinds: type[Event]) -> bool:
        """Is a fact of one of these kinds on record?"""
        return any(isinstance(fact, kinds) for fact in self.facts)


def requests(inquiry: Inquiry) -> list[InformationRequested]:
    """What was asked for and has not come; asked again under one id, the later date holds."""
    came = {fact.request for fact in inquiry.facts if isinstance(fact, InformationReceived)}
    asked = {fact.request: fact for fact in inquiry.facts if isinstance(fact, InformationRequested)}
    return [fact for name, fact in asked.items() if name not in came]


def decide(
    command: RecordInquiry, inquiry: Inquiry, messages: frozenset[str], replies: frozenset[str]
) -> list[InquiryEvent]:
    """The finding, unless it is on record or what it rests on is not."""
    fact = command.fact
    if fact in inquiry.facts:
        return []
    match fact:
        case CauseFound(cause=Cause.CUSTOMER_ACTION):
            require(inquiry.holds(InformationGapChecked), GAP_CHECKED)
        case BadFaithFound(evidence=evidence, judges=judges):
            two = len({*judges}) > 1 and {*judges} == {command.actor.id, command.confirmed_by}
            require(evidence and two, BAD_FAITH_TWO)
        case RetellReceived(message=m) | RetellDeclined(message=m) | InformationReceived(message=m):
            require(m in messages, SAID_BY_THEM)
        case RetellOffered(told_in=told) | EducationOffered(told_in=told):
            require(told in replies, TOLD_TO_THEM)
        case InformationRequested(told_in=told, warned=warned):
            require(told in replies, TOLD_TO_THEM)
            require(warned, WARNED)
        case _:
            pass
    return [fact]


def evolve(inquiry: Inquiry, event: InquiryEvent) -> Inquiry:
    """Fold one more fact in."""
    return replace(inquiry, facts=(*inquiry.facts, event))
