"""G3: 32 threads of one process, each told only when its own events are durable."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from benchmarks import by_hand, case
from benchmarks.places import Place, desk, filled
from benchmarks.rounds import Figure, Ways, faster, timed

from answerable.domain.command import Command

WORK = "32 concurrent callers of one process, each told when its own events are durable"
SIZE, QUICK = 3_200, 64
FIGURES = (
    Figure("of raw one by one", faster("ours", "raw"), 1.5, 2.5, "sqlite"),
    Figure("of raw one by one", faster("ours", "raw"), 3, 5, "postgres"),
)
CALLERS = 32


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """Cold cases for all; a case has one caller at a time, who puts one command after the other."""
    cases = max(4_000, 3 * size)
    raw, ours = place.raw(filled(place, cases)), desk(filled(place, cases))
    first, second = case.streams(0, cases), case.streams(0, cases)

    def caller(own: list[Command]) -> None:
        for command in own:
            ours.execute(command)

    with ThreadPoolExecutor(CALLERS) as callers:
        while True:
            ways: Ways = {}
            commands = [case.note(next(second)) for _ in range(size)]
            with timed(ways, "raw", size // 4):
                for _ in range(size // 4):
                    by_hand.command(raw, next(first))
            with timed(ways, "ours", size):
                list(callers.map(caller, (commands[n::CALLERS] for n in range(CALLERS))))
            yield ways
