"""Connections to one log file: many that read, one that writes, and transactions that hold."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Cursor
from threading import get_ident
from types import TracebackType
from typing import Any, TypeVar

from ...application.ports import UnavailableError
from .engine import (
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteTransaction,
)
from .file import BUSY_TIMEOUT_SECONDS, uri
from .turn import Turn

T = TypeVar("T")

ROWS_BETWEEN_CHECKPOINTS = 1000
DURABLE = {"synchronous": 2, "journal_mode": "wal"}

SETTINGS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",  # macOS: without it a sync may stop in the drive's cache
    "PRAGMA journal_size_limit=67108864",
    "PRAGMA wal_autocheckpoint=0",  # see LogDatastore
    "PRAGMA query_only=ON",
)


class LogPool(SQLiteConnectionPool):
    """Connections set to lose nothing that was acknowledged; as many as ever read at once.

    The engine's pool closes connections above five as they come back, and keeps those who read in
    line; here neither is needed, and one that still reads when the pool is closed ends in peace.
    """

    def __init__(self, db_name: str) -> None:
        super().__init__(db_name=db_name, lock_timeout=BUSY_TIMEOUT_SECONDS)
        self._idle: list[SQLiteConnection] = []

    def connect(self) -> SQLiteConnection:
        """A connection outside the pool."""
        return self._create_connection()

    def get_connection(
        self, timeout: float | None = None, *, is_writer: bool | None = None
    ) -> SQLiteConnection:
        """A connection that nobody else uses until it is put back. Nobody waits for one."""
        del timeout, is_writer
        if self._closed:
            raise UnavailableError(self.db_name, "the log is closed")
        try:
            return self._idle.pop()
        except IndexError:
            return self._create_connection()

    def put_connection(self, conn: SQLiteConnection) -> None:
        """Keep it for the next who reads, and sees what is then on record."""
        conn.rollback()
        self._idle.append(conn)
        if self._closed:
            self._close_idle()

    def close(self) -> None:
        """Close what is not in use; the rest is closed as it comes back."""
        self._closed = True
        self._close_idle()

    def _close_idle(self) -> None:
        with suppress(IndexError):
            while True:
                self._idle.pop().close()

    def _create_connection(self) -> SQLiteConnection:
        # The engine's own has room for one prepared statement, and so prepares every one anew.
        made = sqlite3.connect(
            self.db_name,
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_TIMEOUT_SECONDS,
        )
        made.row_factory = sqlite3.Row
        for setting in SETTINGS:
            made.execute(setting)
        durable = [made.execute(f"PRAGMA {name}").fetchone()[0] for name in DURABLE]
        if durable != list(DURABLE.values()):
            made.close()
            raise UnavailableError(self.db_name, "SQLite cannot keep a durable log there")
        return SQLiteConnection(made, max_age=None)


class LogTransaction(SQLiteTransaction):
    """A transaction that takes the write lock at once, and never outlives its block."""

    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        try:
            cursor.execute("BEGIN IMMEDIATE" if self.commit else "BEGIN")
        except BaseException:
            self.connection.rollback()  # it may have begun, and been interrupted then
            raise
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
        self._path = str(path.absolute())
        self._process = os.getpid()
        self._file = _identity(self._path)
        self._turn = Turn()
        self._changes_at_checkpoint = 0
        super().__init__(uri(path), originator_id_type="text")
        self.pool = LogPool(uri(path))
        self._writer = self.pool.connect()
        self._cursor = self._writer.cursor().sqlite_cursor
        self._cursor.execute("PRAGMA query_only=OFF")
        self._cursor.row_factory = None

    def fetch(self, statement: str, values: Sequence[object]) -> list[Any]:
        """The rows of one statement, as tuples. It sees one moment by itself."""
        self.require_own_process()
        connection = self.pool.get_connection()
        try:
            cursor = connection.cursor().sqlite_cursor
            cursor.row_factory = None
            return cursor.execute(statement, values).fetchall()
        finally:
            self.pool.put_connection(connection)

    def fetch_before_writing(self, statement: str, values: Sequence[object]) -> list[Any]:
        """The same, on the connection that writes if nobody wants it: for a few rows.

        It then has at hand what the next write needs, and need not ask what others have written.
        """
        self.require_own_process()
        if self._turn.wanted:
            return self.fetch(statement, values)
        with self._turn.lock:
            return self._cursor.execute(statement, values).fetchall()

    def write(self, work: Callable[[Cursor], T]) -> T:
        """What `work` comes to, done and committed in one transaction; its rows are tuples."""
        self.require_no_transaction_here()
        with self._turn, self._turn.lock:
            self._turn.whose = get_ident()
            try:
                self._prepare_to_write()
                self._cursor.execute("BEGIN IMMEDIATE")
                result = work(self._cursor)
                self._cursor.execute("COMMIT")
            finally:
                self._turn.whose = None
                if self._cursor.connection.in_transaction:  # something failed
                    self._writer.rollback()
        return result

    @contextmanager
    def get_connection(self, *, commit: bool) -> Generator[SQLiteConnection]:
        """The connection that writes, alone, or one that reads."""
        self.require_own_process()
        if not commit:
            with super().get_connection(commit=False) as connection:
                yield connection
            return
        with self._turn, self._turn.lock:
            self._turn.whose = get_ident()
            try:
                yield self._writer
            finally:
                self._turn.whose = None

    @contextmanager
    def transaction(self, *, commit: bool) -> Generator[SQLiteCursor]:
        """A transaction that reads one moment, or one that writes and commits at its end."""
        if commit:
            self.require_no_transaction_here()
        with self.get_connection(commit=commit) as connection:
            if commit:
                self._prepare_to_write()
            with LogTransaction(connection, commit=commit) as cursor, cursor:
                yield cursor

    def _prepare_to_write(self) -> None:
        self.require_own_process()
        self._writer.rollback()  # nothing to do, unless a thread was interrupted at the end of one
        self._require_same_file()
        self._checkpoint()

    def close(self) -> None:
        """Close every connection; the last to close the file folds its write-ahead log into it.

        A transaction that writes is waited for.
        """
        with self._turn, self._turn.lock:
            if not self.pool.closed:
                self._writer.close()
                super().close()

    def require_own_process(self) -> None:
        """Refuse a store that was carried through a fork.

        Raises:
            UnavailableError: it was opened by another process.
        """
        if os.getpid() != self._process:
            raise UnavailableError(self._path, "it was opened before a fork: open it again")

    def require_no_transaction_here(self) -> None:
        """Refuse a second transaction in a thread that would wait for itself.

        Raises:
            UnavailableError: this thread is inside a transaction that writes.
        """
        if self._turn.mine:
            raise UnavailableError(self._path, "cannot start a transaction within a transaction")

    def _require_same_file(self) -> None:
        """Nothing is acknowledged that goes into a file nobody can open again."""
        if _identity(self._path) != self._file:
            raise UnavailableError(self._path, "it was moved or deleted since it was opened")

    def _checkpoint(self) -> None:
        """Now and then fold the write-ahead log into the file, while nobody can commit."""
        changes = self._cursor.connection.total_changes
        if changes - self._changes_at_checkpoint < ROWS_BETWEEN_CHECKPOINTS:
            return
        self._changes_at_checkpoint = changes
        with (
            LogTransaction(self._writer, commit=True),
            self.get_connection(commit=False) as reader,
        ):
            reader.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")


def _identity(path: str) -> tuple[int, int] | None:
    """Which file stands there now; None if there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116  # asked at every commit
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
