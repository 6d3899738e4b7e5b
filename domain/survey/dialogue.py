"""The dialogue with a critic: we go to them, they say more, or they want none of it (S0-10, S0-14).

Approaching somebody is not yet an answer; only their own message ends the dialogue (I14).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from ..command import Command, RefusedError, Rule, require
from ..event import Event, Personal
from .answering import Way
from .feedback import CRITICISM_KNOWN, Response, Responses, already_seen, also_seen, change


class CriticApproached(Event):
    """`by` went to the critic in person, by this channel."""

    criticism: str
    by: str
    way: Way


class CriticWrote(Event):
    """The critic said more, in this message; `external_id` is the channel's own id of it."""

    criticism: str
    message: str
    channel: str
    external_id: Personal[str] | None
    words: Personal[str] | None


class DialogueDeclined(Event):
    """In this message of theirs the critic wanted no dialogue; never inferred from silence."""

    criticism: str
    message: str


DialogueEvent: TypeAlias = CriticApproached | CriticWrote | DialogueDeclined


@dataclass(frozen=True, slots=True)
class ApproachCritic(Command):
    """Record that somebody went to the critic: `by`, or whom the criticism concerns (S0-10)."""

    criticism: str
    way: Way
    by: str | None = None


@dataclass(frozen=True, slots=True)
class HearCritic(Command):
    """Record what the critic said further; the same channel and external id change nothing."""

    criticism: str
    message: str
    channel: str
    external_id: Personal[str] | None
    words: Personal[str] | None


@dataclass(frozen=True, slots=True)
class DeclineDialogue(Command):
    """Record that the critic wants no dialogue, as they say in `message`."""

    criticism: str
    message: str


DialogueCommand: TypeAlias = ApproachCritic | HearCritic | DeclineDialogue

IN_PERSON = Rule(
    "critic-approached-in-person",
    "S0-10",
    "A critic is approached personally, not in public.",
    "Go to them, call or write to them.",
)
DECLINED_BY_MESSAGE = Rule(
    "dialogue-declined-by-message",
    "I14",
    "Only the critic declines the dialogue; silence never does.",
    "Record their message first and name it.",
)


def decide(command: DialogueCommand, responses: Responses) -> list[DialogueEvent]:
    """The events that answer `command`; none when what it asks is already so."""
    response = responses.criticism(command.criticism)
    if response is None:
        raise RefusedError(CRITICISM_KNOWN)
    match command:
        case ApproachCritic():
            return approach(command, response)
        case HearCritic():
            return hear(command, response, responses)
        case DeclineDialogue():
            return decline(command, response)
        case _:
            assert_never(command)


def approach(command: ApproachCritic, response: Response) -> list[DialogueEvent]:
    """By the one the criticism concerns unless somebody else is named; each approach once."""
    require(command.way != Way.PUBLIC_REPLY, IN_PERSON)
    by = command.by or response.feedback.concerns or command.actor.id
    if (by, command.way) in response.approached:
        return []
    return [
        CriticApproached(
            occurred_at=command.occurred_at, criticism=command.criticism, by=by, way=command.way
        )
    ]


def hear(command: HearCritic, response: Response, responses: Responses) -> list[DialogueEvent]:
    """Every message is kept; one that is already here is not kept twice (I22)."""
    known = command.message in response.messages
    if known or already_seen(command.channel, command.external_id, responses):
        return []
    wrote = CriticWrote(
        occurred_at=command.occurred_at,
        criticism=command.criticism,
        message=command.message,
        channel=command.channel,
        external_id=command.external_id,
        words=command.words,
    )
    return [wrote]


def decline(command: DeclineDialogue, response: Response) -> list[DialogueEvent]:
    """Only on the critic's own word, once."""
    require(command.message in response.messages, DECLINED_BY_MESSAGE)
    if response.declined_at:
        return []
    return [
        DialogueDeclined(
            occurred_at=command.occurred_at, criticism=command.criticism, message=command.message
        )
    ]


def evolve(responses: Responses, event: DialogueEvent) -> Responses:
    """Fold one more fact in; a fact about an unknown criticism changes nothing."""
    name = event.criticism
    match event:
        case CriticApproached(by=by, way=way):
            pair = (by, str(way))
            return change(
                responses, name, lambda said: replace(said, approached=said.approached | {pair})
            )
        case CriticWrote(message=message, channel=channel, external_id=external):
            seen = also_seen(channel, external, responses)
            return change(
                replace(responses, seen=seen),
                name,
                lambda said: replace(said, messages=said.messages | {message}),
            )
        case DialogueDeclined(occurred_at=at):
            return change(responses, name, lambda said: replace(said, declined_at=at))
        case _:
            assert_never(event)
