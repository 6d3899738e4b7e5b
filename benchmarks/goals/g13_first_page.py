"""G13: the first page of a list out of many."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import by_hand, case
from benchmarks.places import Place, desk, filled
from benchmarks.rounds import Figure, Ways, alternated, times

from answerable.projections.open_promises import OPEN_PROMISES
from answerable.projections.unanswered_critics import UNANSWERED_CRITICS

WORK = "first page of open promises / unanswered critics"
SIZE, QUICK = 60_000, 240
"""Events; a case of twelve has one promise and one critic."""
FIGURES = (
    Figure(
        "promises: times it, the quickest tenth",
        times("promises", "raw", "p10_ms"),
        less_is_better=True,
    ),
    Figure(
        "promises: times the same SELECT",
        times("promises", "raw", "p50_ms"),
        1.5,
        1.1,
        less_is_better=True,
    ),
    Figure(
        "critics: times the same SELECT",
        times("critics", "raw", "p50_ms"),
        1.5,
        1.1,
        less_is_better=True,
    ),
)
ROWS = 50


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """By hand it is one SELECT of the same eight columns; nobody looks whether something came."""
    url = filled(place, size // case.LENGTH)
    raw, own = place.raw(url), desk(url)
    raw.make_promises()
    by_hand.promises(raw)
    own.promises()
    own.critics()
    assert len(own.answers.page(OPEN_PROMISES, ROWS).rows) == len(raw.page(ROWS))
    ways = {
        "raw": lambda: raw.page(ROWS),
        "promises": lambda: own.answers.page(OPEN_PROMISES, ROWS),
        "critics": lambda: own.answers.page(UNANSWERED_CRITICS, ROWS),
    }
    while True:
        yield alternated(ways, 200 if size > QUICK else 10)
