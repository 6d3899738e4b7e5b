"""Answering a critic: a person with a name, about this criticism, with something proposed.

A thank-you, a coupon or a mass mail answers nobody (S0-7, domain.md 6). What is said is open and
calm, without shame or counter-attack (S0-11, S0-12).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, assert_never

from pydantic import BaseModel, ConfigDict

from ..case.tone import flags
from ..command import Command, RefusedError, Rule, require
from ..event import Erased, Event, Personal
from ..words import stated
from .feedback import CRITICISM_KNOWN, Answer, Response, Responses
from .judging import person
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


class CollectiveAnswerPosted(Event):
    """ "You said, we did": one answer for the critics nobody can write to, posted in `place`."""

    answer: str
    criticisms: tuple[str, ...]
    by: str
    signed: Personal[str]
    place: str
    words: Personal[str]
    proposal: Personal[str]
    tone_override: Personal[str] | None


class AnswerFailed(Event):
    """The answer is known not to have arrived: whoever it was for is unanswered again."""

    answer: str
    failure: str


AnsweringEvent: TypeAlias = CriticAnswered | CollectiveAnswerPosted | AnswerFailed


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
class PostCollectiveAnswer(Command):
    """Record one posted answer for critics nobody can write to."""

    answer: str
    criticisms: tuple[str, ...]
    by: str
    signed: Personal[str]
    place: str
    words: Personal[str]
    proposal: Personal[str]
    tone_override: Personal[str] | None = None


@dataclass(frozen=True, slots=True)
class FailAnswer(Command):
    """Record that an answer is known not to have arrived."""

    answer: str
    failure: str


AnsweringCommand: TypeAlias = AnswerCritic | PostCollectiveAnswer | FailAnswer

NAMED_HUMAN = Rule(
    "critic-answered-by-named-human",
    "model.md, Unanswered critics",
    "A critic is answered by a person who gives their name; an automatic thank-you is no answer.",
    "Let a person answer and sign.",
)
PROPOSAL = Rule(
    "critic-answer-proposes",
    "S0-7",
    "An answer says something and proposes something; thanks alone leaves the critic unanswered.",
    "Say what you propose or what happens next.",
)
LATER = Rule(
    "critic-answer-later",
    "model.md, Unanswered critics",
    "What was sent before the criticism does not answer it.",
    "Answer it now.",
)
IN_ITS_CASE = Rule(
    "critic-answered-in-case",
    "model.md, Unanswered critics",
    "This criticism became a case and is answered by a reply there.",
    "Reply in the case.",
)
IN_PUBLIC = Rule(
    "public-reply-to-public",
    "domain.md 6",
    "Only what stands in public is answered in public.",
    "Answer in person.",
)
IN_THEIR_WORDS = Rule(
    "conversation-in-their-words",
    "S0-11",
    "Of a conversation, the critic's impressions, feelings and opinion are kept.",
    "Record all three, in their words.",
)
TONE = Rule(
    "critic-answer-tone",
    "S0-12",
    "An answer to a critic does not defend, attack, shame or take offence.",
    "Say it otherwise, or give the reason why it stands.",
)
UNREACHABLE = Rule(
    "collective-for-unreachable",
    "domain.md 6",
    "A collective answer is for critics nobody can write to; the others are answered in person.",
    "Answer the ones named in person.",
)
ANSWER_KNOWN = Rule(
    "answer-known",
    "model.md, Unanswered critics",
    "There is no such answer in this survey.",
    "Name one that left.",
)

_SPOKEN = (Way.IN_PERSON, Way.PHONE)


def answer(command: AnswerCritic, responses: Responses) -> list[AnsweringEvent]:
    """The answer, unless it is on record."""
    response = responses.criticism(command.criticism)
    if response is None:
        raise RefusedError(CRITICISM_KNOWN)
    if sent(response, command.answer):
        return []
    require_answer(command)
    require_for(command, response)
    public = response.feedback.place is not None
    require(public or command.way is not Way.PUBLIC_REPLY, IN_PUBLIC)
    require(command.way not in _SPOKEN or told(command.conversation), IN_THEIR_WORDS)
    answered = CriticAnswered(
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
    return [answered]


def require_answer(command: AnswerCritic | PostCollectiveAnswer) -> None:
    """From a person who signs, with something said and proposed, in a fit tone."""
    require(person(command) and command.by and stated(command.signed), NAMED_HUMAN)
    require(stated(command.words) and stated(command.proposal), PROPOSAL)
    texts = [command.words.value, command.proposal.value]
    raised = [flag for text in texts if not isinstance(text, Erased) for flag in flags(text)]
    require(not raised or stated(command.tone_override), TONE, *dict.fromkeys(raised))


def require_for(command: AnswerCritic | PostCollectiveAnswer, response: Response) -> None:
    """It comes after the criticism, and not beside the reply of a case."""
    require(response.case is None, IN_ITS_CASE)
    require(command.occurred_at >= response.received_at, LATER)


def told(conversation: Conversation | None) -> bool:
    """Are impressions, feelings and opinion kept?"""
    kept = conversation and (conversation.impressions, conversation.feelings, conversation.opinion)
    return bool(kept) and all(stated(words) for words in kept or ())


def post(
    command: PostCollectiveAnswer, responses: Responses, *, anonymous: bool
) -> list[AnsweringEvent]:
    """One answer for many, in a survey that asked nobody's name or where writing is no use."""
    found = {name: responses.criticism(name) for name in command.criticisms}
    known = {name: response for name, response in found.items() if response}
    unknown = [name for name, response in found.items() if response is None]
    require(known and not unknown, CRITICISM_KNOWN, *unknown)
    if all(sent(response, command.answer) for response in known.values()):
        return []
    require_answer(command)
    for response in known.values():
        require_for(command, response)
    reachable = [name for name, response in known.items() if writable(response)]
    require(anonymous or not reachable, UNREACHABLE, *reachable)
    posted = CollectiveAnswerPosted(
        occurred_at=command.occurred_at,
        answer=command.answer,
        criticisms=command.criticisms,
        by=command.by,
        signed=command.signed,
        place=command.place,
        words=command.words,
        proposal=command.proposal,
        tone_override=command.tone_override,
    )
    return [posted]


def writable(response: Response) -> bool:
    """Can this critic be written to: a contact is known, and nothing came back from there?"""
    return response.feedback.contactable and not any(one.failed for one in response.answers)


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
        case CollectiveAnswerPosted(criticisms=names, answer=answered, occurred_at=at):
            for name in names:
                responses = left(responses, name, Answer(answered, at))
            return responses
        case AnswerFailed(answer=gone):
            for name in [n for n, said in responses.known.items() if sent(said, gone)]:
                responses = failed(responses, name, gone)
            return responses
        case _:
            assert_never(event)
