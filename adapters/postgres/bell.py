"""Telling other processes of new events, and hearing of theirs; only ever a hint.

Who waits looks at the log as well, now and then. So a note that is lost costs a little time only.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock, Thread

import psycopg
from psycopg.sql import SQL, Identifier

from .datastore import Connection

RING_EVERY_SECONDS = 0.01
"""Notes wait for each other at commit, across the whole server: we send at most this many."""
TRY_AGAIN_SECONDS = 1.0
LOOK_SECONDS = 0.5
"""How soon a thread that listens sees that the store was closed."""


class Bell:
    """Two threads, each with a connection of its own, started when they are first needed.

    The note goes out after the commit, apart from it, and its own commit waits for no disk.
    """

    def __init__(
        self, connect: Callable[[], Connection], channel: str, heard: Callable[[], None]
    ) -> None:
        self._connect = connect
        self._channel = channel
        self._heard = heard
        self._lock = Lock()
        self._rung = Event()
        self._closed = Event()
        self._threads: dict[str, Thread] = {}

    def ring(self) -> None:
        """Let the others know, soon, that there are new events."""
        self._rung.set()
        self._start("ring", self._ringing)

    def listen(self) -> None:
        """From now on hear of new events: call `heard` for them, and once listening has begun."""
        self._start("listen", self._listening)

    def close(self) -> None:
        """End both threads."""
        self._closed.set()
        self._rung.set()
        with self._lock:
            threads = list(self._threads.values())
        for thread in threads:
            thread.join()

    def _start(self, name: str, work: Callable[[Connection], None]) -> None:
        if name in self._threads or self._closed.is_set():
            return
        with self._lock:
            if name not in self._threads:
                thread = Thread(target=self._keep_at, args=(work,), name=name, daemon=True)
                self._threads[name] = thread
                thread.start()

    def _keep_at(self, work: Callable[[Connection], None]) -> None:
        """Do the work until closed, on a new connection whenever one is lost."""
        while not self._closed.is_set():
            try:
                with self._connect() as connection:
                    work(connection)
            except psycopg.Error:
                self._closed.wait(TRY_AGAIN_SECONDS)

    def _ringing(self, connection: Connection) -> None:
        connection.execute("SET synchronous_commit = off")
        while not self._closed.is_set():
            self._rung.wait()
            self._rung.clear()
            connection.execute("SELECT pg_notify(%s, '')", (self._channel,), prepare=True)
            self._closed.wait(RING_EVERY_SECONDS)

    def _listening(self, connection: Connection) -> None:
        connection.execute(SQL("LISTEN {}").format(Identifier(self._channel)))
        self._heard()
        while not self._closed.is_set():
            for _ in connection.notifies(timeout=LOOK_SECONDS, stop_after=1):
                self._heard()
