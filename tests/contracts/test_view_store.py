"""The contract of `ViewStore`: an adapter belongs to us once its line in STORES passes."""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.contracts.stays import (
    LATER,
    MONDAY,
    MUCH_LATER,
    Stay,
    Stays,
    asked,
    stay,
    stays,
    step,
)
from tests.contracts.view_stores import FORM, STORES

from answerable.adapters.sqlite.store import SqliteStore
from answerable.adapters.sqlite.views import SqliteViews
from answerable.application.ports import UnavailableError
from answerable.application.view_store import NOT_KEPT, Advance, Parked, Question, Stand, ViewStore
from answerable.projections.keeping import KeptStream


@pytest.fixture(params=STORES)
def views(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[ViewStore]:
    yield from STORES[request.param](tmp_path)


def nothing(_of: Stays, _stream: str, position: int) -> KeptStream[Stay]:
    return KeptStream(position, MONDAY, ())


@pytest.fixture
def of() -> Stays:
    return stays()


def test_a_view_nobody_kept_stands_at_the_beginning(views: ViewStore, of: Stays) -> None:
    assert views.stand(of) == NOT_KEPT
    assert asked(views, of) == (0, [])
    assert views.count(of, MONDAY).total == 0
    assert not views.late(of, MONDAY).rows
    assert views.everything(of) == (0, {})
    assert not views.wait(of, 1, 0)


def test_rows_and_position_are_kept_together(views: ViewStore, of: Stays) -> None:
    other = stays(name="other")
    views.advance([step(of, 0, 3, a=stay("a"), b=stay("b")), step(other, 0, 3, a=stay("x"))])
    views.advance([step(of, 3, 9, b=stay("c"))])

    assert asked(views, of) == (9, ["a", "c"])
    assert asked(views, other) == (3, ["x"])
    assert views.everything(of)[1]["b"] == stay("c")(of, "b", 9)


def test_every_kind_of_value_comes_back_as_it_was(views: ViewStore, of: Stays) -> None:
    full = stay("a", beds=-3, price=1.5, quiet=True, day=MONDAY.date(), note="ż\n'\"\\ ")
    views.advance([step(of, 0, 1, a=full, b=stay("b"))])

    (first, second) = views.ask(Question(of, MONDAY)).rows

    assert (first.beds, first.price, first.quiet, first.day) == (-3, 1.5, True, MONDAY.date())
    assert (first.note, first.kind, first.until) == ("ż\n'\"\\ ", "single", MUCH_LATER)
    assert (second.note, second.day, second.quiet) == (None, None, False)


def test_rows_stand_for_their_time_alone(views: ViewStore, of: Stays) -> None:
    views.advance([step(of, 0, 1, a=stay("a", until=LATER), b=stay("b", since=LATER))])

    assert asked(views, of, MONDAY) == (1, ["a"])
    assert asked(views, of, LATER) == (1, ["b"])


def test_how_late_a_row_is_follows_from_the_moment_asked_about(views: ViewStore, of: Stays) -> None:
    views.advance([step(of, 0, 1, a=stay("a", due=LATER), b=stay("b", due=None))])

    for moment, late in ((LATER, None), (MUCH_LATER, MUCH_LATER - LATER)):
        rows = views.ask(Question(of, moment)).rows
        assert [row.late_by for row in rows] == [late, None]
        counted = views.count(of, moment)
        assert (counted.total, counted.late) == (2, int(late is not None))
        assert list(views.late(of, moment).rows) == (["a"] if late else [])


def test_pages_follow_each_other_without_a_gap(views: ViewStore, of: Stays) -> None:
    names = [f"guest-{n}" for n in range(7)]
    views.advance([step(of, 0, 1, **{f"s{n}": stay(name) for n, name in enumerate(names)})])

    seen, after = list[str](), ""
    while (found := views.ask(Question(of, MONDAY, limit=3, after=after))).rows:
        seen += [row.guest for row in found.rows]
        after = found.places[-1]

    assert seen == names


def test_one_stream_can_be_asked_for_alone(views: ViewStore, of: Stays) -> None:
    views.advance([step(of, 0, 1, a=stay("a"), b=stay("b"))])

    assert [row.guest for row in views.ask(Question(of, MONDAY, "b")).rows] == ["b"]
    assert not views.ask(Question(of, MONDAY, "c")).rows


def test_streams_recorded_after_the_moment_are_left_to_the_log(views: ViewStore, of: Stays) -> None:
    views.advance([step(of, 0, 1, a=stay("a"), b=stay("b", since=LATER, due=MONDAY))])

    found = views.ask(Question(of, MONDAY))
    assert ([row.guest for row in found.rows], list(found.ahead)) == (["a"], ["b"])
    assert list(views.count(of, MONDAY).ahead) == list(views.late(of, MONDAY).ahead) == ["b"]
    assert list(views.ask(Question(of, LATER)).ahead) == []


@pytest.mark.parametrize("expected", [0, 2, 4])
def test_a_step_from_where_the_view_does_not_stand_changes_nothing(
    views: ViewStore, of: Stays, expected: int
) -> None:
    other = stays(name="other")
    views.advance([step(of, 0, 3, a=stay("a"))])

    views.advance([step(of, expected, 7, a=stay("9")), step(other, 0, 2, a=stay("x"))])

    assert asked(views, of) == (3, ["a"])
    assert asked(views, other) == (2, ["x"])


def test_what_a_stream_no_longer_shows_is_gone(views: ViewStore, of: Stays) -> None:
    views.advance([step(of, 0, 3, a=stay("a"), b=stay("b"))])
    views.advance([step(of, 3, 5, a=nothing)])

    assert asked(views, of) == (5, ["b"])


def test_a_new_version_stands_for_itself_and_drops_the_older_ones(
    views: ViewStore, of: Stays
) -> None:
    new, other = stays(version=2), stays(name="other")
    views.advance([step(of, 0, 3, a=stay("a")), step(other, 0, 3, a=stay("x"))])
    assert views.stand(new) == NOT_KEPT

    views.advance([step(new, 0, 2, a=stay("b"))])

    assert views.stand(of) == NOT_KEPT
    assert (asked(views, new), asked(views, other)) == ((2, ["b"]), (3, ["x"]))
    views.advance([step(of, 0, 3, a=stay("a"))])
    assert (asked(views, of), asked(views, new)) == ((3, ["a"]), (2, ["b"]))


def test_what_was_asked_does_not_change_under_its_reader(views: ViewStore, of: Stays) -> None:
    views.advance([step(of, 0, 3, a=stay("a"))])
    before = views.ask(Question(of, MONDAY))
    everything = views.everything(of)

    views.advance([step(of, 3, 4, a=stay("b"))])

    assert [row.guest for row in before.rows] == ["a"]
    assert everything == (3, {"a": stay("a")(of, "a", 3)})


def test_of_many_at_once_exactly_one_moves_the_view_on(views: ViewStore, of: Stays) -> None:
    def move(n: int) -> None:
        for position in range(20):
            mine = {f"s{position}": stay(str(n)), "last": stay(str(n))}
            views.advance([step(of, position, position + 1, **mine)])

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(move, n) for n in range(4)]:
            done.result()

    position, kept = views.everything(of)
    assert (position, len(kept)) == (20, 21)
    assert kept["last"].rows[0].row.guest == kept["s19"].rows[0].row.guest


def test_a_parked_view_says_what_it_stopped_before_until_it_goes_on(
    views: ViewStore, of: Stays
) -> None:
    parked = Parked(4, "Seated", "its fold raised ValueError")
    views.park(of, 0, parked)
    assert views.stand(of) == Stand(0, parked)

    views.advance([step(of, 0, 3)])
    views.park(of, 2, parked)
    assert views.stand(of) == Stand(3)


def test_a_view_built_anew_stands_beside_until_it_is_as_far(views: ViewStore, of: Stays) -> None:
    assert not views.swap(of, 3)
    views.advance([step(of, 0, 3, a=stay("a"))])
    views.begin(of)
    views.advance([replace(step(of, 0, 2, a=stay("b")), beside=True)])
    assert not views.swap(of, 3)
    assert (asked(views, of), views.stand(of)) == ((3, ["a"]), Stand(3, None, 2))

    views.advance([replace(step(of, 2, 3, c=stay("c")), beside=True)])
    assert views.swap(of, 3)

    assert (asked(views, of), views.stand(of)) == ((3, ["b", "c"]), Stand(3))
    views.begin(of)
    views.begin(of)
    assert views.stand(of) == Stand(3, None, 0)


def test_who_waits_is_woken_once_the_view_is_there(views: ViewStore, of: Stays) -> None:
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(views.wait, of, 3, 30)
        views.advance([step(of, 0, 2)])
        views.advance([step(of, 2, 3)])

        assert waiting.result()


def test_one_holds_a_lease_until_its_time_is_over(views: ViewStore) -> None:
    assert views.lease("open", "a", MONDAY, LATER)
    assert views.lease("open", "a", MONDAY, LATER)
    assert not views.lease("open", "b", MONDAY, LATER)
    assert views.lease("other", "b", MONDAY, LATER)

    assert views.lease("open", "b", LATER, MUCH_LATER)
    views.release("open", "a")
    assert not views.lease("open", "a", LATER, MUCH_LATER)
    views.release("open", "b")
    assert views.lease("open", "a", LATER, MUCH_LATER)


def test_a_reader_goes_on_from_where_it_was_and_never_back(views: ViewStore) -> None:
    assert views.position("reactions") == 0

    views.save_position("reactions", 7)
    views.save_position("mail", 2)
    views.save_position("reactions", 5)

    assert (views.position("reactions"), views.position("mail")) == (7, 2)


@pytest.mark.parametrize(("name", "row_type"), [("Two Words", Stay), ("ok", Stand)])
def test_what_no_table_can_hold_is_refused(
    views: ViewStore, of: Stays, name: str, row_type: type[Any]
) -> None:
    wrong = replace(of, name=name, row_type=row_type)

    with pytest.raises(TypeError, match=r"cannot be called|no column can hold"):
        views.advance([Advance(wrong, 0, 1, {})])


def test_views_outlive_the_process_that_kept_them(tmp_path: Path, of: Stays) -> None:
    first = SqliteStore(tmp_path / "log.db", FORM)
    SqliteViews(first).advance([step(of, 0, 3, a=stay("a"))])
    first.close()

    second = SqliteStore(tmp_path / "log.db", FORM)
    assert asked(SqliteViews(second), of) == (3, ["a"])
    second.close()


def test_a_step_that_breaks_off_leaves_neither_rows_nor_position(tmp_path: Path, of: Stays) -> None:
    store, other = SqliteStore(tmp_path / "log.db", FORM), stays(name="other")
    views = SqliteViews(store)
    with store.transaction() as cursor:
        cursor.execute(
            "CREATE TRIGGER break BEFORE INSERT ON view_stands WHEN NEW.view = 'other'"
            " BEGIN SELECT raise(ABORT, 'broken off'); END"
        )

    with pytest.raises(UnavailableError, match="broken off"):
        views.advance([step(of, 0, 3, a=stay("a")), step(other, 0, 3)])

    assert views.stand(of) == views.stand(other) == NOT_KEPT
    store.close()
