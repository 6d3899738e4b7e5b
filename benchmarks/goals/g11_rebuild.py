"""G11: all views at once, from the first event on, against reading and decoding alone."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import case, codec
from benchmarks.goals.g09_log import by_hand, ours
from benchmarks.memory import resident_mib
from benchmarks.places import Place, filled
from benchmarks.rounds import Figure, Ways, timed, times
from benchmarks.views import unknown

from answerable.application.project import Keeper
from answerable.bootstrap import open_log
from answerable.projections.catalogue import VIEWS

WORK = "all views rebuilt, against reading and decoding the log alone"
SIZE, QUICK = 24_000, 240
FIGURES = (
    Figure("times raw reading", times("ours", "raw", "seconds"), 3, 2, less_is_better=True),
    Figure("times our own reading", times("ours", "reading", "seconds"), less_is_better=True),
    Figure(
        "memory after of before", times("ours", "reading", "mib"), None, 1.1, less_is_better=True
    ),
)


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """The same log each way."""
    url = filled(place, size // case.LENGTH)
    raw, (store, views) = place.raw(url), open_log(url)
    Keeper(store, views).catch_up(unknown(VIEWS))
    while True:
        ways: Ways = {}
        with timed(ways, "raw", size):
            by_hand(raw, codec.whole_of)
        with timed(ways, "reading", size) as sample:
            ours(store)
            sample["mib"] = resident_mib()
        with timed(ways, "ours", size) as sample:
            Keeper(store, views).catch_up(unknown(VIEWS))
            sample["mib"] = resident_mib()
        yield ways
