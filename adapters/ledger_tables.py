"""A `LedgerStore` in the tables of any SQL database: what the dialects share."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeAlias

from ..application.ledger.ports import Schema, Sealed, Step
from .view_stands import Cursor

Transaction: TypeAlias = Callable[[], AbstractContextManager[Any]]

# Where a statement has `{at}` stands the schema with a dot, where the database has one.
NEWEST = "SELECT size, position, note FROM {at}ledger_checkpoints ORDER BY size DESC LIMIT 1"
CHECKPOINTS = "SELECT size, position, note FROM {at}ledger_checkpoints ORDER BY size"
ENTRIES = """
SELECT entry FROM {at}ledger_entries WHERE entry_index >= ? ORDER BY entry_index LIMIT ?
"""
MARKS = "SELECT entry_index FROM {at}ledger_marks ORDER BY entry_index"
SCHEMAS = """
SELECT type, version, entry_index, document FROM {at}ledger_schemas ORDER BY entry_index
"""
TILE = "SELECT hashes FROM {at}ledger_tiles WHERE level = ? AND number = ?"
PAGE = "SELECT page FROM {at}ledger_pages WHERE prefix = ?"

ADD_ENTRY = "INSERT INTO {at}ledger_entries (entry_index, entry) VALUES (?, ?)"
ADD_MARK = "INSERT INTO {at}ledger_marks (entry_index) VALUES (?)"
ADD_SCHEMA = """
INSERT INTO {at}ledger_schemas (type, version, entry_index, document) VALUES (?, ?, ?, ?)
"""
PUT_TILE = """
INSERT INTO {at}ledger_tiles (level, number, hashes) VALUES (?, ?, ?)
ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes
"""
PUT_PAGE = """
INSERT INTO {at}ledger_pages (prefix, page) VALUES (?, ?)
ON CONFLICT (prefix) DO UPDATE SET page = excluded.page
"""
ADD_CHECKPOINT = "INSERT INTO {at}ledger_checkpoints (size, position, note) VALUES (?, ?, ?)"
COSIGN = "UPDATE {at}ledger_checkpoints SET note = ? WHERE size = ?"


@dataclass(frozen=True, slots=True)
class Words:
    """How a database says it: what stands for a value, and before the name of a table."""

    mark: str
    at: str = ""

    def __call__(self, statement: str) -> Any:  # noqa: ANN401  # psycopg takes bytes, others text
        """The statement as the database takes it."""
        said = statement.replace("{at}", self.at).replace("?", self.mark)
        return said.encode() if self.at else said


class TableReader:
    """A `LedgerReader` on the tables, in one transaction that reads."""

    def __init__(self, cursor: Cursor, words: Words) -> None:
        self._cursor = cursor
        self._words = words

    def sealed(self) -> Sealed | None:
        """The newest checkpoint."""
        found = self._rows(NEWEST)
        return _sealed(found[0]) if found else None

    def checkpoints(self) -> Sequence[Sealed]:
        """Every checkpoint there was."""
        return [_sealed(row) for row in self._rows(CHECKPOINTS)]

    def entries(self, first: int, limit: int) -> Sequence[bytes]:
        """At most `limit` entries from index `first` on."""
        return [as_bytes(row[0]) for row in self._rows(ENTRIES, first, limit)]

    def marks(self) -> Sequence[int]:
        """The indexes of keys, witnesses and schemas."""
        return [row[0] for row in self._rows(MARKS)]

    def schemas(self) -> Sequence[Schema]:
        """Every schema on the list."""
        found = self._rows(SCHEMAS)
        return [
            Schema(type_, int(version), at, as_bytes(kept)) for type_, version, at, kept in found
        ]

    def tile(self, level: int, number: int) -> bytes:
        """A tile of the tree."""
        found = self._rows(TILE, level, number)
        return as_bytes(found[0][0]) if found else b""

    def page(self, prefix: str) -> bytes | None:
        """A page of the map of heads."""
        found = self._rows(PAGE, prefix)
        return as_bytes(found[0][0]) if found else None

    def _rows(self, statement: str, *values: object) -> list[Any]:
        self._cursor.execute(self._words(statement), values)
        found: list[Any] = self._cursor.fetchall()
        return found


def as_bytes(kept: object) -> bytes:
    """What stands in a table, also where somebody put in something else than bytes."""
    return kept if isinstance(kept, bytes) else f"no bytes: {kept}".encode(errors="replace")


def _sealed(row: Sequence[Any]) -> Sealed:
    size, position, note = row
    return Sealed(size, position, as_bytes(note))


class SqlLedger:
    """A `LedgerStore` in tables that stand beside the log; `writing` lets one write at a time."""

    def __init__(self, words: Words, reading: Transaction, writing: Transaction) -> None:
        self._words = words
        self._reading = reading
        self._writing = writing

    @contextmanager
    def reading(self) -> Generator[TableReader]:
        """One unchanging moment of the tables."""
        with self._reading() as cursor:
            yield TableReader(cursor, self._words)

    def advance(self, step: Step) -> bool:
        """Keep all of a step in one transaction, unless it is late."""
        with self._writing() as cursor:
            kept = TableReader(cursor, self._words).sealed()
            if (kept.size if kept else 0) != step.expected:
                return False
            self._add(cursor, step)
        return True

    def cosign(self, size: int, note: bytes) -> None:
        """Keep the note of a checkpoint anew."""
        with self._writing() as cursor:
            cursor.execute(self._words(COSIGN), (note, size))

    def _add(self, cursor: Cursor, step: Step) -> None:
        schemas = [(each.type, each.version, each.index, each.document) for each in step.schemas]
        tiles = [(*key, hashes) for key, hashes in step.tiles.items()]
        sealed = step.sealed
        for statement, rows in (
            (ADD_ENTRY, list(zip(count(step.expected), step.entries))),
            (ADD_MARK, [(index,) for index in step.marks]),
            (ADD_SCHEMA, schemas),
            (PUT_TILE, tiles),
            (PUT_PAGE, sorted(step.pages.items())),
            (ADD_CHECKPOINT, [(sealed.size, sealed.position, sealed.note)]),
        ):
            if rows:
                cursor.executemany(self._words(statement), rows)
