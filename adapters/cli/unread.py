"""Answers from a log of which some events cannot be read: with those events, and exit code 1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...application.ports import UnreadableEventError
from ...application.readable import Unread
from .answer import Answer
from .terminal import note

REMEDY = (
    "If a newer answerable wrote it, ask that one; else bring it back from a backup. "
    "`answerable verify` checks the rest of the log."
)
"""What to do about an event that cannot be read."""

if TYPE_CHECKING:
    from rich.console import RenderableType


def with_what_is_unread(answer: Answer, unread: Unread) -> Answer:
    """The answer, wrong on record, with every event that it was to rest on and does not."""
    position = answer.document.get("as_of", {}).get("position")
    if position is not None:  # the log was read ahead of what was asked about
        unread = unread.up_to(position)
    if not unread.events:
        return answer
    named = [described(error) for error in unread.events]
    told, said = {"unreadable": named, "left_out": unread.left_out}, sentences(unread)
    if answer.lines is not None:
        for sentence in said:
            note(sentence)
    document = {**answer.document, **told}
    return replace(answer, document=document, draw=lambda: drawn(answer, said), wrong=True)


def described(error: UnreadableEventError) -> dict[str, Any]:
    """An event that cannot be read, for programs."""
    names = ("stream", "version", "position", "type", "reason")
    return {name: getattr(error, name) for name in names}


def sentences(unread: Unread) -> list[str]:
    """Which events, why, how many are left out with them, and what to do."""
    number = unread.left_out
    count = "1 event is" if number == 1 else f"{number} events are"
    return [
        *(f"Cannot be read: {error}." for error in unread.events),
        f"{count} left out: a history is told up to the first event that cannot be read. {REMEDY}",
    ]


def drawn(answer: Answer, said: list[str]) -> Iterator[RenderableType]:
    """The answer, then what is missing in it."""
    from .tables import line  # noqa: PLC0415  # --json draws nothing

    yield from answer.draw()
    for sentence in said:
        yield line(sentence, "bold red")
