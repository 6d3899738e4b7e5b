"""Every row a view ever showed, with when it stood, as it was known then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Generic, TypeVar

from ..domain.event import RecordedEvent
from .case_fold import JUST_AFTER
from .view import View, in_utc

S = TypeVar("S")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Stood(Generic[R]):
    """A row that stood from `since` until just before `until` (UTC); None: it still does."""

    stream: str
    name: str
    since: datetime
    until: datetime | None
    row: R


def ever(view: View[Any, R], events: Iterable[RecordedEvent], moment: datetime) -> list[Stood[R]]:
    """Each row of these events up to `moment`, one after another as they began."""
    histories: dict[str, list[RecordedEvent]] = {}
    for each in events:
        histories.setdefault(each.stream, []).append(each)
    found = [stood for known in histories.values() for stood in of_stream(view, known, moment)]
    return sorted(found, key=lambda stood: (stood.since, stood.stream, stood.name))


def of_stream(
    view: View[Any, R], history: Sequence[RecordedEvent], moment: datetime
) -> Iterator[Stood[R]]:
    """The rows of one stream; one that goes on unchanged is given once."""
    stream, standing = history[0].stream, dict[str, tuple[datetime, R]]()
    for at, rows in shown_at(view, history, moment):
        for name, (since, row) in [*standing.items()]:
            if rows.get(name) != row:
                del standing[name]
                yield Stood(stream, name, since, at, row)
        standing = {name: standing.get(name, (at, row)) for name, row in rows.items()}
    for name, (since, row) in standing.items():
        yield Stood(stream, name, since, None, row)


def shown_at(
    view: View[S, R], history: Sequence[RecordedEvent], moment: datetime
) -> Iterator[tuple[datetime, Mapping[str, R]]]:
    """The rows at each moment at which they may have changed: by an event, or by time alone.

    Of events recorded at one moment only the last shows any.
    """
    state, last = view.initial, in_utc(moment) + JUST_AFTER
    times = [in_utc(each.recorded_at) for each in history]
    for recorded, (since, until) in zip(history, pairwise((*times, last)), strict=True):
        state = view.evolve(state, recorded)
        turns = {in_utc(turn) for turn in view.changes(state)}
        begun = {since} if since < until else set[datetime]()
        for at in sorted(begun | {turn for turn in turns if since < turn < until}):
            yield at, view.rows(history[0].stream, state, at)
