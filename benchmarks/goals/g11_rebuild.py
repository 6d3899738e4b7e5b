"""G11: all views built anew, from the first event on, against reading and decoding alone.

The goal names reading and decoding with no word of by hand, as G9 does: it is held against our own.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import case, codec
from benchmarks.goals.g09_log import by_hand, ours
from benchmarks.memory import resident_mib
from benchmarks.places import Place, filled
from benchmarks.rounds import Figure, Ways, timed, times

from answerable.application.project import Keeper
from answerable.bootstrap import open_log
from answerable.projections.catalogue import VIEWS

WORK = "all views rebuilt, against reading and decoding the log alone"
SIZE, QUICK = 120_000, 240
FIGURES = (
    Figure("times reading alone", times("ours", "reading", "seconds"), 3, 2, less_is_better=True),
    Figure("times reading by hand", times("ours", "raw", "seconds"), less_is_better=True),
    Figure(
        "memory after of before", times("ours", "reading", "mib"), None, 1.1, less_is_better=True
    ),
)


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """The same log each way."""
    url = filled(place, size // case.LENGTH)
    raw, (store, views) = place.raw(url), open_log(url)
    Keeper(store, views).catch_up(VIEWS)
    while True:
        ways: Ways = {}
        with timed(ways, "raw", size):
            by_hand(raw, codec.whole_of)
        with timed(ways, "reading", size) as sample:
            ours(store)
            sample["mib"] = resident_mib()
        with timed(ways, "ours", size) as sample:
            Keeper(store, views).rebuild(VIEWS)
            sample["mib"] = resident_mib()
        yield ways
