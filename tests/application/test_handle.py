"""The write path, on the memory store."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

import pytest

from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.stored_form import StoredForm
from answerable.application.handle import ATTEMPTS, Backoff, handle
from answerable.application.ports import ConflictError
from answerable.domain.command import Command, RefusedError, Rule, require
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


def decide(command: Seat, seated: int, _: Policy) -> list[Seated]:
    require(seated + command.guests <= SEATS, FULL)
    if command.guests == 0:
        return []
    return [Seated(occurred_at=command.occurred_at, guests=command.guests)]


def evolve(seated: int, event: Seated) -> int:
    return seated + event.guests


TABLE: Decider[Seat, int, Seated] = Decider(0, decide, evolve)


def seat(guests: int, id_: str) -> Seat:
    actor = Actor("waiter-1", "agent")
    return Seat(guests, stream="table-1", id=id_, actor=actor, now=NOON, occurred_at=NOON)


class BusyStore(MemoryStore):
    """Somebody else seats a guest just before each of the first `rivals` appends."""

    def __init__(self, rivals: int) -> None:
        super().__init__(StoredForm({"Seated": Seated}, {}, os.urandom))
        self.rivals = rivals

    def append(
        self, command: Command, expected_version: int, events: Sequence[Event]
    ) -> Sequence[RecordedEvent]:
        if self.rivals:
            self.rivals -= 1
            rival = seat(1, f"rival-{self.rivals}")
            super().append(rival, expected_version, [Seated(occurred_at=NOON, guests=1)])
        return super().append(command, expected_version, events)


def never(_: float) -> None:
    raise AssertionError("there was no conflict to stand back from")


def put(
    store: MemoryStore, command: Seat, sleep: Callable[[float], None] = never
) -> Sequence[RecordedEvent]:
    return handle(store, TABLE, command, POLICY, Backoff(sleep, lambda: 1.0))


def test_each_command_is_decided_on_what_came_before() -> None:
    store = BusyStore(0)

    put(store, seat(4, "cmd-1"))
    (second,) = put(store, seat(2, "cmd-2"))

    assert (second.version, second.event) == (2, Seated(occurred_at=NOON, guests=2))
    with pytest.raises(RefusedError):
        put(store, seat(1, "cmd-3"))


def test_a_command_put_again_gives_its_events_even_where_it_would_now_be_refused() -> None:
    store = BusyStore(0)
    first = put(store, seat(6, "cmd-1"))

    assert list(put(store, seat(6, "cmd-1"))) == list(first)
    assert store.head() == 1


def test_nothing_to_do_records_nothing() -> None:
    store = BusyStore(0)

    assert list(put(store, seat(0, "cmd-1"))) == []
    assert store.head() == 0


def test_after_a_conflict_it_decides_again() -> None:
    store = BusyStore(1)
    pauses: list[float] = []

    (seated,) = put(store, seat(3, "cmd-1"), pauses.append)

    assert seated.version == 2
    assert pauses == [pytest.approx(0.02)]


def test_after_a_conflict_it_may_be_refused() -> None:
    with pytest.raises(RefusedError):
        put(BusyStore(1), seat(6, "cmd-1"), lambda _: None)


def test_it_gives_up_after_five_conflicts() -> None:
    store = BusyStore(ATTEMPTS)
    pauses: list[float] = []

    with pytest.raises(ConflictError):
        put(store, seat(1, "cmd-1"), pauses.append)

    assert pauses == [pytest.approx(0.01 * 2**n) for n in range(1, ATTEMPTS)]
    assert "cmd-1" not in {e.command_id for e in store.read("table-1")}
