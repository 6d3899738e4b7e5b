"""Views in the schema of the log: their rows and the position they go up to, in one transaction."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TypeVar

from ...application.ports import UnavailableError
from ...application.view_store import Found, Question
from ...projections.view import in_utc
from ..view_keeping import Database, SqlViews
from ..view_stands import Stands
from ..view_statements import Statements
from ..view_tables import Dialect, Turn, tables
from .datastore import Cursor
from .store import PostgresStore

R = TypeVar("R")

THERE = "SELECT to_regclass(%s) IS NOT NULL"
ALONE = "SELECT pg_advisory_xact_lock(1097757560, hashtext(%s))"
"""Whoever moves a view on does it alone: nobody waits for the log in the meantime."""
IN_UTC = "SET LOCAL TimeZone TO 'UTC'"
"""In no other zone can every time there is be read."""
READING = (
    f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; {IN_UTC};"
    " LOCK TABLE {}.view_stands IN ACCESS SHARE MODE"
)
"""The lock comes before the first look: the tables that are then found stay until the end."""
BEFORE_DROP = "LOCK TABLE {}.view_stands IN ACCESS EXCLUSIVE MODE"
OLDER_FORM = ("view_positions", "view_states")
"""States of views as they were kept before views had tables: nobody reads them any more."""


def as_it_is(value: object) -> object:
    """What PostgreSQL takes as it stands."""
    return value


def text(value: str) -> str:
    """The one character it has no form for is shown as one that cannot be shown."""
    return str(value).replace("\0", "\N{REPLACEMENT CHARACTER}")


def dialect(schema: str) -> Dialect:
    """How PostgreSQL names things in a schema."""
    kinds = {
        bool: "boolean",
        int: "bigint",
        float: "double precision",
        datetime: "timestamptz",
        date: "date",
        str: 'text COLLATE "C"',
    }
    take: dict[type, Turn] = {**dict.fromkeys(kinds, as_it_is), datetime: in_utc, str: text}
    return Dialect("%s", kinds, take, {}, f"{schema}.", BEFORE_DROP.format(schema))


class PostgresViews(SqlViews):
    """A `ViewStore` in the schema of an open log. It is closed with the log."""

    def __init__(self, store: PostgresStore) -> None:
        self._store = store
        ours = dialect(store.schema)
        super().__init__(Database(ours, self._reading, self._writing))
        with store.transaction() as cursor:
            if cursor.execute(THERE, (f"{store.schema}.view_stands",)).fetchone() != (True,):
                cursor.execute(ALONE, (store.schema,))
                Stands(cursor, ours).create()
                for table in OLDER_FORM:
                    cursor.execute(f"DROP TABLE IF EXISTS {ours.at}{table}".encode())

    def ask(self, question: Question[R]) -> Found[R]:
        """The rows kept in answer to a question: by one round trip, where nothing is unusual."""
        letter = self._letters.get(question.view.key)
        found = self._at_once(question, letter) if letter else None
        return found or super().ask(question)

    def _at_once(self, question: Question[R], letter: str) -> Found[R] | None:
        """The answer, if the view is still under that letter and no stream is ahead."""
        own = tables(question.view, self._dialect)
        try:
            rows = self._store.fetch(*Statements(own, letter).at_once(question))
        except UnavailableError:  # its tables may be gone; the other way tells
            return None
        if not rows or rows[0][0] is None:
            return None
        (position, *_), *columns, places = zip(*rows, strict=True)
        return Found(position, own.rows(columns, question.moment), places)

    @contextmanager
    def _reading(self) -> Generator[Cursor]:
        with self._store.transaction() as cursor:
            cursor.connection.execute(READING.format(self._store.schema).encode())
            yield cursor

    @contextmanager
    def _writing(self) -> Generator[Cursor]:
        with self._store.transaction() as cursor:
            cursor.execute(IN_UTC)
            cursor.execute(ALONE, (self._store.schema,))
            yield cursor
