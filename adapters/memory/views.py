"""Views in memory: kept as long as the process lives."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from threading import Condition
from typing import Any, TypeVar

from ...application.view_store import Advance, AnyView, Counted, Found, Parked, Question, Stand
from ...projections.keeping import KeptRow, KeptStream
from ...projections.view import at_moment, in_utc
from ..view_tables import columns

R = TypeVar("R")

Placed = tuple[str, datetime, str, KeptRow[Any]]
"""A row of a stream in the order of the view: its place, since when it stands, the stream."""


@dataclass(slots=True)
class Table:
    """One view: its streams, and their rows in order."""

    position: int = 0
    parked: Parked | None = None
    newest: datetime | None = None
    streams: dict[str, KeptStream[Any]] = field(default_factory=dict[str, KeptStream[Any]])
    order: list[Placed] = field(default_factory=list[Placed])

    def take(self, step: Advance) -> None:
        """Replace the rows of the streams that changed."""
        for name, stream in step.streams.items():
            old = self.streams.get(name)
            for row in old.rows if old else ():
                del self.order[bisect_left(self.order, (row.place, row.since, name))]
            for row in stream.rows:
                insort(self.order, (row.place, row.since, name, row), key=lambda each: each[:3])
            self.streams[name] = stream
            self.newest = max(stream.made_at, self.newest or stream.made_at)
        self.position, self.parked = step.position, None

    def standing(self, moment: datetime, after: str = "") -> Iterator[tuple[str, KeptRow[Any]]]:
        """The rows at `moment` past a place, each with its stream, but of those that are ahead."""
        first = bisect_right(self.order, after, key=lambda each: each[0]) if after else 0
        for _, since, stream, row in islice(self.order, first, None):
            if since <= moment < row.until and self.streams[stream].made_at <= moment:
                yield stream, row

    def reached(self, stream: str) -> int:
        """The position of a stream; 0 where it is not kept."""
        kept = self.streams.get(stream)
        return kept.position if kept else 0

    def ahead(self, moment: datetime) -> Sequence[str]:
        """The streams whose newest event was recorded after `moment`."""
        if self.newest is None or self.newest <= moment:
            return ()
        return sorted(name for name, each in self.streams.items() if each.made_at > moment)


class MemoryViews:
    """A `ViewStore` for one process."""

    def __init__(self) -> None:
        self._live: dict[tuple[str, int], Table] = {}
        self._beside: dict[tuple[str, int], Table] = {}
        self._positions: dict[str, int] = {}
        self._leases: dict[str, tuple[str, datetime]] = {}
        self._moved = Condition()

    def stand(self, view: AnyView) -> Stand:
        """How far the view is kept."""
        with self._moved:
            live, beside = self._table(view), self._beside.get(view.key)
            return Stand(live.position, live.parked, beside.position if beside else None)

    def ask(self, question: Question[R]) -> Found[R]:
        """The rows kept in answer to a question."""
        view, moment = question.view, question.moment
        with self._moved:
            table = self._table(view)
            standing = (
                row
                for stream, row in table.standing(moment, question.after)
                if question.stream in {None, stream}
            )
            found = list(islice(standing, question.limit))
            position, ahead = table.position, table.ahead(moment)
        rows = [at_moment(view, each.row, moment) for each in found]
        return Found(position, rows, [each.place for each in found], ahead)

    def count(self, view: AnyView, moment: datetime) -> Counted:
        """How many rows there are at `moment`."""
        with self._moved:
            table = self._table(view)
            rows = [row.row for _, row in table.standing(moment)]
            late = sum(1 for row in rows if _is_late(view, row, moment))
            return Counted(table.position, len(rows), late, table.ahead(moment))

    def late(self, view: AnyView, moment: datetime) -> Found[str]:
        """The streams of which a row is late at `moment`."""
        with self._moved:
            table = self._table(view)
            standing = table.standing(moment)
            late = {stream for stream, row in standing if _is_late(view, row.row, moment)}
            return Found(table.position, sorted(late), (), table.ahead(moment))

    def everything(self, view: AnyView) -> tuple[int, Mapping[str, KeptStream[Any]]]:
        """Where the view stands, and all that is kept of it, by stream."""
        with self._moved:
            table = self._table(view)
            return table.position, dict(table.streams)

    def reached(self, view: AnyView, streams: Sequence[str]) -> Mapping[str, int]:
        """Of the view built anew: the position of each of these streams that is kept in it."""
        with self._moved:
            beside = self._beside.get(view.key)
            found = {name: beside.reached(name) for name in streams} if beside else {}
        return {name: position for name, position in found.items() if position}

    def advance(self, steps: Sequence[Advance]) -> None:
        """Keep rows and positions."""
        with self._moved:
            for step in steps:
                self._take(step)
            self._moved.notify_all()

    def park(self, view: AnyView, expected: int, parked: Parked) -> None:
        """Mark that the view stopped."""
        with self._moved:
            table = self._live.setdefault(view.key, Table())
            if table.position == expected:
                table.parked = parked

    def begin(self, view: AnyView) -> None:
        """Begin to build the view anew beside the live one."""
        with self._moved:
            self._beside[view.key] = Table()

    def swap(self, view: AnyView, head: int) -> bool:
        """Let the view that was built anew take the live one's place, if it is as far."""
        with self._moved:
            beside = self._beside.get(view.key)
            if beside is None or beside.position < min(self._table(view).position, head):
                return False
            self._end_older(view)
            self._live[view.key] = self._beside.pop(view.key)
            self._moved.notify_all()
            return True

    def wait(self, view: AnyView, position: int, timeout_seconds: float) -> bool:
        """Wait until the view is at least at `position`."""
        with self._moved:
            there = lambda: self._table(view).position >= position  # noqa: E731  # asked often
            return self._moved.wait_for(there, timeout_seconds)

    def lease(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Let `holder` have `name` until then, if they may."""
        with self._moved:
            who, end = self._leases.get(name, (holder, now))
            free = who == holder or end <= now or end > in_utc(until)
            if free:
                self._leases[name] = holder, in_utc(until)
            return free

    def release(self, name: str, holder: str) -> None:
        """Give back what `holder` leased."""
        with self._moved:
            if name in self._leases and self._leases[name][0] == holder:
                del self._leases[name]

    def position(self, name: str) -> int:
        """Up to where the reader `name` has read the log."""
        with self._moved:
            return self._positions.get(name, 0)

    def save_position(self, name: str, position: int) -> None:
        """Keep how far the reader `name` has read."""
        with self._moved:
            self._positions[name] = max(position, self._positions.get(name, 0))

    def _table(self, view: AnyView) -> Table:
        return self._live.get(view.key) or Table()

    def _take(self, step: Advance) -> None:
        columns(step.view)  # what no table can hold is refused here too
        tables = self._beside if step.beside else self._live
        table = tables.get(step.view.key)
        if table is None and not (step.expected or step.beside):
            table = tables[step.view.key] = Table()
        if table is None or table.position != step.expected:
            return
        if not all(table.reached(name) >= least for name, least in step.passed.items()):
            return
        if not (step.expected or step.beside):
            self._end_older(step.view)
        table.take(step)

    def _end_older(self, view: AnyView) -> None:
        for tables in (self._live, self._beside):
            for name, version in [key for key in tables if key[0] == view.name]:
                if version < view.version:
                    del tables[name, version]


def _is_late(view: AnyView, row: object, moment: datetime) -> bool:
    due = getattr(row, view.due) if view.due else None
    return due is not None and due < moment
