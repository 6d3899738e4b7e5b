"""Issues: the heads of complaint in a case. Each gets its own outcome, with reasons (I4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from ..command import Command, Rule, require
from ..event import Event, Personal
from ..replacing import replace
from ..words import stated


class About(StrEnum):
    """What an issue concerns; one about the handling is decided by somebody not involved."""

    PRODUCT = "product"
    SERVICE = "service"
    HANDLING = "handling"


class Outcome(StrEnum):
    """How an issue was decided. A refusal owes the same reply as an acceptance (S3-1)."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"
    WORKAROUND_ONLY = "workaround_only"
    REFERRED_OUT = "referred_out"
    WITHDRAWN = "withdrawn"
    LEFT_UNEXAMINED = "left_unexamined"
    DEEMED_ACCEPTED = "deemed_accepted"


class IssueRaised(Event):
    """One head of complaint, in the complainant's words. `merged_from` names a merged case."""

    issue: str
    about: About
    words: Personal[str]


class IssueDecided(Event):
    """What we find and why. `rests_on` is the message, problem or request the outcome needs."""

    issue: str
    outcome: Outcome
    reasons: Personal[str]
    rests_on: str | None


IssueEvent: TypeAlias = IssueRaised | IssueDecided


@dataclass(frozen=True, slots=True)
class RaiseIssue(Command):
    """Add a head of complaint; it is never refused on its merit (S3-11)."""

    issue: str
    about: About
    words: Personal[str]


@dataclass(frozen=True, slots=True)
class DecideIssue(Command):
    """Decide one issue. `rests_on` names what a special outcome needs (see `deciding_issues`)."""

    issue: str
    outcome: Outcome
    reasons: Personal[str]
    rests_on: str | None = None


@dataclass(frozen=True)
class Issue:
    """An issue as decisions need it."""

    raised: IssueRaised
    outcome: Outcome | None = None
    decided: IssueDecided | None = None


Issues: TypeAlias = Mapping[str, Issue]

SOLUTIONS_FIRST = Rule(
    "solutions-before-decision",
    "S4-3",
    "Possible solutions are shared with the complainant before an issue is decided.",
    "Share at least one possible solution and record the reaction.",
)
ISSUE_KNOWN = Rule(
    "issue-known", "I4", "There is no such issue in this case.", "Raise the issue first."
)
REASONS = Rule("decision-has-reasons", "I4", "An issue is decided with reasons.", "Say why.")
NOT_INVOLVED = Rule(
    "handling-decided-by-another",
    "hard-cases (22)",
    "A complaint about the handling is decided by somebody who never owned the case.",
    "Have somebody not involved decide it.",
)
WITHDRAWN_BY_MESSAGE = Rule(
    "withdrawal-by-message",
    "I14",
    "Only the complainant withdraws, in a message that followed; silence never does.",
    "Record their message and name it in `rests_on`.",
)
PROBLEM_LINKED = Rule(
    "workaround-problem-linked",
    "hard-cases (14)",
    "A workaround is an outcome only while a problem stays open behind it.",
    "Link the case to the problem and name it in `rests_on`.",
)
REFERRED_TO = Rule(
    "referral-names-body",
    "hard-cases (12)",
    "A referral says who is responsible.",
    "Name the responsible organisation in `rests_on`.",
)
REQUEST_LAPSED = Rule(
    "unexamined-after-lapse",
    "hard-cases (13)",
    "An issue is left unexamined only after a request with date and warning reached and lapsed.",
    "Ask for what is missing, wait for the date, and name the request in `rests_on`.",
)
SILENCE_DECIDED = Rule(
    "silence-decided",
    "hard-cases (15)",
    "The law has decided: the limit passed in silence and the complaint counts as accepted.",
    "Decide the issue as deemed accepted.",
)
NO_SILENCE = Rule(
    "no-silence",
    "hard-cases (15)",
    "Nothing was accepted by silence: no limit with that effect has passed.",
    "Decide the issue on its merits.",
)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What other regions know that a decision rests on."""

    ever_owned: frozenset[str]
    messages: frozenset[str]
    problems: frozenset[str]
    lapsed_requests: frozenset[str]
    silence: bool
    solutions_shared: bool


def decide_issue(command: DecideIssue, issues: Issues, grounds: Grounds) -> list[IssueEvent]:
    """The decision, once all it rests on is on record; none when it is already so."""
    issue = issues.get(command.issue)
    require(issue is not None, ISSUE_KNOWN)
    if issue and issue.decided and same_decision(command, issue.decided):
        return []
    require(stated(command.reasons), REASONS)
    handling = issue is not None and issue.raised.about == About.HANDLING
    require(not handling or command.actor.id not in grounds.ever_owned, NOT_INVOLVED)
    require_grounds(command.outcome, command.rests_on or "", grounds)
    decided = IssueDecided(
        occurred_at=command.occurred_at,
        issue=command.issue,
        outcome=command.outcome,
        reasons=command.reasons,
        rests_on=command.rests_on,
    )
    return [decided]


def same_decision(command: DecideIssue, decided: IssueDecided) -> bool:
    """Does `command` ask for what was decided already?"""
    asked = (command.outcome, command.reasons, command.rests_on)
    return asked == (decided.outcome, decided.reasons, decided.rests_on)


def require_grounds(outcome: Outcome, rests_on: str, grounds: Grounds) -> None:
    """Each outcome rests on something; silence has decided before we do."""
    match outcome:
        case Outcome.WITHDRAWN:
            require(rests_on in grounds.messages, WITHDRAWN_BY_MESSAGE)
            return
        case Outcome.DEEMED_ACCEPTED:
            require(grounds.silence, NO_SILENCE)
        case Outcome.WORKAROUND_ONLY:
            require(rests_on in grounds.problems, PROBLEM_LINKED)
        case Outcome.REFERRED_OUT:
            require(rests_on, REFERRED_TO)
        case Outcome.LEFT_UNEXAMINED:
            require(rests_on in grounds.lapsed_requests, REQUEST_LAPSED)
        case Outcome.UPHELD | Outcome.PARTLY_UPHELD | Outcome.NOT_UPHELD:
            require(grounds.solutions_shared, SOLUTIONS_FIRST)
    require(outcome == Outcome.DEEMED_ACCEPTED or not grounds.silence, SILENCE_DECIDED)


def raise_issue(command: RaiseIssue, issues: Issues) -> list[IssueEvent]:
    """The issue, unless it is on record."""
    if command.issue in issues:
        return []
    raised = IssueRaised(
        occurred_at=command.occurred_at,
        issue=command.issue,
        about=command.about,
        words=command.words,
    )
    return [raised]


def evolve(issues: Issues, event: IssueEvent) -> Issues:
    """Fold one more fact in; a decision on an unknown issue changes nothing."""
    if isinstance(event, IssueRaised):
        return {**issues, event.issue: Issue(raised=event)}
    issue = issues.get(event.issue)
    if issue is None:
        return issues
    return {**issues, event.issue: replace(issue, outcome=event.outcome, decided=event)}
