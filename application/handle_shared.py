"""Commands of several threads, put by one of them while the others sleep.

Threads that all load, decide and write hand the interpreter on at every statement, which takes
longer than what they do. Here one does it for all who wait, with one reading and one commit.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.event import RecordedEvent
from .handle_round import Wish, put_round, rounds
from .ports import SharingStore
from .shared_commits import SharedCommits
from .states import States


class SharedRounds:
    """Puts what several threads wish, in the order they came, round by round."""

    def __init__(self, store: SharingStore, states: States) -> None:
        self._store = store
        self._states = states
        self._shared = SharedCommits("a command", self._put_all)

    def put(self, wish: Wish) -> Sequence[RecordedEvent]:
        """What it led to, durable; nothing where it has to be put alone.

        Raises:
            UnavailableError: it is not known to be recorded.
        """
        self.require_free()
        (recorded,) = self._shared.put((wish,))
        return recorded

    def require_free(self) -> None:
        """Refuse a thread that must not wait for others: they would wait for it.

        Raises:
            UnavailableError: it holds a transaction of this log, or the log is of another process.
        """
        self._store.require_free()

    def _put_all(self, wishes: Sequence[Wish]) -> list[Sequence[RecordedEvent]]:
        return [
            recorded
            for together in rounds(wishes)
            for recorded in put_round(self._store, self._states, together, keep_new=True)
        ]
