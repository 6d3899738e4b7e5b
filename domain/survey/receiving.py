"""Receiving: what somebody said is kept whatever its form, and judged by its score at once (S2-7).

A response that we asked for belongs to a survey; one we did not may come to any stream.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ..command import Command, Rule, require
from .case_answers import CaseAnswerEvent, take
from .feedback import (
    RESPONSE_KNOWN,
    CriticismReceived,
    Feedback,
    FeedbackEvent,
    Responses,
    ReviewLinked,
    Terms,
    already_seen,
    heard,
)
from .judging import BY_A_PERSON, person
from .scores import on_scale


@dataclass(frozen=True, slots=True)
class ReceiveResponse(Command):
    """Record what somebody said at `occurred_at`. `case` is the case it becomes if critical."""

    response: str
    feedback: Feedback
    case: str | None = None


@dataclass(frozen=True, slots=True)
class LinkReview(Command):
    """Record that a response goes back to an earlier case."""

    response: str
    case: str


ReceivingCommand: TypeAlias = ReceiveResponse | LinkReview

ASKED_IN_SURVEY = Rule(
    "asked-in-survey",
    "model, critics",
    "Nobody was asked here: no survey was opened and none is attested.",
    "Record it as unasked, or in the survey that asked.",
)
ON_SCALE = Rule(
    "score-on-scale",
    "hard-cases, signals",
    "The score is none of that scale.",
    "Give a score of the scale, or no score and the scale `none`.",
)


def receive(
    command: ReceiveResponse, responses: Responses, terms: Terms
) -> list[FeedbackEvent | CaseAnswerEvent]:
    """The response or criticism, unless it is on record (I22); and the case it becomes."""
    said, name, at = command.feedback, command.response, command.occurred_at
    if name in responses.known or already_seen(said.channel, said.external_id, responses):
        return []
    require(on_scale(said.scale, said.score), ON_SCALE)
    require(said.judged is None or person(command), BY_A_PERSON)
    event = heard(name, said, at, terms)
    becomes_case = command.case if isinstance(event, CriticismReceived) else None
    return [event, *([take(name, becomes_case, said, at, at)] if becomes_case else [])]


def link(command: LinkReview, responses: Responses) -> list[FeedbackEvent]:
    """The link, once."""
    response = responses.known.get(command.response)
    require(response is not None, RESPONSE_KNOWN)
    if response is not None and command.case in response.earlier:
        return []
    return [
        ReviewLinked(occurred_at=command.occurred_at, response=command.response, case=command.case)
    ]
