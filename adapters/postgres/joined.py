"""Appending in a transaction that the host product has open: both are committed, or neither."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import TypeGuard

import psycopg
from psycopg.pq import TransactionStatus

from ...application.ports import (
    Append,
    CommandReusedError,
    EventStore,
    Outcome,
    StoredRow,
    StoreError,
    UnavailableError,
    UnreadableEventError,
)
from ...domain.command import Command
from ...domain.event import Event, RecordedEvent
from ..stored_form import StoredForm
from .arrays import takes, teach
from .datastore import Connection, Cursor, cursor_on
from .failures import told_apart
from .outcomes import outcome_of, ready_to_write
from .place import Place
from .recorder import Placed, Ready, arguments, placed, rows_of
from .statements import APPEND_WITHIN, BY_COMMAND, BY_STREAM, in_schema


class JoinedStore:
    """An `EventStore` whose appends stand in the transaction open on a connection of the host.

    A stream, and what a command led to, are read as that transaction sees them. The whole log is
    read from `outside`, as everybody sees it: views must not go past what may be rolled back.
    """

    def __init__(
        self, connection: Connection, place: Place, form: StoredForm, outside: EventStore
    ) -> None:
        self._connection = connection
        self._place = place
        self._form = form
        self._outside = outside
        teach(connection)

    def read(self, stream: str, after: int = 0) -> Sequence[RecordedEvent]:
        """The events of `stream` past version `after`, those of the transaction among them."""
        return self._form.decode_all(self._rows(BY_STREAM, stream, after))

    def read_all(self, after_position: int, limit: int) -> Sequence[RecordedEvent]:
        """At most `limit` events past `after_position` that are committed."""
        return self._outside.read_all(after_position, limit)

    def answered(self, command: Command) -> Sequence[RecordedEvent]:
        """What this command id led to when it was first put, in the transaction or before."""
        found = self._rows(BY_COMMAND, command.id)
        if found and found[0][1] != command.stream:
            raise CommandReusedError(command.id, command.stream)
        return self._form.decode_all(found)

    def append(
        self, command: Command, expected_version: int, events: Sequence[Event]
    ) -> Sequence[RecordedEvent]:
        """Record `events` in the transaction; from here to its end nobody else can append."""
        outcome = self._put(Append(command, expected_version, events))
        if isinstance(outcome, StoreError):
            raise outcome
        return outcome

    def append_all(self, appends: Sequence[Append]) -> Sequence[Outcome]:
        """Each append as if put alone, in order."""
        return [self._put(append) for append in appends]

    def wait(self, after_position: int, timeout_seconds: float) -> bool:
        """Wait for a committed event past `after_position`."""
        return self._outside.wait(after_position, timeout_seconds)

    def head(self) -> int:
        """The position of the newest committed event."""
        return self._outside.head()

    def close(self) -> None:
        """Nothing: the connection is the host's."""

    def _put(self, append: Append) -> Outcome:
        ready = ready_to_write(self._form, append)
        if isinstance(ready, StoreError):
            return ready
        outcome = outcome_of(append, self._append(ready))
        try:
            return self.answered(append.command) if outcome is None else outcome
        except (CommandReusedError, UnreadableEventError) as error:
            return error

    def _append(self, ready: Ready) -> Placed:
        with self._savepoint() as cursor:
            statement = in_schema(self._place.schema, APPEND_WITHIN)
            ((outcome,),) = cursor.execute(statement, arguments([ready])).fetchall()
            (found,) = placed(outcome)
            if found.position <= 0:  # nothing was written: let others have their turn
                cursor.execute("ROLLBACK TO SAVEPOINT answerable")
        return found

    def _rows(self, statement: str, name: str, *values: object) -> list[StoredRow]:
        require_transaction(self._connection)
        if not takes(name):
            return []
        ours = in_schema(self._place.schema, statement)
        with told_apart(self._place.name), cursor_on(self._connection) as cursor:
            return rows_of(cursor.execute(ours, (name, *values)).fetchall())

    @contextmanager
    def _savepoint(self) -> Generator[Cursor]:
        """What fails in the block is undone, and the rest of the transaction stands."""
        require_transaction(self._connection)
        with told_apart(self._place.name), cursor_on(self._connection) as cursor:
            cursor.execute("SAVEPOINT answerable")
            try:
                yield cursor
            except BaseException:
                if not self._connection.closed:
                    cursor.execute("ROLLBACK TO SAVEPOINT answerable")
                raise
            finally:
                if not self._connection.closed:
                    cursor.execute("RELEASE SAVEPOINT answerable")


def require_transaction(connection: object) -> Connection:
    """The connection, if what is recorded on it is neither committed at once nor never.

    Raises:
        UnavailableError: it is none of psycopg 3, in no transaction, or in one that failed.
    """
    if not _is_of_psycopg(connection):
        raise UnavailableError("within", "a connection of psycopg 3 is needed")
    status = connection.info.transaction_status
    idle = status is TransactionStatus.IDLE and not connection.autocommit
    if not (idle or status is TransactionStatus.INTRANS):
        raise UnavailableError("within", f"it has no transaction to join: {status.name}")
    return connection


def _is_of_psycopg(connection: object) -> TypeGuard[Connection]:
    return isinstance(connection, psycopg.Connection)
