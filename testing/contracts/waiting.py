"""Waiting for the next event, and letting go."""

from __future__ import annotations

from functools import partial

from ...application.ports import EventStore
from ..adapter import Claim
from ..place import Place
from ..threads import LIMIT_SECONDS, Begun
from ..visits import command, waited
from .claims import needs

LONG_SECONDS = 10 * LIMIT_SECONDS
WAKENINGS = 4
"""So often another process records: now and then it is quicker than the waiting begins."""


class Waiting:
    """Guarantees of `wait` and `close`."""

    def test_wakes(self, store: EventStore) -> None:
        """Who waits is woken by each event that another thread records."""
        for n in range(20):
            waiting = Begun(partial(store.wait, store.head(), LONG_SECONDS))
            store.append(command(f"cmd-{n}"), n, waited(n))

            assert waiting.result("waiting") is True

    @needs(Claim.SHARED)
    def test_wakes_for_processes(self, place: Place) -> None:
        """Who waits is woken by an event that another process records."""
        store = place.open()
        for n in range(WAKENINGS):
            child = place.start("put_once", f"cmd-{n}", f"case-{n}")
            waiting = Begun(partial(store.wait, store.head(), LONG_SECONDS))
            child.go()

            assert waiting.result("waiting") is True
            child.finished()

    def test_does_not_wait_for_what_is_there(self, store: EventStore) -> None:
        """For an event that is there already nobody waits, even with no time at all."""
        store.append(command("cmd-1"), 0, waited(1, 2))

        assert store.wait(0, 0)
        waiting = Begun(partial(store.wait, store.head() - 1, LONG_SECONDS))
        assert waiting.result("waiting") is True

    def test_ends_in_time(self, store: EventStore) -> None:
        """Waiting for what never comes ends with the time given, and says so."""
        store.append(command("cmd-1"), 0, waited(1))

        waiting = Begun(lambda: store.wait(store.head(), 0.01))

        assert waiting.result("waiting") is False

    def test_ends_with_closing(self, store: EventStore) -> None:
        """Closing ends the waiting, and says that nothing came."""
        waiting = Begun(lambda: store.wait(0, LONG_SECONDS))

        Begun(store.close).result("close")

        assert waiting.result("waiting") is False

    def test_closes(self, store: EventStore) -> None:
        """Closing ends, and closing twice is fine."""
        store.append(command("cmd-1"), 0, waited(1))

        Begun(store.close).result("close")
        Begun(store.close).result("close")
