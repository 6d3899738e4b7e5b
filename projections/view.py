"""What a view is: a fold of each stream by itself, and the rows that follow from it at a moment.

Streams are folded apart, so the order in which independent streams arrive cannot matter (I17). What
depends on the time of day is never kept: how late a row is, is worked out when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Generic, TypeVar

from ..domain.event import Erased, Personal, RecordedEvent

S = TypeVar("S")
R = TypeVar("R")

ERASED_WORDS = "[erased]"
FIRST = datetime.min.replace(tzinfo=UTC)  # its zone stands right beside it
FOREVER = datetime.max.replace(tzinfo=UTC)  # the same


@dataclass(frozen=True, eq=False)
class View(Generic[S, R]):
    """One question about the log.

    `name` is one word of small letters and `_`; `version` counts from 1: raise it whenever the
    fold, the rows or `row_type` change, and the view is built anew. Views with the same `evolve`
    and `initial` are folded once for all. `row_type` is a dataclass; one with slots and no
    `__post_init__` is filled without its `__init__`.

    `rows` gives the rows of one stream as they stand at a moment, under names that are unique in
    the stream and last; it must look at nothing but its arguments. `changes` are the moments from
    which, with no event, it may give others. `order` are the fields rows are sorted by: None
    comes last, and with `-` in front True comes before False. `due` is the field that `late_by` of
    a row is counted from at the moment asked about; `rows` leaves it None.
    """

    name: str
    version: int
    row_type: type[R]
    initial: S
    evolve: Callable[[S, RecordedEvent], S]
    rows: Callable[[str, S, datetime], Mapping[str, R]]
    changes: Callable[[S], Iterable[datetime]]
    order: tuple[str, ...]
    due: str | None = None

    @property
    def key(self) -> tuple[str, int]:
        """By what it is known; each version stands for itself."""
        return self.name, self.version


def late_by(due: datetime | None, moment: datetime) -> timedelta | None:
    """How long past `due` it is at `moment`; None up to then, and where nothing is due."""
    return moment - due if due is not None and due < moment else None


def shown(words: Personal[str]) -> str:
    """The words, or that they were erased."""
    return ERASED_WORDS if isinstance(words.value, Erased) else words.value


def at_moment(view: View[Any, R], row: R, moment: datetime) -> R:
    """The row with how late it is at `moment`."""
    late = late_by(getattr(row, view.due), moment) if view.due else None
    told: Any = row
    return replace(told, late_by=late) if late else row


def listed(
    view: View[Any, R], rows: Iterable[tuple[str, Mapping[str, R]]], moment: datetime
) -> list[R]:
    """The rows of several streams, each stream with its own, in the order of the view."""
    placed = [
        (place(view, stream, name, row), row) for stream, own in rows for name, row in own.items()
    ]
    placed.sort(key=lambda pair: pair[0])
    return [at_moment(view, row, moment) for _, row in placed]


INT_MAX = 2**63
BETWEEN, NOTHING = "\x1f", "~"
"""What separates the parts of a place, and what stands for None: it sorts after what has one."""


def place(view: View[Any, R], stream: str, name: str, row: R) -> str:
    """Where the row stands, as text that sorts by code points the way the view is sorted.

    No two rows of a view have the same: the stream and the name end it.
    """
    return BETWEEN.join([*(_part(row, field) for field in view.order), stream, name])


def _part(row: object, field: str) -> str:
    value = getattr(row, field.removeprefix("-"))
    match value:
        case None:
            return NOTHING
        case bool():
            return str(int(value is not field.startswith("-")))
        case int():
            return f"{value + INT_MAX:020}"
        case datetime():
            return instant(value)
        case str():
            return value
        case _:
            raise TypeError(f"rows cannot be sorted by {field}")


@lru_cache(maxsize=1024)
def instant(moment: datetime) -> str:
    """The moment in UTC as text that sorts by time: always of one width.

    A due time stands in its row, in the place of it and in the other views.
    """
    return in_utc(moment).isoformat(timespec="microseconds")


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC; the first or last there is, where its offset leads out of time."""
    if moment.tzinfo is UTC:
        return moment
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return FIRST if moment.year == FIRST.year else FOREVER
