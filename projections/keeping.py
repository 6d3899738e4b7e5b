"""The rows of a stream as they are kept: each with the time it stands for.

Between two moments at which rows change by time alone they stay the same, so all that will be is
known when an event is folded, and no clock has to come by. What was before the newest event is left
out: it is past, and asked from the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Generic, TypeAlias, TypeVar

from ..domain.event import RecordedEvent
from .view import FOREVER, View, in_utc, place

S = TypeVar("S")
R = TypeVar("R")

Stretches: TypeAlias = Sequence[tuple[datetime, datetime]]
"""Between these moments rows stay as they are: one stretch of time after another, in UTC."""


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


def kept_stream(
    view: View[S, R], state: S, newest: RecordedEvent, known: dict[object, Stretches]
) -> KeptStream[R]:
    """What is kept of a stream whose state is as `newest` left it.

    `known` are its stretches of time, by the `changes` of the views that were asked before.
    """
    made_at = in_utc(newest.recorded_at)
    parted = known.get(view.changes)
    if parted is None:
        parted = known[view.changes] = stretches(view.changes, state, made_at)
    rows = kept_rows(view, newest.stream, state, parted)
    return KeptStream(newest.position, made_at, tuple(rows))


def stretches(changes: Callable[[S], Iterable[datetime]], state: S, made_at: datetime) -> Stretches:
    """The time from `made_at` (UTC) on, parted where rows may change."""
    turns = {in_utc(moment) for moment in changes(state) if made_at < moment < FOREVER}
    later = sorted(moment for moment in turns if moment < FOREVER)
    return [*pairwise((made_at, *later, FOREVER))]


def kept_rows(view: View[S, R], stream: str, state: S, parted: Stretches) -> Sequence[KeptRow[R]]:
    """The rows for each stretch of time; one that goes on unchanged is kept once."""
    done: list[KeptRow[R]] = []
    standing: dict[str, KeptRow[R]] = {}
    for since, until in parted:
        before, standing = standing, {}
        for name, row in view.rows(stream, state, since).items():
            old = before.get(name)
            if old is None or old.row != row:
                at = place(view, stream, name, row)
                standing[name] = KeptRow(name, since, until, at, row)
            else:
                del before[name]
                standing[name] = KeptRow(name, old.since, until, old.place, old.row)
        done += before.values()
    return sorted([*done, *standing.values()], key=lambda row: (row.name, row.since))
