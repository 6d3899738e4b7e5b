"""What is asked of the tables of a view, and done to them, as SQL that every dialect takes."""

# ruff: noqa: S608  # names of tables and columns come from classes; every value is a parameter

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
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
        text = _asked(self, question.limit, _further(question), ahead=ahead)
        return text, self._told(question, ahead=ahead)

    def at_once(self, question: Question[Any]) -> Statement:
        """The same, and first in each row where the view stands.

        That is empty where the live view is under another letter or behind the log, or a stream may
        be ahead.
        """
        text = _asked_at_once(self, question.limit, _further(question))
        known = (*question.view.key, self.letter, self._taken(question.moment))
        return text, (*known, *self._told(question, ahead=False))

    def _told(self, question: Question[Any], *, ahead: bool) -> Stored:
        times = self._times(question.moment, ahead=ahead)
        stream = () if question.stream is None else (question.stream,)
        return (*times, *stream, question.after) if question.after else (*times, *stream)

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
        return self.valid(ahead=ahead), self._times(moment, ahead=ahead)

    def valid(self, *, ahead: bool) -> str:
        """What holds of a row that is valid at a moment; `_times` are its values."""
        valid = f"_since <= {self._mark} AND _until > {self._mark}"
        if not ahead:
            return valid
        others = f"SELECT stream FROM {self._streams} WHERE made_at > {self._mark}"
        return f"{valid} AND _stream NOT IN ({others})"

    def _times(self, moment: datetime, *, ahead: bool) -> Stored:
        return (self._taken(moment),) * (3 if ahead else 2)

    def _taken(self, moment: datetime) -> Any:  # noqa: ANN401  # as the database takes it
        return self.tables.dialect.take[datetime](moment)


def _further(question: Question[Any]) -> tuple[str, ...]:
    """The columns that a question narrows its rows by, each with how."""
    stream = () if question.stream is None else ("_stream =",)
    return (*stream, "_place >") if question.after else stream


@lru_cache(maxsize=256)
def _asked(own: Statements, limit: int | None, further: tuple[str, ...], *, ahead: bool) -> str:
    """The text of a question, made once for all that are alike: it takes longer than the values."""
    mark = own.tables.dialect.mark
    valid = " AND ".join([own.valid(ahead=ahead), *(f"{each} {mark}" for each in further)])
    most = "" if limit is None else f" LIMIT {limit:d}"
    table = own.tables.name(own.letter)
    return f"SELECT {own.tables.own}, _place FROM {table} WHERE {valid} ORDER BY _place{most}"


@lru_cache(maxsize=256)
def _asked_at_once(own: Statements, limit: int | None, further: tuple[str, ...]) -> str:
    dialect = own.tables.dialect
    mark, rows = dialect.mark, _asked(own, limit, further, ahead=False)
    stand = (
        f"SELECT position FROM {dialect.at}view_stands WHERE view = {mark} AND version = {mark} "
        f"AND letter = {mark} AND live = 1 AND newest <= {mark} AND position >= ({dialect.head})"
    )
    return f"SELECT ({stand}), {rows.removeprefix('SELECT ')}"
