"""What a question is made of: figures, and the items each of them counts, with their events."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ...domain.event import RecordedEvent
from ..case_timeline import IMPORT, is_attested
from .history import History


class Measure(StrEnum):
    """What is told of the items of a figure beside how many there are."""

    COUNT = "count"
    SHARE = "share"
    TIME = "time"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Mark:
    """One event that a figure rests on; `attested`: the word of a register elsewhere."""

    stream: str
    version: int
    position: int
    type: str
    occurred_at: datetime
    recorded_at: datetime
    attested: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a figure counts: what it is, since when, until when, and by which events.

    `counts` says whether it is of those the figure is named for; None: not decided yet, or not to
    be decided. `group` is what it is told apart by. No field holds words of a person.
    """

    figure: str
    subject: str
    at: datetime
    events: tuple[Mark, ...]
    counts: bool | None = True
    until: datetime | None = None
    amount: int | None = None
    group: str = ""

    @property
    def attested(self) -> bool:
        """Does any of it rest on the word of a register?"""
        return any(mark.attested for mark in self.events)


@dataclass(frozen=True, slots=True)
class Figure:
    """What is counted, in one sentence. `none_expected`: each item that counts is a finding.

    `by_subject`: one subject met in several streams is one item.
    """

    name: str
    sentence: str
    measure: Measure
    none_expected: bool = False
    by_subject: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question of one subject. `observe` gives the items of one stream as known at a moment.

    It must look at nothing but its arguments. `plot` names how it can be drawn, None where a table
    says it as well.
    """

    name: str
    title: str
    figures: tuple[Figure, ...]
    observe: Callable[[History, datetime], Iterable[Item]]
    plot: str | None = None


def mark(recorded: RecordedEvent) -> Mark:
    """The event as a figure names it."""
    return Mark(
        stream=recorded.stream,
        version=recorded.version,
        position=recorded.position,
        type=recorded.type,
        occurred_at=recorded.occurred_at,
        recorded_at=recorded.recorded_at,
        attested=recorded.actor.role == IMPORT or is_attested(recorded.event),
    )


def marks(*recorded: RecordedEvent | None) -> tuple[Mark, ...]:
    """Each of these events once, in the order of the log."""
    found = {each.position: mark(each) for each in recorded if each}
    return tuple(found[position] for position in sorted(found))
