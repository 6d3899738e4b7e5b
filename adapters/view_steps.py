"""One step of a view in the tables of any SQL database: its rows, and where each stream is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..application.view_store import Advance
from .view_stands import Cursor, Place, Stands
from .view_statements import Statements
from .view_tables import Stored, differences

NAMES = 1000
"""So many streams are asked about at a time."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one view, inside a transaction."""

    step: Advance
    stands: Stands

    def take(self) -> None:
        """Take the step, unless the view is no longer where it leads on from."""
        view, place = self.step.view, self._place()
        if place is None or place.position != self.step.expected:
            return
        statements = Statements(self.stands.tables(view), place.letter)
        known = reached(self.stands.cursor, statements, [*self.step.passed])
        if any(known.get(name, 0) < least for name, least in self.step.passed.items()):
            return
        if not (self.step.expected or self.step.beside):
            self.stands.end_older(view)
        self._keep(statements)
        newest = [stream.made_at for stream in self.step.streams.values()]
        if place.newest:
            newest.append(place.newest)
        self.stands.move(view, place.letter, self.step.position, max(newest, default=None))

    def _place(self) -> Place | None:
        place = self.stands.find(self.step.view, beside=self.step.beside)
        if place is None and not (self.step.beside or self.step.expected):
            return self.stands.begin(self.step.view)
        return place

    def _keep(self, statements: Statements) -> None:
        """Replace the rows of each stream where they differ."""
        cursor, gone, new = self.stands.cursor, list[Stored](), list[Stored]()
        for name, stream in self.step.streams.items():
            after = [statements.tables.stored(name, row) for row in stream.rows]
            if name in self.step.fresh:
                new += after
                continue
            cursor.execute(statements.of_stream, (name,))
            less, more = differences(map(tuple, cursor.fetchall()), after)
            gone += less
            new += more
        if gone:
            cursor.executemany(statements.delete, gone)
        statements.more_rows.put(cursor, self.stands.dialect, new)
        self._keep_streams(statements)

    def _keep_streams(self, statements: Statements) -> None:
        """Say where each stream stands."""
        cursor, dialect, fresh = self.stands.cursor, self.stands.dialect, self.step.fresh
        take = dialect.take[datetime]
        kept = [(n, each.position, take(each.made_at)) for n, each in self.step.streams.items()]
        statements.more_streams.put(cursor, dialect, [each for each in kept if each[0] in fresh])
        if known := [each for each in kept if each[0] not in fresh]:
            cursor.executemany(statements.keep_stream, known)


def reached(cursor: Cursor, statements: Statements, streams: Sequence[str]) -> dict[str, int]:
    """The position of each of these streams that is kept."""
    found = dict[str, int]()
    for first in range(0, len(streams), NAMES):
        cursor.execute(*statements.reached(streams[first : first + NAMES]))
        found.update((name, position) for name, position in cursor.fetchall())
    return found
