"""A merge takes two streams: one case asks, its primary takes over, then the first is merged."""

from __future__ import annotations

from collections.abc import Iterator

from ..case.case import Case
from ..case.intake import MessageReceived, ReceiveMessage
from ..case.merging import (
    CaseMerged,
    CaseSplitOff,
    CaseTakenOver,
    CompleteMerge,
    DeclineMerge,
    MergeRequested,
    ReturnFromMerge,
    TakeOver,
)
from ..command import Command, Rule
from ..event import RecordedEvent
from .following import DECLINED, PROCESS, facts

STEPS = ("MergeRequested", "CaseTakenOver", "CaseMerged", "MessageReceived", "CaseSplitOff")


def merge(recorded: RecordedEvent, case: Case) -> Iterator[Command]:
    """The next step of a merge, or of its undoing."""
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


def declined(command: TakeOver, rule: Rule) -> DeclineMerge:
    """The primary refused: the duplicate goes on by itself."""
    return DeclineMerge(
        command.stream,
        rule.id,
        stream=command.case,
        id=f"{command.id}{DECLINED}",
        actor=PROCESS,
        now=command.now,
        occurred_at=command.occurred_at,
        causation=command.causation,
        correlation=command.correlation,
    )
