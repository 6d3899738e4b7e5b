"""Rules across streams: what a fact in one stream asks of another (`react(event, state)`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from ..case.merging import TakeOver
from ..command import Command, Rule
from ..event import RecordedEvent
from . import critics, fixes, merges, shared_replies

Reaction: TypeAlias = Callable[[RecordedEvent, Any], Iterator[Command]]

REACTIONS: dict[str, tuple[Reaction, ...]] = {
    **dict.fromkeys(merges.STEPS, (merges.merge,)),
    **dict.fromkeys(critics.STEPS, (critics.answer, fixes.told)),
    "ReplyFailed": (critics.answer, fixes.told, shared_replies.follow),
    "ReplyDelivered": (shared_replies.follow,),
    "CriticismTakenToCase": (critics.open_case,),
    "CaseLinked": (fixes.link,),
    "FixDelivered": (fixes.owe,),
    "CaseLinkedToProblem": (fixes.owe,),
    "FixNoticeWaived": (fixes.owe,),
}
"""By the name of the event, what follows from it."""


def react(recorded: RecordedEvent, state: object) -> list[Command]:
    """The commands that follow from a fact; `state` is that of its own stream."""
    found = REACTIONS.get(recorded.type, ())
    return [command for reaction in found for command in reaction(recorded, state)]


def refused(command: Command, rule: Rule) -> list[Command]:
    """What follows when another stream refused: a merge that is not taken up is declined."""
    return [merges.declined(command, rule)] if isinstance(command, TakeOver) else []
