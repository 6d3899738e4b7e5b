"""Threads that append to one SQLite file share commits, and each keeps its own promise."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

import pytest
from tests.adapters.test_shared_commits import wait_until

from answerable.adapters.sqlite.store import SqliteStore
from answerable.application.ports import ConflictError, UnavailableError
from answerable.bootstrap import open_desk
from answerable.testing.threads import Begun, together
from answerable.testing.visits import FORM, command, waited

R = TypeVar("R")
CALLERS = 8


@pytest.fixture
def store(tmp_path: Path) -> Generator[SqliteStore]:
    opened = SqliteStore(tmp_path / "log.db", FORM)
    yield opened
    opened.close()


def queued(store: SqliteStore, count: int) -> None:
    """Wait until one thread leads and `count` stand in the queue behind it."""
    shared = store._commits  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    wait_until(lambda: shared.waiting >= count)


def held_up(store: SqliteStore, work: list[Callable[[], R]], commits: list[str]) -> list[Future[R]]:
    """All of `work` at once, while the file is locked for a moment; `commits` notes each commit."""
    with ThreadPoolExecutor(len(work)) as pool:
        with store.transaction() as cursor:
            trace = cursor.connection
            done = [pool.submit(one) for one in work]
            queued(store, len(work) - 1)
            trace.set_trace_callback(lambda line: commits.append(line) if line == "COMMIT" else 0)
        [each.exception() for each in done]
        trace.set_trace_callback(None)
    return done


def test_callers_held_up_by_one_write_share_the_next(store: SqliteStore) -> None:
    def append(n: int) -> int:
        return store.append(command(f"cmd-{n}", f"case-{n}"), 0, waited(n))[0].version

    commits: list[str] = []
    done = held_up(store, [partial(append, n) for n in range(CALLERS)], commits)

    assert [each.result() for each in done] == [1] * CALLERS
    assert len(commits) == 3  # that of the transaction, the leader's, and one for all others


def test_in_a_shared_commit_a_conflict_is_that_of_its_stream_alone(store: SqliteStore) -> None:
    same = [partial(store.append, command(f"same-{n}"), 0, waited(n)) for n in range(4)]
    apart = [
        partial(store.append, command(f"apart-{n}", f"case-1{n}"), 0, waited(n, n))
        for n in range(4)
    ]

    done = held_up(store, [*same, *apart], [])

    errors = [each.exception() for each in done]
    assert errors[4:] == [None] * 4
    assert errors[:4].count(None) == 1
    assert all(isinstance(each, ConflictError) for each in errors if each)
    assert [each.version for each in store.read("case-1")] == [1]


def test_one_command_put_by_many_at_once_is_recorded_once(store: SqliteStore) -> None:
    put = command("cmd-1")

    done = held_up(store, [lambda: list(store.append(put, 0, waited(1)))] * CALLERS, [])

    assert [each.result() for each in done] == [list(store.read("case-1"))] * CALLERS
    assert store.head() == 1


def test_what_was_acknowledged_is_read_by_others_at_that_moment(
    store: SqliteStore, tmp_path: Path
) -> None:
    missing: list[str] = []

    def write_and_look(name: int) -> None:
        with closing(sqlite3.connect(tmp_path / "log.db")) as outside:
            for n in range(20):
                store.append(command(f"cmd-{name}-{n}", f"case-{name}"), n, waited(n))
                found = outside.execute(
                    "SELECT count(*) FROM stored_events WHERE originator_id = ?", (f"case-{name}",)
                ).fetchone()
                if found != (n + 1,):
                    missing.append(f"case-{name}/{n + 1}")

    together(*(partial(write_and_look, name) for name in range(CALLERS)))

    assert missing == []
    assert store.head() == CALLERS * 20


def test_an_append_inside_a_transaction_is_refused_while_others_wait(store: SqliteStore) -> None:
    with ThreadPoolExecutor(2) as pool:
        with store.transaction():
            first = pool.submit(store.append, command("cmd-1"), 0, waited(1))
            second = pool.submit(store.append, command("cmd-2", "case-2"), 0, waited(1))
            queued(store, 1)
            with pytest.raises(UnavailableError, match="transaction within a transaction"):
                store.append(command("cmd-3"), 0, waited(1))
        assert [len(each.result()) for each in (first, second)] == [1, 1]


def test_closing_waits_for_who_writes_and_tells_who_comes_after(store: SqliteStore) -> None:
    with ThreadPoolExecutor(3) as pool:
        with store.transaction() as cursor:
            cursor.execute("CREATE TABLE view (case_id TEXT)")
            done = [
                pool.submit(store.append, command(f"cmd-{n}", f"case-{n}"), 0, waited(n))
                for n in range(2)
            ]
            queued(store, 1)
            closing_ = pool.submit(store.close)
        closing_.result()

    errors = [each.exception() for each in done]
    assert all(isinstance(each, UnavailableError) for each in errors if each)
    with pytest.raises(UnavailableError, match="losed"):
        store.append(command("cmd-9"), 0, waited(9))


def test_mail_received_inside_a_transaction_is_refused_and_waits_for_nobody(tmp_path: Path) -> None:
    with open_desk(str(tmp_path / "log.db")) as desk:
        log = cast("SqliteStore", desk.store)

        def inside() -> None:
            with log.transaction():
                desk.receive("the box is crushed", external_id="<1@shop>")

        with desk.place.inbox.lock:  # as who waits for the end of that transaction has it
            begun = Begun(inside)
            with pytest.raises(UnavailableError, match="within a transaction"):
                begun.result("mail")
