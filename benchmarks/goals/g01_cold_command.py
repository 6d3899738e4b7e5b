"""G1: a command on a case of twelve events that nobody kept; durable when it returns."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import by_hand, case
from benchmarks.engine import documented
from benchmarks.places import Place, desk, filled
from benchmarks.rounds import Figure, Ways, alternated, quicker, surely_quicker, times

WORK = "command on a cold case of 12 events, durable"
SIZE, QUICK = 400, 20
FIGURES = (
    Figure("of raw", surely_quicker("ours", "raw"), 0.80, 0.90, "sqlite"),
    Figure("of raw", surely_quicker("ours", "raw"), 0.70, 0.85, "postgres"),
    Figure("by p50 alone", quicker("ours", "raw")),
    Figure("times the engine as documented", quicker("ours", "engine"), None, 2, "sqlite"),
    Figure("times the engine as documented", quicker("ours", "engine"), None, 3.5, "postgres"),
    Figure("client CPU of raw", times("ours", "raw", "cpu_us"), less_is_better=True),
)


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """Each round takes cases that no round had before, until they are used up."""
    cases = 5 * size
    url = filled(place, cases)
    raw, ours, engine = place.raw(filled(place, cases)), desk(url), documented(place)
    first, second = case.streams(0, cases), case.streams(0, cases)
    engine.fill(min(cases, 2 * size))
    ways = {
        "raw": lambda: by_hand.command(raw, next(first)),
        "ours": lambda: ours.execute(case.note(next(second))),
        "engine": engine.put,
    }
    alternated(ways, 40)
    while True:
        yield alternated(ways, size)
