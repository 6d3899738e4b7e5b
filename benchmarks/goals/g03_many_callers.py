"""G3: 32 threads of one process, each told only when its own events are durable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor

from benchmarks import by_hand, case
from benchmarks.places import KEPT, Place, desk, filled
from benchmarks.rounds import Figure, Ways, faster, timed

from answerable import Desk
from answerable.domain.command import Command

WORK = "32 concurrent callers of one process, each told when its own events are durable"
SIZE, QUICK = 3_200, 64
FIGURES = (
    Figure("of raw one by one", faster("ours", "raw"), 1.5, 2.5, "sqlite"),
    Figure("of raw one by one", faster("ours", "raw"), 3, 5, "postgres"),
    Figure("the same on cases that nobody kept", faster("cold", "raw")),
)
CALLERS = 32
HOT = 20 * CALLERS


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """A case has one caller at a time, who puts one command after the other.

    A desk keeps the states of the cases in work, as it comes; by hand each case is loaded, and so
    it is by a desk that keeps none.
    """
    cases = max(4_000, 2 * size)
    raw, kept = place.raw(filled(place, cases)), desk(filled(place, HOT), KEPT)
    unkept = desk(filled(place, 3 * size))
    first, hot, cold = (case.streams(0, n) for n in (cases, HOT, 3 * size))
    with ThreadPoolExecutor(CALLERS) as callers:
        put_all(callers, kept, [case.note(next(hot)) for _ in range(HOT)])
        while True:
            ways: Ways = {}
            with timed(ways, "raw", size // 4):
                for _ in range(size // 4):
                    by_hand.command(raw, next(first))
            for name, own, streams in (("ours", kept, hot), ("cold", unkept, cold)):
                commands = [case.note(next(streams)) for _ in range(size)]
                with timed(ways, name, size):
                    put_all(callers, own, commands)
            yield ways


def put_all(callers: Executor, own: Desk, commands: Sequence[Command]) -> None:
    """Put the commands, each caller theirs, one after the other."""

    def put(mine: Sequence[Command]) -> None:
        for command in mine:
            own.execute(command)

    list(callers.map(put, (commands[n::CALLERS] for n in range(CALLERS))))
