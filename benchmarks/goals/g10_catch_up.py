"""G10: a view caught up into its table, from the first event on."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import by_hand, case
from benchmarks.engine_runner import Followed, followed
from benchmarks.places import Place, filled
from benchmarks.rounds import Figure, Ways, faster, timed
from benchmarks.views import unknown

from answerable.application.project import Keeper
from answerable.bootstrap import open_log
from answerable.projections.open_promises import OPEN_PROMISES

WORK = "projection catch-up into tables"
SIZE, QUICK = 24_000, 240
FIGURES = (
    Figure("of raw batched SQL", faster("ours", "raw"), 0.40, 0.6),
    Figure("times the engine's runner", faster("ours", "engine"), None, 80, "postgres"),
)


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """The same log each way; the engine's runner has fewer events, of its own kind."""
    url = filled(place, size // case.LENGTH)
    raw, (store, views) = place.raw(url), open_log(url)
    engine: Followed | None = followed(place, max(48, size // 60))
    keeper = Keeper(store, views)
    while True:
        ways: Ways = {}
        raw.make_promises()
        with timed(ways, "raw", size):
            by_hand.promises(raw)
        with timed(ways, "ours", size):
            keeper.catch_up(unknown([OPEN_PROMISES]))
        if engine:
            with timed(ways, "engine", engine.events):
                engine.follow()
        yield ways
