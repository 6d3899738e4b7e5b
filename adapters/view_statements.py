"""What is asked of the tables of a view, and done to them, as SQL that every dialect takes."""

# ruff: noqa: S608  # names of tables and columns come from classes; every value is a parameter

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from ..application.view_store import Question
from .view_stands import Cursor
from .view_tables import KEY, PLACES, Dialect, Stored, Tables

Statement: TypeAlias = tuple[str, Stored]

MANY = 20
"""From so many rows on, a database that can copy them in is quicker so."""


@dataclass(frozen=True, slots=True)
class Filling:
    """A table that rows are put into, its columns as SQL names them, and what each holds."""

    table: str
    columns: str
    kinds: tuple[type, ...]

    def put(self, cursor: Cursor, dialect: Dialect, rows: Sequence[Stored]) -> None:
        """Put rows in."""
        if not rows:
            return
        if dialect.copy and len(rows) >= MANY:
            dialect.copy(cursor, self.table, self.columns, self.kinds, rows)
            return
        marks = ", ".join([dialect.mark] * len(self.kinds))
        insert = f"INSERT INTO {self.table} ({self.columns}) VALUES ({marks})"
        cursor.executemany(insert, rows)


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements for the tables of one view under one letter.

    `ahead`: some streams are ahead of the moment asked about, and are left out.
    """

    tables: Tables
    letter: str

    def ask(self, question: Question[Any], *, ahead: bool) -> Statement:
        """The fields and, last, the place of each row asked for."""
        valid, values = self._valid(question.moment, ahead=ahead)
        if question.stream is not None:
            valid, values = f"{valid} AND _stream = {self._mark}", (*values, question.stream)
        if question.after:
            valid, values = f"{valid} AND _place > {self._mark}", (*values, question.after)
        limit = "" if question.limit is None else f" LIMIT {question.limit:d}"
        found = f"SELECT {self.tables.own}, _place FROM {self._rows} WHERE {valid}"
        return f"{found} ORDER BY _place{limit}", values

    def at_once(self, question: Question[Any]) -> Statement:
        """The same, and first in each row where the view stands.

        That is empty where the live view is under another letter or behind the log, or a stream may
        be ahead.
        """
        rows, values = self.ask(question, ahead=False)
        mark, own = self._mark, self.tables.dialect
        stand = (
            f"SELECT position FROM {own.at}view_stands WHERE view = {mark} AND version = {mark} "
            f"AND letter = {mark} AND live = 1 AND newest <= {mark} AND position >= ({own.head})"
        )
        known = (*question.view.key, self.letter, self._taken(question.moment))
        return f"SELECT ({stand}), {rows.removeprefix('SELECT ')}", (*known, *values)

    def count(self, moment: datetime, *, ahead: bool) -> Statement:
        """How many rows there are."""
        valid, values = self._valid(moment, ahead=ahead)
        return f"SELECT count(*) FROM {self._rows} WHERE {valid}", values

    def count_late(self, moment: datetime, *, ahead: bool) -> Statement:
        """How many of them are late."""
        counting, values = self.count(moment, ahead=ahead)
        return f"{counting} AND {self._due}", (*values, self._taken(moment))

    def late(self, moment: datetime, *, ahead: bool) -> Statement:
        """The streams in which a row is late."""
        valid, values = self._valid(moment, ahead=ahead)
        found = f"SELECT DISTINCT _stream FROM {self._rows} WHERE {valid} AND {self._due}"
        return f"{found} ORDER BY _stream", (*values, self._taken(moment))

    def ahead(self, moment: datetime) -> Statement:
        """The streams whose newest event was recorded after `moment`."""
        found = f"SELECT stream FROM {self._streams} WHERE made_at > {self._mark} ORDER BY stream"
        return found, (self._taken(moment),)

    def reached(self, streams: Sequence[str]) -> Statement:
        """The position of each of these streams."""
        marks = ", ".join([self._mark] * len(streams))
        found = f"SELECT stream, position FROM {self._streams} WHERE stream IN ({marks})"
        return found, tuple(streams)

    @property
    def streams(self) -> str:
        """Every stream."""
        return f"SELECT stream, position, made_at FROM {self._streams} ORDER BY stream"

    @property
    def rows(self) -> str:
        """Every row."""
        return f"SELECT {self.tables.listed} FROM {self._rows} ORDER BY _stream, _name, _since"

    @property
    def of_stream(self) -> str:
        """The rows of one stream."""
        return f"SELECT {self.tables.listed} FROM {self._rows} WHERE _stream = {self._mark}"

    @property
    def more_rows(self) -> Filling:
        """Where rows go in that are not there yet."""
        return Filling(self._rows, self.tables.listed, self.tables.kinds)

    @property
    def more_streams(self) -> Filling:
        """The same for streams."""
        return Filling(self._streams, "stream, position, made_at", (str, int, datetime))

    @property
    def delete(self) -> str:
        """One row less, by its key."""
        key = " AND ".join(f"{name} = {self._mark}" for name in PLACES[:KEY])
        return f"DELETE FROM {self._rows} WHERE {key}"

    @property
    def keep_stream(self) -> str:
        """Where a stream stands and when that was recorded."""
        marks = ", ".join([self._mark] * 3)
        return (
            f"INSERT INTO {self._streams} VALUES ({marks}) ON CONFLICT (stream) DO UPDATE "
            "SET position = excluded.position, made_at = excluded.made_at"
        )

    @property
    def _mark(self) -> str:
        return self.tables.dialect.mark

    @property
    def _rows(self) -> str:
        return self.tables.name(self.letter)

    @property
    def _streams(self) -> str:
        return f"{self._rows}_streams"

    @property
    def _due(self) -> str:
        own = self.tables
        return f"{own.dialect.column.format(own.view.due)} < {self._mark}"

    def _valid(self, moment: datetime, *, ahead: bool) -> Statement:
        taken = self._taken(moment)
        valid = f"_since <= {self._mark} AND _until > {self._mark}"
        if not ahead:
            return valid, (taken, taken)
        others = f"SELECT stream FROM {self._streams} WHERE made_at > {self._mark}"
        return f"{valid} AND _stream NOT IN ({others})", (taken, taken, taken)

    def _taken(self, moment: datetime) -> Any:  # noqa: ANN401  # as the database takes it
        return self.tables.dialect.take[datetime](moment)
