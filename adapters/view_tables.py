"""The tables of a view: their columns follow from the class of its rows, in any SQL dialect.

A view has two tables: its rows, and the streams they were made of. Both bear its name and version
and a letter: while it is built anew, the one built and the live one stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, make_dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, get_args, get_type_hints

from ..application.ports import UnreadableViewError
from ..projections.keeping import KeptRow
from ..projections.view import View

T = TypeVar("T")

Stored: TypeAlias = tuple[Any, ...]
Turn: TypeAlias = Callable[[Any], Any]

NAME = re.compile("[a-z][a-z_]{0,30}")
PLACES = ("_place", "_since", "_stream", "_name", "_until")
"""The columns that every table of rows begins with."""
KEY = 4
"""So many of them, from the first on, tell one row from all others, and sort it among them."""
KINDS = (bool, int, float, datetime, date, str)
"""What a column can hold; of a class and its base the first that fits counts."""
LATE_BY = "late_by"


@dataclass(frozen=True, slots=True)
class Column:
    """A field as a column: what it holds, and whether it may be empty."""

    name: str
    kind: type
    type: type
    empty: bool


@dataclass(frozen=True, eq=False)
class Dialect:
    """How a database names the kinds of columns, and what it takes and gives for a value of them.

    Text sorts by code points. A kind missing in `give` comes out as it is. `mark` stands for a
    parameter, `at` in front of the name of a table: its schema and a dot, where there is one, and
    `column` around the name of a column, whatever word it is.
    `before_drop` keeps everybody away who may be about to read tables that are dropped. `head` asks
    for the newest position of the log, which stands in the same database. `by_key` lets a table lie
    in the order of its key, where that is not so by itself. `copy` puts many rows at once into a
    table, given its columns as SQL names them and what each holds, where that is quicker.
    """

    mark: str
    types: Mapping[type, str]
    take: Mapping[type, Turn]
    give: Mapping[type, Turn]
    head: str
    at: str = ""
    column: str = '"{}"'
    before_drop: str | None = None
    by_key: str = ""
    copy: Callable[[Any, str, str, Sequence[type], Sequence[Stored]], None] | None = None


def columns(view: View[Any, Any]) -> tuple[Column, ...]:
    """The columns of the rows; `late_by` has none where it is worked out.

    Raises:
        TypeError: the name of the view or a field of its rows cannot be kept in a table.
    """
    if not NAME.fullmatch(view.name):
        raise TypeError(f"a view cannot be called {view.name}: use small letters and _")
    hints = get_type_hints(view.row_type)
    names = [each.name for each in fields(view.row_type)]
    kept = [name for name in names if not (view.due and name == LATE_BY)]
    return tuple(column(view.name, name, hints[name]) for name in kept)


def column(view: str, name: str, hint: Any) -> Column:  # noqa: ANN401  # a type of any form
    """The column for one field.

    Raises:
        TypeError: no column can hold it.
    """
    parts = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    held = [part for part in parts if part is not NoneType]
    kinds = [kind for kind in KINDS for part in held if isinstance(part, type)]
    fitting = [kind for kind in kinds if issubclass(held[0], kind)]
    if len(held) != 1 or not fitting or name.startswith("_"):
        raise TypeError(f"no column can hold {name} of {view}: use text, numbers or times")
    return Column(name, fitting[0], held[0], len(parts) > len(held))


@dataclass(frozen=True, eq=False)
class Tables:
    """The tables of one view in one dialect, and how rows go in and come out."""

    view: View[Any, Any]
    dialect: Dialect
    columns: tuple[Column, ...]

    def name(self, letter: str) -> str:
        """The table of rows; that of streams has the ending `_streams`."""
        return f"{self.dialect.at}view_{self.view.name}_{self.view.version}_{letter}"

    @cached_property
    def own(self) -> str:
        """The columns that are fields of the rows, as SQL names them."""
        return ", ".join(self.dialect.column.format(column.name) for column in self.columns)

    @cached_property
    def listed(self) -> str:
        """Every column of the rows, as SQL names them."""
        return ", ".join([*PLACES, self.own])

    @property
    def kinds(self) -> tuple[type, ...]:
        """What each of them holds."""
        return (str, datetime, str, str, datetime, *(column.kind for column in self.columns))

    def create(self, letter: str) -> tuple[str, ...]:
        """The statements that make both tables, and an index of each."""
        of, rows, streams = self.dialect.types, self.name(letter), f"{self.name(letter)}_streams"
        bare = rows.removeprefix(self.dialect.at)
        text, when, whole = of[str], of[datetime], of[int]
        kinds = (text, when, text, text, when)
        fixed = [f"{name} {kind} NOT NULL" for name, kind in zip(PLACES, kinds, strict=True)]
        named = self.dialect.column.format
        own = [f"{named(c.name)} {of[c.kind]}{_filled(c)}" for c in self.columns]
        key = f"PRIMARY KEY ({', '.join(PLACES[:KEY])})"
        stream = (f"stream {text} NOT NULL PRIMARY KEY", f"position {whole} NOT NULL")
        end = self.dialect.by_key
        return (
            f"CREATE TABLE {rows} ({', '.join([*fixed, *own, key])}){end}",
            f"CREATE INDEX {bare}_of ON {rows} (_stream)",
            f"CREATE TABLE {streams} ({', '.join([*stream, f'made_at {when} NOT NULL'])}){end}",
            f"CREATE INDEX {bare}_made ON {streams} (made_at)",
        )

    def drop(self, letter: str) -> tuple[str, ...]:
        """The statements that take both away."""
        return tuple(f"DROP TABLE IF EXISTS {self.name(letter)}{end}" for end in ("", "_streams"))

    def stored(self, stream: str, row: KeptRow[Any]) -> Stored:
        """The row as the database takes it."""
        take, own = self.dialect.take[datetime], row.row
        told = [
            None if (value := getattr(own, name)) is None else turn(value)
            for name, turn in self.turns
        ]
        return (row.place, take(row.since), stream, row.name, take(row.until), *told)

    def rows(self, stored: Sequence[Sequence[Any]], moment: datetime | None = None) -> list[Any]:
        """The rows, from what is stored column by column, as late as they are at `moment`.

        Raises:
            UnreadableViewError: a value is not of its column's kind.
        """
        return unspoilt(self.view, lambda: self._rows(stored, moment)) if stored else []

    def _rows(self, stored: Sequence[Sequence[Any]], moment: datetime | None) -> list[Any]:
        """An inner loop for each column is twice as fast as one over rows."""
        given: dict[str, Sequence[Any]] = {
            name: _given(turn, values, empty=empty)
            for (name, turn, empty), values in zip(self.readings, stored, strict=True)
        }
        if self.view.due:
            given[LATE_BY] = _late(given[self.view.due], moment)
        return made(self.view.row_type, [given[name] for name in self.fields])

    @cached_property
    def turns(self) -> tuple[tuple[str, Turn], ...]:
        """Each column that is kept, and how its values become what the database takes."""
        return tuple((column.name, self.dialect.take[column.kind]) for column in self.columns)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields of a row, in order."""
        return tuple(field.name for field in fields(self.view.row_type))

    @cached_property
    def readings(self) -> tuple[tuple[str, Turn | None, bool], ...]:
        """Each column that is kept, what its values become when read, and may it be empty?"""
        return tuple((each.name, self._reading(each), each.empty) for each in self.columns)

    def _reading(self, column: Column) -> Turn | None:
        if issubclass(column.type, StrEnum):
            members: Turn = column.type
            return lru_cache(maxsize=None)(members)
        return self.dialect.give.get(column.kind)


def made(row_type: Any, columns: Sequence[Sequence[Any]]) -> list[Any]:  # noqa: ANN401  # a class
    """Rows from the values of each field, in order.

    A row that is frozen and nothing but slots is made as its twin that is not, in a quarter of the
    time, and then given its class.
    """
    twin = _twin(row_type)
    rows: list[Any] = list(map(twin or row_type, *columns))
    if twin:
        for row in rows:
            row.__class__ = row_type
    return rows


@lru_cache(maxsize=64)
def _twin(row_type: type[Any]) -> type[Any] | None:
    """A class of the same slots; None for a row that is more than them."""
    names = [field.name for field in fields(row_type)]
    own = vars(row_type).get("__slots__")
    if own != (*names,) or hasattr(row_type, "__post_init__"):
        return None
    return make_dataclass(row_type.__name__, names, slots=True)


def _given(turn: Turn | None, values: Sequence[Any], *, empty: bool) -> Sequence[Any]:
    if turn is None:
        return values
    if empty:
        return [None if value is None else turn(value) for value in values]
    return list(map(turn, values))


def _late(dues: Iterable[datetime | None], moment: datetime | None) -> Sequence[timedelta | None]:
    if moment is None:
        return [None for _ in dues]
    return [moment - due if due is not None and due < moment else None for due in dues]


def _filled(column: Column) -> str:
    return "" if column.empty else " NOT NULL"


def unspoilt(view: View[Any, Any], read: Callable[[], T]) -> T:
    """What `read` makes of stored values.

    Raises:
        UnreadableViewError: a value is not of its column's kind.
    """
    try:
        return read()
    except (TypeError, ValueError):
        pass  # raised outside, so that no error carries the words along
    raise UnreadableViewError(view.name)


def differences(
    before: Iterable[Stored], after: Iterable[Stored]
) -> tuple[list[Stored], list[Stored]]:
    """The keys of rows that are to go, and the rows that are to come, so that `after` stands."""
    old, new = set(before), set(after)
    return [row[:KEY] for row in old - new], list(new - old)


@lru_cache(maxsize=64)
def tables(view: View[Any, Any], dialect: Dialect) -> Tables:
    """The tables of a view.

    Raises:
        TypeError: its rows cannot be kept in one.
    """
    return Tables(view, dialect, columns(view))
