"""The ledger in the file of the log: whatever a seal adds goes in by one transaction."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from sqlite3 import Cursor
from typing import TypeAlias

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


def ledger_in(snapshot: Transaction, transaction: Transaction) -> SqlLedger:
    """The ledger in a file, whose tables are made if they are missing."""
    with snapshot() as cursor:
        there = cursor.execute(THERE).fetchone()
    if not there:
        with transaction() as cursor:
            for table in TABLES:
                cursor.execute(table)
    return SqlLedger(Words("?"), _tuples(snapshot), _tuples(transaction))


def _tuples(transaction: Transaction) -> Transaction:
    """The same transaction, whose rows are tuples."""

    @contextmanager
    def begin() -> Generator[Cursor]:
        with transaction() as cursor:
            cursor.row_factory = None
            yield cursor

    return begin
