"""Answering a critic: a person goes to them, openly and calmly, about this criticism (S0-11)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, assert_never

from pydantic import BaseModel, ConfigDict

from ..command import Command, RefusedError, Rule, require
from ..event import Event, Personal
from ..words import stated
from .feedback import CRITICISM_KNOWN, Answer, Responses
from .saying import require_open_to, require_said, require_tone
from .standing import failed, left, sent


class Way(StrEnum):
    """How an answer goes to one critic; there is no way for a mass mail."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    EMAIL = "email"
    SMS = "sms"
    CHAT = "chat"
    POST = "post"
    PUBLIC_REPLY = "public_reply"


class Conversation(BaseModel):
    """What the critic told us, in their own words; there is no room for a rebuttal (S0-11)."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    impressions: Personal[str]
    feelings: Personal[str]
    opinion: Personal[str]


class CriticAnswered(Event):
    """`by`, who signs with a name, answered the critic; it left at `occurred_at`."""

    answer: str
    criticism: str
    by: str
    signed: Personal[str]
    way: Way
    words: Personal[str]
    proposal: Personal[str]
    conversation: Conversation | None
    tone_override: Personal[str] | None


class AnswerFailed(Event):
    """The answer is known not to have arrived: whoever it was for is unanswered again."""

    answer: str
    failure: str


AnsweringEvent: TypeAlias = CriticAnswered | AnswerFailed


@dataclass(frozen=True, slots=True)
class AnswerCritic(Command):
    """Record the answer to one critic, which left (was sent, said, posted) at `occurred_at`."""

    answer: str
    criticism: str
    by: str
    signed: Personal[str]
    way: Way
    words: Personal[str]
    proposal: Personal[str]
    conversation: Conversation | None = None
    tone_override: Personal[str] | None = None


@dataclass(frozen=True, slots=True)
class FailAnswer(Command):
    """Record that an answer is known not to have arrived."""

    answer: str
    failure: str


AnsweringCommand: TypeAlias = AnswerCritic | FailAnswer

IN_PUBLIC = Rule(
    "public-reply-to-public",
    "model, critics",
    "Only what stands in public is answered in public.",
    "Answer in person.",
)
IN_THEIR_WORDS = Rule(
    "conversation-in-their-words",
    "S0-11",
    "Of a conversation, the critic's impressions, feelings and opinion are kept.",
    "Record all three, in their words.",
)
ANSWER_KNOWN = Rule(
    "answer-known",
    "model, critics",
    "There is no such answer in this survey.",
    "Name one that left.",
)

_SPOKEN = (Way.IN_PERSON, Way.PHONE)


def decide(command: AnsweringCommand, responses: Responses) -> list[AnsweringEvent]:
    """The events that answer `command`; none when what it asks is already so."""
    match command:
        case AnswerCritic():
            return answer(command, responses)
        case FailAnswer():
            return fail(command, responses)
        case _:
            assert_never(command)


def answer(command: AnswerCritic, responses: Responses) -> list[AnsweringEvent]:
    """The answer, unless it is on record."""
    response = responses.criticism(command.criticism)
    if response is None:
        raise RefusedError(CRITICISM_KNOWN)
    if sent(response, command.answer):
        return []
    require_said(command, command.by, command.signed, command.words, command.proposal)
    require_tone((command.words, command.proposal), command.tone_override)
    require_open_to(command, response)
    public = response.feedback.place is not None
    require(public or command.way != Way.PUBLIC_REPLY, IN_PUBLIC)
    require(command.way not in _SPOKEN or told(command.conversation), IN_THEIR_WORDS)
    return [answered(command)]


def answered(command: AnswerCritic) -> CriticAnswered:
    """The fact that `command` asks for."""
    return CriticAnswered(
        occurred_at=command.occurred_at,
        answer=command.answer,
        criticism=command.criticism,
        by=command.by,
        signed=command.signed,
        way=command.way,
        words=command.words,
        proposal=command.proposal,
        conversation=command.conversation,
        tone_override=command.tone_override,
    )


def told(conversation: Conversation | None) -> bool:
    """Are impressions, feelings and opinion kept?"""
    kept = conversation and (conversation.impressions, conversation.feelings, conversation.opinion)
    return bool(kept) and all(stated(words) for words in kept or ())


def fail(command: FailAnswer, responses: Responses) -> list[AnsweringEvent]:
    """The failure, once; that of a case's reply is told by its case."""
    ours = [sent(response, command.answer) for response in responses.known.values()]
    gone = [one for one in ours if one and one.case is None]
    require(gone, ANSWER_KNOWN)
    if all(one.failed for one in gone):
        return []
    event = AnswerFailed(
        occurred_at=command.occurred_at, answer=command.answer, failure=command.failure
    )
    return [event]


def evolve(responses: Responses, event: AnsweringEvent) -> Responses:
    """Fold one more fact in; a fact about an unknown criticism changes nothing."""
    match event:
        case CriticAnswered(criticism=name, answer=answered, occurred_at=at):
            return left(responses, name, Answer(answered, at))
        case AnswerFailed(answer=gone):
            for name in [n for n, said in responses.known.items() if sent(said, gone)]:
                responses = failed(responses, name, gone)
            return responses
        case _:
            assert_never(event)
