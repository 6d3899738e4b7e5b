"""G13: the first page of a list out of many.

By hand does the same work: its times are times. PostgreSQL gives them so; in SQLite they are text,
and read by hand. Beside it stands the page as SQLite gives it, with text for times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any, get_args, get_type_hints

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
        "promises: times it, with text for times",
        times("promises", "promises_as_text", "p50_ms"),
        on="sqlite",
        less_is_better=True,
    ),
    Figure(
        "critics: times it, with text for times",
        times("critics", "critics_as_text", "p50_ms"),
        on="sqlite",
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
    ways: dict[str, Callable[[], object]] = {
        "raw": lambda: raw.page(ROWS),
        "promises_by_hand": lambda: page(raw, OPEN_PROMISES),
        "critics_by_hand": lambda: page(raw, UNANSWERED_CRITICS),
        "promises": lambda: own.answers.page(OPEN_PROMISES, ROWS),
        "critics": lambda: own.answers.page(UNANSWERED_CRITICS, ROWS),
    }
    if not raw.keeps_moments:
        ways["promises_as_text"] = lambda: as_given(raw, OPEN_PROMISES)
        ways["critics_as_text"] = lambda: as_given(raw, UNANSWERED_CRITICS)
    while True:
        yield alternated(ways, 200 if size > QUICK else 10)


def page(raw: Raw, view: View[Any, Any]) -> list[tuple[object, ...]]:
    """The first rows of the table of a view as it is now, with times for times."""
    found = as_given(raw, view)
    if raw.keeps_moments:
        return found
    columns: list[Iterable[Any]] = [*zip(*found, strict=True)]
    for at in times_of(view.row_type):
        columns[at] = [text and datetime.fromisoformat(text) for text in columns[at]]
    return [*zip(*columns, strict=True)]


def as_given(raw: Raw, view: View[Any, Any]) -> list[tuple[object, ...]]:
    """The same as the database gives them."""
    own = ", ".join(f'"{name}"' for name in kept(view.row_type))
    moment = by_hand.moment(raw, now())
    table = f"view_{view.name}_{view.version}_a"
    return raw.select(
        f"SELECT {own} FROM {table} WHERE _since <= {raw.mark} AND _until > {raw.mark}"  # noqa: S608  # names of classes
        f" ORDER BY _place LIMIT {ROWS}",
        (moment, moment),
    )


@cache
def kept(rows: type[Any]) -> tuple[str, ...]:
    """The fields that a table keeps."""
    return tuple(each.name for each in fields(rows) if each.name != "late_by")


@cache
def times_of(rows: type[Any]) -> tuple[int, ...]:
    """Which of them are times."""
    hints = get_type_hints(rows)
    return tuple(at for at, name in enumerate(kept(rows)) if datetime in held(hints[name]))


def held(hint: Any) -> tuple[Any, ...]:  # noqa: ANN401  # whatever a field holds
    """The classes a field may hold."""
    return get_args(hint) or (hint,)
