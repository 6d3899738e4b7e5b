"""Connections to the database of a log: set never to wait for ever, and replaced when lost."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeAlias, TypeVar, cast

import psycopg
from psycopg.pq import Format, TransactionStatus
from psycopg.rows import dict_row, tuple_row
from psycopg_pool import ConnectionPool

from ...application.ports import UnavailableError
from .arrays import teach
from .engine import PostgresDatastore
from .failures import connection_was_lost
from .migrate import migrate
from .place import Place
from .rights import require_granted
from .settings import require_safe
from .statements import in_schema

Connection: TypeAlias = psycopg.Connection[Any]
Cursor: TypeAlias = psycopg.Cursor[tuple[Any, ...]]
Pool: TypeAlias = ConnectionPool[Any]

T = TypeVar("T")

CONNECTIONS = 16
WAIT_SECONDS = 10
"""How long a thread waits for a connection, of the pool or of the server."""
OURS: dict[str, Any] = {"connect_timeout": WAIT_SECONDS, "client_encoding": "utf8"}
"""How our own connections are made, whatever the environment says."""
SETTINGS = (
    "SELECT set_config(name, setting, false) FROM (VALUES"
    " ('statement_timeout', '60s'),"
    " ('lock_timeout', '30s'),"
    " ('idle_in_transaction_session_timeout', '60s'),"
    " ('plan_cache_mode', 'force_generic_plan'),"
    " ('TimeZone', 'UTC')) AS each (name, setting)"
)
"""The server's own timeouts are `for ever`: one hanging client would stop every writer.

One plan serves every value, as each statement goes by one key: left to choose, the server planned
the page of a view anew each time, which took longer than reading it. Times come in UTC itself: in
another zone, be it `Etc/UTC`, each is turned into it and compared by asking both zones.
"""


def open_connection(place: Place, **kwargs: Any) -> Connection:  # noqa: ANN401  # psycopg's own
    """A connection outside the pool, in autocommit."""
    found = psycopg.connect(place.conninfo, autocommit=True, **OURS, **kwargs)
    _configure(found)
    return found


class LogConnection(psycopg.Connection[Any]):
    """A connection of ours, with the one cursor it is used by."""

    kept: Cursor | None = None


class LogDatastore(PostgresDatastore):
    """The engine's datastore on a pool of our own, or on one of the host's."""

    def __init__(self, place: Place, pool: Pool | None = None) -> None:
        super().__init__("", "", "", "", "", schema=place.schema, originator_id_type="text")
        self.place = place
        self.owned = pool is None
        self._process = os.getpid()
        self._at_hand: list[Connection] = []
        self.pool = cast("Any", pool or _pool(place))

    def prepare(self) -> None:
        """Make the tables if they are missing, and refuse what is not safe.

        Raises:
            UnavailableError: it is not safe, newer than this version, or this role lacks a right.
            psycopg.Error: the server cannot be reached.
        """
        with self.first_connection() as connection:
            migrate(connection, self.place.schema, self.place.name)
            require_safe(connection, self.place.schema, self.place.name)
            require_granted(connection, self.place.schema, self.place.name)
        if self.owned:
            self.pool.open()

    @contextmanager
    def first_connection(self) -> Generator[Connection]:
        """A connection that tells at once why there is none, as those of a pool do not."""
        if not self.owned:
            with self.connection() as connection, tuples_of(connection):
                yield connection
            return
        with open_connection(self.place) as connection:
            yield connection

    def require_own_process(self) -> None:
        """Two processes on one connection would read each other's answers.

        Raises:
            UnavailableError: this one was forked off.
        """
        if os.getpid() != self._process:
            raise UnavailableError(self.place.name, "it was opened before a fork: open it again")

    def register_type_adapters(self) -> None:
        """Nothing: our statements take arrays, none of the engine's own types."""

    @contextmanager
    def connection(self) -> Generator[Connection]:
        """A connection in autocommit."""
        self.require_own_process()
        with self.pool.connection() as connection:
            if not self.owned:
                teach(connection)
            if connection.autocommit:
                yield connection
                return
            connection.autocommit = True
            try:
                yield connection
            finally:
                if not connection.closed:
                    connection.autocommit = False

    def fetch(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """The rows of one statement, committed. It may be put twice: see `again_if_lost`."""
        ours = in_schema(self.place.schema, statement)

        def work(connection: Connection) -> list[tuple[Any, ...]]:
            return kept_cursor(connection).execute(ours, values, prepare=True).fetchall()

        return self.again_if_lost(work)

    def again_if_lost(self, work: Callable[[Connection], T]) -> T:
        """Do the work, and once more if its connection was lost and nobody knows what became of it.

        So it must be work that can be done twice: reading, or writing what is known by its command.
        """
        try:
            return self._with_connection(work)
        except psycopg.Error as error:
            if not connection_was_lost(error):
                raise
        self._empty_hand()
        self.pool.check()  # whatever broke one connection may have broken those at rest too
        return self._with_connection(work)

    def _with_connection(self, work: Callable[[Connection], T]) -> T:
        """As `connection` does, with less in between where the pool is ours.

        The one used last stays at hand: fetching one from the pool takes a tenth of a question.
        """
        if not self.owned:
            with self.connection() as connection:
                return work(connection)
        self.require_own_process()
        connection = self._taken()
        try:
            return work(connection)
        finally:
            self._give_back(connection)

    def _taken(self) -> Connection:
        try:
            return self._at_hand.pop()
        except IndexError:
            return cast("Connection", self.pool.getconn())

    def _give_back(self, connection: Connection) -> None:
        if self._at_hand or connection.info.transaction_status != TransactionStatus.IDLE:
            self.pool.putconn(connection)
            return
        self._at_hand.append(connection)
        if self.pool.closed:
            self._empty_hand()

    def _empty_hand(self) -> None:
        with suppress(IndexError):
            while True:
                self.pool.putconn(self._at_hand.pop())

    def close(self) -> None:
        """Close the connections that are ours."""
        if self.owned and os.getpid() == self._process:
            self.pool.close()
            self._empty_hand()


def _pool(place: Place) -> Pool:
    return ConnectionPool(
        place.conninfo,
        connection_class=LogConnection,
        kwargs={"row_factory": dict_row, **OURS},
        configure=_configure,
        min_size=1,
        max_size=CONNECTIONS,
        timeout=WAIT_SECONDS,
        num_workers=2,
        open=False,
    )


@contextmanager
def tuples_of(connection: Connection) -> Generator[None]:
    """Rows are tuples in the block, whatever its host has a connection give."""
    theirs = connection.row_factory, connection.cursor_factory
    connection.row_factory, connection.cursor_factory = tuple_row, psycopg.Cursor
    try:
        yield
    finally:
        connection.row_factory, connection.cursor_factory = theirs


def cursor_on(connection: Connection) -> Cursor:
    """A cursor that gives tuples and reads binary, whatever kind its host has a connection give."""
    cursor = psycopg.Cursor(connection, row_factory=tuple_row)
    cursor.format = Format.BINARY
    return cursor


def kept_cursor(connection: Connection) -> Cursor:
    """The cursor of a connection that nobody else has now: making one takes as long as a query."""
    if not isinstance(connection, LogConnection):
        return cursor_on(connection)
    if connection.kept is None:
        connection.kept = cursor_on(connection)
    return connection.kept


def _configure(connection: Connection) -> None:
    connection.autocommit = True
    connection.execute(SETTINGS)
    teach(connection)
