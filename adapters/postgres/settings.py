"""What a server and a schema must not be set to, if nothing that was acknowledged may be lost."""

from __future__ import annotations

from typing import Any

import psycopg

from ...application.ports import UnavailableError

OLDEST = 150000
DURABLE = "SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting = 'off'"
SETTINGS = ["fsync", "full_page_writes", "synchronous_commit"]
ENCODINGS = ("server_encoding", "client_encoding")
CACHED = """
SELECT 1 FROM pg_sequences WHERE schemaname = %s AND cache_size > 1
"""
ENGINE_FUNCTION = """
SELECT 1 FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace
WHERE nspname = %s AND proname LIKE 'es\\_insert\\_events\\_%%'
"""


def require_safe(connection: psycopg.Connection[Any], schema: str, place: str) -> None:
    """Refuse a server that may lose what it acknowledged, or a schema whose order has gaps.

    Raises:
        UnavailableError: saying which setting it is.
    """
    if connection.info.server_version < OLDEST:
        raise UnavailableError(place, "PostgreSQL 15 or later is needed")
    require_every_word(connection, place)
    off = [name for (name,) in connection.execute(DURABLE, (SETTINGS,)).fetchall()]
    if off:
        raise UnavailableError(place, f"it may lose what it acknowledged: {', '.join(off)} is off")
    if connection.execute(CACHED, (schema,)).fetchone():
        raise UnavailableError(place, "a sequence of it is cached, so positions are out of order")
    if connection.execute(ENGINE_FUNCTION, (schema,)).fetchone():
        raise UnavailableError(
            place, "the stored function of the eventsourcing package writes there without order"
        )


def require_every_word(connection: psycopg.Connection[Any], place: str) -> None:
    """Refuse a database or a connection on whose way words or ids become others.

    Raises:
        UnavailableError: saying which of them is not in UTF8.
    """
    for whose in ENCODINGS:
        found = connection.info.parameter_status(whose)
        if found != "UTF8":
            raise UnavailableError(place, f"its {whose} is {found}: what is not UTF8 loses words")
