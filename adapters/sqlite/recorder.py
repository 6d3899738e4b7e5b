"""The tables of the log, and the statements that read and write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...application.ports import ConflictError
from ..stored_form import Row
from .engine import SQLiteApplicationRecorder, SQLiteCursor, SQLiteDatastore, StoredEvent

# The engine's names for the columns, so that whatever it brings can read the log.
EVENTS = """
CREATE TABLE stored_events (
  rowid INTEGER PRIMARY KEY AUTOINCREMENT,
  originator_id TEXT NOT NULL,
  originator_version INTEGER NOT NULL,
  topic TEXT NOT NULL,
  state BLOB NOT NULL,
  UNIQUE (originator_id, originator_version)
)
"""
COMMANDS = """
CREATE TABLE commands (
  command_id TEXT PRIMARY KEY,
  originator_id TEXT NOT NULL,
  first_version INTEGER NOT NULL,
  last_version INTEGER NOT NULL
) WITHOUT ROWID
"""
TABLES = (EVENTS, COMMANDS)

INSERT_EVENT = """
INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (?, ?, ?, ?)
"""
INSERT_COMMAND = "INSERT INTO commands VALUES (?, ?, ?, ?)"
SELECT_COMMAND = """
SELECT originator_id, first_version, last_version FROM commands WHERE command_id = ?
"""
SELECT_VERSION = "SELECT max(originator_version) FROM stored_events WHERE originator_id = ?"
SELECT_STREAM = """
SELECT rowid, originator_id, originator_version, topic, state FROM stored_events
WHERE originator_id = ? AND originator_version BETWEEN ? AND ? ORDER BY originator_version
"""
SELECT_LOG = """
SELECT rowid, originator_id, originator_version, topic, state FROM stored_events
WHERE rowid > ? ORDER BY rowid LIMIT ?
"""
NEWEST = 2**63 - 1


class Answer(NamedTuple):
    """Where the events of a command stand."""

    stream: str
    first: int
    last: int


class LogRecorder(SQLiteApplicationRecorder):
    """The engine's recorder on our own tables, where a position is never given twice."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        super().__init__(datastore)
        self.insert_events_statement = INSERT_EVENT

    def construct_create_table_statements(self) -> list[str]:
        """The tables are made with the file, in `file.prepare`."""
        return []

    def append(
        self, cursor: SQLiteCursor, command_id: str, expected: int, events: Sequence[StoredEvent]
    ) -> Sequence[int]:
        """Write the events and their command; the positions they got."""
        stream = str(events[0].originator_id)
        cursor.execute(SELECT_VERSION, (stream,))
        actual = cursor.fetchone()[0] or 0
        if actual != expected:
            raise ConflictError(stream, expected, actual)
        positions = self._insert_events(cursor, events) or ()
        cursor.execute(INSERT_COMMAND, (command_id, stream, expected + 1, expected + len(events)))
        return positions

    def answer(self, cursor: SQLiteCursor, command_id: str) -> Answer | None:
        """Where the events of `command_id` stand, if it was answered."""
        cursor.execute(SELECT_COMMAND, (command_id,))
        found = cursor.fetchone()
        return found and Answer(*found)

    def head(self, cursor: SQLiteCursor) -> int:
        """The newest position; 0 in an empty log."""
        return self._max_notification_id(cursor) or 0

    def stream(
        self, cursor: SQLiteCursor, stream: str, first: int, last: int = NEWEST
    ) -> list[Row]:
        """The rows of a stream from version `first` to `last`."""
        cursor.execute(SELECT_STREAM, (stream, first, last))
        return [Row(*row) for row in cursor.fetchall()]

    def log(self, cursor: SQLiteCursor, after: int, limit: int) -> list[Row]:
        """At most `limit` rows of the log past position `after`."""
        cursor.execute(SELECT_LOG, (after, limit))
        return [Row(*row) for row in cursor.fetchall()]
