"""A table where guests are seated: the smallest decider, and stores on which others are quicker."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.stored_form import StoredForm
from answerable.application.ports import Append, Outcome
from answerable.domain.command import Command, Rule, require
from answerable.domain.deadlines.policy import Policy
from answerable.domain.decider import Decider
from answerable.domain.event import Actor, Event, RecordedEvent


class Seated(Event):
    guests: int


@dataclass(frozen=True, slots=True)
class Seat(Command):
    guests: int


FULL = Rule("table.full", "a house rule", "The table is full.", "Seat them elsewhere.")
SEATS = 6
POLICY = cast("Policy", None)
"""The decider below asks no rule that could change."""
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FORM = StoredForm({"Seated": Seated}, {}, os.urandom)


def decide(command: Seat, seated: int, _: Policy) -> list[Seated]:
    require(seated + command.guests <= SEATS, FULL)
    if command.guests == 0:
        return []
    return [Seated(occurred_at=command.occurred_at, guests=command.guests)]


def evolve(seated: int, event: Seated) -> int:
    return seated + event.guests


TABLE: Decider[Seat, int, Seated] = Decider(0, decide, evolve)


def seat(guests: int, id_: str, stream: str = "table-1") -> Seat:
    actor = Actor("waiter-1", "agent")
    return Seat(guests, stream=stream, id=id_, actor=actor, now=NOON, occurred_at=NOON)


class BusyStore(MemoryStore):
    """Somebody else seats a guest just before each of the first `rivals` appends.

    `asked` counts what the store was asked for.
    """

    def __init__(self, rivals: int = 0) -> None:
        super().__init__(FORM)
        self.rivals = rivals
        self.asked: Counter[str] = Counter()

    def read(self, stream: str, after: int = 0) -> Sequence[RecordedEvent]:
        self.asked["read"] += 1
        return super().read(stream, after)

    def answered(self, command: Command) -> Sequence[RecordedEvent]:
        self.asked["answered"] += 1
        return super().answered(command)

    def append(
        self, command: Command, expected_version: int, events: Sequence[Event]
    ) -> Sequence[RecordedEvent]:
        self.asked["append"] += 1
        if self.rivals:
            self.rivals -= 1
            rival = seat(1, f"rival-{self.rivals}")
            super().append(rival, expected_version, [Seated(occurred_at=NOON, guests=1)])
        return super().append(command, expected_version, events)

    def append_all(self, appends: Sequence[Append]) -> Sequence[Outcome]:
        self.asked["append_all"] += 1
        return super().append_all(appends)
