"""Judging: a person reads every response and says which words are critical (S0-9).

Which scores are critical by themselves: hard-cases, signals.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from ..command import Command, RefusedError, Rule, require
from ..event import Event, Personal
from ..words import stated
from .feedback import (
    RESPONSE_KNOWN,
    Response,
    Responses,
    Target,
    Terms,
    change,
    unclear,
)
from .scores import critical, downgradable


class CriticismJudged(Event):
    """A person judged it critical (with a `target`), or not (None), and says why."""

    response: str
    by: str
    reason: Personal[str]
    target: Target | None


class ResponseTriaged(Event):
    """A person read it."""

    response: str
    by: str


class SurveyWaveTriaged(Event):
    """Every one of these `responses` (their number) was read; no sampling (S0-9)."""

    responses: int


JudgingEvent: TypeAlias = CriticismJudged | ResponseTriaged | SurveyWaveTriaged


@dataclass(frozen=True, slots=True)
class JudgeResponse(Command):
    """Judge a response critical or not. `case` is the case it becomes, if it does."""

    response: str
    critical: bool
    reason: Personal[str]
    case: str | None = None


@dataclass(frozen=True, slots=True)
class TriageResponse(Command):
    """Record that a person read the response."""

    response: str


@dataclass(frozen=True, slots=True)
class TriageWave(Command):
    """Record that every response was read."""


JudgingCommand: TypeAlias = JudgeResponse | TriageResponse | TriageWave

BY_A_PERSON = Rule(
    "judged-by-person",
    "hard-cases, signals",
    "Only a person judges what somebody said; a machine may propose.",
    "Have a person read it, or hand the machine's view in as a proposal.",
)
SCORE_STANDS = Rule(
    "critical-score-stands",
    "hard-cases, signals",
    "A critical score stays critical whatever the words; only three stars can be praise.",
    "Answer the critic.",
)
REASON = Rule(
    "judged-with-reason",
    "hard-cases, signals",
    "Whoever judges a criticism not to be one says why.",
    "Give the reason.",
)
SECOND_JUDGE = Rule(
    "criticism-second-judge",
    "S2-17",
    "What a person judged critical is taken back by two people.",
    "Have a second person confirm.",
)
JUDGE_IT = Rule(
    "unclear-is-judged",
    "hard-cases, signals",
    "Reading is not enough where no score settles it.",
    "Judge whether it is critical.",
)
ALL_READ = Rule(
    "wave-all-read",
    "S0-9",
    "A wave is triaged only when every response was read; there is no sampling.",
    "Read the ones that are missing.",
)

_MACHINES = frozenset({"clock", "machine", "process"})


def person(command: Command) -> bool:
    """Does somebody in person put this command?"""
    return command.actor.role not in _MACHINES


def judge(command: JudgeResponse, responses: Responses, terms: Terms) -> list[JudgingEvent]:
    """The judgement, unless it is already so; a critical one is due from its receipt."""
    response = responses.known.get(command.response)
    if response is None:
        raise RefusedError(RESPONSE_KNOWN)
    require(person(command), BY_A_PERSON)
    if response.judged and response.critical is command.critical:
        return []
    if response.critical and not command.critical:
        require_downgrade(command, response)
    target = response.target or terms.target(response.received_at)
    return [
        CriticismJudged(
            occurred_at=command.occurred_at,
            response=command.response,
            by=command.actor.id,
            reason=command.reason,
            target=target if command.critical else None,
        )
    ]


def require_downgrade(command: JudgeResponse, response: Response) -> None:
    """Three stars with a reason; what a person judged, by two; any other score never."""
    said = response.feedback
    by_score = critical(said.scale, said.score)
    require(not by_score or downgradable(said.scale, said.score), SCORE_STANDS)
    require(stated(command.reason), REASON)
    second = command.confirmed_by
    require(by_score or (second is not None and second != command.actor.id), SECOND_JUDGE)


def triage(command: TriageResponse, responses: Responses) -> list[JudgingEvent]:
    """The mark that it was read, once; the unclear are judged instead."""
    response = responses.known.get(command.response)
    if response is None:
        raise RefusedError(RESPONSE_KNOWN)
    require(person(command), BY_A_PERSON)
    if read(response):
        return []
    require(not unclear(response), JUDGE_IT)
    mark = ResponseTriaged(
        occurred_at=command.occurred_at, response=command.response, by=command.actor.id
    )
    return [mark]


def read(response: Response) -> bool:
    """Did a person read it?"""
    return response.read or response.judged or response.feedback.judged is not None


def triage_wave(command: TriageWave, responses: Responses) -> list[JudgingEvent]:
    """Only when nothing is unread; again only when more has come in."""
    unread = [name for name, response in responses.known.items() if not read(response)]
    require(not unread, ALL_READ, *unread)
    count = len(responses.known)
    if responses.wave == count:
        return []
    return [SurveyWaveTriaged(occurred_at=command.occurred_at, responses=count)]


def evolve(responses: Responses, event: JudgingEvent) -> Responses:
    """Fold one more fact in."""
    match event:
        case CriticismJudged(response=name, target=target):
            return change(responses, name, lambda said: replace(said, target=target, judged=True))
        case ResponseTriaged(response=name):
            return change(responses, name, lambda said: replace(said, read=True))
        case SurveyWaveTriaged(responses=count):
            return replace(responses, wave=count)
        case _:
            assert_never(event)
