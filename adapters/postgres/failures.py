"""What PostgreSQL and psycopg say when they fail, without the values that stand in it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import psycopg
from psycopg_pool import PoolClosed, PoolTimeout, TooManyRequests

from ...application.ports import UnavailableError

VALUES_SHOWN = ("22", "23")
"""Classes of errors whose very first line may show a value: wrong data, broken constraints."""
LOST = ("08", "57P")
"""Errors after which the connection is gone: of the connection itself, or of a server ending."""

NO_RIGHT = "42501"
AGAIN = "if an earlier version set this role up, run its SQL again (docs/postgresql.md, Roles)"


def reason(error: Exception) -> str:
    """What went wrong, in one line: never the DETAIL, where PostgreSQL shows what was in a row."""
    state = getattr(error, "sqlstate", None) or ""
    if isinstance(error, psycopg.Error) and state:
        said = None if state.startswith(VALUES_SHOWN) else error.diag.message_primary
        found = f"{said or type(error).__name__} ({state})"
        return f"{found}: {AGAIN}" if state == NO_RIGHT else found
    return str(error).partition("\n")[0] or type(error).__name__


def connection_was_lost(error: Exception) -> bool:
    """Whether nobody knows what became of the statement: its connection went away."""
    if isinstance(error, PoolTimeout | PoolClosed | TooManyRequests):
        return False
    state = getattr(error, "sqlstate", None)
    broken = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return broken and (state is None or state.startswith(LOST))


@contextmanager
def told_apart(place: str) -> Generator[None]:
    """Turn what the driver raises into `UnavailableError`, and leave its details behind."""
    try:
        yield
    except psycopg.Error as error:
        said = reason(error)
    else:
        return
    told = UnavailableError(place, said)
    try:
        raise told
    finally:
        told.__context__ = None  # the driver's error, whose details show what is in a row
