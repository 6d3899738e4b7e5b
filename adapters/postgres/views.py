"""Views in the schema of the log: their rows and the position they go up to, in one transaction."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from ...projections.view import in_utc
from ..view_keeping import Database, SqlViews
from ..view_stands import Stands
from ..view_tables import Dialect, Stored, Turn
from .datastore import Cursor
from .statements import HEAD
from .store import PostgresStore

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


KINDS: dict[type, str] = {
    bool: "boolean",
    int: "bigint",
    float: "double precision",
    datetime: "timestamptz",
    date: "date",
    str: "text",
}


def as_it_is(value: object) -> object:
    """What PostgreSQL takes as it stands."""
    return value


def text(value: str) -> str:
    """The one character it has no form for is shown as one that cannot be shown."""
    return str(value).replace("\0", "\N{REPLACEMENT CHARACTER}")


def dialect(schema: str) -> Dialect:
    """How PostgreSQL names things in a schema."""
    kinds = {**KINDS, str: f'{KINDS[str]} COLLATE "C"'}
    take: dict[type, Turn] = {**dict.fromkeys(kinds, as_it_is), datetime: in_utc, str: text}
    head = HEAD.replace("{}", schema)
    return Dialect(
        "%s",
        kinds,
        take,
        {},
        head,
        f"{schema}.",
        before_drop=BEFORE_DROP.format(schema),
        copy=copied,
    )


def copied(
    cursor: Cursor, table: str, columns: str, kinds: Sequence[type], rows: Sequence[Stored]
) -> None:
    """Put rows into a table by COPY."""
    statement = f"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)"
    with cursor.copy(statement.encode()) as copy:
        copy.set_types([KINDS[kind] for kind in kinds])
        for row in rows:
            copy.write_row(row)


class PostgresViews(SqlViews):
    """A `ViewStore` in the schema of an open log. It is closed with the log."""

    def __init__(self, store: PostgresStore) -> None:
        self._store = store
        ours = dialect(store.schema)
        super().__init__(Database(ours, self._reading, self._writing, store.fetch))
        with store.transaction() as cursor:
            if cursor.execute(THERE, (f"{store.schema}.view_stands",)).fetchone() != (True,):
                cursor.execute(ALONE, (store.schema,))
                Stands(cursor, ours).create()
                for table in OLDER_FORM:
                    cursor.execute(f"DROP TABLE IF EXISTS {ours.at}{table}".encode())

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
