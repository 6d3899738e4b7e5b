"""What a view store shows: rows of a view, at a moment, page by page."""

from __future__ import annotations

from dataclasses import replace

from ...application.view_store import NOT_KEPT, Question, ViewStore
from ..stays import LATER, MONDAY, MUCH_LATER, Stays, asked, stay, stays, step


class Showing:
    """Guarantees of `ask`, `count`, `late` and `everything`."""

    def test_views_begin_empty(self, views: ViewStore, of: Stays) -> None:
        """A view nobody kept stands at the beginning, and shows nothing."""
        assert views.stand(of) == NOT_KEPT
        assert asked(views, of) == (0, [])
        assert views.count(of, MONDAY).total == 0
        assert not views.late(of, MONDAY).rows
        assert views.everything(of) == (0, {})
        assert not views.wait(of, 1, 0)

    def test_views_keep_together(self, views: ViewStore, of: Stays) -> None:
        """Rows and position are kept together, each view for itself."""
        other = stays(name="other")
        views.advance([step(of, 0, 3, a=stay("a"), b=stay("b")), step(other, 0, 3, a=stay("x"))])
        views.advance([step(of, 3, 9, b=stay("c"))])

        assert asked(views, of) == (9, ["a", "c"])
        assert asked(views, other) == (3, ["x"])
        assert views.everything(of)[1]["b"] == stay("c")(of, "b", 9)

    def test_views_keep_values(self, views: ViewStore, of: Stays) -> None:
        """Every kind of value in a row comes back as it was."""
        full = stay("a", beds=-3, price=1.5, quiet=True, day=MONDAY.date(), note="ż\n'\"\\ ")
        views.advance([step(of, 0, 1, a=full, b=stay("b"))])

        (first, second) = views.ask(Question(of, MONDAY)).rows

        assert (first.beds, first.price, first.quiet, first.day) == (-3, 1.5, True, MONDAY.date())
        assert (first.note, first.kind, first.until) == ("ż\n'\"\\ ", "single", MUCH_LATER)
        assert (second.note, second.day, second.quiet) == (None, None, False)

    def test_views_keep_many(self, views: ViewStore, of: Stays) -> None:
        """Many rows that are kept at once come back as they were, new streams and known ones."""
        full = stay("a", beds=-3, price=1.5, quiet=True, day=MONDAY.date(), note="ż\n'\"\\ ")
        many = {f"s{n}": full if n % 2 else stay("b", due=LATER) for n in range(50)}
        first = step(of, 0, 1, **many)

        views.advance([replace(first, fresh=frozenset(many))])
        assert views.everything(of) == (1, first.streams)

        second = step(of, 1, 2, **many)
        views.advance([replace(second, streams={**second.streams, "s0": stay("c")(of, "s0", 2)})])
        assert views.everything(of)[1] == {**second.streams, "s0": stay("c")(of, "s0", 2)}

    def test_views_keep_time(self, views: ViewStore, of: Stays) -> None:
        """A row stands for its time alone."""
        views.advance([step(of, 0, 1, a=stay("a", until=LATER), b=stay("b", since=LATER))])

        assert asked(views, of, MONDAY) == (1, ["a"])
        assert asked(views, of, LATER) == (1, ["b"])

    def test_views_tell_late(self, views: ViewStore, of: Stays) -> None:
        """How late a row is follows from the moment asked about."""
        views.advance([step(of, 0, 1, a=stay("a", due=LATER), b=stay("b", due=None))])

        for moment, late in ((LATER, None), (MUCH_LATER, MUCH_LATER - LATER)):
            rows = views.ask(Question(of, moment)).rows
            assert [row.late_by for row in rows] == [late, None]
            counted = views.count(of, moment)
            assert (counted.total, counted.late) == (2, int(late is not None))
            assert list(views.late(of, moment).rows) == (["a"] if late else [])

    def test_views_page(self, views: ViewStore, of: Stays) -> None:
        """Pages of a view follow each other without a gap."""
        names = [f"guest-{n}" for n in range(7)]
        views.advance([step(of, 0, 1, **{f"s{n}": stay(name) for n, name in enumerate(names)})])

        seen, after = list[str](), ""
        while (found := views.ask(Question(of, MONDAY, limit=3, after=after))).rows:
            seen += [row.guest for row in found.rows]
            after = found.places[-1]

        assert seen == names

    def test_views_of_one_stream(self, views: ViewStore, of: Stays) -> None:
        """One stream can be asked for alone."""
        views.advance([step(of, 0, 1, a=stay("a"), b=stay("b"))])

        assert [row.guest for row in views.ask(Question(of, MONDAY, "b")).rows] == ["b"]
        assert not views.ask(Question(of, MONDAY, "c")).rows

    def test_views_leave_to_the_log(self, views: ViewStore, of: Stays) -> None:
        """Streams recorded after the moment asked about are left to the log."""
        views.advance([step(of, 0, 1, a=stay("a"), b=stay("b", since=LATER, due=MONDAY))])

        found = views.ask(Question(of, MONDAY))
        assert ([row.guest for row in found.rows], list(found.ahead)) == (["a"], ["b"])
        assert list(views.count(of, MONDAY).ahead) == list(views.late(of, MONDAY).ahead) == ["b"]
        assert list(views.ask(Question(of, LATER)).ahead) == []
