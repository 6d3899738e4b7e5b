"""The event store in one SQLite file, for several threads and several processes."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Condition, RLock
from time import monotonic
from typing import Any

from ...application.ports import (
    Append,
    CommandReusedError,
    Outcome,
    StoredRow,
    StoreError,
    UnavailableError,
    UnreadableEventError,
    UnstorableEventError,
)
from ...application.shared_commits import SharedCommits
from ...domain.command import Command
from ...domain.event import Event, RecordedEvent
from ..ledger_tables import SqlLedger
from ..stored_form import StoredForm, is_text, recorded
from .datastore import LogDatastore
from .engine import EventSourcingError
from .file import prepare, settle
from .ledger import ledger_in
from .recorder import (
    LOWEST,
    SELECT_ANSWER,
    SELECT_FACTS,
    SELECT_HEAD,
    SELECT_LOG,
    SELECT_STORED,
    SELECT_STREAM,
    TABLES,
    LogRecorder,
    Placed,
    Ready,
)

POLL_SECONDS = 0.05
"""How soon an event of another process is seen by `wait`."""


class SqliteStore:
    """An `EventStore` in the file at `path`, which is made if it is missing (its folder is not).

    What is acknowledged is on the disk (`synchronous=FULL`). Close it when done.

    Raises:
        UnavailableError: no such folder, not a log of ours, a newer one, or not writable.
    """

    def __init__(self, path: Path, form: StoredForm) -> None:
        self._place = str(path)
        self._form = form
        self._lock = RLock()
        self._changed = Condition(self._lock)
        self._closed = False
        with self._foreign_errors():
            prepare(path, TABLES)
            self._datastore = LogDatastore(path)
        try:
            settle(path)
        except UnavailableError:
            self.close()
            raise
        self._recorder = LogRecorder(self._datastore)
        self._commits = SharedCommits(self._place, self._write)

    def read(self, stream: str, after: int = 0) -> Sequence[RecordedEvent]:
        """The events of `stream` past version `after`."""
        found = self._few_rows(SELECT_STREAM, (stream, after)) if is_text(stream) else []
        return self._form.decode_all(found)

    def facts_of(self, streams: Sequence[str]) -> Mapping[str, Sequence[Event]]:
        """The events of each of these streams, without what is recorded about them."""
        return {stream: self._facts(stream) for stream in streams}

    def read_all(self, after_position: int, limit: int) -> Sequence[RecordedEvent]:
        """At most `limit` events past `after_position`."""
        return self._form.decode_all(self._rows(SELECT_LOG, (after_position, limit)))

    def stored_all(self, after_position: int, limit: int) -> Sequence[StoredRow]:
        """The same as they are stored."""
        return self._rows(SELECT_STORED, (after_position or LOWEST, limit))

    def answered(self, command: Command) -> Sequence[RecordedEvent]:
        """What this command id led to when it was first put."""
        rows = self._rows(SELECT_ANSWER, (command.id,)) if is_text(command.id) else []
        found = self._form.decode_all(rows)
        if found and found[0].stream != command.stream:
            raise CommandReusedError(command.id, command.stream)
        return found

    def append(
        self, command: Command, expected_version: int, events: Sequence[Event]
    ) -> Sequence[RecordedEvent]:
        """Record `events` at the end of the command's stream, all or none."""
        if not events:
            return self.answered(command)
        (outcome,) = self.append_all((Append(command, expected_version, events),))
        if isinstance(outcome, StoreError):
            raise outcome
        return outcome

    def append_all(self, appends: Sequence[Append]) -> Sequence[Outcome]:
        """Each append as if put alone, in order, all made durable by one commit."""
        self.require_free()
        ready = [self._ready(append) for append in appends]
        placed = iter(self._commits.put([each for each in ready if isinstance(each, Ready)]))
        return [
            self._outcome(append, next(placed)) if isinstance(each, Ready) else each
            for append, each in zip(appends, ready, strict=True)
        ]

    def require_free(self) -> None:
        """Refuse a thread inside a transaction that writes, and a process that was forked off."""
        self._datastore.require_own_process()
        self._datastore.require_no_transaction_here()

    def wait(self, after_position: int, timeout_seconds: float) -> bool:
        """Wait for an event past `after_position`, of this process or another."""
        end = monotonic() + timeout_seconds
        with self._lock:
            while not self._closed:
                if self.head() > after_position:
                    return True
                left = end - monotonic()
                if left <= 0:
                    return False
                self._changed.wait(min(left, POLL_SECONDS))
        return False

    def head(self) -> int:
        """The position of the newest event."""
        ((head,),) = self._rows(SELECT_HEAD, ())
        return head or 0

    def close(self) -> None:
        """Wake whoever waits, and close the file."""
        with self._lock:
            self._closed = True
            self._changed.notify_all()
        with self._foreign_errors():
            self._datastore.close()

    def ledger(self) -> SqlLedger:
        """What is kept of the ledger of this log, in the same file."""
        return ledger_in(self.snapshot, self.transaction)

    @contextmanager
    def transaction(self) -> Generator[sqlite3.Cursor]:
        """The write lock of the file, for tables that follow the log and stand beside it.

        What the block writes, a view's rows and the position they go up to, is committed at its
        end or not at all. Read that position inside the block: nobody else can move it then. The
        store can be read meanwhile; `append` in the same thread is refused, in others it waits.
        Rows are `sqlite3.Row`.
        """
        with self._foreign_errors(), self._datastore.transaction(commit=True) as cursor:
            yield cursor.sqlite_cursor

    @contextmanager
    def snapshot(self) -> Generator[sqlite3.Cursor]:
        """One unchanging moment of the file, read-only: several statements see the same rows."""
        with self._foreign_errors(), self._datastore.transaction(commit=False) as cursor:
            yield cursor.sqlite_cursor

    def fetch(self, statement: str, values: Sequence[object]) -> list[Any]:
        """The rows of one statement that only reads: of one moment."""
        return self._rows(statement, values)

    def _facts(self, stream: str) -> Sequence[Event]:
        found = self._few_rows(SELECT_FACTS, (stream,)) if is_text(stream) else []
        return self._form.facts(found, lambda: self.read(stream))

    def _few_rows(self, statement: str, values: Sequence[object]) -> list[Any]:
        try:
            return self._datastore.fetch_before_writing(statement, values)
        except (sqlite3.Error, EventSourcingError) as error:
            raise self._unavailable(error) from error

    def _rows(self, statement: str, values: Sequence[object]) -> list[Any]:
        try:
            return self._datastore.fetch(statement, values)
        except (sqlite3.Error, EventSourcingError) as error:
            raise self._unavailable(error) from error

    @contextmanager
    def _foreign_errors(self) -> Generator[None]:
        try:
            yield
        except (sqlite3.Error, EventSourcingError) as error:
            raise self._unavailable(error) from error

    def _unavailable(self, error: Exception) -> UnavailableError:
        return UnavailableError(self._place, str(error) or type(error).__name__)

    def _ready(self, append: Append) -> Ready | UnstorableEventError:
        command, expected_version, events = append.command, append.expected_version, append.events
        try:
            written = self._form.encode_all(command, events)
        except UnstorableEventError as refused:
            return refused
        if not is_text(command.stream):
            return UnstorableEventError("command", "its stream has a character that is none")
        named = [(type(each).__name__, state) for each, state in zip(events, written, strict=True)]
        return Ready(command.stream, command.id, expected_version, named)

    def _write(self, ready: Sequence[Ready]) -> list[Placed]:
        """Put everything into the tables in one transaction."""
        try:
            placed = self._recorder.write(ready)
        except (sqlite3.Error, EventSourcingError) as error:
            raise self._unavailable(error) from error
        with self._lock:
            self._changed.notify_all()
        return placed

    def _outcome(self, append: Append, placed: Placed) -> Outcome:
        if isinstance(placed, int):
            version = append.expected_version + 1
            return recorded(append.command, append.events, version=version, position=placed)
        if isinstance(placed, StoreError):
            return placed
        try:
            return self._form.decode_all(placed)
        except UnreadableEventError as unreadable:
            return unreadable
