"""Sharing commits: while one thread writes, others queue up, and the next write takes them all.

For stores whose commit costs more than what is in it. No thread of its own, no waiting for company:
who comes alone is written at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from threading import Lock
from typing import Generic, TypeVar

from .ports import UnavailableError

T = TypeVar("T")
R = TypeVar("R")


class SharedCommits(Generic[T, R]):
    """Gives the items of several threads to `commit` together, in the order they came.

    `commit` writes all items in one transaction and returns what became of each, in order; it is
    called by one thread at a time. What it raises nobody's items survived: its own caller gets the
    error, the others an `UnavailableError` of `place`. A store makes one of these, gives it what
    its `append_all` does inside the transaction, and lets `append` and `append_all` go through
    `put`; it must not be entered by a thread that holds what `commit` waits for.
    """

    def __init__(self, place: str, commit: Callable[[Sequence[T]], Sequence[R]]) -> None:
        self._place = place
        self._commit = commit
        self._lock = Lock()
        self._queue: list[_Caller[T, R]] = []
        self._leader: _Caller[T, R] | None = None

    @property
    def waiting(self) -> int:
        """How many callers stand in the queue behind the one who writes."""
        return len(self._queue)

    def put(self, items: Sequence[T]) -> Sequence[R]:
        """What became of `items`, once they are committed; they share one commit.

        Raises:
            UnavailableError: the commit failed; none of them is known to be recorded.
        """
        mine: _Caller[T, R] = _Caller(items)
        try:
            try:
                return self._put(mine)
            finally:
                self._leave(mine)
        except BaseException:
            self._leave(mine)  # what broke it off may have broken that off too
            raise

    def _put(self, mine: _Caller[T, R]) -> Sequence[R]:
        with self._lock:
            if self._leader is None:
                self._leader = mine
            else:
                mine.turn = _taken()
                self._queue.append(mine)
        if mine.turn is None:
            return tuple(self._commit(mine.items))
        mine.turn.acquire()
        with self._lock:
            if self._leader is mine:
                mine.batch, self._queue = self._queue, []
        if mine.batch:
            self._lead(mine.batch)
        return mine.result(self._place)

    def _lead(self, batch: Sequence[_Caller[T, R]]) -> None:
        """Write everything that has queued up; the others are told of it as this one leaves."""
        try:
            outcomes = iter(self._commit([item for caller in batch for item in caller.items]))
        except BaseException as error:
            for caller in batch:
                caller.error = error
            raise
        for caller in batch:
            caller.outcomes = tuple(islice(outcomes, len(caller.items)))

    def _leave(self, mine: _Caller[T, R]) -> None:
        """However a thread leaves, nobody waits for it; to leave twice is to leave once.

        Whoever has waited longest is the next to write, with all who wait by then.
        """
        with self._lock:
            if mine in self._queue:  # it was interrupted: nothing of it was written
                self._queue.remove(mine)
            if self._leader is mine:
                self._leader = self._queue[0] if self._queue else None
            for each in mine.batch:
                each.wake()
            if self._leader:
                self._leader.wake()


def _taken() -> Lock:
    """A lock to wait at, until somebody lets go of it."""
    made = Lock()
    made.acquire()
    return made


class _Caller(Generic[T, R]):
    """What one thread wants written, and how it learns what became of it."""

    __slots__ = ("batch", "error", "items", "outcomes", "turn")

    def __init__(self, items: Sequence[T]) -> None:
        self.items = items
        self.batch: Sequence[_Caller[T, R]] = ()
        self.turn: Lock | None = None
        self.outcomes: Sequence[R] | None = None
        self.error: BaseException | None = None

    def wake(self) -> None:
        if self.turn and self.turn.locked():
            self.turn.release()

    def result(self, place: str) -> Sequence[R]:
        if self.outcomes is not None:
            return self.outcomes
        if isinstance(self.error, UnavailableError):
            raise UnavailableError(self.error.place, self.error.reason) from self.error
        raise UnavailableError(place, "the write it shared was broken off") from self.error
