"""Views in the file of the log: states and the position they go up to, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from ...application.ports import Advance, Kept
from .store import SqliteStore

POSITIONS = """
CREATE TABLE IF NOT EXISTS view_positions (
  view TEXT NOT NULL,
  version INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (view, version)
) WITHOUT ROWID
"""
STATES = """
CREATE TABLE IF NOT EXISTS view_states (
  view TEXT NOT NULL,
  version INTEGER NOT NULL,
  stream TEXT NOT NULL,
  state BLOB NOT NULL,
  PRIMARY KEY (view, version, stream)
)
"""
READER = 0
"""The version under which the position of a reader stands; those of views count from 1."""

SELECT_TABLE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'view_states'"
SELECT_POSITION = "SELECT position FROM view_positions WHERE view = ? AND version = ?"
SELECT_STATES = "SELECT stream, state FROM view_states WHERE view = ? AND version = ?"
SELECT_STATE = f"{SELECT_STATES} AND stream = ?"
UPSERT_POSITION = """
INSERT INTO view_positions VALUES (?, ?, ?)
ON CONFLICT DO UPDATE SET position = max(position, excluded.position)
"""
UPSERT_STATE = """
INSERT INTO view_states VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state
"""
DROP_OLDER = (
    "DELETE FROM view_states WHERE view = ? AND version < ?",
    "DELETE FROM view_positions WHERE view = ? AND version BETWEEN 1 AND ? - 1",
)
DROP = (
    "DELETE FROM view_states WHERE view = ? AND version = ?",
    "DELETE FROM view_positions WHERE view = ? AND version = ?",
)


class SqliteViews:
    """A `ViewStore` in the file of an open log. It is closed with the log."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        with store.snapshot() as cursor:
            there = cursor.execute(SELECT_TABLE).fetchone()
        if not there:
            with store.transaction() as cursor:
                cursor.execute(POSITIONS)
                cursor.execute(STATES)

    def load(self, view: str, version: int, streams: Collection[str] | None = None) -> Kept:
        """Where the view stands, and its states."""
        key = (view, version)
        with self._store.snapshot() as cursor:
            position = _position(cursor, view, version)
            if streams is None:
                found = cursor.execute(SELECT_STATES, key).fetchall()
            else:
                each = (cursor.execute(SELECT_STATE, (*key, s)).fetchone() for s in streams)
                found = [row for row in each if row]
        return Kept(position, dict(found))

    def advance(self, steps: Sequence[Advance]) -> None:
        """Keep states and positions."""
        with self._store.transaction() as cursor:
            for step in steps:
                _advance(cursor, step)

    def forget(self, view: str, version: int) -> None:
        """Drop what is kept of the view."""
        with self._store.transaction() as cursor:
            for statement in DROP:
                cursor.execute(statement, (view, version))

    def position(self, name: str) -> int:
        """Up to where the reader `name` has read the log."""
        with self._store.snapshot() as cursor:
            return _position(cursor, name, READER)

    def save_position(self, name: str, position: int) -> None:
        """Keep how far the reader `name` has read."""
        with self._store.transaction() as cursor:
            cursor.execute(UPSERT_POSITION, (name, READER, position))


def _position(cursor: sqlite3.Cursor, view: str, version: int) -> int:
    found = cursor.execute(SELECT_POSITION, (view, version)).fetchone()
    return int(found[0]) if found else 0


def _advance(cursor: sqlite3.Cursor, step: Advance) -> None:
    if _position(cursor, step.view, step.version) != step.expected:
        return
    if not step.expected:
        for statement in DROP_OLDER:
            cursor.execute(statement, (step.view, step.version))
    rows = [(step.view, step.version, stream, state) for stream, state in step.states.items()]
    cursor.executemany(UPSERT_STATE, rows)
    cursor.execute(UPSERT_POSITION, (step.view, step.version, step.position))
