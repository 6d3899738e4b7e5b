"""Keeping views up to date: in batches, by several at once, and never past what cannot be read."""

from __future__ import annotations

import os
from collections.abc import Collection, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.memory.views import MemoryViews
from answerable.adapters.sqlite.store import SqliteStore
from answerable.adapters.sqlite.views import SqliteViews
from answerable.adapters.stored_form import StoredForm
from answerable.application import project
from answerable.application.ports import (
    Advance,
    EventStore,
    Kept,
    UnavailableError,
    UnreadableEventError,
    UnreadableViewError,
    ViewStore,
)
from answerable.domain.command import Command
from answerable.domain.event import Actor, Event, RecordedEvent
from answerable.projections.view import View

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
MARTA = Actor("staff-marta", "agent")


class Seated(Event):
    guests: int


class Left(Event):
    pass


@dataclass(frozen=True, slots=True)
class Table:
    guests: int = 0
    seen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    table: str
    guests: int


def seat(table: Table, recorded: RecordedEvent) -> Table:
    if isinstance(recorded.event, Seated):
        return Table(table.guests + recorded.event.guests, (*table.seen, recorded.version))
    return table


def taken(stream: str, table: Table, moment: datetime) -> list[Taken]:
    return [Taken(stream, table.guests)] if moment >= MONDAY else []


def view(version: int = 1) -> View[Table, Taken]:
    return View("taken", version, Table, Table(), seat, taken, order=lambda row: -row.guests)


FORM = StoredForm({"Seated": Seated, "Left": Left}, MappingProxyType({}), os.urandom)
Place = tuple[EventStore, ViewStore]


@pytest.fixture(params=["memory", "sqlite"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Place]:
    if request.param == "memory":
        yield MemoryStore(FORM), MemoryViews()
        return
    store = SqliteStore(tmp_path / "log.db", FORM)
    yield store, SqliteViews(store)
    store.close()


def record(
    store: EventStore, stream: str, *guests: int, now: datetime = MONDAY, form: str = ""
) -> None:
    version = len(store.read(stream))
    name = f"{stream}/{version}{form}"
    command = Command(stream=stream, id=name, actor=MARTA, now=now, occurred_at=MONDAY)
    store.append(command, version, [Seated(occurred_at=MONDAY, guests=n) for n in guests])


def test_rows_of_all_streams_come_in_the_order_of_the_view(place: Place) -> None:
    store, views = place
    record(store, "table-1", 1, 1)
    record(store, "table-2", 5)

    rows = project.current(store, views, view(), MONDAY)

    assert rows == [Taken("table-2", 5), Taken("table-1", 2)]
    assert project.current(store, views, view(), MONDAY, "table-1") == rows[1:]
    assert project.current(store, views, view(), MONDAY, "table-9") == []


@pytest.mark.parametrize("batch", [1, 2, 3, 100])
def test_each_event_is_folded_once_whatever_the_batch(place: Place, batch: int) -> None:
    store, views = place
    for n in range(7):
        record(store, f"table-{n % 2}", 1, 1)
        project.catch_up(store, views, [view()], batch)
        project.catch_up(store, views, [view()], batch)

    kept = views.load("taken", 1)

    assert kept.position == store.head()
    assert project.current(store, views, view(), MONDAY) == [
        Taken("table-0", 8),
        Taken("table-1", 6),
    ]
    assert b'"seen":[1,2,3,4,5,6]' in kept.states["table-1"]


def test_a_stream_that_tells_the_view_nothing_is_not_kept(place: Place) -> None:
    store, views = place
    command = Command(stream="table-1", id="c", actor=MARTA, now=MONDAY, occurred_at=MONDAY)
    store.append(command, 0, [Left(occurred_at=MONDAY)])

    project.catch_up(store, views, [view()])

    assert views.load("taken", 1) == Kept(store.head(), {})


def test_several_at_once_fold_each_event_once(place: Place) -> None:
    store, views = place
    for n in range(30):
        record(store, f"table-{n % 3}", 1)

    def fold(_: int) -> None:
        project.catch_up(store, views, [view()], 4)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(fold, range(4)))

    assert {row.guests for row in project.current(store, views, view(), MONDAY)} == {10}
    assert views.load("taken", 1).position == store.head()


def test_a_view_of_a_new_version_is_built_anew(place: Place) -> None:
    store, views = place
    record(store, "table-1", 1)
    project.catch_up(store, views, [view()])
    views.advance([Advance("taken", 1, store.head(), store.head(), {"table-1": b"{}"})])

    assert project.current(store, views, view(2), MONDAY) == [Taken("table-1", 1)]
    assert views.load("taken", 1) == Kept(0, {})


def test_a_view_that_was_spoilt_is_rebuilt_from_the_log(place: Place) -> None:
    store, views = place
    record(store, "table-1", 1)
    project.catch_up(store, views, [view()])
    spoilt = {"table-1": b'{"guests":"secret words"}'}
    views.advance([Advance("taken", 1, store.head(), store.head(), spoilt)])

    with pytest.raises(UnreadableViewError, match="rebuild it") as told:
        project.current(store, views, view(), MONDAY)
    assert "secret" not in f"{told.value!r} {told.value.__context__!r}"

    project.rebuild(store, views, [view()])
    assert project.current(store, views, view(), MONDAY) == [Taken("table-1", 1)]


def test_a_view_stops_before_what_it_cannot_read(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "log.db", FORM)
    views = SqliteViews(store)
    for n in range(4):
        record(store, f"table-{n}", 1)
    with store.transaction() as cursor:
        cursor.execute("UPDATE stored_events SET topic = 'Unknown' WHERE rowid = 3")

    with pytest.raises(UnreadableEventError, match="Unknown"):
        project.catch_up(store, views, [view()], 1)

    assert views.load("taken", 1).position == 2
    assert set(views.load("taken", 1).states) == {"table-0", "table-1"}
    store.close()


def test_a_batch_that_breaks_off_is_done_again_and_counted_once(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "log.db", FORM)
    views = SqliteViews(store)
    record(store, "table-1", 1)
    project.catch_up(store, views, [view()])
    record(store, "table-1", 1)
    with store.transaction() as cursor:
        cursor.execute(
            "CREATE TRIGGER break BEFORE UPDATE ON view_positions"
            " BEGIN SELECT raise(ABORT, 'broken off'); END"
        )

    with pytest.raises(UnavailableError, match="broken off"):
        project.catch_up(store, views, [view()])
    with store.transaction() as cursor:
        cursor.execute("DROP TRIGGER break")

    assert project.current(store, views, view(), MONDAY) == [Taken("table-1", 2)]
    store.close()


class Interrupted(MemoryViews):
    """Somebody else does something between the reading of the log and the keeping of states."""

    def __init__(self, store: EventStore, other: Sequence[View[Table, Taken]]) -> None:
        super().__init__()
        self.store = store
        self.other = list(other)

    def advance(self, steps: Sequence[Advance]) -> None:
        """Let the other go first."""
        if self.other:
            self.forget("taken", 1)
            project.catch_up(self.store, self, [self.other.pop()], 1)
        super().advance(steps)


def test_a_batch_that_somebody_else_folded_meanwhile_is_left_out() -> None:
    store = MemoryStore(FORM)
    for n in range(3):
        record(store, f"table-{n}", 1, 1)
    views = Interrupted(store, [view(), view(), view()])

    assert [row.guests for row in project.current(store, views, view(), MONDAY)] == [2, 2, 2]


def test_rows_are_not_shown_while_somebody_rebuilds_the_view() -> None:
    class Rebuilt(MemoryViews):
        left = 2

        def load(self, view: str, version: int, streams: Collection[str] | None = None) -> Kept:
            """Forget everything just before it is shown."""
            if streams is None and self.left:
                self.left -= 1
                self.forget(view, version)
            return super().load(view, version, streams)

    store = MemoryStore(FORM)
    record(store, "table-1", 1)

    assert project.current(store, Rebuilt(), view(), MONDAY) == [Taken("table-1", 1)]


def test_as_of_a_moment_counts_what_had_been_recorded_whenever_it_occurred(place: Place) -> None:
    store, _ = place
    record(store, "table-1", 1)
    record(store, "table-2", 2, now=MONDAY + timedelta(hours=2))
    record(store, "table-1", 4, now=MONDAY + timedelta(hours=1))

    def then(hours: int, stream: str | None = None) -> list[Taken]:
        return project.as_of(store, view(), MONDAY + timedelta(hours=hours), stream)

    assert then(-1) == []
    assert then(0) == [Taken("table-1", 1)]
    assert then(1) == [Taken("table-1", 5)]
    assert then(2) == [Taken("table-1", 5), Taken("table-2", 2)]
    assert then(2, "table-2") == [Taken("table-2", 2)]


def test_as_of_a_position_counts_what_stands_up_to_there(place: Place) -> None:
    store, _ = place
    record(store, "table-1", 1)
    record(store, "table-2", 2)

    assert project.as_of_position(store, view(), 0) == []
    assert project.as_of_position(store, view(), 1) == [Taken("table-1", 1)]
    assert project.as_of_position(store, view(), 99, stream="table-2") == [Taken("table-2", 2)]
    early = MONDAY - timedelta(hours=1)
    assert project.as_of_position(store, view(), 99, early) == []
