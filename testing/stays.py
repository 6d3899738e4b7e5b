"""Guests in a house, as rows of a view: every kind of column there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeAlias

from ..application.view_store import Advance, Question, ViewStore
from ..projections.keeping import KeptRow, KeptStream
from ..projections.view import FOREVER, View, place

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER, MUCH_LATER = MONDAY + timedelta(hours=1), MONDAY + timedelta(days=9)


class Kind(StrEnum):
    """A word of a closed list."""

    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Stay:
    """A guest in a house."""

    guest: str
    kind: Kind
    beds: int
    price: float | None
    quiet: bool
    day: date | None
    note: str | None
    until: datetime
    due: datetime | None
    late_by: timedelta | None


Stays: TypeAlias = View[None, Stay]
Kept: TypeAlias = Callable[[Stays, str, int], KeptStream[Stay]]


def stays(version: int = 1, name: str = "stays") -> Stays:
    """A view of such rows; its fold is never called."""
    return View(
        name,
        version,
        Stay,
        None,
        evolve=lambda state, _: state,
        rows=lambda _stream, _state, _moment: {},
        changes=lambda _: (),
        order=("guest",),
        due="due",
    )


def stay(
    guest: str,
    *,
    since: datetime = MONDAY,
    until: datetime = FOREVER,
    due: datetime | None = None,
    **other: Any,  # noqa: ANN401  # fields of `Stay`
) -> Kept:
    """A stream with one row, once it is known of which view and where it stands."""
    plain: dict[str, Any] = {
        "beds": 1,
        "price": None,
        "quiet": False,
        "day": None,
        "note": None,
        **other,
    }
    row = Stay(guest, Kind.SINGLE, **plain, until=MUCH_LATER, due=due, late_by=None)

    def kept(view: Stays, stream: str, position: int) -> KeptStream[Stay]:
        at = place(view, stream, "bed", row)
        return KeptStream(position, since, (KeptRow("bed", since, until, at, row),))

    return kept


def step(view: Stays, expected: int, position: int, **streams: Kept) -> Advance:
    """A view is folded on; these streams changed."""
    changed = {name: kept(view, name, position) for name, kept in streams.items()}
    return Advance(view, expected, position, changed)


def asked(views: ViewStore, view: Stays, moment: datetime = MUCH_LATER) -> tuple[int, list[str]]:
    """Where the view stands, and which guests it shows."""
    found = views.ask(Question(view, moment))
    return found.position, [row.guest for row in found.rows]
