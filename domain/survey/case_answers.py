"""A criticism that became a case is answered by a reply there; the case tells us of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias, assert_never

from pydantic import AwareDatetime

from ..command import Command, RefusedError, Rule, require
from ..event import Event, Personal
from .feedback import CRITICISM_KNOWN, Answer, Feedback, Response, Responses, change
from .standing import failed, left, sent


class CriticismTakenToCase(Event):
    """The criticism goes on as this case, whose receipt was at `received_at`."""

    criticism: str
    case: str
    person: str
    channel: str
    asked: bool
    received_at: AwareDatetime
    words: Personal[str] | None


class CriticAnsweredInCase(Event):
    """This reply in the case answered the critic; it left at `occurred_at`."""

    criticism: str
    case: str
    reply: str


class CaseAnswerFailed(Event):
    """This reply in the case is known not to have arrived: the critic is unanswered again."""

    criticism: str
    case: str
    reply: str


CaseAnswerEvent: TypeAlias = CriticismTakenToCase | CriticAnsweredInCase | CaseAnswerFailed


@dataclass(frozen=True, slots=True)
class TakeToCase(Command):
    """Let a criticism go on as a case of this id."""

    criticism: str
    case: str


@dataclass(frozen=True, slots=True)
class RecordCaseAnswer(Command):
    """A reply in the case left: by a named person, with something proposed or decided."""

    criticism: str
    case: str
    reply: str


@dataclass(frozen=True, slots=True)
class RecordCaseAnswerFailure(Command):
    """A reply in the case that had left is known to have failed."""

    criticism: str
    case: str
    reply: str


CaseAnswerCommand: TypeAlias = TakeToCase | RecordCaseAnswer | RecordCaseAnswerFailure

ONE_CASE = Rule(
    "criticism-one-case",
    "model, words",
    "This criticism went on as another case.",
    "Go on there.",
)
FOLLOWS_REPLY = Rule(
    "case-answer-follows",
    "model, critics",
    "That a case answered its critic follows from the case's own replies; nobody records it.",
    "Reply in the case; the rest follows by itself.",
)
TAKEN_TO_CASE = Rule(
    "criticism-taken-to-case",
    "model, critics",
    "This criticism did not become a case, so no case's reply answers it.",
    "Take it to a case first, or answer it here.",
)


def take(
    name: str, case: str, feedback: Feedback, received_at: datetime, occurred_at: datetime
) -> CriticismTakenToCase:
    """What the case is received from."""
    return CriticismTakenToCase(
        occurred_at=occurred_at,
        criticism=name,
        case=case,
        person=feedback.person,
        channel=feedback.channel,
        asked=feedback.asked,
        received_at=received_at,
        words=feedback.words,
    )


def decide(command: CaseAnswerCommand, responses: Responses) -> list[CaseAnswerEvent]:
    """The events that answer `command`; none when what it asks is already so."""
    response = responses.known.get(command.criticism)
    if response is None:
        raise RefusedError(CRITICISM_KNOWN)
    if isinstance(command, TakeToCase):
        return take_to_case(command, response)
    require(command.actor.role == "process", FOLLOWS_REPLY)
    # A merge may have carried the criticism into another case, so any case's reply counts.
    require(response.case, TAKEN_TO_CASE)
    answer = sent(response, command.reply)
    stands = answer is not None and not answer.failed
    match command:
        case RecordCaseAnswer(criticism=name, case=case, reply=reply, occurred_at=at):
            event = CriticAnsweredInCase(occurred_at=at, criticism=name, case=case, reply=reply)
            return [] if stands else [event]
        case RecordCaseAnswerFailure(criticism=name, case=case, reply=reply, occurred_at=at):
            failure = CaseAnswerFailed(occurred_at=at, criticism=name, case=case, reply=reply)
            return [failure] if stands else []
        case _:
            assert_never(command)


def take_to_case(command: TakeToCase, response: Response) -> list[CaseAnswerEvent]:
    """Once, and to one case."""
    if response.case == command.case:
        return []
    require(response.critical, CRITICISM_KNOWN)
    require(response.case is None, ONE_CASE)
    at, received = command.occurred_at, response.received_at
    return [take(command.criticism, command.case, response.feedback, received, at)]


def evolve(responses: Responses, event: CaseAnswerEvent) -> Responses:
    """Fold one more fact in; a fact about an unknown criticism changes nothing."""
    name = event.criticism
    match event:
        case CriticismTakenToCase(case=case):
            return change(responses, name, lambda said: replace(said, case=case))
        case CriticAnsweredInCase(reply=reply, case=case, occurred_at=at):
            return left(responses, name, Answer(reply, at, case))
        case CaseAnswerFailed(reply=reply):
            return failed(responses, name, reply)
        case _:
            assert_never(event)
