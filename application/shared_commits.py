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
        self._led = False

    @property
    def waiting(self) -> int:
        """How many callers stand in the queue behind the one who writes."""
        return len(self._queue)

    def put(self, items: Sequence[T]) -> Sequence[R]:
        """What became of `items`, once they are committed; they share one commit.

        Raises:
            UnavailableError: the commit failed; none of them is known to be recorded.
        """
        with self._lock:
            alone, self._led = not self._led, True
            mine = None if alone else self._queued(items)
        if mine is None:
            try:
                return tuple(self._commit(items))
            finally:
                self._pass_on()
        try:
            mine.turn.acquire()
            if mine.leads:
                self._lead(mine)
        finally:
            self._leave(mine)
        return mine.result(self._place)

    def _queued(self, items: Sequence[T]) -> _Caller[T, R]:
        self._queue.append(mine := _Caller[T, R](items))
        return mine

    def _lead(self, mine: _Caller[T, R]) -> None:
        """Write everything that has queued up, and tell each of the others what became of it."""
        with self._lock:
            batch, self._queue = self._queue, []
        try:
            outcomes = iter(self._commit([item for caller in batch for item in caller.items]))
            for caller in batch:
                caller.outcomes = tuple(islice(outcomes, len(caller.items)))
        except BaseException as error:
            for caller in batch:
                caller.error = error
            raise
        finally:
            for caller in batch:
                if caller is not mine:
                    caller.turn.release()

    def _leave(self, mine: _Caller[T, R]) -> None:
        """However a thread leaves the queue, nobody waits for it."""
        with self._lock:
            if mine in self._queue:  # it was interrupted: nothing of it was written
                self._queue.remove(mine)
        if mine.leads:
            self._pass_on()

    def _pass_on(self) -> None:
        """Whoever has waited longest is the next to write, with all who wait by then."""
        with self._lock:
            self._led = bool(self._queue)
            for first in self._queue[:1]:
                first.leads = True
                first.turn.release()


class _Caller(Generic[T, R]):
    """What one thread wants written, and how it learns what became of it."""

    __slots__ = ("error", "items", "leads", "outcomes", "turn")

    def __init__(self, items: Sequence[T]) -> None:
        self.items = items
        self.leads = False
        self.turn = Lock()
        self.turn.acquire()
        self.outcomes: Sequence[R] = ()
        self.error: BaseException | None = None

    def result(self, place: str) -> Sequence[R]:
        if self.error is None:
            return self.outcomes
        if isinstance(self.error, UnavailableError):
            raise UnavailableError(self.error.place, self.error.reason) from self.error
        raise UnavailableError(place, "the write it shared was broken off") from self.error
