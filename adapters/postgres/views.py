"""Views in the schema of the log: states and the position they go up to, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from ...application.ports import Advance, Kept
from .datastore import Cursor
from .statements import in_schema
from .store import PostgresStore

POSITIONS = """
CREATE TABLE IF NOT EXISTS {}.view_positions (
  view text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (view, version)
)
"""
VIEW_STATES = """
CREATE TABLE IF NOT EXISTS {}.view_states (
  view text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  stream text COLLATE "C" NOT NULL,
  state bytea NOT NULL,
  PRIMARY KEY (view, version, stream)
)
"""
READER = 0
"""The version under which the position of a reader stands; those of views count from 1."""

THERE = "SELECT to_regclass(%s) IS NOT NULL"
ALONE = "SELECT pg_advisory_xact_lock(1097757560, hashtext(%s))"
"""Whoever moves a view on does it alone: nobody waits for the log in the meantime."""
POSITION = "SELECT position FROM {}.view_positions WHERE view = %s AND version = %s"
STATES = "SELECT stream, state FROM {}.view_states WHERE view = %s AND version = %s"
SOME_STATES = f"{STATES} AND stream = ANY(%s)"
UPSERT_POSITION = """
INSERT INTO {}.view_positions AS kept VALUES (%s, %s, %s) ON CONFLICT (view, version)
DO UPDATE SET position = greatest(kept.position, excluded.position)
"""
UPSERT_STATES = """
INSERT INTO {}.view_states SELECT %s, %s, each.* FROM unnest(%s::text[], %s::bytea[]) AS each
ON CONFLICT (view, version, stream) DO UPDATE SET state = excluded.state
"""
DROP_OLDER = (
    "DELETE FROM {}.view_states WHERE view = %s AND version < %s",
    "DELETE FROM {}.view_positions WHERE view = %s AND version BETWEEN 1 AND %s - 1",
)
DROP = (
    "DELETE FROM {}.view_states WHERE view = %s AND version = %s",
    "DELETE FROM {}.view_positions WHERE view = %s AND version = %s",
)


class PostgresViews:
    """A `ViewStore` in the schema of an open log. It is closed with the log."""

    def __init__(self, store: PostgresStore) -> None:
        self._store = store
        with store.transaction() as cursor:
            if cursor.execute(THERE, (f"{store.schema}.view_states",)).fetchone() != (True,):
                self._alone(cursor)
                self._run(cursor, POSITIONS)
                self._run(cursor, VIEW_STATES)

    def load(self, view: str, version: int, streams: Collection[str] | None = None) -> Kept:
        """Where the view stands, and its states."""
        with self._store.snapshot() as cursor:
            position = self._position(cursor, view, version)
            if streams is None:
                found = self._run(cursor, STATES, view, version).fetchall()
            else:
                found = self._run(cursor, SOME_STATES, view, version, list(streams)).fetchall()
        return Kept(position, {stream: bytes(state) for stream, state in found})

    def advance(self, steps: Sequence[Advance]) -> None:
        """Keep states and positions."""
        with self._store.transaction() as cursor:
            self._alone(cursor)
            for step in steps:
                self._advance(cursor, step)

    def forget(self, view: str, version: int) -> None:
        """Drop what is kept of the view."""
        with self._store.transaction() as cursor:
            self._alone(cursor)
            for statement in DROP:
                self._run(cursor, statement, view, version)

    def position(self, name: str) -> int:
        """Up to where the reader `name` has read the log."""
        with self._store.snapshot() as cursor:
            return self._position(cursor, name, READER)

    def save_position(self, name: str, position: int) -> None:
        """Keep how far the reader `name` has read."""
        with self._store.transaction() as cursor:
            self._run(cursor, UPSERT_POSITION, name, READER, position)

    def _advance(self, cursor: Cursor, step: Advance) -> None:
        key = (step.view, step.version)
        if self._position(cursor, *key) != step.expected:
            return
        if not step.expected:
            for statement in DROP_OLDER:
                self._run(cursor, statement, *key)
        states = (list(step.states), list(step.states.values()))
        self._run(cursor, UPSERT_STATES, *key, *states)
        self._run(cursor, UPSERT_POSITION, *key, step.position)

    def _position(self, cursor: Cursor, view: str, version: int) -> int:
        found = self._run(cursor, POSITION, view, version).fetchone()
        return int(found[0]) if found else 0

    def _alone(self, cursor: Cursor) -> None:
        cursor.execute(ALONE, (self._store.schema,))

    def _run(self, cursor: Cursor, statement: str, *values: Any) -> Cursor:  # noqa: ANN401
        return cursor.execute(in_schema(self._store.schema, statement), values or None)
