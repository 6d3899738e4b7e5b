"""The engine's own PostgreSQL recorder with its stored functions, which order nothing: the canary.

`POSTGRES_ENABLE_DB_FUNCTIONS` inserts without the lock that gives positions their order: a row may
appear behind a reader that has passed its position. A harness that finds nothing here is blind.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import sleep

import psycopg
from eventsourcing.persistence import IntegrityError
from psycopg.conninfo import conninfo_to_dict
from tests.faults.knocks import FORM

from answerable.adapters.postgres.engine import (
    PostgresApplicationRecorder,
    PostgresDatastore,
    StoredEvent,
)
from answerable.adapters.postgres.place import Place
from answerable.adapters.stored_form import Row, recorded
from answerable.application.ports import Append, ConflictError, Outcome
from answerable.domain.command import Command
from answerable.domain.event import Event, RecordedEvent

LOOK_SECONDS = 0.002


class FunctionsStore:
    """As much of an `EventStore` as a history needs."""

    def __init__(self, url: str) -> None:
        place = Place.of(url)
        found = conninfo_to_dict(place.conninfo)
        self._datastore = PostgresDatastore(
            str(found["dbname"]),
            str(found["host"]),
            str(found.get("port", 5432)),
            str(found["user"]),
            str(found.get("password", "")),
            schema=place.schema,
            originator_id_type="text",
            enable_db_functions=True,
        )
        self._recorder = PostgresApplicationRecorder(self._datastore)
        with psycopg.connect(place.conninfo) as connection:
            connection.execute("SELECT pg_advisory_lock(1)")  # it makes its types one at a time
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {place.schema}".encode())
            connection.commit()
            self._recorder.create_table()

    def append(
        self, command: Command, expected_version: int, events: Sequence[Event]
    ) -> Sequence[RecordedEvent]:
        """Record `events` at the end of the command's stream."""
        states = FORM.encode_all(command, events)
        stored = [
            StoredEvent(command.stream, expected_version + n, type(event).__name__, state)
            for n, (event, state) in enumerate(zip(events, states, strict=True), start=1)
        ]
        try:
            positions = self._recorder.insert_events(stored) or ()
        except IntegrityError:
            (last,) = self._recorder.select_events(command.stream, desc=True, limit=1)
            raise ConflictError(command.stream, expected_version, last.originator_version) from None
        return [
            each
            for n, (event, position) in enumerate(zip(events, positions, strict=True), start=1)
            for each in recorded(command, [event], version=expected_version + n, position=position)
        ]

    def append_all(self, appends: Sequence[Append]) -> Sequence[Outcome]:
        """One after the other."""
        return [self._outcome(append) for append in appends]

    def read_all(self, after_position: int, limit: int) -> Sequence[RecordedEvent]:
        """At most `limit` events past `after_position`."""
        return [
            FORM.decode(
                Row(
                    found.id,
                    str(found.originator_id),
                    found.originator_version,
                    found.topic,
                    found.state,
                )
            )
            for found in self._recorder.select_notifications(after_position + 1, limit)
        ]

    def wait(self, after_position: int, timeout_seconds: float) -> bool:
        """A moment: a reader at the tip looks often."""
        sleep(min(timeout_seconds, LOOK_SECONDS))
        return bool(self.head() > after_position)

    def head(self) -> int:
        """The position of the newest event."""
        return self._recorder.max_notification_id() or 0

    def close(self) -> None:
        """Let go of the connections."""
        self._datastore.close()

    def read(self, stream: str, after: int = 0) -> Sequence[RecordedEvent]:
        """Not asked for by a history."""
        raise NotImplementedError

    def answered(self, command: Command) -> Sequence[RecordedEvent]:
        """The engine knows no commands."""
        raise NotImplementedError

    def _outcome(self, append: Append) -> Outcome:
        try:
            return self.append(append.command, append.expected_version, append.events)
        except ConflictError as conflict:
            return conflict
