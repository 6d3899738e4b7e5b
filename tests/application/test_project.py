"""Keeping views up to date: in batches, by several at once, and never past what cannot be read."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.application.seats import FORM, MONDAY, Left, Table, Taken, record, rows, view

from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.memory.views import MemoryViews
from answerable.adapters.sqlite.store import SqliteStore
from answerable.adapters.sqlite.views import SqliteViews
from answerable.application import project
from answerable.application.folding import Held, UnfoldableEventError
from answerable.application.ports import (
    EventStore,
    UnavailableError,
    UnreadableEventError,
    UnreadableViewError,
)
from answerable.application.project import Keeper
from answerable.application.view_store import Advance, Question
from answerable.domain.command import Command
from answerable.domain.event import Actor
from answerable.projections.view import View


@pytest.fixture(params=["memory", "sqlite"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Keeper]:
    if request.param == "memory":
        yield Keeper(MemoryStore(FORM), MemoryViews())
        return
    store = SqliteStore(tmp_path / "log.db", FORM)
    yield Keeper(store, SqliteViews(store))
    store.close()


@pytest.fixture
def in_file(tmp_path: Path) -> Generator[tuple[SqliteStore, Keeper]]:
    store = SqliteStore(tmp_path / "log.db", FORM)
    yield store, Keeper(store, SqliteViews(store))
    store.close()


@pytest.mark.parametrize("batch", [1, 2, 3, 100])
@pytest.mark.parametrize("held", [1, 9])
def test_each_event_is_folded_once_whatever_the_batch(place: Keeper, batch: int, held: int) -> None:
    keeper = Keeper(place.store, place.views, Held(held))
    of = view()
    for n in range(7):
        record(keeper.store, f"table-{n % 2}", 1, 1)
        keeper.catch_up([of], batch)
        keeper.catch_up([of], batch)

    position, kept = keeper.views.everything(of)

    assert position == keeper.store.head()
    assert rows(keeper, of) == {"table-1": 6, "table-0": 8}
    assert [row.row for row in kept["table-1"].rows] == [Taken("table-1", 6, "1 2 3 4 5 6")]


def test_a_batch_ends_with_the_page_in_which_it_reaches_as_many_streams_as_it_may(
    place: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "PAGE", 2)
    monkeypatch.setattr(project, "STREAMS", 3)
    of = view()
    for n in range(9):
        record(place.store, f"table-{n}", 1)

    assert [place.fold([of], 0), place.fold([of], 4)] == [4, 8]
    assert rows(place, of) == {f"table-{n}": 1 for n in range(9)}


def test_a_stream_that_tells_the_view_nothing_is_not_kept(place: Keeper) -> None:
    command = Command(
        stream="table-1", id="c", actor=Actor("staff-1", "agent"), now=MONDAY, occurred_at=MONDAY
    )
    place.store.append(command, 0, [Left(occurred_at=MONDAY)])
    of = view()

    place.catch_up([of])

    assert place.views.everything(of) == (place.store.head(), {})


def test_several_at_once_fold_each_event_once(place: Keeper) -> None:
    of = view()
    for n in range(30):
        record(place.store, f"table-{n % 3}", 1)

    def fold(_: int) -> None:
        Keeper(place.store, place.views).catch_up([of], 4)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(fold, range(4)))

    assert set(rows(place, of).values()) == {10}
    assert place.views.stand(of).position == place.store.head()


def test_a_view_that_lags_behind_catches_up_with_the_others(place: Keeper) -> None:
    first, later = view(), view(name="later")
    record(place.store, "table-1", *[1] * 7)
    place.catch_up([first], 3)
    record(place.store, "table-1", *[1] * 7)

    place.catch_up([first, later], 4)

    assert rows(place, first) == rows(place, later) == {"table-1": 14}


def test_a_view_of_a_new_version_is_built_anew_and_the_old_one_dropped(place: Keeper) -> None:
    old, new = view(), view(2)
    record(place.store, "table-1", 1)
    place.catch_up([old])

    assert rows(place, new) == {"table-1": 1}
    assert place.views.everything(old) == (0, {})


def test_a_view_that_was_spoilt_is_rebuilt_from_the_log(
    in_file: tuple[SqliteStore, Keeper],
) -> None:
    store, keeper = in_file
    of = view()
    record(store, "table-1", 1)
    keeper.catch_up([of])
    with store.transaction() as cursor:
        cursor.execute("UPDATE view_taken_1_a_streams SET made_at = 'secret words'")

    with pytest.raises(UnreadableViewError, match="rebuild it") as told:
        keeper.views.everything(of)
    assert "secret" not in f"{told.value!r} {told.value.__context__!r}"

    keeper.rebuild([of])
    assert rows(keeper, of) == {"table-1": 1}


@pytest.mark.parametrize("beside", [False, True])
def test_a_view_whose_stand_was_deleted_by_hand_is_built_anew(
    in_file: tuple[SqliteStore, Keeper], *, beside: bool
) -> None:
    store, keeper = in_file
    of = view()
    record(store, "table-1", 1, 1)
    keeper.catch_up([of])
    if beside:
        keeper.views.begin(of)
    with store.transaction() as cursor:
        cursor.execute("UPDATE view_taken_1_a SET guests = 7")
        cursor.execute("DELETE FROM view_stands")

    assert rows(keeper, of) == {"table-1": 2}
    keeper.rebuild([of])
    assert rows(keeper, of) == {"table-1": 2}


def test_an_answer_by_one_statement_follows_the_log_and_a_view_that_another_built_anew(
    in_file: tuple[SqliteStore, Keeper],
) -> None:
    store, keeper = in_file
    of, other = view(), Keeper(store, SqliteViews(store))
    record(store, "table-1", 1)
    assert rows(keeper, of) == {"table-1": 1}

    for number in (2, 3, 4):
        record(store, f"table-{number}", number)
        assert not keeper.views.ask(Question(of, MONDAY)).current
        assert rows(keeper, of) == {f"table-{n}": n for n in range(1, number + 1)}
        assert keeper.views.ask(Question(of, MONDAY)).current
        other.rebuild([of])
        assert rows(keeper, of) == {f"table-{n}": n for n in range(1, number + 1)}


def test_a_view_stops_before_what_it_cannot_read(in_file: tuple[SqliteStore, Keeper]) -> None:
    store, keeper = in_file
    of = view()
    for n in range(4):
        record(store, f"table-{n}", 1)
    with store.transaction() as cursor:
        cursor.execute("UPDATE stored_events SET topic = 'Unknown' WHERE rowid = 3")

    with pytest.raises(UnreadableEventError, match="Unknown"):
        keeper.catch_up([of])

    position, kept = keeper.views.everything(of)
    assert position == 2
    assert set(kept) == {"table-0", "table-1"}


def test_a_view_stops_before_an_event_its_fold_cannot_take(place: Keeper) -> None:
    of = view()
    record(place.store, "table-0", 1)
    record(place.store, "table-1", 1, -1, 1)

    with pytest.raises(UnfoldableEventError, match=r"Seated, position 3.*ValueError") as told:
        place.catch_up([of])

    assert "secret" not in f"{told.value} {told.value.__context__!r}"
    position, kept = place.views.everything(of)
    assert position == 2
    assert set(kept) == {"table-0", "table-1"}


def test_rows_that_cannot_be_made_stop_the_view_too(place: Keeper) -> None:
    def broken(_stream: str, _table: Table, _moment: object) -> dict[str, Taken]:
        raise KeyError

    of = View("taken", 1, Taken, Table(), view().evolve, broken, view().changes, order=("guests",))
    record(place.store, "table-1", 1)

    with pytest.raises(UnfoldableEventError, match="KeyError"):
        place.catch_up([of])


def test_a_batch_that_breaks_off_is_done_again_and_counted_once(
    in_file: tuple[SqliteStore, Keeper],
) -> None:
    store, keeper = in_file
    of = view()
    record(store, "table-1", 1)
    keeper.catch_up([of])
    record(store, "table-1", 1)
    with store.transaction() as cursor:
        cursor.execute(
            "CREATE TRIGGER break BEFORE UPDATE ON view_stands"
            " BEGIN SELECT raise(ABORT, 'broken off'); END"
        )

    with pytest.raises(UnavailableError, match="broken off"):
        keeper.catch_up([of])
    with store.transaction() as cursor:
        cursor.execute("DROP TRIGGER break")

    assert rows(keeper, of) == {"table-1": 2}


class Interrupted(MemoryViews):
    """Somebody else does something between the reading of the log and the keeping of rows."""

    def __init__(self, store: EventStore, others: Sequence[View[Table, Taken]]) -> None:
        super().__init__()
        self.store = store
        self.others = list(others)

    def advance(self, steps: Sequence[Advance]) -> None:
        """Let the other go first."""
        if self.others:
            Keeper(self.store, self).catch_up([self.others.pop()], 1)
        super().advance(steps)


def test_a_batch_that_somebody_else_folded_meanwhile_is_left_out() -> None:
    store = MemoryStore(FORM)
    for n in range(3):
        record(store, f"table-{n}", 1, 1)
    of = view()
    keeper = Keeper(store, Interrupted(store, [of, of, of]))

    assert set(rows(keeper, of).values()) == {2}
