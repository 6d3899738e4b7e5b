"""The tables of the log, and the statements that read and write them."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Cursor
from typing import NamedTuple, TypeAlias

from ...application.ports import CommandReusedError, ConflictError, StoreError
from ..stored_form import Row
from .datastore import LogDatastore
from .engine import SQLiteApplicationRecorder

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
SELECT_HEAD = "SELECT max(rowid) FROM stored_events"
SELECT_STANDING = """
SELECT (SELECT max(originator_version) FROM stored_events WHERE originator_id = ?),
       (SELECT originator_id FROM commands WHERE command_id = ?)
"""
SELECT_STREAM = """
SELECT rowid, originator_id, originator_version, topic, state FROM stored_events
WHERE originator_id = ? AND originator_version > ? ORDER BY originator_version
"""
SELECT_FACTS = """
SELECT topic, state FROM stored_events WHERE originator_id = ? ORDER BY originator_version
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
SELECT_STORED = """
SELECT rowid, originator_id, originator_version, topic, CAST(state AS BLOB) FROM stored_events
WHERE rowid > ? ORDER BY rowid LIMIT ?
"""
"""Bytes, also where somebody wrote text into the column behind our back."""
LOWEST = -(2**63)
"""Before every position, also one that somebody put in behind our back."""


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
        self._placed: list[Placed] = []
        self._events: list[tuple[str, int, str, bytes]] = []
        self._commands: list[tuple[str, str, int, int]] = []
        self._waiting: set[str] = set()
        self._owed: list[tuple[int, int]] = []

    def put(self, ready: Ready) -> None:
        """Place one append after those before it."""
        stream, command_id, expected, events = ready
        if stream in self._waiting or command_id in self._waiting:
            self._flush()
        found = self._cursor.execute(SELECT_STANDING, (stream, command_id)).fetchone()
        actual, answered_on = found
        if answered_on is not None:
            self._placed.append(self._answer(ready, answered_on))
        elif not events:
            self._placed.append(())
        elif (actual or 0) != expected:
            self._placed.append(ConflictError(stream, expected, actual or 0))
        else:
            self._place(ready)

    def placed(self) -> list[Placed]:
        """What became of each, once all rows are in the tables."""
        self._flush()
        return self._placed

    def _flush(self) -> None:
        if not self._events:
            return
        *most, last = self._events
        if most:
            self._cursor.executemany(INSERT_EVENT, most)
        newest = self._cursor.execute(INSERT_EVENT, last).lastrowid or 0
        first = newest - len(most)  # nobody else writes, and no position is left out
        *most_commands, last_command = self._commands
        if most_commands:
            self._cursor.executemany(INSERT_COMMAND, most_commands)
        self._cursor.execute(INSERT_COMMAND, last_command)
        for which, before in self._owed:
            self._placed[which] = first + before
        for done in (self._events, self._commands, self._owed, self._waiting):
            done.clear()

    def _answer(self, ready: Ready, answered_on: str) -> Placed:
        if answered_on != ready.stream:
            return CommandReusedError(ready.command_id, ready.stream)
        return [Row(*row) for row in self._cursor.execute(SELECT_ANSWER, (ready.command_id,))]

    def _place(self, ready: Ready) -> None:
        stream, command_id, expected, events = ready
        self._owed.append((len(self._placed), len(self._events)))
        self._placed.append(())
        for version, (name, state) in enumerate(events, start=expected + 1):
            self._events.append((stream, version, name, state))
        self._commands.append((command_id, stream, expected + 1, expected + len(events)))
        self._waiting.update((stream, command_id))


class LogRecorder(SQLiteApplicationRecorder):
    """The engine's recorder on our own tables, where a position is never given twice."""

    def __init__(self, datastore: LogDatastore) -> None:
        super().__init__(datastore)
        self._log = datastore
        self.insert_events_statement = INSERT_EVENT

    def construct_create_table_statements(self) -> list[str]:
        """The tables are made with the file, in `file.prepare`."""
        return []

    def write(self, ready: Sequence[Ready]) -> list[Placed]:
        """Place each as if put alone, in order, all in one transaction."""

        def work(cursor: Cursor) -> list[Placed]:
            batch = Batch(cursor)
            for each in ready:
                batch.put(each)
            return batch.placed()

        return self._log.write(work)
