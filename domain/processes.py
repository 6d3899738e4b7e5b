"""Rules across streams: what a fact in one stream asks of another (`react(event, state)`).

The commands carry ids made from the fact that led to them, so that asking twice changes nothing.
`refused` says what follows when the other stream says no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from .case.case import Case
from .case.intake import MessageReceived, ReceiveMessage
from .case.merging import (
    CaseMerged,
    CaseSplitOff,
    CaseTakenOver,
    CompleteMerge,
    DeclineMerge,
    MergeRequested,
    ReturnFromMerge,
    TakeOver,
)
from .command import Command, Rule
from .event import Actor, RecordedEvent

PROCESS = Actor(id="process", role="process")

Facts: TypeAlias = dict[str, Any]


def facts(recorded: RecordedEvent, number: int = 0) -> Facts:
    """What every command that follows from `recorded` brings along."""
    cause = f"{recorded.stream}/{recorded.version}"
    return {
        "id": f"{cause}/{number}",
        "actor": PROCESS,
        "now": recorded.recorded_at,
        "occurred_at": recorded.occurred_at,
        "confirmed_by": recorded.confirmed_by,
        "causation": cause,
        "correlation": recorded.correlation,
    }


def merge(recorded: RecordedEvent, case: Case) -> Iterator[Command]:
    """The duplicate asks, the primary takes over, the duplicate is merged; and back again."""
    match recorded.event:
        case MergeRequested(primary=primary, file=file):
            yield TakeOver(recorded.stream, file, stream=primary, **facts(recorded))
        case CaseTakenOver(case=duplicate):
            yield CompleteMerge(recorded.stream, stream=duplicate, **facts(recorded))
        case CaseMerged(primary=primary, since=since):
            for number, message in enumerate(since):
                yield forward(message, primary, recorded, number)
        case MessageReceived() as message if case.merging.primary:
            yield forward(message, case.merging.primary, recorded, 0)
        case CaseSplitOff(case=duplicate, file=file):
            yield ReturnFromMerge(recorded.stream, file, stream=duplicate, **facts(recorded))
        case _:
            return


def forward(
    message: MessageReceived, primary: str, recorded: RecordedEvent, number: int
) -> ReceiveMessage:
    """A message to a merged case is one to its primary."""
    return ReceiveMessage(
        message.message,
        message.sender,
        message.channel,
        message.external_id,
        message.text,
        stream=primary,
        **facts(recorded, number),
    )


Reaction: TypeAlias = Callable[[RecordedEvent, Any], Iterator[Command]]

MERGE_STEPS = ("MergeRequested", "CaseTakenOver", "CaseMerged", "MessageReceived", "CaseSplitOff")
REACTIONS: dict[str, tuple[Reaction, ...]] = dict.fromkeys(MERGE_STEPS, (merge,))
"""By the name of the event, what follows from it."""


def react(recorded: RecordedEvent, state: object) -> list[Command]:
    """The commands that follow from a fact; `state` is that of its own stream."""
    found = REACTIONS.get(recorded.type, ())
    return [command for reaction in found for command in reaction(recorded, state)]


def refused(command: Command, rule: Rule) -> list[Command]:
    """What follows when another stream refused: a merge that is not taken up is declined."""
    if not isinstance(command, TakeOver):
        return []
    declined = DeclineMerge(
        command.stream,
        rule.id,
        stream=command.case,
        id=f"{command.id}/declined",
        actor=PROCESS,
        now=command.now,
        occurred_at=command.occurred_at,
        causation=command.causation,
        correlation=command.correlation,
    )
    return [declined]
