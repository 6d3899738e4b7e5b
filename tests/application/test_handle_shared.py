"""What threads put through one of them leads to what it would have led to alone."""

from __future__ import annotations

import threading
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.adapters.test_shared_commits import wait_until
from tests.application.tables import POLICY, TABLE, BusyStore, Seat, seat
from tests.application.test_handle_all import NO_WAIT, one_by_one, told
from tests.application.test_react import case

from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.sqlite.store import SqliteStore
from answerable.application.desk import Desk
from answerable.application.handle import handle
from answerable.application.handle_round import Wish
from answerable.application.handle_shared import SharedRounds
from answerable.application.ports import (
    Append,
    Outcome,
    StoreError,
    UnavailableError,
    UnreadableEventError,
)
from answerable.application.states import States
from answerable.bootstrap import open_desk
from answerable.domain.command import RefusedError
from answerable.domain.event import Event, RecordedEvent
from answerable.testing.threads import Begun


class Tables(BusyStore):
    """Holds up the first append until it is let go, so that all others queue up behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go = threading.Event(), threading.Event()
        self.broken: str = ""

    def facts_of(self, streams: Sequence[str]) -> Mapping[str, Sequence[Event]]:
        self.asked["facts_of"] += 1
        return {stream: [each.event for each in self._whole(stream)] for stream in streams}

    def read(self, stream: str, after: int = 0) -> Sequence[RecordedEvent]:
        self.asked["read"] += 1
        return self._whole(stream)[after:]

    def _whole(self, stream: str) -> Sequence[RecordedEvent]:
        if stream == self.broken:
            raise UnreadableEventError(stream, 1, 1, "Seated", "it is broken")
        return MemoryStore.read(self, stream)

    def require_free(self) -> None:
        """Everybody may wait."""

    def append_all(self, appends: Sequence[Append]) -> Sequence[Outcome]:
        self.begun.set()
        self.go.wait()
        return super().append_all(appends)


def at_once(store: Tables, states: States, commands: Sequence[Seat]) -> list[Future[Any]]:
    """One command is under way, at a table of its own; all others stand in line, in order."""
    shared = SharedRounds(store, states)
    queue = shared._shared  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]

    def put(command: Seat) -> Sequence[RecordedEvent]:
        wish = Wish(TABLE, command, POLICY)
        alone = partial(handle, store, TABLE, command, POLICY, NO_WAIT, states)
        return shared.put(wish) or alone()

    with ThreadPoolExecutor(len(commands) + 1) as pool:
        done = [pool.submit(put, seat(1, "first", "table-0"))]
        store.begun.wait()
        for place, command in enumerate(commands, start=1):
            done.append(pool.submit(put, command))
            wait_until(lambda place=place: queue.waiting >= place)  # type: ignore[misc]
        store.go.set()
    return done[1:]


def came_of(each: Future[Any]) -> object:
    error = each.exception()
    assert error is None or isinstance(error, RefusedError | StoreError)
    return told(error or each.result())


@given(st.lists(st.integers(-2, 9), max_size=6), st.integers(0, 9))
def test_what_threads_put_at_once_leads_to_what_it_leads_to_alone(
    guests: list[int], size: int
) -> None:
    commands = [seat(each, f"cmd-{n}", f"table-{n}") for n, each in enumerate(guests, start=1)]

    done = at_once(Tables(), States(size), commands)

    assert [came_of(each) for each in done] == one_by_one(BusyStore(), commands)


def test_who_waits_together_is_read_at_once_and_recorded_by_one_commit() -> None:
    store = Tables()

    done = at_once(store, States(0), [seat(1, f"cmd-{n}", f"table-{n}") for n in range(1, 9)])

    assert [each.result()[0].command_id for each in done] == [f"cmd-{n}" for n in range(1, 9)]
    assert (store.asked["facts_of"], store.asked["append_all"]) == (2, 2)  # the first came alone


def test_commands_to_one_stream_are_decided_one_after_the_other() -> None:
    store = Tables()

    done = at_once(store, States(0), [seat(2, f"cmd-{n}") for n in range(4)])

    versions = [each.result()[0].version for each in done if not each.exception()]
    assert versions == [1, 2, 3]
    assert isinstance(done[3].exception(), RefusedError)  # the table was full by then


def test_one_command_put_by_several_threads_is_recorded_once() -> None:
    store = Tables()

    done = at_once(store, States(0), [seat(2, "cmd-1")] * 5)

    assert [each.result() for each in done] == [store.read("table-1")] * 5
    assert len(store.read("table-1")) == 1


def test_what_cannot_be_decided_or_read_is_told_to_who_put_it_and_to_nobody_else() -> None:
    store = Tables()
    wrong = seat(cast("int", "two"), "cmd-1")

    done = at_once(store, States(0), [wrong, seat(2, "cmd-2", "table-2")])

    assert isinstance(done[0].exception(), TypeError)
    assert done[1].result() == store.read("table-2")


def test_a_stream_that_cannot_be_read_does_not_keep_the_others_from_being_recorded() -> None:
    store = Tables()
    store.broken = "table-1"

    done = at_once(store, States(0), [seat(2, "cmd-1"), seat(2, "cmd-2", "table-2")])

    assert isinstance(done[0].exception(), UnreadableEventError)
    assert done[1].result() == store.read("table-2")


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with open_desk(str(tmp_path / "log.db"), cache=0) as opened:
        yield opened


def test_a_command_inside_a_transaction_of_the_log_is_refused_while_others_wait(desk: Desk) -> None:
    cases = [case(desk, "Kettle") for _ in range(3)]
    queue = cast("SharedRounds", desk.place.shared)._shared  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    others = list[Begun[object]]()

    def inside() -> None:
        with cast("SqliteStore", desk.store).transaction():
            for each in cases[:2]:
                others.append(Begun(partial(desk.case(each).raise_issue, "A crack.")))
            wait_until(lambda: queue.waiting >= 1)
            with pytest.raises(UnavailableError, match="transaction within a transaction"):
                desk.case(cases[2]).raise_issue("A crack.")

    Begun(inside).result("a command inside a transaction")
    for each in others:
        each.result("a command outside of it")
