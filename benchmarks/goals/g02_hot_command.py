"""G2: a command on a case whose state is kept, beside one by hand that loads it each time."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import by_hand, case
from benchmarks.places import Place, desk, filled
from benchmarks.rounds import Figure, Ways, alternated, quicker, surely_quicker, times

WORK = "command on a hot case (case cache), durable"
SIZE, QUICK = 400, 20
FIGURES = (
    Figure("of raw that loads", surely_quicker("ours", "raw"), 1.0, 1.3),
    Figure("by p50 alone", quicker("ours", "raw")),
    Figure("client CPU of raw", times("ours", "raw", "cpu_us"), less_is_better=True),
)
HOT = 100


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """The hot cases grow as they are used, by what a round puts to each."""
    cases = 5 * size
    raw, ours = place.raw(filled(place, cases)), desk(filled(place, cases), cache=2 * HOT)
    cold, hot = case.streams(0, cases), case.streams(0, HOT)
    for _ in range(HOT):
        ours.execute(case.note(next(hot)))
    ways = {
        "raw": lambda: by_hand.command(raw, next(cold)),
        "ours": lambda: ours.execute(case.note(next(hot))),
    }
    while True:
        yield alternated(ways, size)
