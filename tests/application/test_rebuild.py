"""Building a view anew: beside the live one, which serves meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.application.seats import FORM, MONDAY, Table, Taken, record, rows, view
from tests.application.test_project import place

from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.memory.views import MemoryViews
from answerable.adapters.sqlite.store import SqliteStore
from answerable.adapters.sqlite.views import SqliteViews
from answerable.application.answers import Answers
from answerable.application.folding import Held, UnfoldableEventError
from answerable.application.project import Keeper
from answerable.application.view_store import Advance
from answerable.domain.event import RecordedEvent
from answerable.projections.view import View

__all__ = ["place"]


def again(keeper: Keeper, of: View[Table, Taken], batch: int) -> None:
    """Build the view anew, several times over."""
    for _ in range(3):
        keeper.rebuild([of], batch=batch)


class Watched(MemoryViews):
    """Notes what the live view shows each time something is kept beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.keeper: Keeper | None = None
        self.shown: list[dict[str, int]] = []

    def advance(self, steps: Sequence[Advance]) -> None:
        super().advance(steps)
        if self.keeper and steps[0].beside:
            self.shown.append(rows(self.keeper, steps[0].view))


def test_the_live_view_serves_while_it_is_built_anew() -> None:
    of, views = view(), Watched()
    keeper = Keeper(MemoryStore(FORM), views)
    record(keeper.store, "table-1", 1, 1, 1)
    keeper.catch_up([of])
    views.keeper = keeper

    keeper.rebuild([of], batch=1)

    assert views.shown == [{"table-1": 3}] * 3
    assert keeper.views.stand(of).building is None


class Counted(MemoryStore):
    """Counts how many events were read, and which streams by themselves."""

    def __init__(self) -> None:
        super().__init__(FORM)
        self.read_so_far = 0
        self.streams: list[str] = []

    def read(self, stream: str, after: int = 0) -> Sequence[RecordedEvent]:
        self.streams.append(stream)
        return super().read(stream, after)

    def read_all(self, after_position: int, limit: int) -> Sequence[RecordedEvent]:
        found = super().read_all(after_position, limit)
        self.read_so_far += len(found)
        return found


def test_views_that_are_built_anew_together_read_each_event_once() -> None:
    of, store = view(), Counted()
    both = [of, replace(of, name="others")]
    keeper = Keeper(store, MemoryViews())
    record(store, "table-1", 1, 1)
    record(store, "table-2", 3)

    keeper.rebuild(both, batch=2)

    assert store.read_so_far == store.head()
    assert [rows(keeper, each) for each in both] == [{"table-1": 2, "table-2": 3}] * 2


@pytest.mark.parametrize("batch", [1, 2, 3, 5])
def test_a_stream_that_goes_on_among_others_is_read_again_once_at_most(batch: int) -> None:
    of, store = view(), Counted()
    both, tables = [of, replace(of, name="others")], [f"table-{n}" for n in range(3)]
    for guests in range(1, 6):
        for table in tables:
            record(store, table, guests)
    incremental = Keeper(store, MemoryViews())
    incremental.catch_up([of])
    store.streams.clear()
    keeper = Keeper(store, MemoryViews(), Held(1))

    keeper.rebuild(both, batch=batch)

    assert 0 < len(store.streams) == len(set(store.streams))
    assert [keeper.views.everything(each) for each in both] == [
        incremental.views.everything(of) for _ in both
    ]


class Interrupted(MemoryViews):
    """Somebody begins anew, and comes as far, before the last step is taken."""

    other: Keeper | None = None

    def advance(self, steps: Sequence[Advance]) -> None:
        last = steps[0]
        if self.other and last.passed and last.position == self.other.store.head():
            other, self.other = self.other, None
            self.begin(last.view)
            assert other.fold([last.view], 0, last.expected, beside=True) == last.expected
        super().advance(steps)


def test_what_was_passed_over_is_folded_where_another_began_anew_meanwhile() -> None:
    of, store, views = view(), MemoryStore(FORM), Interrupted()
    for guests in range(1, 6):
        for table in ("table-1", "table-2", "table-3"):
            record(store, table, guests)
    views.other = Keeper(store, views)

    Keeper(store, views, Held(1)).rebuild([of], batch=3)

    assert views.other is None
    assert rows(Keeper(store, views), of) == {f"table-{n}": 15 for n in (1, 2, 3)}


def test_what_cannot_be_folded_stops_a_view_built_anew_there_and_not_where_its_stream_begins() -> (
    None
):
    of, keeper = view(), Keeper(MemoryStore(FORM), MemoryViews(), Held(1))
    for guests in (1, 2, -1):
        record(keeper.store, "table-1", abs(guests))
        record(keeper.store, "table-2", guests)

    with pytest.raises(UnfoldableEventError):
        keeper.rebuild([of], batch=1)

    assert keeper.views.stand(of).building == 5
    assert keeper.views.reached(of, ["table-1", "table-2"]) == {"table-1": 5, "table-2": 4}


def test_what_was_built_anew_is_never_behind_what_was_live(place: Keeper) -> None:
    of = view()
    record(place.store, "table-1", 1)
    place.views.begin(of)
    place.catch_up([of])

    assert not place.views.swap(of, place.store.head())
    assert rows(place, of) == {"table-1": 1}


def test_a_view_ahead_of_its_log_is_no_measure(place: Keeper) -> None:
    of = view()
    record(place.store, "table-1", 1)
    place.views.advance([Advance(of, 0, 99, {})])

    place.rebuild([of])

    assert place.views.stand(of).position == place.store.head()
    assert rows(place, of) == {"table-1": 1}


def test_a_view_that_was_never_kept_can_be_built_at_once(place: Keeper) -> None:
    of, told = view(), list[tuple[str, float]]()
    record(place.store, "table-1", 1, 1)

    place.rebuild([of], lambda what, share: told.append((what, share)), batch=1)

    assert rows(place, of) == {"table-1": 2}
    assert told == [("building taken", 0.0), ("building taken", 0.5), ("building taken", 1.0)]


def test_an_event_that_cannot_be_taken_in_leaves_the_live_view(place: Keeper) -> None:
    of = view()
    record(place.store, "table-1", 1)
    place.catch_up([of])
    record(place.store, "table-1", -1)

    with pytest.raises(UnfoldableEventError):
        place.rebuild([of])

    assert place.views.stand(of).position == 1
    place.views.begin(of)
    assert place.views.stand(of).building == 0


def test_one_who_began_again_later_ends_the_earlier_attempt(place: Keeper) -> None:
    of = view()
    record(place.store, "table-1", 1, 1)
    place.views.begin(of)
    place.fold([of], 0, 1, beside=True)

    place.rebuild([of])
    place.fold([of], 1, 1, beside=True)

    assert rows(place, of) == {"table-1": 2}
    assert place.views.stand(of).building is None


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=3), st.integers(1, 7))
def test_a_view_rebuilt_while_writers_run_equals_the_live_one_at_its_position(
    writers: list[int], batch: int
) -> None:
    of, twin = view(), view(name="twin")
    keeper = Keeper(MemoryStore(FORM), MemoryViews(), Held(1))

    def write(n: int) -> None:
        for _ in range(writers[n]):
            record(keeper.store, f"table-{n}", 1, 2)
            rows(keeper, of)

    with ThreadPoolExecutor(len(writers) + 1) as pool:
        done = [pool.submit(write, n) for n in range(len(writers))]
        done += [pool.submit(again, keeper, of, batch)]
        for each in done:
            each.result()
    position, kept = keeper.views.everything(of)
    keeper.fold([twin], 0, position or 1, until=position)

    assert keeper.views.everything(twin) == (position, kept)
    assert rows(keeper, of) == {f"table-{n}": 3 * each for n, each in enumerate(writers)}


def test_several_processes_writing_and_rebuilding_one_file_agree(tmp_path: Path) -> None:
    of, twin = view(), view(name="twin")
    stores = [SqliteStore(tmp_path / "log.db", FORM) for _ in range(3)]
    keepers = [Keeper(store, SqliteViews(store), Held(1)) for store in stores]

    def write(n: int) -> None:
        for _ in range(10):
            record(stores[n], f"table-{n}", 1, 2)
            Answers(keepers[n], MONDAY).rows(of)

    with ThreadPoolExecutor(3) as pool:
        done = [pool.submit(write, n) for n in range(2)]
        done += [pool.submit(again, keepers[2], of, 3)]
        for each in done:
            each.result()
    keepers[0].catch_up([of, twin])

    assert keepers[1].views.everything(of) == keepers[2].views.everything(twin)
    for store in stores:
        store.close()
