"""The event store in a schema of a PostgreSQL database, for any number of threads and processes."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
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
)
from ...application.shared_commits import SharedCommits
from ...domain.command import Command
from ...domain.event import Event, RecordedEvent
from ..ledger_tables import SqlLedger
from ..stored_form import StoredForm
from . import bulk
from .arrays import takes, texts
from .datastore import (
    Connection,
    Cursor,
    LogDatastore,
    Pool,
    cursor_on,
    kept_cursor,
    open_connection,
)
from .failures import told_apart
from .joined import JoinedStore, require_transaction
from .ledger import ledger_in
from .listener import Listener
from .outcomes import outcome_of, ready_to_write
from .place import Place
from .recorder import Placed, Ready, arguments, placed, rows_of
from .settings import require_every_word
from .statements import (
    BY_COMMAND,
    BY_POSITION,
    BY_STREAM,
    BY_STREAMS,
    FLUSH,
    HEAD,
    LOWEST,
    RECORD,
    SAME,
    in_schema,
)

POLL_SECONDS = 1.0
"""How soon an event of another process is seen by `wait`, should the note of it be lost."""


class PostgresStore:
    """An `EventStore` at `postgresql://…?schema=name`, whose tables are made if they are missing.

    What is acknowledged is on the disk of the server. `pool`: connections of the host, to use in
    place of our own. Close it when done.

    Raises:
        UnavailableError: no server, unsafe settings, a newer schema, or no right to make tables.
    """

    def __init__(self, url: str, form: StoredForm, pool: Pool | None = None) -> None:
        place = Place.of(url)
        self._place = place
        self._form = form
        self._lock = RLock()
        self._changed = Condition(self._lock)
        self._changes = 0
        self._closed = False
        self._on_disk = 0
        self._datastore = LogDatastore(place, pool)
        with told_apart(place.name):
            self._datastore.prepare()
        self._commits = SharedCommits(place.name, self._write)
        self._listener = Listener(lambda: open_connection(place), place.schema, self._wake)

    def read(self, stream: str, after: int = 0) -> Sequence[RecordedEvent]:
        """The events of `stream` past version `after`, all of them on the disk."""
        return self._form.decode_all(self._stream(stream, after))

    def facts_of(self, streams: Sequence[str]) -> Mapping[str, Sequence[Event]]:
        """The events of each of these streams alone, by one round trip."""
        if len(streams) == 1:
            return {stream: self._facts(self._stream(stream)) for stream in streams}
        named = texts([stream for stream in streams if takes(stream)])
        found: dict[str, list[StoredRow]] = {}
        for row in rows_of(self._durable(BY_STREAMS, (named,))):
            found.setdefault(row[1], []).append(row)
        return {stream: self._facts(rows) for stream, rows in found.items()}

    def read_all(self, after_position: int, limit: int) -> Sequence[RecordedEvent]:
        """At most `limit` events past `after_position`, all of them on the disk."""
        found = self._durable(BY_POSITION, (after_position, limit))
        return self._form.decode_all(rows_of(found))

    def stored_all(self, after_position: int, limit: int) -> Sequence[StoredRow]:
        """The same as they are stored, all of them on the disk."""
        return rows_of(self._durable(BY_POSITION, (after_position or LOWEST, limit)))

    def answered(self, command: Command) -> Sequence[RecordedEvent]:
        """What this command id led to when it was first put."""
        if not takes(command.id):
            return []
        found = rows_of(self._durable(BY_COMMAND, (command.id,)))
        if found and found[0][1] != command.stream:
            raise CommandReusedError(command.id, command.stream)
        return self._form.decode_all(found)

    def append(
        self, command: Command, expected_version: int, events: Sequence[Event]
    ) -> Sequence[RecordedEvent]:
        """Record `events` at the end of the command's stream, all or none."""
        (outcome,) = self.append_all((Append(command, expected_version, events),))
        if isinstance(outcome, StoreError):
            raise outcome
        return outcome

    def append_all(self, appends: Sequence[Append]) -> Sequence[Outcome]:
        """Each append as if put alone, in order, all made durable by one commit."""
        ready = [ready_to_write(self._form, append) for append in appends]
        found = iter(self._commits.put([each for each in ready if isinstance(each, Ready)]))
        return [
            self._outcome(append, next(found) if isinstance(each, Ready) else each)
            for append, each in zip(appends, ready, strict=True)
        ]

    def require_free(self) -> None:
        """Refuse a process that was forked off."""
        self._datastore.require_own_process()

    def wait(self, after_position: int, timeout_seconds: float) -> bool:
        """Wait for an event past `after_position`, of this process or another."""
        self._listener.start()
        end = monotonic() + timeout_seconds
        while not self._closed:
            changes = self._changes
            if self._is_past(after_position):
                return True
            left = end - monotonic()
            if left <= 0:
                return False
            with self._lock:
                self._changed.wait_for(
                    lambda seen=changes: self._closed or self._changes != seen,  # type: ignore[misc]
                    min(left, POLL_SECONDS),
                )
        return False

    def _is_past(self, position: int) -> bool:
        """Whether the log goes on past `position`; nothing comes of a store that was closed."""
        try:
            return self.head() > position
        except UnavailableError:
            if self._closed:
                return False
            raise

    def head(self) -> int:
        """The position of the newest event."""
        ((head,),) = self._rows(HEAD, ())
        return int(head)

    def close(self) -> None:
        """Wake whoever waits, and let go of the connections that are ours."""
        self._closed = True
        self._wake()
        self._listener.close()
        self._datastore.close()

    @contextmanager
    def transaction(self) -> Generator[Cursor]:
        """A transaction for tables that follow the log and stand beside it; rows are tuples.

        What the block writes is committed at its end or not at all. Others write meanwhile: lock
        the row of a position before moving it. Names are of the schema `schema`.
        """
        with (
            told_apart(self._place.name),
            self._datastore.connection() as connection,
            connection.transaction(),
            cursor_on(connection) as cursor,
        ):
            yield cursor

    @contextmanager
    def snapshot(self) -> Generator[Cursor]:
        """One unchanging moment, read-only: several statements see the same rows."""
        with self.transaction() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield cursor

    def joined(self, connection: object) -> JoinedStore:
        """A store that appends in the transaction open on `connection`, of psycopg 3.

        Raises:
            UnavailableError: it has none, or is not of the same database.
        """
        host = require_transaction(connection)
        require_every_word(host, "within")
        with told_apart(self._place.name), cursor_on(host) as cursor:
            there = cursor.execute(in_schema(self.schema, SAME)).fetchall()
        if there != self._rows(SAME, ()):
            raise UnavailableError("within", f"its connection is not to {self._place.name}")
        return JoinedStore(host, self._place, self._form, self)

    def ledger(self) -> SqlLedger:
        """What is kept of the ledger of this log, in the same schema."""
        return ledger_in(self.schema, self.snapshot, self.transaction)

    @property
    def schema(self) -> str:
        """The schema of the tenant."""
        return self._place.schema

    def fetch(self, statement: str, values: Sequence[object]) -> list[Any]:
        """The rows of one statement that only reads: of one moment, by one round trip."""
        return self._rows(statement, values)

    def _stream(self, stream: str, after: int = 0) -> list[StoredRow]:
        return rows_of(self._durable(BY_STREAM, (stream, after))) if takes(stream) else []

    def _facts(self, rows: Sequence[StoredRow]) -> Sequence[Event]:
        return self._form.facts((row[3:] for row in rows), lambda: self._form.decode_all(rows))

    def _rows(self, statement: str, values: Sequence[object]) -> list[Any]:
        with told_apart(self._place.name):
            return self._datastore.fetch(statement, values)

    def _durable(self, statement: str, values: Sequence[object]) -> list[Any]:
        """Rows of which the last is the newest, all on the disk before they are shown (ADR 13).

        Flushed on the connection they were read on: if it is lost, a crash may have undone them.
        What comes before a position once seen on the disk needs no second look.
        """
        ours = in_schema(self.schema, statement)

        def work(connection: Connection) -> list[Any]:
            cursor = kept_cursor(connection)
            found = cursor.execute(ours, values, prepare=True).fetchall()
            if found and not found[0][-1] and found[-1][0] > self._on_disk:
                cursor.execute(FLUSH)
            return found

        with told_apart(self._place.name):
            found = self._datastore.again_if_lost(work)
        if found:
            self._on_disk = max(self._on_disk, found[-1][0])
        return found

    def _write(self, ready: Sequence[Ready]) -> list[Placed]:
        """Put everything into the tables in one transaction, also when told of no outcome."""
        if not ready:
            return []
        with told_apart(self._place.name):
            many = sum(len(each.events) for each in ready) >= bulk.ENOUGH
            outcome = self._in_bulk(ready) if many else self._in_one_call(ready)
        self._wake()
        return outcome

    def _in_one_call(self, ready: Sequence[Ready]) -> list[Placed]:
        ((outcome,),) = self._datastore.fetch(RECORD, arguments(ready))
        return placed(outcome)

    def _in_bulk(self, ready: Sequence[Ready]) -> list[Placed]:
        return self._datastore.again_if_lost(
            lambda connection: bulk.record_many(connection, self.schema, ready)
        )

    def _wake(self) -> None:
        with self._lock:
            self._changes += 1
            self._changed.notify_all()

    def _outcome(self, append: Append, found: Placed | StoreError) -> Outcome:
        if isinstance(found, StoreError):
            return found
        outcome = outcome_of(append, found)
        return self._earlier(append.command) if outcome is None else outcome

    def _earlier(self, command: Command) -> Outcome:
        try:
            return self.answered(command)
        except (CommandReusedError, UnreadableEventError) as error:
            return error
