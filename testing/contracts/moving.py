"""How views move on: by one at a time, all or nothing, beside the live one when built anew."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import cast

import pytest

from ...application.view_store import (
    NOT_KEPT,
    Advance,
    AnyView,
    Parked,
    Question,
    Stand,
    ViewStore,
)
from ...projections.keeping import KeptStream
from ..adapter import Claim
from ..place import Place, Places
from ..stays import LATER, MONDAY, MUCH_LATER, Stay, Stays, asked, stay, stays, step
from .claims import needs


def nothing(_of: Stays, _stream: str, position: int) -> KeptStream[Stay]:
    """A stream that shows nothing any more."""
    return KeptStream(position, MONDAY, ())


class Moving:
    """Guarantees of `advance`, `park`, `begin`, `swap`, `wait`, leases and readers."""

    def test_views_step_from_where_they_stand(self, views: ViewStore, of: Stays) -> None:
        """A step from where the view does not stand changes nothing, and stops no other view."""
        views.advance([step(of, 0, 3, a=stay("a"))])

        for expected, name in ((0, "none"), (2, "two"), (4, "four")):
            other = stays(name=name)
            views.advance([step(of, expected, 7, a=stay("9")), step(other, 0, 2, a=stay("x"))])
            assert asked(views, of) == (3, ["a"])
            assert asked(views, other) == (2, ["x"])

    def test_views_let_go(self, views: ViewStore, of: Stays) -> None:
        """What a stream no longer shows is gone."""
        views.advance([step(of, 0, 3, a=stay("a"), b=stay("b"))])
        views.advance([step(of, 3, 5, a=nothing)])

        assert asked(views, of) == (5, ["b"])

    def test_views_have_versions(self, views: ViewStore, of: Stays) -> None:
        """A new version of a view stands for itself, and drops the older ones."""
        new, other = stays(version=2), stays(name="other")
        views.advance([step(of, 0, 3, a=stay("a")), step(other, 0, 3, a=stay("x"))])
        assert views.stand(new) == NOT_KEPT

        views.advance([step(new, 0, 2, a=stay("b"))])

        assert views.stand(of) == NOT_KEPT
        assert (asked(views, new), asked(views, other)) == ((2, ["b"]), (3, ["x"]))
        views.advance([step(of, 0, 3, a=stay("a"))])
        assert (asked(views, of), asked(views, new)) == ((3, ["a"]), (2, ["b"]))

    def test_views_hold_still(self, views: ViewStore, of: Stays) -> None:
        """What was asked for does not change under its reader."""
        views.advance([step(of, 0, 3, a=stay("a"))])
        before = views.ask(Question(of, MONDAY))
        everything = views.everything(of)

        views.advance([step(of, 3, 4, a=stay("b"))])

        assert [row.guest for row in before.rows] == ["a"]
        assert everything == (3, {"a": stay("a")(of, "a", 3)})

    def test_views_move_once(self, views: ViewStore, of: Stays) -> None:
        """Of many who move a view on at once exactly one does."""

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

    def test_views_park(self, views: ViewStore, of: Stays) -> None:
        """A parked view says what it stopped before, until it goes on."""
        parked = Parked(4, "Seated", "its fold raised ValueError")
        views.park(of, 0, parked)
        assert views.stand(of) == Stand(0, parked)

        views.advance([step(of, 0, 3)])
        views.park(of, 2, parked)
        assert views.stand(of) == Stand(3)

    def test_views_are_built_beside(self, views: ViewStore, of: Stays) -> None:
        """A view that is built anew stands beside the live one until it is as far."""
        assert not views.swap(of, 3)
        views.advance([step(of, 0, 3, a=stay("a"))])
        views.begin(of)
        views.advance([replace(step(of, 0, 2, a=stay("b")), beside=True)])
        assert not views.swap(of, 3)
        assert (asked(views, of), views.stand(of)) == ((3, ["a"]), Stand(3, None, 2))
        assert views.reached(of, ["a", "c"]) == {"a": 2}

        further = replace(step(of, 2, 3, c=stay("c")), beside=True, passed={"a": 3})
        views.advance([further])
        assert views.stand(of) == Stand(3, None, 2)
        views.advance([replace(further, passed={"a": 2})])
        assert views.swap(of, 3)

        assert (asked(views, of), views.stand(of)) == ((3, ["b", "c"]), Stand(3))
        assert views.reached(of, ["a", "c"]) == {}
        views.begin(of)
        views.begin(of)
        assert views.stand(of) == Stand(3, None, 0)

    def test_views_wake(self, views: ViewStore, of: Stays) -> None:
        """Who waits for a view is woken once it is there."""
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(views.wait, of, 3, 30)
            views.advance([step(of, 0, 2)])
            views.advance([step(of, 2, 3)])

            assert waiting.result()

    def test_views_are_leased(self, views: ViewStore) -> None:
        """One holds a lease until its time is over, or they let go."""
        assert views.lease("open", "a", MONDAY, LATER)
        assert views.lease("open", "a", MONDAY, LATER)
        assert not views.lease("open", "b", MONDAY, LATER)
        assert views.lease("other", "b", MONDAY, LATER)

        assert views.lease("open", "b", LATER, MUCH_LATER)
        views.release("open", "a")
        assert not views.lease("open", "a", LATER, MUCH_LATER)
        views.release("open", "b")
        assert views.lease("open", "a", LATER, MUCH_LATER)

    def test_views_keep_readers(self, views: ViewStore) -> None:
        """A reader goes on from where it was, and never back."""
        assert views.position("reactions") == 0

        views.save_position("reactions", 7)
        views.save_position("mail", 2)
        views.save_position("reactions", 5)

        assert (views.position("reactions"), views.position("mail")) == (7, 2)

    def test_views_refuse(self, views: ViewStore, of: Stays) -> None:
        """What no table can hold is refused before anything is kept."""
        no_column: AnyView = replace(cast("AnyView", of), row_type=Stand)
        for wrong in (replace(of, name="Two Words"), no_column):
            with pytest.raises(TypeError, match=r"cannot be called|no column can hold"):
                views.advance([Advance(wrong, 0, 1, {})])

    @needs(Claim.DURABLE)
    def test_views_outlive_closing(self, place: Place, of: Stays) -> None:
        """What was kept of a view is there when the log was closed and opened again."""
        place.views(place.open()).advance([step(of, 0, 3, a=stay("a"))])

        assert asked(place.views(place.reopen()), of) == (3, ["a"])

    def test_views_of_tenants_are_apart(self, places: Places, of: Stays) -> None:
        """What is kept of a view beside one log is not shown beside another."""
        one, two = (place.views(place.open()) for place in (places.new(), places.new()))
        one.advance([step(of, 0, 3, a=stay("a"))])

        assert two.stand(of) == NOT_KEPT
        assert one.lease("open", "a", MONDAY, LATER)
        assert two.lease("open", "b", MONDAY, LATER)
