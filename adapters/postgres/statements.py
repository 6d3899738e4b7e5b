"""The statements on the tables of a log. `{}` stands for the schema of the tenant.

The last column of the first four says whether all that was written is on the disk.
"""

from __future__ import annotations

from functools import cache

BY_STREAM = """
SELECT notification_id, originator_id, originator_version, topic, state,
  (SELECT pg_current_wal_flush_lsn() >= pg_current_wal_insert_lsn())
FROM {}.stored_events
WHERE originator_id = %s AND originator_version > %s ORDER BY originator_version
"""
BY_STREAMS = """
SELECT own.*, (SELECT pg_current_wal_flush_lsn() >= pg_current_wal_insert_lsn())
FROM unnest(%b) AS asked CROSS JOIN LATERAL (
  SELECT notification_id, originator_id, originator_version, topic, state
  FROM {}.stored_events WHERE originator_id = asked OFFSET 0
) AS own
ORDER BY notification_id
"""
"""`OFFSET 0` has each stream looked up by itself: joined, the whole log would be read for them."""
BY_POSITION = """
SELECT notification_id, originator_id, originator_version, topic, state,
  (SELECT pg_current_wal_flush_lsn() >= pg_current_wal_insert_lsn())
FROM {}.stored_events
WHERE notification_id > %s ORDER BY notification_id LIMIT %s
"""
BY_COMMAND = """
SELECT notification_id, originator_id, originator_version, topic, state,
  (SELECT pg_current_wal_flush_lsn() >= pg_current_wal_insert_lsn())
FROM {}.commands JOIN {}.stored_events USING (originator_id)
WHERE command_id = %s AND originator_version BETWEEN first_version AND last_version
ORDER BY originator_version
"""
LOWEST = -(2**63)
"""Before every position, also one that somebody put in behind our back."""
HEAD = "SELECT coalesce(max(notification_id), 0) FROM {}.stored_events"
FLUSH = "SELECT pg_logical_emit_message(true, 'answerable', '')"
RECORD = "CALL {}.record_v1(%b, %b, %b, %b, %b, %b, NULL)"
APPEND_WITHIN = "SELECT {}.append_within_v1(%b, %b, %b, %b, %b, %b)"
LISTEN = "SELECT {}.listen_v1()"
TELL = "SELECT {}.tell_v1()"
TAKE_TURN = "SELECT {}.take_turn_v1()"
INSERT = """
INSERT INTO {}.stored_events (originator_id, originator_version, topic, state)
SELECT * FROM unnest(%b, %b, %b, %b) RETURNING notification_id
"""

SAME = """
SELECT to_regclass('{}.stored_events')::oid, oid, pg_postmaster_start_time()
FROM pg_database WHERE datname = current_database()
"""
"""Tells one log from every other."""

HEADS = """
SELECT stream, coalesce((SELECT max(originator_version) FROM {}.stored_events
                         WHERE originator_id = stream), 0)
FROM unnest(%s::text[]) AS stream
"""
KNOWN = """
SELECT command_id, originator_id, first_version, last_version FROM {}.commands
WHERE command_id = ANY(%s::text[])
"""
TAKEN = """
SELECT min(notification_id), max(notification_id), count(*) FROM {}.stored_events
WHERE notification_id > %s
"""
COPY_EVENTS = """
COPY {}.stored_events (originator_id, originator_version, topic, state) FROM STDIN (FORMAT BINARY)
"""
COPY_COMMANDS = "COPY {}.commands FROM STDIN (FORMAT BINARY)"


@cache
def in_schema(schema: str, statement: str) -> bytes:
    """The statement on the tables of one tenant."""
    return statement.replace("{}", f'"{schema}"').encode()
