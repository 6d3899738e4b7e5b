"""The event store in one SQLite file, for several threads and several processes."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Condition
from time import monotonic

from ...application.ports import (
    Append,
    CommandReusedError,
    Outcome,
    StoreError,
    UnavailableError,
    UnstorableEventError,
)
from ...domain.command import Command
from ...domain.event import Event, RecordedEvent
from ..stored_form import Row, StoredForm, recorded
from .datastore import LogDatastore
from .engine import EventSourcingError, SQLiteCursor, StoredEvent
from .file import prepare
from .recorder import TABLES, LogRecorder

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
        self._changed = Condition()
        self._closed = False
        with self._foreign_errors():
            prepare(path, TABLES)
            self._datastore = LogDatastore(path)
            self._recorder = LogRecorder(self._datastore)

    def read(self, stream: str, after: int = 0) -> Sequence[RecordedEvent]:
        """The events of `stream` past version `after`."""
        with self._reading() as cursor:
            rows = self._recorder.stream(cursor, stream, after + 1)
        return [self._form.decode(row) for row in rows]

    def read_all(self, after_position: int, limit: int) -> Sequence[RecordedEvent]:
        """At most `limit` events past `after_position`."""
        with self._reading() as cursor:
            rows = self._recorder.log(cursor, after_position, limit)
        return [self._form.decode(row) for row in rows]

    def answered(self, command: Command) -> Sequence[RecordedEvent]:
        """What this command id led to when it was first put."""
        with self._reading() as cursor:
            rows = self._answered(cursor, command)
        return [self._form.decode(row) for row in rows]

    def append(
        self, command: Command, expected_version: int, events: Sequence[Event]
    ) -> Sequence[RecordedEvent]:
        """Record `events` at the end of the command's stream, all or none."""
        (outcome,) = self.append_all([Append(command, expected_version, events)])
        if isinstance(outcome, StoreError):
            raise outcome
        return outcome

    def append_all(self, appends: Sequence[Append]) -> Sequence[Outcome]:
        """Each append as if put alone, in order, all made durable by one commit."""
        encoded = [self._encoded(append) for append in appends]
        with self._writing() as cursor:
            outcomes = [
                states if isinstance(states, StoreError) else self._put(cursor, append, states)
                for append, states in zip(appends, encoded, strict=True)
            ]
        with self._changed:
            self._changed.notify_all()
        return outcomes

    def _encoded(self, append: Append) -> list[bytes] | StoreError:
        try:
            return self._form.encode_all(append.command, append.events)
        except UnstorableEventError as refused:
            return refused

    def _put(self, cursor: SQLiteCursor, append: Append, states: Sequence[bytes]) -> Outcome:
        """Everything that can refuse an append is asked before anything of it is written."""
        command, expected, events = append.command, append.expected_version, append.events
        try:
            if earlier := self._answered(cursor, command):
                return [self._form.decode(row) for row in earlier]
            if not events:
                return ()
            stored = _stored(append, states)
            positions = self._recorder.append(cursor, command.id, expected, stored)
        except StoreError as refused:
            return refused
        return [
            recorded(command, event, version=expected + n, position=position)
            for n, (event, position) in enumerate(zip(events, positions, strict=True), start=1)
        ]

    def wait(self, after_position: int, timeout_seconds: float) -> bool:
        """Wait for an event past `after_position`, of this process or another."""
        end = monotonic() + timeout_seconds
        with self._changed:
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
        with self._reading() as cursor:
            return self._recorder.head(cursor)

    def close(self) -> None:
        """Wake whoever waits, and close the file."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        with self._foreign_errors():
            self._datastore.close()

    @contextmanager
    def transaction(self) -> Generator[sqlite3.Cursor]:
        """The write lock of the file, for tables that follow the log and stand beside it.

        What the block writes, a view's rows and the position they go up to, is committed at its
        end or not at all. Read that position inside the block: nobody else can move it then. The
        store can be read meanwhile; `append` in the same thread is refused, in others it waits.
        Rows are `sqlite3.Row`.
        """
        with self._writing() as cursor:
            yield cursor.sqlite_cursor

    @contextmanager
    def snapshot(self) -> Generator[sqlite3.Cursor]:
        """One unchanging moment of the file, read-only: several statements see the same rows."""
        with self._foreign_errors(), self._datastore.transaction(commit=False) as cursor:
            yield cursor.sqlite_cursor

    @contextmanager
    def _reading(self) -> Generator[SQLiteCursor]:
        """For a single statement, which sees one moment by itself."""
        with (
            self._foreign_errors(),
            self._datastore.get_connection(commit=False) as connection,
        ):
            yield connection.cursor()

    @contextmanager
    def _writing(self) -> Generator[SQLiteCursor]:
        with self._foreign_errors(), self._datastore.transaction(commit=True) as cursor:
            yield cursor

    @contextmanager
    def _foreign_errors(self) -> Generator[None]:
        try:
            yield
        except (sqlite3.Error, EventSourcingError) as error:
            reason = str(error) or type(error).__name__
            raise UnavailableError(self._place, reason) from error

    def _answered(self, cursor: SQLiteCursor, command: Command) -> list[Row]:
        answer = self._recorder.answer(cursor, command.id)
        if answer is None:
            return []
        if answer.stream != command.stream:
            raise CommandReusedError(command.id, command.stream)
        return self._recorder.stream(cursor, answer.stream, answer.first, answer.last)


def _stored(append: Append, states: Sequence[bytes]) -> list[StoredEvent]:
    return [
        StoredEvent(
            originator_id=append.command.stream,
            originator_version=append.expected_version + n,
            topic=type(event).__name__,
            state=state,
        )
        for n, (event, state) in enumerate(zip(append.events, states, strict=True), start=1)
    ]
