"""The collective answer: "you said, we did", posted for the critics nobody can write to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..command import Command, Rule, require
from ..event import Event, Personal
from .feedback import CRITICISM_KNOWN, Answer, Response, Responses
from .saying import require_open_to, require_said, require_tone
from .standing import left, sent


class CollectiveAnswerPosted(Event):
    """One answer for these critics was posted in `place`, signed by a person."""

    answer: str
    criticisms: tuple[str, ...]
    by: str
    signed: Personal[str]
    place: str
    words: Personal[str]
    proposal: Personal[str]
    tone_override: Personal[str] | None


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


UNREACHABLE = Rule(
    "collective-for-unreachable",
    "model, critics",
    "A collective answer is for critics nobody can write to; the others are answered in person.",
    "Answer the ones named in person.",
)


def post(
    command: PostCollectiveAnswer, responses: Responses, *, anonymous: bool
) -> list[CollectiveAnswerPosted]:
    """One answer for many, in a survey that asked nobody's name or where writing is no use."""
    known = criticisms(command.criticisms, responses)
    if all(sent(response, command.answer) for response in known.values()):
        return []
    require_said(command, command.by, command.signed, command.words, command.proposal)
    require_tone((command.words, command.proposal), command.tone_override)
    for response in known.values():
        require_open_to(command, response)
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


def criticisms(names: tuple[str, ...], responses: Responses) -> Mapping[str, Response]:
    """The criticisms of these ids, at least one, and all of them on record."""
    found = {name: responses.criticism(name) for name in names}
    unknown = [name for name, response in found.items() if response is None]
    require(found and not unknown, CRITICISM_KNOWN, *unknown)
    return {name: response for name, response in found.items() if response}


def writable(response: Response) -> bool:
    """Can this critic be written to: a contact is known, and nothing came back from there?"""
    return response.feedback.contactable and not any(one.failed for one in response.answers)


def evolve(responses: Responses, event: CollectiveAnswerPosted) -> Responses:
    """Fold one more fact in; an unknown criticism among them changes nothing."""
    for name in event.criticisms:
        responses = left(responses, name, Answer(event.answer, event.occurred_at))
    return responses
