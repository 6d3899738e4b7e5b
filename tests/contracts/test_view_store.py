"""The contract of `ViewStore`: an adapter belongs to us once its line in STORES passes."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.postgres import server

from answerable.adapters.memory.views import MemoryViews
from answerable.adapters.postgres.store import PostgresStore
from answerable.adapters.postgres.views import PostgresViews
from answerable.adapters.sqlite.store import SqliteStore
from answerable.adapters.sqlite.views import SqliteViews
from answerable.adapters.stored_form import StoredForm
from answerable.application.ports import Advance, Kept, UnavailableError, ViewStore

FORM = StoredForm({}, {}, os.urandom)


def in_memory(_: Path) -> Generator[ViewStore]:
    yield MemoryViews()


def in_sqlite(folder: Path) -> Generator[ViewStore]:
    store = SqliteStore(folder / "log.db", FORM)
    yield SqliteViews(store)
    store.close()


def in_postgres(_: Path) -> Generator[ViewStore]:
    store = PostgresStore(server.tenant(), FORM)
    yield PostgresViews(store)
    store.close()


STORES: dict[str, Callable[[Path], Generator[ViewStore]]] = {
    "memory": in_memory,
    "sqlite": in_sqlite,
    "postgres": in_postgres,
}


@pytest.fixture(params=STORES)
def views(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[ViewStore]:
    yield from STORES[request.param](tmp_path)


def step(
    expected: int, position: int, view: str = "open", version: int = 1, **states: bytes
) -> Advance:
    """Some states of a view; by default of version 1 of the one that is called `open`."""
    return Advance(view, version, expected, position, states)


def test_a_view_nobody_kept_stands_at_the_beginning(views: ViewStore) -> None:
    assert views.load("open", 1) == views.load("open", 1, ["a"]) == Kept(0, {})


def test_states_and_position_are_kept_together(views: ViewStore) -> None:
    views.advance([step(0, 3, a=b"1", b=b"2"), step(0, 3, view="other", a=b"x")])
    views.advance([step(3, 9, b=b"\x00\xff", c=b"")])

    assert views.load("open", 1) == Kept(9, {"a": b"1", "b": b"\x00\xff", "c": b""})
    assert views.load("other", 1) == Kept(3, {"a": b"x"})


def test_only_the_streams_asked_for_are_loaded(views: ViewStore) -> None:
    views.advance([step(0, 3, a=b"1", b=b"2")])

    assert views.load("open", 1, ["b", "never"]) == Kept(3, {"b": b"2"})
    assert views.load("open", 1, ()) == Kept(3, {})


@pytest.mark.parametrize("expected", [0, 2, 4])
def test_a_step_from_where_the_view_does_not_stand_changes_nothing(
    views: ViewStore, expected: int
) -> None:
    views.advance([step(0, 3, a=b"1")])

    views.advance([step(expected, 7, a=b"9", b=b"9"), step(0, 2, view="other", a=b"x")])

    assert views.load("open", 1) == Kept(3, {"a": b"1"})
    assert views.load("other", 1) == Kept(2, {"a": b"x"})


def test_a_step_without_states_moves_the_position(views: ViewStore) -> None:
    views.advance([step(0, 3)])
    views.advance([step(3, 5)])

    assert views.load("open", 1) == Kept(5, {})


def test_a_new_version_stands_for_itself_and_drops_the_older_ones(views: ViewStore) -> None:
    views.advance([step(0, 3, a=b"1"), step(0, 3, view="other", a=b"x")])
    assert views.load("open", 2) == Kept(0, {})

    views.advance([step(0, 2, version=2, a=b"2")])

    assert views.load("open", 1) == Kept(0, {})
    assert views.load("open", 2) == Kept(2, {"a": b"2"})
    assert views.load("other", 1) == Kept(3, {"a": b"x"})


def test_an_older_version_that_is_still_run_leaves_the_newer_one_alone(views: ViewStore) -> None:
    views.advance([step(0, 2, version=2, a=b"2")])

    views.advance([step(0, 3, version=1, a=b"1")])
    views.advance([step(2, 4, version=2, b=b"2")])

    assert views.load("open", 1) == Kept(3, {"a": b"1"})
    assert views.load("open", 2) == Kept(4, {"a": b"2", "b": b"2"})


def test_what_is_forgotten_stands_at_the_beginning(views: ViewStore) -> None:
    views.advance([step(0, 3, a=b"1"), step(0, 3, view="other", a=b"x")])

    views.forget("open", 1)
    views.forget("open", 1)

    assert views.load("open", 1) == Kept(0, {})
    assert views.load("other", 1) == Kept(3, {"a": b"x"})


def test_what_was_loaded_does_not_change_under_its_reader(views: ViewStore) -> None:
    views.advance([step(0, 3, a=b"1")])
    before = views.load("open", 1)

    views.advance([step(3, 4, a=b"2")])

    assert before == Kept(3, {"a": b"1"})


def test_of_many_at_once_exactly_one_moves_the_view_on(views: ViewStore) -> None:
    def move(n: int) -> None:
        for position in range(20):
            mine = {f"s{position}": str(n).encode(), "last": str(n).encode()}
            views.advance([Advance("open", 1, position, position + 1, mine)])

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(move, n) for n in range(4)]:
            done.result()

    kept = views.load("open", 1)
    assert kept.position == 20
    assert kept.states["last"] == kept.states["s19"]


def test_a_reader_goes_on_from_where_it_was(views: ViewStore) -> None:
    assert views.position("reactions") == 0

    views.save_position("reactions", 7)
    views.save_position("mail", 2)

    assert views.position("reactions") == 7
    assert views.position("mail") == 2


def test_a_reader_that_is_behind_does_not_pull_another_back(views: ViewStore) -> None:
    views.save_position("reactions", 7)
    views.save_position("reactions", 5)

    assert views.position("reactions") == 7


def test_a_reader_and_a_view_of_one_name_do_not_meet(views: ViewStore) -> None:
    views.save_position("open", 7)
    views.advance([step(0, 3, version=2, a=b"1")])
    views.forget("open", 1)

    assert views.position("open") == 7
    assert views.load("open", 2) == Kept(3, {"a": b"1"})


def test_views_outlive_the_process_that_kept_them(tmp_path: Path) -> None:
    first = SqliteStore(tmp_path / "log.db", FORM)
    SqliteViews(first).advance([step(0, 3, a=b"1")])
    first.close()

    second = SqliteStore(tmp_path / "log.db", FORM)
    assert SqliteViews(second).load("open", 1) == Kept(3, {"a": b"1"})
    second.close()


def test_a_step_that_breaks_off_leaves_neither_states_nor_position(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "log.db", FORM)
    views = SqliteViews(store)
    with store.transaction() as cursor:
        cursor.execute(
            "CREATE TRIGGER break BEFORE INSERT ON view_positions WHEN NEW.view = 'other'"
            " BEGIN SELECT raise(ABORT, 'broken off'); END"
        )

    with pytest.raises(UnavailableError, match="broken off"):
        views.advance([step(0, 3, a=b"1"), step(0, 3, view="other", a=b"x")])

    assert views.load("open", 1) == views.load("other", 1) == Kept(0, {})
    store.close()
