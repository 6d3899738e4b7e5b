"""Work in threads that may hang: nobody waits for one longer than the limit."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from threading import Barrier, Thread
from types import FrameType
from typing import Generic, TypeVar

T = TypeVar("T")

LIMIT_SECONDS = 10.0
"""What should end at once and takes longer is taken to hang."""
WORK_SECONDS = 90.0
"""The same for work that takes its time, on a machine that has much else to do."""


class Begun(Generic[T]):
    """Work that has begun in a thread of its own."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._results: list[T] = []
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._results.append(self._work())
        except BaseException as error:  # noqa: BLE001  # raised where the result is asked for
            self._error = error

    @property
    def done(self) -> bool:
        """Has it ended?"""
        return not self._thread.is_alive()

    def result(self, what: str, seconds: float = LIMIT_SECONDS) -> T:
        """What came of it, or its error; an assertion fails when `what` takes longer."""
        self._thread.join(seconds)
        assert self.done, f"{what} did not end within {seconds:.0f} s"
        if self._error is not None:
            raise self._error
        return self._results[0]


def give_way(_frame: FrameType, _event: str, _arg: object) -> None:
    """Let another thread have its turn."""
    time.sleep(0)


def together(*works: Callable[[], T]) -> list[T]:
    """Do all of it at the same time, in turns of one call; what came of each.

    By themselves threads take turns so seldom that a store without a lock is hardly ever met.
    """
    barrier = Barrier(len(works))

    def begin(work: Callable[[], T]) -> Begun[T]:
        def run() -> T:
            barrier.wait()
            sys.setprofile(give_way)  # ends with the thread
            return work()

        return Begun(run)

    return [each.result("a thread", WORK_SECONDS) for each in [begin(work) for work in works]]
