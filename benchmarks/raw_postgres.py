"""The limit on PostgreSQL: the same tables by hand, through psycopg 3, in binary, prepared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, LiteralString

import psycopg

from answerable.adapters.postgres.place import Place

LOAD = """SELECT originator_version, topic, state FROM stored_events
WHERE originator_id = %b ORDER BY originator_version"""
LOG = """SELECT notification_id, originator_id, originator_version, topic, state
FROM stored_events WHERE notification_id > %b ORDER BY notification_id LIMIT %b"""
COLUMNS = "stored_events (originator_id, originator_version, topic, state)"
COPY_EVENTS = f"COPY {COLUMNS} FROM STDIN (FORMAT BINARY)"
COPY_COMMANDS = "COPY commands FROM STDIN (FORMAT BINARY)"
PROMISES = """DROP TABLE IF EXISTS raw_promises, raw_tracking;
CREATE TABLE raw_promises (
  stream text COLLATE "C", promise text COLLATE "C", words text, owed_to text,
  owner text, made_at timestamptz, due_at timestamptz, told_in text, told boolean,
  PRIMARY KEY (stream, promise));
CREATE INDEX ON raw_promises (due_at, stream, promise);
CREATE TABLE raw_tracking (position bigint); INSERT INTO raw_tracking VALUES (0)"""
TYPES = ("text", "text", "text", "text", "text", "timestamptz", "timestamptz", "text", "bool")
NEW = "CREATE TEMP TABLE IF NOT EXISTS new_promises (LIKE raw_promises)"
MERGE = """INSERT INTO raw_promises SELECT * FROM new_promises
ON CONFLICT (stream, promise) DO UPDATE SET told = excluded.told, owner = excluded.owner"""
PAGE = """SELECT stream, promise, words, owed_to, owner, made_at, due_at, told_in FROM raw_promises
ORDER BY due_at, stream, promise LIMIT %b"""


def inserting(events: int) -> LiteralString:
    """One statement, so one round trip, for a command with so many events."""
    rows = ", ".join(["(%b, %b, %b, %b)"] * events)
    return f"WITH c AS (INSERT INTO commands VALUES (%b, %b, %b, %b)) INSERT INTO {COLUMNS} VALUES {rows}"  # noqa: E501, S608


class RawPostgres:
    """One connection to the schema of a log that `PostgresStore` made; the server's durability."""

    no, yes, keeps_moments, mark = False, True, True, "%b"

    def __init__(self, url: str) -> None:
        place = Place.of(url)
        self.connection: psycopg.Connection[Any] = psycopg.connect(
            place.conninfo,
            autocommit=True,
            options=f"-c search_path={place.schema} -c plan_cache_mode=force_generic_plan"
            " -c TimeZone=UTC",
        )
        self.connection.prepare_threshold = 0
        self.cursor = self.connection.cursor(binary=True)

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
        values: list[object] = [command, stream, version + 1, version + len(events)]
        for number, (topic, state) in enumerate(events, version + 1):
            values += (stream, number, topic, state)
        self.cursor.execute(inserting(len(events)), values)

    def bulk(
        self,
        events: Sequence[tuple[str, int, str, bytes]],
        commands: Sequence[tuple[str, str, int, int]],
    ) -> None:
        """Record many events by one commit."""
        with self.connection.transaction():
            self._copy(COPY_EVENTS, ("text", "int8", "text", "bytea"), events)
            self._copy(COPY_COMMANDS, ("text", "text", "int8", "int8"), commands)

    def _copy(
        self, statement: LiteralString, types: Sequence[str], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        with self.cursor.copy(statement) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)

    def head(self) -> int:
        """The newest position."""
        found = self.cursor.execute("SELECT max(notification_id) FROM stored_events").fetchone()
        return int(found[0] or 0) if found else 0

    def make_promises(self) -> None:
        """An empty table for a view, with the position it goes up to."""
        self.connection.execute(PROMISES.encode(), prepare=False)
        self.cursor.execute(NEW)

    def put_promises(self, rows: Sequence[tuple[object, ...]], position: int) -> None:
        """Rows of the view and its position, in one transaction."""
        with self.connection.transaction():
            self.cursor.execute("TRUNCATE new_promises")
            self._copy("COPY new_promises FROM STDIN (FORMAT BINARY)", TYPES, rows)
            self.cursor.execute(MERGE)
            self.cursor.execute("UPDATE raw_tracking SET position = %b", (position,))

    def page(self, limit: int) -> list[tuple[object, ...]]:
        """The first page of the view."""
        return self.cursor.execute(PAGE, (limit,)).fetchall()

    def select(self, statement: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        """The rows of a statement."""
        return self.cursor.execute(statement.encode(), values).fetchall()

    def close(self) -> None:
        """Let go of the connection."""
        self.connection.close()
