"""The rows of a stream as they are kept: each with the time it stands for.

Between two moments at which rows change by time alone they stay the same, so all that will be is
known when an event is folded, and no clock has to come by. What was before the newest event is left
out: it is past, and asked from the log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Generic, TypeVar

from ..domain.event import RecordedEvent
from .view import FOREVER, View, in_utc, place

S = TypeVar("S")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class KeptRow(Generic[R]):
    """A row that stands from `since` until just before `until` (UTC), unless events change it.

    `name` is unique in the stream for any moment, `place` sorts it among the rows of all.
    """

    name: str
    since: datetime
    until: datetime
    place: str
    row: R


@dataclass(frozen=True, slots=True)
class KeptStream(Generic[R]):
    """One stream in a view: its rows for every moment from `made_at` (UTC) on.

    `made_at` is when the newest event that told the view something was recorded, `position` where.
    """

    position: int
    made_at: datetime
    rows: tuple[KeptRow[R], ...]


def kept_stream(view: View[S, R], state: S, newest: RecordedEvent) -> KeptStream[R]:
    """What is kept of a stream whose state is as `newest` left it."""
    made_at = in_utc(newest.recorded_at)
    rows = kept_rows(view, newest.stream, state, made_at)
    return KeptStream(newest.position, made_at, tuple(rows))


def kept_rows(view: View[S, R], stream: str, state: S, made_at: datetime) -> Sequence[KeptRow[R]]:
    """The rows for each stretch of time; one that goes on unchanged is kept once."""
    turns = {in_utc(moment) for moment in view.changes(state) if made_at < moment < FOREVER}
    later = sorted(moment for moment in turns if moment < FOREVER)
    done: list[KeptRow[R]] = []
    standing: dict[str, KeptRow[R]] = {}
    for since, until in pairwise((made_at, *later, FOREVER)):
        before, standing = standing, {}
        for name, row in view.rows(stream, state, since).items():
            standing[name] = _going_on(view, stream, (name, row, since, until), before)
        done += before.values()
    return sorted([*done, *standing.values()], key=lambda row: (row.name, row.since))


def _going_on(
    view: View[Any, R],
    stream: str,
    new: tuple[str, R, datetime, datetime],
    before: dict[str, KeptRow[R]],
) -> KeptRow[R]:
    """The row for one more stretch of time; taken out of `before` if it stood already."""
    name, row, since, until = new
    old = before.get(name)
    if old is None or old.row != row:
        return KeptRow(name, since, until, place(view, stream, name, row), row)
    del before[name]
    return KeptRow(name, old.since, until, old.place, old.row)
