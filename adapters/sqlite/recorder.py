"""The tables of the log, and the statements that read and write them."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Cursor
from typing import NamedTuple, TypeAlias

from ...application.ports import CommandReusedError, ConflictError, StoreError
from ..stored_form import Row
from .engine import SQLiteApplicationRecorder, SQLiteDatastore

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

INSERT_UNPLACED = """
INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (?, ?, ?, ?)
"""
INSERT_EVENT = "INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)"
INSERT_COMMAND = "INSERT INTO commands VALUES (?, ?, ?, ?)"
SELECT_HEAD = "SELECT max(rowid) FROM stored_events"
SELECT_LAST_POSITION = """
SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'stored_events'), 0),
           coalesce((SELECT max(rowid) FROM stored_events), 0))
"""
SELECT_STANDING = """
SELECT (SELECT max(originator_version) FROM stored_events WHERE originator_id = ?),
       (SELECT originator_id FROM commands WHERE command_id = ?)
"""
SELECT_STREAM = """
SELECT rowid, originator_id, originator_version, topic, state FROM stored_events
WHERE originator_id = ? AND originator_version > ? ORDER BY originator_version
"""
SELECT_ANSWER = """
SELECT rowid, e.originator_id, originator_version, topic, state
FROM commands c JOIN stored_events e ON e.originator_id = c.originator_id
AND originator_version BETWEEN first_version AND last_version
WHERE command_id = ? ORDER BY originator_version
"""
SELECT_LOG = """
SELECT rowid, originator_id, originator_version, topic, state FROM stored_events
WHERE rowid > ? ORDER BY rowid LIMIT ?
"""


class Ready(NamedTuple):
    """An append whose events are written out: it only has to be put into the tables."""

    stream: str
    command_id: str
    expected: int
    events: Sequence[tuple[str, bytes]]
    """Type and stored form of each."""


Placed: TypeAlias = int | Sequence[Row] | StoreError
"""The position of the first new event; what the command led to before; or why not."""


class Batch:
    """Appends on their way into one transaction, whose rows go in together, as late as can be.

    Everything that can refuse an append is asked before any row of it is written.
    """

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._position: int = cursor.execute(SELECT_LAST_POSITION).fetchone()[0]
        self._events: list[tuple[int, str, int, str, bytes]] = []
        self._commands: list[tuple[str, str, int, int]] = []
        self._waiting: set[str] = set()

    def put(self, ready: Ready) -> Placed:
        """Place one append after those before it."""
        stream, command_id, expected, events = ready
        if stream in self._waiting or command_id in self._waiting:
            self.flush()
        found = self._cursor.execute(SELECT_STANDING, (stream, command_id)).fetchone()
        actual, answered_on = found
        if answered_on is not None:
            return self._answer(ready, answered_on)
        if not events:
            return ()
        if (actual or 0) != expected:
            return ConflictError(stream, expected, actual or 0)
        return self._place(ready)

    def flush(self) -> None:
        """Put the rows into the tables."""
        self._cursor.executemany(INSERT_EVENT, self._events)
        self._cursor.executemany(INSERT_COMMAND, self._commands)
        self._events, self._commands = [], []
        self._waiting.clear()

    def _answer(self, ready: Ready, answered_on: str) -> Placed:
        if answered_on != ready.stream:
            return CommandReusedError(ready.command_id, ready.stream)
        return [Row(*row) for row in self._cursor.execute(SELECT_ANSWER, (ready.command_id,))]

    def _place(self, ready: Ready) -> int:
        stream, command_id, expected, events = ready
        first = self._position + 1
        for version, (name, state) in enumerate(events, start=expected + 1):
            self._position += 1
            self._events.append((self._position, stream, version, name, state))
        self._commands.append((command_id, stream, expected + 1, expected + len(events)))
        self._waiting.update((stream, command_id))
        return first


class LogRecorder(SQLiteApplicationRecorder):
    """The engine's recorder on our own tables, where a position is never given twice."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        super().__init__(datastore)
        self.insert_events_statement = INSERT_UNPLACED

    def construct_create_table_statements(self) -> list[str]:
        """The tables are made with the file, in `file.prepare`."""
        return []

    def write(self, ready: Sequence[Ready]) -> list[Placed]:
        """Place each as if put alone, in order, all in one transaction."""
        with self.datastore.transaction(commit=True) as cursor:
            batch = Batch(cursor.sqlite_cursor)
            placed = [batch.put(each) for each in ready]
            batch.flush()
        return placed
