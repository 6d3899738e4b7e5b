"""G14: what a command, a query and catching up cost in a big log, against a small one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from time import perf_counter

from benchmarks import case
from benchmarks.places import Place, desk, filled
from benchmarks.rounds import Figure, Ways, alternated, sampled, times

from answerable.application.desk import Desk
from answerable.application.project import Keeper
from answerable.projections.open_promises import OPEN_PROMISES

WORK = "cost in a log of many cases against one of few"
SIZE, QUICK = 10_000, 40
"""Cases of the big one; the small one has a thousand, or half as many."""
FIGURES = tuple(
    Figure(
        f"{name}: big against small",
        times(f"{key}_big", f"{key}_small", by),
        1.3,
        1.1,
        less_is_better=True,
    )
    for name, key, by in (
        ("command", "command", "p50_ms"),
        ("view query", "page", "p50_ms"),
        ("catch-up on 10 events", "event", "p50_ms"),
    )
)
FEW = 1_000
TURNS, FEW_COMMANDS = 15, 10


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """Both logs take the same commands and questions, in turn."""
    few = min(FEW, size // 2)
    desks = {"small": desk(filled(place, few)), "big": desk(filled(place, size))}
    numbers = {"small": case.streams(0, few), "big": case.streams(0, size)}
    for own in desks.values():
        own.answers.page(OPEN_PROMISES, 1)
    commands = {f"command_{name}": putting(desks[name], numbers[name]) for name in desks}
    pages = {f"page_{name}": asking(own) for name, own in desks.items()}
    while True:
        ways = alternated(commands, 300 if size > QUICK else 10)
        for own in desks.values():
            own.promises()
        took = [caught_up(desks, commands) for _ in range(TURNS)]
        for name in desks:
            ways[f"event_{name}"] = sampled([each[name] for each in took], 0.0)
        yield ways | alternated(pages, 200 if size > QUICK else 10)


def caught_up(
    desks: Mapping[str, Desk], commands: Mapping[str, Callable[[], object]]
) -> dict[str, float]:
    """Seconds to fold what a few commands left, by a keeper that holds no state of any case."""
    found = {}
    for name, own in desks.items():
        for _ in range(FEW_COMMANDS):
            commands[f"command_{name}"]()
        keeper = Keeper(own.store, own.place.keeper.views)
        begun = perf_counter()
        keeper.catch_up([OPEN_PROMISES])
        found[name] = perf_counter() - begun
    return found


def putting(own: Desk, streams: Iterator[str]) -> Callable[[], object]:
    """A command on the next case."""
    return lambda: own.execute(case.note(next(streams)))


def asking(own: Desk) -> Callable[[], object]:
    """The first page."""
    return lambda: own.answers.page(OPEN_PROMISES, 50)
