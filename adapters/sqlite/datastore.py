"""Connections to one log file: many that read, one that writes, and transactions that hold."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import TracebackType

from ...application.ports import UnavailableError
from .engine import (
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteTransaction,
)
from .file import BUSY_TIMEOUT_SECONDS, uri

ROWS_BETWEEN_CHECKPOINTS = 1000
SYNCHRONOUS_FULL = "2"

SETTINGS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",  # macOS: without it a sync may stop in the drive's cache
    "PRAGMA journal_size_limit=67108864",
    "PRAGMA wal_autocheckpoint=0",  # see LogDatastore
    "PRAGMA query_only=ON",
)


class LogPool(SQLiteConnectionPool):
    """Connections set to lose nothing that was acknowledged."""

    def connect(self) -> SQLiteConnection:
        """A connection outside the pool."""
        return self._create_connection()

    def _create_connection(self) -> SQLiteConnection:
        connection = super()._create_connection()
        cursor = connection.cursor()
        for setting in SETTINGS:
            cursor.execute(setting)
        durable = (_value(cursor, "PRAGMA synchronous"), _value(cursor, "PRAGMA journal_mode"))
        if durable != (SYNCHRONOUS_FULL, "wal"):
            raise UnavailableError(self.db_name, "SQLite cannot keep a durable log there")
        return connection


class LogTransaction(SQLiteTransaction):
    """A transaction that takes the write lock at once, and never outlives its block."""

    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if self.commit else "BEGIN")
        return cursor

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        try:
            super().__exit__(exc_type, exc_val, exc_tb)
        finally:
            self.connection.rollback()  # nothing to do, unless the commit itself failed


class LogDatastore(SQLiteDatastore):
    """One writing connection a process, so that one lock orders its writes, and a pool that reads.

    Checkpoints run only while the write lock is held: SQLite before 3.51.3 can corrupt a file when
    one process commits during the checkpoint of another.
    """

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()
        self._process = os.getpid()
        self._file = _identity(self._path)
        self._writing = RLock()
        self._checkpointed_at = 0
        super().__init__(uri(path), originator_id_type="text")
        self.pool = LogPool(
            db_name=uri(path), lock_timeout=BUSY_TIMEOUT_SECONDS, pool_timeout=BUSY_TIMEOUT_SECONDS
        )
        self._writer = self.pool.connect()
        self._writer.cursor().execute("PRAGMA query_only=OFF")

    @contextmanager
    def get_connection(self, *, commit: bool) -> Generator[SQLiteConnection]:
        """The connection that writes, alone, or one that reads."""
        if os.getpid() != self._process:
            raise UnavailableError(str(self._path), "it was opened before a fork: open it again")
        if not commit:
            with super().get_connection(commit=False) as connection:
                yield connection
            return
        with self._writing:
            yield self._writer

    @contextmanager
    def transaction(self, *, commit: bool) -> Generator[SQLiteCursor]:
        """A transaction that reads one moment, or one that writes and commits at its end."""
        with self.get_connection(commit=commit) as connection:
            if commit:
                self._require_same_file()
                self._checkpoint(connection)
            with LogTransaction(connection, commit=commit) as cursor, cursor:
                yield cursor

    def close(self) -> None:
        """Close every connection; the last to close the file folds its write-ahead log into it."""
        if not self.pool.closed:
            self._writer.close()
            super().close()

    def _require_same_file(self) -> None:
        """Nothing is acknowledged that goes into a file nobody can open again."""
        if _identity(self._path) != self._file:
            raise UnavailableError(str(self._path), "it was moved or deleted since it was opened")

    def _checkpoint(self, writer: SQLiteConnection) -> None:
        """Now and then fold the write-ahead log into the file, while nobody can commit."""
        changes = int(_value(writer.cursor(), "SELECT total_changes()"))
        if changes - self._checkpointed_at < ROWS_BETWEEN_CHECKPOINTS:
            return
        self._checkpointed_at = changes
        with (
            LogTransaction(writer, commit=True),
            self.get_connection(commit=False) as reader,
        ):
            reader.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file stands there now; None if there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _value(cursor: SQLiteCursor, statement: str) -> str:
    cursor.execute(statement)
    return str(cursor.fetchone()[0])
