"""Where each view stands in its database, who leases what, and how far readers have read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from ..application.view_store import AnyView, Parked
from .view_tables import Dialect, Stored, Tables, tables

FIRST, OTHER = "a", {"a": "b", "b": "a"}

# Where a statement has `{at}` stands the schema with a dot, where the database has one.
STANDS = """
CREATE TABLE IF NOT EXISTS {at}view_stands (
  view {text} NOT NULL, version {whole} NOT NULL, letter {text} NOT NULL, live {whole} NOT NULL,
  position {whole} NOT NULL, newest {when}, parked_position {whole}, parked_type {text},
  parked_reason {text}, PRIMARY KEY (view, version, letter)
)
"""
"""A row for each view, and one for each that is built anew (`live` 0).

`newest` is when the newest event that told the view something was recorded.
"""
READERS = """
CREATE TABLE IF NOT EXISTS {at}view_readers (name {text} PRIMARY KEY, position {whole} NOT NULL)
"""
LEASES = """
CREATE TABLE IF NOT EXISTS {at}view_leases (
  name {text} PRIMARY KEY, holder {text} NOT NULL, until {when} NOT NULL
)
"""
FIND = """
SELECT letter, position, newest, parked_position, parked_type, parked_reason FROM {at}view_stands
WHERE view = ? AND version = ? AND live = ?
"""
BEGIN = "INSERT INTO {at}view_stands (view, version, letter, live, position) VALUES (?, ?, ?, ?, 0)"
MOVE = """
UPDATE {at}view_stands SET position = ?, newest = ?, parked_position = NULL, parked_type = NULL,
parked_reason = NULL WHERE view = ? AND version = ? AND letter = ?
"""
PARK = """
UPDATE {at}view_stands SET parked_position = ?, parked_type = ?, parked_reason = ?
WHERE view = ? AND version = ? AND live = 1 AND position = ?
"""
LIVEN = "UPDATE {at}view_stands SET live = 1 WHERE view = ? AND version = ? AND letter = ?"
END = "DELETE FROM {at}view_stands WHERE view = ? AND version = ? AND letter = ?"
OLDER = "SELECT version, letter FROM {at}view_stands WHERE view = ? AND version < ?"
READ = "SELECT position FROM {at}view_readers WHERE name = ?"
SAVE = """
INSERT INTO {at}view_readers VALUES (?, ?) ON CONFLICT (name) DO UPDATE
SET position = excluded.position WHERE view_readers.position < excluded.position
"""
LEASE = """
INSERT INTO {at}view_leases VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE
SET holder = excluded.holder, until = excluded.until
WHERE view_leases.holder = excluded.holder OR view_leases.until <= ?
OR view_leases.until > excluded.until
"""
HOLDER = "SELECT holder FROM {at}view_leases WHERE name = ?"
RELEASE = "DELETE FROM {at}view_leases WHERE name = ? AND holder = ?"


class Cursor(Protocol):
    """As much of a cursor of any database as is needed here."""

    def execute(self, sql: Any, parameters: Any = ..., /) -> Any:  # noqa: ANN401  # each its own
        """Run one statement."""
        ...

    def executemany(self, sql: Any, parameters: Any, /) -> Any:  # noqa: ANN401  # each its own
        """Run one statement for each of several sets of values."""
        ...

    def fetchone(self) -> Any:  # noqa: ANN401  # a row of any form
        """One row; None if there is no other."""
        ...

    def fetchall(self) -> Any:  # noqa: ANN401  # rows of any form
        """The other rows."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where one view stands: under which letter, how far, and what it stopped before."""

    letter: str = FIRST
    position: int = 0
    newest: datetime | None = None
    parked: Parked | None = None


@dataclass(frozen=True, slots=True)
class Stands:
    """The tables of stands, readers and leases of a database, inside a transaction of it."""

    cursor: Cursor
    dialect: Dialect

    def create(self) -> None:
        """Make the tables that are missing."""
        kinds = self.dialect.types
        for statement in (STANDS, READERS, LEASES):
            names = {"text": kinds[str], "whole": kinds[int], "when": kinds[datetime]}
            self.cursor.execute(statement.format(at=self.dialect.at, **names))

    def find(self, view: AnyView, *, beside: bool = False) -> Place | None:
        """Where the live view stands, or the one that is built beside it; None if there is none."""
        row = self.one(FIND, (*view.key, int(not beside)))
        if row is None:
            return None
        letter, position, newest, parked_at, type_, reason = row
        give = self.dialect.give.get(datetime)
        at = give(newest) if give and newest else newest
        parked = None if parked_at is None else Parked(parked_at, type_, reason)
        return Place(letter, position, at, parked)

    def begin(self, view: AnyView, *, beside: bool = False) -> Place:
        """Let the view begin at 0 with empty tables, under a letter the other one has not.

        Tables of that letter are those of no view: how far they go is nowhere to be read.
        """
        other = self.find(view, beside=not beside)
        letter = OTHER[other.letter] if other else FIRST
        own = self.tables(view)
        for statement in (*own.drop(letter), *own.create(letter)):
            self.cursor.execute(statement)
        self.run(BEGIN, (*view.key, letter, int(not beside)))
        return Place(letter)

    def move(self, view: AnyView, letter: str, position: int, newest: datetime | None) -> None:
        """Let it stand at `position`, parked no longer."""
        at = newest and self.dialect.take[datetime](newest)
        self.run(MOVE, (position, at, *view.key, letter))

    def end(self, view: AnyView, letter: str) -> None:
        """Drop what stands under `letter`."""
        self._before_drop()
        for statement in self.tables(view).drop(letter):
            self.cursor.execute(statement)
        self.run(END, (*view.key, letter))

    def liven(self, view: AnyView, letter: str) -> None:
        """Let what stands under `letter` be the live one."""
        self.run(LIVEN, (*view.key, letter))

    def end_older(self, view: AnyView) -> None:
        """Drop every older version of the view."""
        for version, letter in self.all(OLDER, view.key):
            self._before_drop()
            name = f"{self.dialect.at}view_{view.name}_{version}_{letter}"
            for table in (name, f"{name}_streams"):
                self.cursor.execute(f"DROP TABLE IF EXISTS {table}")
            self.run(END, (view.name, version, letter))

    def park(self, view: AnyView, expected: int, parked: Parked) -> None:
        """Mark that the live view stopped at `expected`."""
        told = (parked.position, parked.type, parked.reason)
        self.run(PARK, (*told, *view.key, expected))

    def lease(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Let `holder` have `name` until then, if they may."""
        take = self.dialect.take[datetime]
        self.run(LEASE, (name, holder, take(until), take(now)))
        found = self.one(HOLDER, (name,))
        return found is not None and found[0] == holder

    def release(self, name: str, holder: str) -> None:
        """Give back what `holder` leased."""
        self.run(RELEASE, (name, holder))

    def reader(self, name: str) -> int:
        """Up to where the reader `name` has read."""
        found = self.one(READ, (name,))
        return found[0] if found else 0

    def save_reader(self, name: str, position: int) -> None:
        """Keep how far it has read, if that is further."""
        self.run(SAVE, (name, position))

    def tables(self, view: AnyView) -> Tables:
        """The tables of a view."""
        return tables(view, self.dialect)

    def _before_drop(self) -> None:
        if self.dialect.before_drop:
            self.cursor.execute(self.dialect.before_drop)

    def run(self, statement: str, values: Stored) -> None:
        """Run a statement of this module, whose parameters are written `?`."""
        self.cursor.execute(_ours(statement, self.dialect), values)

    def one(self, statement: str, values: Stored) -> Stored | None:
        """The first row it gives."""
        self.run(statement, values)
        found = self.cursor.fetchone()
        return None if found is None else tuple(found)

    def all(self, statement: str, values: Stored) -> Sequence[Stored]:
        """Every row it gives."""
        self.run(statement, values)
        rows: Iterable[Iterable[Any]] = self.cursor.fetchall()
        return [tuple(row) for row in rows]


@lru_cache(maxsize=256)
def _ours(statement: str, dialect: Dialect) -> str:
    return statement.format(at=dialect.at).replace("?", dialect.mark)
