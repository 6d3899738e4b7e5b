"""The ledger in the file of the log: whatever a seal adds goes in by one transaction."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from sqlite3 import Cursor
from typing import Any, TypeAlias

from ..ledger_tables import SqlLedger, Words

Transaction: TypeAlias = Callable[[], AbstractContextManager[Cursor]]

TABLES = (
    """
    CREATE TABLE IF NOT EXISTS ledger_entries (entry_index INTEGER PRIMARY KEY, entry BLOB NOT NULL)
    """,
    "CREATE TABLE IF NOT EXISTS ledger_marks (entry_index INTEGER PRIMARY KEY)",
    """
    CREATE TABLE IF NOT EXISTS ledger_schemas (
      type TEXT NOT NULL, version INTEGER NOT NULL, entry_index INTEGER NOT NULL,
      document BLOB NOT NULL, PRIMARY KEY (type, version)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS ledger_tiles (
      level INTEGER NOT NULL, number INTEGER NOT NULL, hashes BLOB NOT NULL,
      PRIMARY KEY (level, number)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS ledger_pages (prefix TEXT PRIMARY KEY, page BLOB NOT NULL)
    WITHOUT ROWID
    """,
    """
    CREATE TABLE IF NOT EXISTS ledger_checkpoints (
      size INTEGER PRIMARY KEY, position INTEGER NOT NULL, note BLOB NOT NULL
    )
    """,
)
THERE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'ledger_checkpoints'"


class NoTables:
    """A cursor where no ledger is kept yet: nothing it is asked for is there."""

    def execute(self, *_: object) -> None:
        """There is no table to ask."""

    def fetchall(self) -> list[Any]:
        """No row."""
        return []


def ledger_in(snapshot: Transaction, transaction: Transaction) -> SqlLedger:
    """The ledger in a file, whose tables are made by whoever first adds to it."""

    @contextmanager
    def reading() -> Generator[Cursor | NoTables]:
        with snapshot() as cursor:
            cursor.row_factory = None
            yield cursor if cursor.execute(THERE).fetchone() else NoTables()

    @contextmanager
    def writing() -> Generator[Cursor]:
        with transaction() as cursor:
            cursor.row_factory = None
            for table in TABLES:
                cursor.execute(table)
            yield cursor

    return SqlLedger(Words("?"), reading, writing)
