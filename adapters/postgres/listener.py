"""Hearing of new events from other processes; only ever a hint.

Who waits looks at the log as well, now and then. So a note that is lost costs a little time only.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock, Thread

import psycopg
from psycopg.sql import SQL, Identifier

from .datastore import Connection
from .statements import LISTEN, in_schema

PAUSE_SECONDS = 0.002
"""Between one note and the next, so that many at once are heard as one."""
TRY_AGAIN_SECONDS = 1.0
LOOK_SECONDS = 0.5
"""How soon the thread sees that the store was closed."""


def channel(schema: str) -> str:
    """On which a log in `schema` tells of new events, as `tell_v1` does: no other is woken."""
    return f"{schema}.events"


class Listener:
    """A thread with a connection of its own, started when somebody first waits."""

    def __init__(
        self, connect: Callable[[], Connection], schema: str, heard: Callable[[], None]
    ) -> None:
        self._connect = connect
        self._schema = schema
        self._heard = heard
        self._lock = Lock()
        self._closed = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """From now on hear of new events: call `heard` for them, and once listening has begun."""
        if self._thread is not None or self._closed.is_set():
            return
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._keep_listening, name="listener", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """End the thread."""
        self._closed.set()
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()

    def _keep_listening(self) -> None:
        """Listen until closed, on a new connection whenever one is lost."""
        while not self._closed.is_set():
            try:
                with self._connect() as connection:
                    self._listen(connection)
            except psycopg.Error:
                self._closed.wait(TRY_AGAIN_SECONDS)

    def _listen(self, connection: Connection) -> None:
        connection.execute(SQL("LISTEN {}").format(Identifier(channel(self._schema))))
        connection.execute(in_schema(self._schema, LISTEN))
        self._heard()
        while not self._closed.is_set():
            for _ in connection.notifies(timeout=LOOK_SECONDS, stop_after=1):
                self._heard()
            self._closed.wait(PAUSE_SECONDS)
