"""The limit on SQLite: the same tables by hand, through the `sqlite3` module."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

LOAD = """SELECT originator_version, topic, state FROM stored_events
WHERE originator_id = ? ORDER BY originator_version"""
LOG = """SELECT rowid, originator_id, originator_version, topic, state FROM stored_events
WHERE rowid > ? ORDER BY rowid LIMIT ?"""
EVENT = """INSERT INTO stored_events (originator_id, originator_version, topic, state)
VALUES (?, ?, ?, ?)"""
COMMAND = "INSERT INTO commands VALUES (?, ?, ?, ?)"
PROMISES = """CREATE TABLE IF NOT EXISTS raw_promises (
  stream TEXT, promise TEXT, words TEXT, owed_to TEXT, owner TEXT, made_at TEXT, due_at TEXT,
  told_in TEXT, told INTEGER,
  PRIMARY KEY (stream, promise)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS raw_promises_due ON raw_promises (due_at, stream, promise);
CREATE TABLE IF NOT EXISTS raw_tracking (position INTEGER)"""
PUT_PROMISE = "INSERT OR REPLACE INTO raw_promises VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
TRACK = "INSERT INTO raw_tracking VALUES (?)"
PAGE = """SELECT stream, promise, words, owed_to, owner, made_at, due_at, told_in FROM raw_promises
ORDER BY due_at, stream, promise LIMIT ?"""


class RawSqlite:
    """One connection to the file of a log that `SqliteStore` made, with the same durability."""

    no, yes, keeps_moments, mark = 0, 1, False, "?"

    def __init__(self, url: str) -> None:
        self.connection = sqlite3.connect(url, isolation_level=None)
        self.cursor = self.connection.cursor()
        self.cursor.execute("PRAGMA synchronous=FULL")

    def load(self, stream: str) -> list[tuple[int, str, bytes]]:
        """Version, topic and state of each event of a stream."""
        return self.cursor.execute(LOAD, (stream,)).fetchall()

    def log(self, after: int, limit: int) -> list[tuple[int, str, int, str, bytes]]:
        """Rows of the whole log."""
        return self.cursor.execute(LOG, (after, limit)).fetchall()

    def append(
        self, stream: str, version: int, command: str, events: Sequence[tuple[str, bytes]]
    ) -> None:
        """Record events after `version`, durably."""
        execute = self.cursor.execute
        execute("BEGIN IMMEDIATE")
        for number, (topic, state) in enumerate(events, version + 1):
            execute(EVENT, (stream, number, topic, state))
        execute(COMMAND, (command, stream, version + 1, version + len(events)))
        execute("COMMIT")

    def bulk(
        self,
        events: Sequence[tuple[str, int, str, bytes]],
        commands: Sequence[tuple[str, str, int, int]],
    ) -> None:
        """Record many events by one commit."""
        self.cursor.execute("BEGIN IMMEDIATE")
        self.cursor.executemany(EVENT, events)
        self.cursor.executemany(COMMAND, commands)
        self.cursor.execute("COMMIT")

    def head(self) -> int:
        """The newest position."""
        return int(self.cursor.execute("SELECT max(rowid) FROM stored_events").fetchone()[0] or 0)

    def make_promises(self) -> None:
        """An empty table for a view, with the position it goes up to."""
        self.cursor.executescript("DROP TABLE IF EXISTS raw_promises;" + PROMISES)

    def put_promises(self, rows: Sequence[tuple[object, ...]], position: int) -> None:
        """Rows of the view and its position, in one transaction."""
        self.cursor.execute("BEGIN IMMEDIATE")
        self.cursor.executemany(PUT_PROMISE, rows)
        self.cursor.execute("DELETE FROM raw_tracking")
        self.cursor.execute(TRACK, (position,))
        self.cursor.execute("COMMIT")

    def page(self, limit: int) -> list[tuple[object, ...]]:
        """The first page of the view."""
        return self.cursor.execute(PAGE, (limit,)).fetchall()

    def select(self, statement: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        """The rows of a statement."""
        return self.cursor.execute(statement, values).fetchall()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()
