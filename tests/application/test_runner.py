"""The runner: it follows the log, leaves nothing out, and one view that stops stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from tests.application.seats import FORM, MONDAY, Table, Taken, record, rows, view

from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.memory.views import MemoryViews
from answerable.adapters.sqlite.store import SqliteStore
from answerable.adapters.sqlite.views import SqliteViews
from answerable.application.handle import Backoff
from answerable.application.health import Health, health
from answerable.application.ports import UnavailableError, UnreadableEventError
from answerable.application.project import Keeper
from answerable.application.runner import LEASE, Pace, Runner, Stopped
from answerable.application.view_store import Advance, Parked
from answerable.domain.event import RecordedEvent
from answerable.projections.view import View

AT_ONCE = Pace(batch=3, linger_seconds=0, look_seconds=0)


def unmoved(table: Table, _: RecordedEvent) -> Table:
    return table


class Clock:
    """The time on the wall, which sleeping moves."""

    def __init__(self) -> None:
        self.now = MONDAY
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


class Hall:
    """A log, its views, a clock, and what runners said."""

    def __init__(self, views: MemoryViews | None = None) -> None:
        self.clock = Clock()
        self.keeper = Keeper(MemoryStore(FORM), views or MemoryViews())
        self.told: list[Stopped] = []

    def runner(self, *views: View[Table, Taken], holder: str = "a", pace: Pace = AT_ONCE) -> Runner:
        backoff = Backoff(self.clock.sleep, lambda: 0.0)
        clock = lambda: self.clock.now  # noqa: E731  # the clock of the hall
        return Runner(self.keeper, views, holder, clock, backoff, self.told.append, pace)

    def after(self, pause: timedelta) -> None:
        self.clock.now += pause


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_what_is_recorded_is_folded_until_it_is_stopped(hall: Hall) -> None:
    of = view()
    runner = hall.runner(of, pace=Pace(look_seconds=30))
    thread = Thread(target=runner.run)
    thread.start()
    for n in range(5):
        record(hall.keeper.store, f"table-{n}", 1)
        assert hall.keeper.views.wait(of, n + 1, 30)
    runner.stop()
    record(hall.keeper.store, "table-9", 1)
    thread.join(30)

    assert not thread.is_alive()
    assert hall.keeper.views.lease("taken 1", "b", hall.clock.now, hall.clock.now)


def test_views_that_stand_apart_come_together(hall: Hall) -> None:
    first, added = view(), view(name="added")
    record(hall.keeper.store, "table-1", *[1] * 10)
    runner = hall.runner(first)
    runner.turn()

    runner.add(added)
    record(hall.keeper.store, "table-1", 1)
    assert runner.fold_some()

    assert hall.keeper.views.stand(first).position == 11
    assert hall.keeper.views.stand(added).position == 3
    runner.turn()
    assert rows(hall.keeper, added) == rows(hall.keeper, first) == {"table-1": 11}


def test_one_process_folds_a_view_until_its_lease_is_over(hall: Hall) -> None:
    of = view()
    first, second = hall.runner(of), hall.runner(of, holder="b")
    record(hall.keeper.store, "table-1", 1)
    assert first.fold_some()
    record(hall.keeper.store, "table-1", 1)
    assert not second.fold_some()

    hall.after(LEASE / 2)
    assert first.fold_some()
    record(hall.keeper.store, "table-1", 1)
    hall.after(LEASE / 2)
    assert not second.fold_some()
    hall.after(LEASE / 2)
    assert second.fold_some()
    assert not first.fold_some()


@pytest.mark.parametrize("place", ["memory", "sqlite"])
def test_a_clock_that_is_set_back_keeps_no_view_from_being_folded(
    place: str, tmp_path: Path
) -> None:
    hall, of = Hall(), view()
    if place == "sqlite":
        store = SqliteStore(tmp_path / "log.db", FORM)
        hall.keeper = Keeper(store, SqliteViews(store))
    killed, second = hall.runner(of), hall.runner(of, holder="b")
    record(hall.keeper.store, "table-1", 1)
    assert killed.fold_some()
    record(hall.keeper.store, "table-1", 1)
    assert not second.fold_some()

    hall.after(-timedelta(hours=1))

    assert second.fold_some()
    hall.keeper.store.close()


def test_an_event_that_cannot_be_taken_in_parks_that_view_and_no_other(hall: Hall) -> None:
    of = view()
    brave = replace(of, name="brave", evolve=unmoved)
    record(hall.keeper.store, "table-1", 1, 1, -1, 1)

    hall.runner(of, brave).turn()

    parked = Parked(3, "Seated", "its fold raised ValueError")
    assert hall.told == [Stopped("taken", "its fold raised ValueError", parked)]
    assert hall.keeper.views.stand(of).position == 2
    assert hall.keeper.views.stand(of).parked == parked
    assert hall.keeper.views.stand(brave).position == 4


def test_views_that_share_a_fold_park_each_by_itself(hall: Hall) -> None:
    of, other = view(), view(name="other")
    record(hall.keeper.store, "table-1", 1, -1)
    runner = hall.runner(of, other)

    runner.turn()
    runner.turn()

    assert [each.view for each in hall.told] == ["taken", "other"]


def test_a_parked_view_goes_on_once_somebody_mended_it(hall: Hall) -> None:
    of = view()
    runner = hall.runner(of)
    record(hall.keeper.store, "table-1", 1, -1)
    runner.turn()
    assert not runner.fold_some()

    hall.keeper.views.advance([Advance(of, 1, 2, {})])
    record(hall.keeper.store, "table-2", 1)

    assert runner.fold_some()
    assert hall.keeper.views.stand(of).position == 3


class Shaky(MemoryViews):
    """A view store that fails so many times."""

    failures = 3

    def advance(self, steps: Sequence[Advance]) -> None:
        if self.failures:
            self.failures -= 1
            raise UnavailableError("views", "no room")
        super().advance(steps)


def test_after_a_failure_a_view_rests_longer_each_time_and_is_tried_again() -> None:
    hall, of = Hall(Shaky()), view()
    runner = hall.runner(of)
    record(hall.keeper.store, "table-1", 1)

    for pause in (0.1, 0.2, 0.4):
        assert not runner.fold_some()
        hall.after(timedelta(seconds=pause - 0.01))
        assert not runner.fold_some()
        hall.after(timedelta(seconds=0.01))
    assert runner.fold_some()

    assert hall.told == [Stopped("taken", "UnavailableError")] * 3
    assert rows(hall.keeper, of) == {"table-1": 1}


class Dead(MemoryStore):
    """A log that cannot be asked, and ends the runner that asks it again."""

    runner: Runner | None = None

    def head(self) -> int:
        if self.runner:
            self.runner.stop()
        raise UnavailableError("log", "gone")


def test_a_log_that_cannot_be_asked_is_asked_again_after_a_pause(hall: Hall) -> None:
    store = Dead(FORM)
    hall.keeper = Keeper(store, MemoryViews())
    store.runner = hall.runner(view())

    store.runner.run()

    assert hall.told == [Stopped("taken", "UnavailableError")]
    assert hall.clock.slept == [0.1]


def test_leases_that_cannot_be_given_back_run_out_by_themselves(hall: Hall) -> None:
    class Closed(MemoryViews):
        def release(self, name: str, holder: str) -> None:
            raise UnavailableError(name, holder)

    hall.keeper = Keeper(MemoryStore(FORM), Closed())
    runner = hall.runner(view())
    assert not runner.fold_some()
    runner.stop()

    runner.run()


def test_health_is_how_far_the_log_is_ahead(hall: Hall) -> None:
    of = view()
    record(hall.keeper.store, "table-1", 1)
    hall.keeper.catch_up([of])
    record(hall.keeper.store, "table-1", 1, -1)
    later = MONDAY + timedelta(hours=1)

    def now() -> Health:
        (found,) = health(hall.keeper.store, hall.keeper.views, [of], later)
        return found

    assert now() == Health("taken", 1, 1, 2, timedelta(hours=1), None, None)
    hall.runner(of).turn()
    parked = Parked(3, "Seated", "its fold raised ValueError")
    assert now() == Health("taken", 1, 2, 1, timedelta(hours=1), parked, None)
    hall.keeper.views.advance([Advance(of, 2, 3, {})])
    hall.keeper.views.begin(of)
    assert now() == Health("taken", 1, 3, 0, None, None, 0)


def test_the_lag_before_what_cannot_be_read_is_counted_in_positions() -> None:
    class Torn(MemoryStore):
        def read_all(self, after_position: int, limit: int) -> Sequence[RecordedEvent]:
            assert (after_position, limit) == (0, 1)
            raise UnreadableEventError("table-1", 1, 1, "Seated", "torn")

    store = Torn(FORM)
    record(store, "table-1", 1)

    (found,) = health(store, MemoryViews(), [view()], MONDAY)

    assert (found.behind, found.waiting) == (1, None)
