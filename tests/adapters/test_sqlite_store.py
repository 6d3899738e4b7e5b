"""What is particular to the store in a SQLite file."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Generator
from contextlib import closing
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest

from answerable.adapters.sqlite.store import SqliteStore
from answerable.adapters.stored_form import StoredForm
from answerable.application.ports import UnavailableError, UnreadableEventError
from answerable.domain.command import Command
from answerable.domain.event import Actor, Event, RecordedEvent


class Rang(Event):
    times: int


class Knocked(Event):
    times: int


FORM = StoredForm({"Rang": Rang}, {}, os.urandom)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def ring(store: SqliteStore, times: int, stream: str = "case-1") -> int:
    """Append one event; its position."""
    history = store.read(stream)
    put = Command(
        stream=stream,
        id=f"cmd-{stream}-{times}",
        actor=Actor("agent-1", "agent"),
        now=NOON,
        occurred_at=NOON,
    )
    (rang,) = store.append(put, len(history), [Rang(occurred_at=NOON, times=times)])
    return rang.position


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log ?#%:memory:&mode=memory é.db"


@pytest.fixture
def store(path: Path) -> Generator[SqliteStore]:
    opened = SqliteStore(path, FORM)
    yield opened
    opened.close()


def by_hand(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return connection.execute(statement).fetchall()


def test_a_closed_file_holds_what_was_appended(path: Path) -> None:
    first = SqliteStore(path, FORM)
    ring(first, 1)
    first.close()

    again = SqliteStore(path, FORM)
    assert [e.version for e in again.read("case-1")] == [1]
    again.close()


def test_the_position_of_a_row_deleted_by_hand_is_not_given_again(
    store: SqliteStore, path: Path
) -> None:
    ring(store, 1)
    assert ring(store, 2) == 2

    by_hand(path, "DELETE FROM stored_events WHERE rowid = 2")

    assert ring(store, 3) == 3


def test_positions_survive_vacuum(store: SqliteStore, path: Path) -> None:
    for times in range(5):
        ring(store, times)
    by_hand(path, "DELETE FROM stored_events WHERE rowid = 2")

    by_hand(path, "VACUUM")

    assert [e.position for e in store.read_all(0, 10)] == [1, 3, 4, 5]


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE stored_events SET topic = 'os:system' WHERE rowid = 1",
        "UPDATE stored_events SET state = x'00' WHERE rowid = 1",
        "UPDATE stored_events SET state = 'Where is my parcel?' WHERE rowid = 1",
        """UPDATE stored_events SET state = replace(state, '"form":1', '"form":9')""",
    ],
)
def test_a_row_changed_by_hand_stops_the_reading(
    store: SqliteStore, path: Path, tampering: str
) -> None:
    ring(store, 1)
    ring(store, 2)

    by_hand(path, tampering)

    with pytest.raises(UnreadableEventError):
        store.read_all(0, 10)
    with pytest.raises(UnreadableEventError):
        store.read("case-1")


def test_every_connection_is_durable(store: SqliteStore) -> None:
    with store.transaction() as writing, store.snapshot() as reading:
        for cursor in (writing, reading):
            assert cursor.execute("PRAGMA synchronous").fetchone()[0] == 2
            assert cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
            assert cursor.execute("PRAGMA wal_autocheckpoint").fetchone()[0] == 0


def test_the_log_beside_the_file_does_not_grow_without_end(store: SqliteStore, path: Path) -> None:
    with store.transaction() as cursor:
        cursor.execute("CREATE TABLE view (words TEXT)")
    beside = Path(f"{path}-wal")
    sizes: list[int] = []
    for _ in range(12):
        with store.transaction() as cursor:
            cursor.executemany("INSERT INTO view VALUES (?)", [("x" * 400,)] * 500)
        sizes.append(beside.stat().st_size)

    assert max(sizes) < 4 * sizes[0]


def test_a_transaction_holds_the_write_lock_from_its_first_line(
    store: SqliteStore, path: Path
) -> None:
    with (
        store.transaction(),
        closing(sqlite3.connect(path, timeout=0)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")


def test_a_view_and_its_position_are_written_together_or_not_at_all(store: SqliteStore) -> None:
    with store.transaction() as cursor:
        cursor.execute("CREATE TABLE view (case_id TEXT)")

    def stop_half_way() -> None:
        with store.transaction() as cursor:
            cursor.execute("INSERT INTO view VALUES ('case-1')")
            raise KeyError

    with pytest.raises(KeyError):
        stop_half_way()

    with store.snapshot() as cursor:
        assert cursor.execute("SELECT * FROM view").fetchall() == []
    assert ring(store, 1)


def test_a_snapshot_cannot_write(store: SqliteStore) -> None:
    with pytest.raises(UnavailableError, match="readonly"), store.snapshot() as cursor:
        cursor.execute("CREATE TABLE view (case_id TEXT)")


def test_a_snapshot_stays_at_its_moment(store: SqliteStore) -> None:
    count = "SELECT count(*) FROM stored_events"
    with store.snapshot() as cursor:
        before = cursor.execute(count).fetchone()[0]
        ring(store, 1)
        after = cursor.execute(count).fetchone()[0]

    assert (before, after, store.head()) == (0, 0, 1)


def test_an_append_inside_a_transaction_is_refused_and_spoils_nothing(store: SqliteStore) -> None:
    with store.transaction() as cursor:
        cursor.execute("CREATE TABLE view (case_id TEXT)")
        with pytest.raises(UnavailableError, match="transaction within a transaction"):
            ring(store, 1)

    assert store.head() == 0
    assert ring(store, 1) == 1


def test_an_event_of_another_store_on_the_same_file_ends_the_waiting(
    store: SqliteStore, path: Path
) -> None:
    other = SqliteStore(path, FORM)
    writing = Thread(target=ring, args=(other, 1))
    writing.start()

    assert store.wait(0, 3600)
    writing.join()
    other.close()


APPENDS = Path(__file__).parents[1] / "crash/appends.py"


def test_two_processes_on_one_file_are_seen_whole_and_once(path: Path) -> None:
    # Both begin on a missing file: making it is part of the race.
    command = [sys.executable, str(APPENDS), str(path), "60"]
    writers = [subprocess.Popen(command) for _ in range(2)]
    store = SqliteStore(path, StoredForm({"Knocked": Knocked}, {}, os.urandom))
    seen: list[RecordedEvent] = []
    while len(seen) < 420:
        assert store.wait(seen[-1].position if seen else 0, 30)
        seen.extend(store.read_all(seen[-1].position if seen else 0, 17))

    assert [writer.wait() for writer in writers] == [0, 0]
    assert seen == store.read_all(0, 1000)
    assert all(earlier.position < later.position for earlier, later in pairwise(seen))
    for stream in {e.stream for e in seen}:
        versions = [e.version for e in seen if e.stream == stream]
        assert versions == list(range(1, len(versions) + 1))
    store.close()


def test_a_closed_store_says_so(path: Path) -> None:
    store = SqliteStore(path, FORM)
    store.close()

    with pytest.raises(UnavailableError, match="losed"):
        store.head()
    with pytest.raises(UnavailableError, match="losed"):
        ring(store, 1)
