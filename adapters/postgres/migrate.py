"""The tables of a log: made and brought forward by the numbered files in `migrations/`."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import psycopg
from psycopg.errors import InsufficientPrivilege
from psycopg.sql import SQL, Identifier

from ...application.ports import UnavailableError
from .rights import not_brought_forward

FILES = tuple(
    sorted(
        (
            each
            for each in (files(__name__.rpartition(".")[0]) / "migrations").iterdir()
            if ".sql" in each.name
        ),
        key=lambda each: each.name,
    )
)
NEWEST = int(FILES[-1].name.partition("_")[0])

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(1097757559, hashtext(%s))"
MIGRATIONS = """
CREATE TABLE IF NOT EXISTS migrations (
  number integer PRIMARY KEY,
  file text NOT NULL,
  run_at timestamptz NOT NULL DEFAULT now()
)
"""
RECORD = "INSERT INTO migrations (number, file) VALUES (%s, %s)"
NO_SCHEMA = "SELECT to_regnamespace(%s) IS NULL"
KNOWN = "SELECT to_regclass(%s) IS NOT NULL"
SELECT_NUMBER = SQL("SELECT coalesce(max(number), 0) FROM {}.migrations")


def migrate(connection: psycopg.Connection[Any], schema: str, place: str) -> None:
    """Bring the schema to today's tables; several processes may do it at once.

    Raises:
        UnavailableError: the schema is newer than this version knows, or older and this role may
            not change it.
    """
    found = number(connection, schema)
    if found > NEWEST:
        raise UnavailableError(
            place, f"its schema is {found}, and this version of answerable knows {NEWEST}"
        )
    if found == NEWEST:
        return
    try:
        with connection.transaction():
            connection.execute(ONE_AT_A_TIME, (schema,))
            _bring_forward(connection, schema)
    except InsufficientPrivilege:
        refused = not_brought_forward(connection, place, found, NEWEST)
    else:
        return
    raise refused


def number(connection: psycopg.Connection[Any], schema: str) -> int:
    """Which migration the schema is at; 0 where there is nothing."""
    there = connection.execute(KNOWN, (f"{schema}.migrations",)).fetchone()
    if not (there and there[0]):
        return 0
    found = connection.execute(SELECT_NUMBER.format(Identifier(schema))).fetchone()
    return int(found[0]) if found else 0


def _bring_forward(connection: psycopg.Connection[Any], schema: str) -> None:
    if connection.execute(NO_SCHEMA, (schema,)).fetchone() == (True,):
        connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))
    connection.execute(SQL("SET LOCAL search_path = {}").format(Identifier(schema)))
    connection.execute("SET LOCAL statement_timeout = 0")
    connection.execute(MIGRATIONS)
    found = number(connection, schema)
    for each in FILES:
        its = int(each.name.partition("_")[0])
        if its > found:
            connection.execute(each.read_bytes())
            connection.execute(RECORD, (its, each.name))
