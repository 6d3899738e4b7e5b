"""G9: the whole log as typed events."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks import case, codec
from benchmarks.places import Place, filled
from benchmarks.raw import Raw
from benchmarks.rounds import Figure, Ways, faster, timed

from answerable.application.ports import EventStore
from answerable.bootstrap import open_log

WORK = "the whole log as typed events"
SIZE, QUICK = 60_000, 240
PAGE = 1_000
SHORT = {"sqlite": 50, "postgres": 200}
"""Events of a page at which our reading is quickest: while one is decoded the collector of cycles
rests, and a short one stays in the cache. By hand each event is let go before the next is decoded.
"""
FIGURES = (
    Figure("of raw", faster("ours", "raw"), 0.75, 0.95),
    Figure("of raw, in long pages", faster("long_pages", "raw")),
    Figure("of raw, the event alone", faster("ours", "event_alone")),
)


def by_hand(raw: Raw, decode: Callable[[str, bytes], object]) -> int:
    """Page by page; every event is decoded."""
    after = 0
    while page := raw.log(after, PAGE):
        for row in page:
            decode(row[3], row[4])
        after = page[-1][0]
    return after


def ours(store: EventStore, limit: int = PAGE) -> int:
    """The same through the port."""
    after = 0
    while page := store.read_all(after, limit):
        after = page[-1].position
    return after


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """The same log is read each way."""
    url = filled(place, size // case.LENGTH)
    raw, (store, _) = place.raw(url), open_log(url)
    assert by_hand(raw, codec.whole_of) == ours(store)
    while True:
        ways: Ways = {}
        with timed(ways, "raw", size):
            by_hand(raw, codec.whole_of)
        with timed(ways, "ours", size):
            ours(store, SHORT[place.name])
        with timed(ways, "long_pages", size):
            ours(store)
        with timed(ways, "event_alone", size):
            by_hand(raw, codec.event_of)
        yield ways
