"""Two logs know nothing of each other: not the events, the commands, nor the waiting."""

from __future__ import annotations

from ..place import Place, Places
from ..visits import append_somehow, command, everything, waited


class Apart:
    """Guarantees between tenants, each with a log of its own."""

    def test_tenants_are_apart(self, places: Places) -> None:
        """What one log records no other shows: not by stream, not by position, not by command."""
        one, two = places.new().open(), places.new().open()
        ours = one.append(command("cmd-1"), 0, waited(1))

        assert list(two.read("case-1")) == list(two.read_all(0, 10)) == []
        assert list(two.answered(command("cmd-1"))) == []
        assert two.head() == 0

        theirs = two.append(command("cmd-1"), 0, waited(2))
        assert (everything(one), everything(two)) == (list(ours), list(theirs))
        assert list(one.answered(command("cmd-1"))) == list(ours)
        assert list(one.read("case-1")) == list(ours)

    def test_tenants_count_apart(self, places: Places) -> None:
        """Each log counts its versions by itself, also where both are written in turn."""
        stores = [place.open() for place in (places.new(), places.new())]

        for n in range(6):
            for store in stores:
                append_somehow(store, command(f"cmd-{n}", f"case-{n % 2}"), waited(n))

        for store in stores:
            assert [e.event for e in everything(store)] == waited(*range(6))
            assert [e.version for e in store.read("case-1")] == [1, 2, 3]

    def test_tenants_wait_apart(self, places: Places, place: Place) -> None:
        """Nobody is told of an event that another log recorded."""
        store, other = place.open(), places.new().open()

        other.append(command("cmd-1"), 0, waited(1, 2, 3))

        assert not store.wait(0, 0.05)
        assert store.head() == 0
