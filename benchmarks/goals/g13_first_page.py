"""G13: the first page of a list out of many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from benchmarks import by_hand, case
from benchmarks.places import Place, desk, filled
from benchmarks.raw import Raw
from benchmarks.rounds import Figure, Ways, alternated, times

from answerable.bootstrap import now
from answerable.projections.open_promises import OPEN_PROMISES
from answerable.projections.unanswered_critics import UNANSWERED_CRITICS
from answerable.projections.view import View

WORK = "first page of open promises / unanswered critics"
SIZE, QUICK = 60_000, 240
"""Events; a case of twelve has one promise and one critic."""
FIGURES = (
    Figure(
        "promises: times the same SELECT",
        times("promises", "promises_by_hand", "p50_ms"),
        1.5,
        1.1,
        less_is_better=True,
    ),
    Figure(
        "critics: times the same SELECT",
        times("critics", "critics_by_hand", "p50_ms"),
        1.5,
        1.1,
        less_is_better=True,
    ),
    Figure(
        "promises: times it, the quickest tenth",
        times("promises", "promises_by_hand", "p10_ms"),
        less_is_better=True,
    ),
    Figure(
        "promises: times that of a table of today's promises alone",
        times("promises", "raw", "p50_ms"),
        less_is_better=True,
    ),
)
ROWS = 50


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """By hand it is one SELECT of the same columns; nobody looks whether something came.

    On the table of the view, which answers for every moment; and on one of eight columns that knows
    what is so now.
    """
    url = filled(place, size // case.LENGTH)
    raw, own = place.raw(url), desk(url)
    raw.make_promises()
    by_hand.promises(raw)
    own.promises()
    own.critics()
    assert len(own.answers.page(OPEN_PROMISES, ROWS).rows) == len(raw.page(ROWS))
    ways = {
        "raw": lambda: raw.page(ROWS),
        "promises_by_hand": lambda: page(raw, OPEN_PROMISES),
        "critics_by_hand": lambda: page(raw, UNANSWERED_CRITICS),
        "promises": lambda: own.answers.page(OPEN_PROMISES, ROWS),
        "critics": lambda: own.answers.page(UNANSWERED_CRITICS, ROWS),
    }
    while True:
        yield alternated(ways, 200 if size > QUICK else 10)


def page(raw: Raw, view: View[Any, Any]) -> list[tuple[object, ...]]:
    """The first rows of the table of a view as it is now, as the database gives them."""
    own = ", ".join(f'"{each.name}"' for each in fields(view.row_type) if each.name != "late_by")
    moment = by_hand.moment(raw, now())
    table = f"view_{view.name}_{view.version}_a"
    return raw.select(
        f"SELECT {own} FROM {table} WHERE _since <= {raw.mark} AND _until > {raw.mark}"  # noqa: S608  # names of classes
        f" ORDER BY _place LIMIT {ROWS}",
        (moment, moment),
    )
