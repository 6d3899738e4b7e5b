"""What holds for every view, whatever happened (I17, I19)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from tests.projections.histories import LIVES, SAID, Life, interleaved
from tests.projections.town import every_row, relogged

from answerable.adapters.memory.views import MemoryViews
from answerable.application import project
from answerable.projections.catalogue import VIEWS
from answerable.projections.view import ERASED_WORDS

BATCHES = st.integers(1, 60)
LATER = st.integers(0, 400).map(lambda hours: timedelta(hours=hours))


def kept(life: Life, views: MemoryViews, moment_after: timedelta) -> dict[str, list[Any]]:
    moment = life.now + moment_after
    return {view.name: project.current(life.desk.store, views, view, moment) for view in VIEWS}


@given(LIVES, st.lists(BATCHES, min_size=1, max_size=4), LATER)
def test_a_view_built_anew_shows_what_the_one_kept_in_batches_shows(
    life: Life, batches: list[int], later: timedelta
) -> None:
    views, store = MemoryViews(), life.desk.store
    for batch in batches:
        project.catch_up(store, views, VIEWS[: batch % len(VIEWS) + 1], batch)
    incremental = kept(life, views, later)

    project.rebuild(store, views, VIEWS)

    assert kept(life, views, later) == incremental == every_row(life.log, life.now + later)


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
        assert project.as_of_position(life.desk.store, view, position) == live[view.name]
    for view in VIEWS:
        then = project.as_of_position(life.desk.store, view, position, moment + later)
        assert then == every_row(known, moment + later)[view.name]


@given(LIVES, st.integers(0, 400))
def test_as_of_a_moment_counts_what_had_been_recorded_by_then(life: Life, hours: int) -> None:
    moment = life.log[0].recorded_at + timedelta(hours=hours)
    known = [each for each in life.log if each.recorded_at <= moment]

    for view in VIEWS:
        then = project.as_of(life.desk.store, view, moment)
        assert then == every_row(known, moment)[view.name]


@given(LIVES)
def test_a_state_is_read_back_as_it_was(life: Life) -> None:
    for view in VIEWS:
        adapter = TypeAdapter[Any](view.state_type)
        state: Any = view.initial
        for recorded in life.desk.store.read("case-register"):
            state = view.evolve(state, recorded)
            assert adapter.validate_json(adapter.dump_json(state)) == state
        for stream in {each.stream for each in life.log}:
            state = view.initial
            for recorded in life.desk.store.read(stream):
                state = view.evolve(state, recorded)
            assert adapter.validate_json(adapter.dump_json(state)) == state


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
    project.catch_up(life.desk.store, views, VIEWS)

    for view in VIEWS:
        states = b"".join(views.load(view.name, view.version).states.values())
        assert b"this is what we can do" not in states
        if view.name in {"next_due", "case_timeline", "open_promises"}:
            assert SAID.encode() not in states
            assert b"Marta" not in states
