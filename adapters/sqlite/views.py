"""Views in the file of the log: their rows and the position they go up to, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, datetime

from ...projections.view import instant
from ..view_keeping import Database, SqlViews
from ..view_stands import Stands
from ..view_tables import Dialect
from .recorder import SELECT_HEAD
from .store import SqliteStore


def as_it_is(value: object) -> object:
    """What SQLite takes as it stands."""
    return value


DIALECT = Dialect(
    mark="?",
    types={
        bool: "INTEGER",
        int: "INTEGER",
        float: "REAL",
        datetime: "TEXT",
        date: "TEXT",
        str: "TEXT",
    },
    take={
        bool: int,
        int: as_it_is,
        float: as_it_is,
        datetime: instant,
        date: date.isoformat,
        str: str,
    },
    give={bool: bool, datetime: datetime.fromisoformat, date: date.fromisoformat},
    head=SELECT_HEAD,
    column="[{}]",
    by_key=" WITHOUT ROWID",
)
"""Times are text in UTC, of one width: it sorts as they do.

In brackets a name is a name: in quotes SQLite takes one that is no column for text, and shows it.
"""

OLDER_FORM = ("DROP TABLE IF EXISTS view_positions", "DROP TABLE IF EXISTS view_states")
"""States of views as they were kept before views had tables: nobody reads them any more."""


class SqliteViews(SqlViews):
    """A `ViewStore` in the file of an open log. It is closed with the log."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        super().__init__(Database(DIALECT, self._reading, self._writing, store.fetch))
        with self._reading() as cursor:
            there = cursor.execute(
                "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'view_stands'"
            ).fetchone()
        if not there:
            with self._writing() as cursor:
                Stands(cursor, DIALECT).create()
                for statement in OLDER_FORM:
                    cursor.execute(statement)

    @contextmanager
    def _reading(self) -> Generator[sqlite3.Cursor]:
        with self._store.snapshot() as cursor:
            cursor.row_factory = None
            yield cursor

    @contextmanager
    def _writing(self) -> Generator[sqlite3.Cursor]:
        with self._store.transaction() as cursor:
            cursor.row_factory = None
            yield cursor
