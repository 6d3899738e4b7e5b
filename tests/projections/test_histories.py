"""What holds for every view, whatever happened (I17, I19)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.projections.histories import LIVES, SAID, Life, interleaved
from tests.projections.town import every_row, relogged

from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.memory.views import MemoryViews
from answerable.adapters.sqlite.store import SqliteStore
from answerable.adapters.sqlite.views import SqliteViews
from answerable.application.answers import Answers, as_of, as_of_position, rows_of
from answerable.application.project import Keeper
from answerable.application.view_store import ViewStore
from answerable.bootstrap import stored_form
from answerable.domain.event import RecordedEvent
from answerable.projections.catalogue import VIEWS
from answerable.projections.view import ERASED_WORDS, FOREVER


class Turned(MemoryStore):
    """A log whose events were recorded by clocks that disagree."""

    def __init__(self, log: Sequence[RecordedEvent]) -> None:
        super().__init__(stored_form())
        self.log = log

    def read(self, stream: str, after: int = 0) -> Sequence[RecordedEvent]:
        return [each for each in self.log if each.stream == stream and each.version > after]

    def read_all(self, after_position: int, limit: int) -> Sequence[RecordedEvent]:
        return [each for each in self.log if each.position > after_position][:limit]

    def head(self) -> int:
        return self.log[-1].position


DAY = timedelta(days=1)
BATCHES = st.integers(1, 60)
LATER = st.integers(0, 400).map(lambda hours: timedelta(hours=hours))


def kept(life: Life, views: ViewStore, moment: datetime) -> dict[str, list[Any]]:
    answers = Answers(Keeper(life.desk.store, views), moment)
    return {view.name: answers.rows(view) for view in VIEWS}


@given(LIVES, st.lists(BATCHES, min_size=1, max_size=4), LATER)
def test_a_view_built_anew_shows_what_the_one_kept_in_batches_shows(
    life: Life, batches: list[int], later: timedelta
) -> None:
    views, moment = MemoryViews(), life.now + later
    keeper = Keeper(life.desk.store, views)
    for batch in batches:
        keeper.catch_up(VIEWS[: batch % len(VIEWS) + 1], batch)
    incremental = kept(life, views, moment)
    everything = [views.everything(view) for view in VIEWS]

    keeper.rebuild(VIEWS)

    assert kept(life, views, moment) == incremental == every_row(life.log, moment)
    assert [views.everything(view) for view in VIEWS] == everything


@given(LIVES, st.lists(st.integers(-400, 400), min_size=1, max_size=5))
def test_what_is_kept_gives_the_rows_of_a_pure_fold_at_any_moment(
    life: Life, hours: list[int]
) -> None:
    views = MemoryViews()

    for each in hours:
        moment = life.now + timedelta(hours=each)
        assert kept(life, views, moment) == every_row(life.log, moment)


@given(LIVES, st.data())
def test_nor_do_they_differ_around_any_time_that_is_on_record(
    life: Life, data: st.DataObject
) -> None:
    views, times = MemoryViews(), sorted({at for each in life.log for at in times_in(each)})

    for _ in range(5):
        near = timedelta(microseconds=data.draw(st.integers(-1, 1)))
        moment = data.draw(st.sampled_from(times)) + near
        assert kept(life, views, moment) == every_row(life.log, moment)


def times_in(recorded: RecordedEvent) -> Iterator[datetime]:
    told = recorded.event.model_dump().values()
    yield from (value for value in told if isinstance(value, datetime) and value < FOREVER - DAY)


@given(LIVES, st.lists(st.integers(0, 3), min_size=30, max_size=30), st.integers(0, 60))
def test_clocks_that_disagree_show_the_rows_of_a_pure_fold_too(
    life: Life, skews: list[int], hours: int
) -> None:
    turned = [
        replace(each, recorded_at=each.recorded_at + timedelta(days=skews[n % 30]))
        for n, each in enumerate(life.log)
    ]
    moment = life.now + timedelta(hours=hours)

    for view in VIEWS:
        answers = Answers(Keeper(Turned(turned), MemoryViews()), moment)
        assert answers.rows(view) == rows_of(view, turned, moment)


@settings(max_examples=15)
@given(LIVES, st.lists(BATCHES, min_size=1, max_size=4), st.integers(-60, 400))
def test_tables_of_sqlite_keep_what_memory_keeps(
    life: Life, batches: list[int], hours: int
) -> None:
    moment = life.now + timedelta(hours=hours)
    with TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "views.db", stored_form())
        views, memory = SqliteViews(store), MemoryViews()
        for batch in batches:
            Keeper(life.desk.store, views).catch_up(VIEWS[: batch % len(VIEWS) + 1], batch)

        assert kept(life, views, moment) == kept(life, memory, moment)
        for view in VIEWS:
            assert views.everything(view) == memory.everything(view)
        store.close()


@given(LIVES, st.lists(st.integers(0, 9)), LATER)
def test_the_order_in_which_independent_streams_arrive_does_not_matter(
    life: Life, turns: list[int], later: timedelta
) -> None:
    moment = life.now + later

    assert every_row(interleaved(life.log, turns), moment) == every_row(life.log, moment)


@given(LIVES, st.data(), LATER)
def test_as_of_a_position_shows_what_was_shown_there_live(
    life: Life, data: st.DataObject, later: timedelta
) -> None:
    position = data.draw(st.integers(1, life.desk.store.head()))
    known = [each for each in life.log if each.position <= position]
    moment = max(each.recorded_at for each in known)
    live = every_row(known, moment)

    for view in VIEWS:
        assert as_of_position(life.desk.store, view, position) == live[view.name]
    for view in VIEWS:
        then = as_of_position(life.desk.store, view, position, moment + later)
        assert then == every_row(known, moment + later)[view.name]


@given(LIVES, st.integers(0, 400))
def test_as_of_a_moment_counts_what_had_been_recorded_by_then(life: Life, hours: int) -> None:
    moment = life.log[0].recorded_at + timedelta(hours=hours)
    known = [each for each in life.log if each.recorded_at <= moment]

    for view in VIEWS:
        then = as_of(life.desk.store, view, moment)
        assert then == every_row(known, moment)[view.name]


@given(LIVES, LATER)
def test_with_every_personal_value_erased_the_same_rows_stand(life: Life, later: timedelta) -> None:
    moment = life.now + later
    erased = every_row(relogged(life.log).read_all(0, 100_000), moment)

    for view in VIEWS:
        for row, before in zip(
            erased[view.name], every_row(life.log, moment, [view])[view.name], strict=True
        ):
            words = [name for name in ("text", "words") if getattr(before, name, None)]
            assert row == replace(before, **dict.fromkeys(words, ERASED_WORDS))


@given(LIVES)
def test_no_view_keeps_words_it_does_not_show(life: Life) -> None:
    views = MemoryViews()
    Keeper(life.desk.store, views).catch_up(VIEWS)

    for view in VIEWS:
        everything = repr(views.everything(view))
        assert "this is what we can do" not in everything
        if view.name in {"next_due", "open_promises"}:
            assert SAID not in everything
            assert "'Marta'" not in everything
