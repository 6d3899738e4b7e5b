"""Readiness: before asking, what do we expect, do we want a "no", and who answers it? (S0-3)"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..command import Command
from ..event import Event, Personal
from ..words import stated


class ReadinessDeclared(Event):
    """What we expect to hear, whether a negative answer is welcome, and who answers it.

    `capacity` is how many critics the responder can answer within the target.
    """

    expected_answers: str
    ready_for_negative: bool
    responder: str | None
    responder_name: Personal[str] | None
    capacity: int


@dataclass(frozen=True, slots=True)
class DeclareReadiness(Command):
    """Say what we expect and who answers the critics; it may be incomplete, opening is not."""

    expected_answers: str
    ready_for_negative: bool
    responder: str | None
    responder_name: Personal[str] | None
    capacity: int


def declare(
    command: DeclareReadiness, earlier: ReadinessDeclared | None
) -> list[ReadinessDeclared]:
    """The declaration, unless it says what is on record."""
    declared = ReadinessDeclared(
        occurred_at=command.occurred_at,
        expected_answers=command.expected_answers,
        ready_for_negative=command.ready_for_negative,
        responder=command.responder,
        responder_name=command.responder_name,
        capacity=command.capacity,
    )
    return [] if same(declared, earlier) else [declared]


def same(event: Event, earlier: Event | None) -> bool:
    """Does it say what the earlier one said, whenever that was?"""
    return earlier is not None and event == earlier.model_copy(
        update={"occurred_at": event.occurred_at}
    )


def unready(readiness: ReadinessDeclared | None, needed: int) -> Iterator[str]:
    """What the declaration lacks for so many critics."""
    if readiness is None:
        yield "a declaration of readiness"
    if readiness is None or not readiness.expected_answers.strip():
        yield "the answers we expect"
    if readiness is None or not readiness.ready_for_negative:
        yield "readiness for a negative answer"
    if readiness is None or not readiness.responder or not stated(readiness.responder_name):
        yield "a named responder"
    capacity = readiness.capacity if readiness else 0
    if capacity < needed:
        yield f"capacity for {needed} critics within the target (declared: {capacity})"
