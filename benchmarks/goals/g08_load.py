"""G8: a case loaded and folded."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import case, codec
from benchmarks.places import Place, filled
from benchmarks.rounds import Figure, Ways, alternated, quicker, surely_quicker

from answerable.application.states import States, current
from answerable.bootstrap import open_log

WORK = "load and fold a case of 12 and of 1,000 events"
SIZE, QUICK = 400, 20
FIGURES = (
    Figure("of raw, 12 events", surely_quicker("ours", "raw"), 0.65, 0.9),
    Figure("of raw, 1,000 events", surely_quicker("ours_long", "raw_long"), 0.65, 0.9),
    Figure("12 events, by p50 alone", quicker("ours", "raw")),
    Figure("of raw, 12 events, envelope read too", quicker("ours", "whole")),
)
LONG, LONG_CASES = 1_000, 5


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """The same log is read both ways."""
    short, long = filled(place, 5 * size), filled(place, LONG_CASES, LONG)
    (store, _), (long_store, _) = open_log(short), open_log(long)
    raw, long_raw = place.raw(short), place.raw(long)
    none = States(0)
    names = [case.streams(0, 5 * size) for _ in range(3)]
    longs = [case.streams(0, LONG_CASES) for _ in range(2)]
    ways = {
        "raw": lambda: codec.fold(raw.load(next(names[0]))),
        "whole": lambda: codec.fold_whole(raw.load(next(names[1]))),
        "ours": lambda: current(store, none, codec.CASE, next(names[2])),
    }
    long_ways = {
        "raw_long": lambda: codec.fold(long_raw.load(next(longs[0]))),
        "ours_long": lambda: current(long_store, none, codec.CASE, next(longs[1])),
    }
    while True:
        yield alternated(ways, size) | alternated(long_ways, max(2, size // 20))
