"""Asking: only who is ready to answer a critic may ask (S0-3). Asking obliges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias, assert_never

from pydantic import AwareDatetime

from ..command import Command, Rule, require
from ..deadlines.counting import Limit
from ..deadlines.policy import Policy
from ..event import Event
from .readiness import DeclareReadiness, ReadinessDeclared, same, unready


class Mode(StrEnum):
    """What a questionnaire asks to be known by; an anonymous critic cannot be answered alone."""

    NAMED = "named"
    CODED = "coded"
    ANONYMOUS = "anonymous"


class Channel(StrEnum):
    """How we ask. The waiter's question at the table is the simplest survey (S0-2)."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    EMAIL = "email"
    SMS = "sms"
    WEB = "web"
    APP = "app"
    PAPER = "paper"
    REVIEW = "review"
    SOCIAL = "social"


class SurveyOpened(Event):
    """The asking may begin. Rates are percentages; `target` is the limit for answering a critic.

    `collective_by` is the promised date of the collective answer, for an anonymous survey.
    """

    mode: Mode
    channel: Channel
    invitations: int
    response_rate: int
    critic_share: int
    personal_answers: bool
    collective_by: AwareDatetime | None
    target: Limit


class FeedbackAsked(Event):
    """We asked this person, in writing or by word of mouth."""

    ask: str
    person: str
    by: str


AskingEvent: TypeAlias = ReadinessDeclared | SurveyOpened | FeedbackAsked


@dataclass(frozen=True, slots=True)
class OpenSurvey(Command):
    """Open the asking. `overdue_elsewhere` are overdue critics of other surveys, as known now.

    Without a `target` critics are answered within the house's.
    """

    mode: Mode
    channel: Channel
    invitations: int
    response_rate: int
    critic_share: int
    personal_answers: bool
    overdue_elsewhere: tuple[str, ...]
    collective_by: datetime | None = None
    target: Limit | None = None


@dataclass(frozen=True, slots=True)
class AskFeedback(Command):
    """Ask one person. `held_back_by` is what speaks against it, as known from elsewhere.

    An open case, a broken promise, an unanswered criticism, a restriction, a death record or a
    recent invitation (model, critics).
    """

    ask: str
    person: str
    held_back_by: tuple[str, ...]


AskingCommand: TypeAlias = DeclareReadiness | OpenSurvey | AskFeedback

READY_TO_ASK = Rule(
    "ready-to-ask",
    "S0-3",
    "A survey is opened only when somebody is ready to answer it.",
    "Provide what is missing.",
)
EXPECTATION = Rule(
    "survey-expectation",
    "S0-3",
    "Whoever asks expects answers, and some of them critical.",
    "Expect at least one invitation and percentages from 1 to 100.",
)
ONE_WAVE = Rule(
    "survey-opened-once",
    "S0-3",
    "This survey was opened already, on other terms.",
    "Open another survey for another wave.",
)
ATTESTED_ASKS_NOBODY = Rule(
    "attested-asks-nobody",
    "S0-3",
    "An attested survey was asked elsewhere and can invite nobody.",
    "Open a survey of our own.",
)
OPENED_FIRST = Rule(
    "asking-after-opening",
    "S0-3",
    "Nobody is asked before the survey is open.",
    "Declare readiness and open the survey.",
)
SILENCE_FIRST = Rule(
    "asking-while-critics-wait",
    "S0-5",
    "Nobody more is asked while a critic we asked waits past the due time.",
    "Answer the ones named.",
)
AS_MANY_AS_EXPECTED = Rule(
    "asking-as-many-as-expected",
    "S0-3",
    "No more people are asked than there is capacity to answer.",
    "Open another survey with the capacity for it.",
)
NOT_NOW = Rule(
    "person-not-asked-now",
    "model, critics",
    "This person is not asked now.",
    "Settle what is named first.",
)


PERCENTAGES = range(1, 101)


@dataclass(frozen=True, slots=True)
class Asking:
    """How ready we are, on what terms we ask, and whom we asked."""

    readiness: ReadinessDeclared | None = None
    opened: SurveyOpened | None = None
    asked: Mapping[str, str] = field(default_factory=dict[str, str])


def open_survey(
    command: OpenSurvey, asking: Asking, overdue: tuple[str, ...], policy: Policy
) -> list[AskingEvent]:
    """The opening, or everything that is missing for it. `overdue` are this stream's critics."""
    opened = SurveyOpened(
        occurred_at=command.occurred_at,
        mode=command.mode,
        channel=command.channel,
        invitations=command.invitations,
        response_rate=command.response_rate,
        critic_share=command.critic_share,
        personal_answers=command.personal_answers,
        collective_by=command.collective_by,
        target=command.target or policy.critic_target,
    )
    if same(opened, asking.opened):
        return []
    require(asking.opened is None, ONE_WAVE)
    shares = (command.response_rate, command.critic_share)
    require(command.invitations > 0 and all(s in PERCENTAGES for s in shares), EXPECTATION)
    late = [f"an answer to {critic}" for critic in (*overdue, *command.overdue_elsewhere)]
    lacks = [*unready(asking.readiness, expected_critics(opened)), *unfit(opened, policy), *late]
    require(not lacks, READY_TO_ASK, *lacks)
    return [opened]


def expected_critics(opened: SurveyOpened) -> int:
    """How many critics to reckon with, rounded up."""
    expected = opened.invitations * opened.response_rate * opened.critic_share
    return -(-expected // 10_000)


def unfit(opened: SurveyOpened, policy: Policy) -> Iterator[str]:
    """Where what is promised does not fit how we ask, or is later than the house answers."""
    anonymous = opened.mode == Mode.ANONYMOUS
    if anonymous and opened.personal_answers:
        yield "names or codes, to keep the promise of personal answers"
    if anonymous and (opened.collective_by is None or opened.collective_by <= opened.occurred_at):
        yield "a date to come for the collective answer"
    at = opened.occurred_at
    if policy.due(at, opened.target) > policy.due(at, policy.critic_target):
        yield "a target no later than the house's"


def ask(
    command: AskFeedback, asking: Asking, late: tuple[str, ...], unanswered: frozenset[str]
) -> list[AskingEvent]:
    """One more person asked. `late` are critics we asked who wait past their due time.

    `unanswered` are the people here whose criticism waits, late or not.
    """
    opened = asking.opened
    if command.ask in asking.asked:
        return []
    require(opened is not None, OPENED_FIRST)
    require(not late, SILENCE_FIRST, *late)
    limit = opened.invitations if opened else 0
    require(len(asking.asked) < limit, AS_MANY_AS_EXPECTED)
    recently = ("an invitation in this survey",) * (command.person in asking.asked.values())
    waits = ("an unanswered criticism in this survey",) * (command.person in unanswered)
    against = (*command.held_back_by, *recently, *waits)
    require(not against, NOT_NOW, *against)
    asked = FeedbackAsked(
        occurred_at=command.occurred_at,
        ask=command.ask,
        person=command.person,
        by=command.actor.id,
    )
    return [asked]


def evolve(asking: Asking, event: AskingEvent) -> Asking:
    """Fold one more fact in."""
    match event:
        case ReadinessDeclared():
            return replace(asking, readiness=event)
        case SurveyOpened():
            return replace(asking, opened=event)
        case FeedbackAsked(ask=name, person=person):
            return replace(asking, asked={**asking.asked, name: person})
        case _:
            assert_never(event)
