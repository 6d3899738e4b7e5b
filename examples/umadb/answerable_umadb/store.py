"""An event store on an UmaDB server, which may hold many logs: each event is tagged with its log.

Streams, versions and the answers to commands are not known to UmaDB. They are tags and metadata of
its events, and what may be appended is a condition on tags.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from threading import Condition
from time import monotonic
from urllib.parse import urlsplit

import umadb

from answerable.adapters.memory.views import MemoryViews
from answerable.adapters.stored_form import Row, StoredForm, recorded
from answerable.application.ports import (
    Append,
    CommandReusedError,
    ConflictError,
    Outcome,
    StoreError,
    UnavailableError,
    UnstorableEventError,
)
from answerable.domain.command import Command
from answerable.domain.event import Event, RecordedEvent

POLL_SECONDS = 0.02


class UmaStore:
    """An `EventStore` for the log `log` of the server at `address` (host:port)."""

    def __init__(self, address: str, log: str, form: StoredForm) -> None:
        self._place = f"umadb://{address}/{log}"
        self._log = f"log:{log}"
        self._form = form
        self._changed = Condition()
        self._closed = False
        with self._foreign_errors():
            self._client = umadb.Client(f"http://{address}")
            self._client.head()

    def read(self, stream: str, after: int = 0) -> Sequence[RecordedEvent]:
        """The events of `stream` past version `after`."""
        rows = self._rows(stream_tag(stream))
        return [self._form.decode(row) for row in rows if row.version > after]

    def read_all(self, after_position: int, limit: int) -> Sequence[RecordedEvent]:
        """At most `limit` events past `after_position`."""
        return self._form.decode_all(self.stored_all(after_position, limit))

    def stored_all(self, after_position: int, limit: int) -> Sequence[Row]:
        """The same as they are stored."""
        return self._rows(start=after_position + 1, limit=limit)

    def answered(self, command: Command) -> Sequence[RecordedEvent]:
        """What this command id led to when it was first put."""
        rows = self._rows(command_tag(command))
        if rows and rows[0].stream != command.stream:
            raise CommandReusedError(command.id, command.stream)
        return [self._form.decode(row) for row in rows]

    def append(
        self, command: Command, expected_version: int, events: Sequence[Event]
    ) -> Sequence[RecordedEvent]:
        """Record `events` at the end of the command's stream, all or none."""
        (outcome,) = self.append_all([Append(command, expected_version, events)])
        if isinstance(outcome, StoreError):
            raise outcome
        return outcome

    def append_all(self, appends: Sequence[Append]) -> Sequence[Outcome]:
        """Each append in its turn; one that is refused does not touch the others."""
        return [self._append(each) for each in appends]

    def wait(self, after_position: int, timeout_seconds: float) -> bool:
        """Wait for an event past `after_position`, by asking again and again."""
        end = monotonic() + timeout_seconds
        with self._changed:
            while not self._closed:
                if self.head() > after_position:
                    return True
                left = end - monotonic()
                if left <= 0:
                    return False
                self._changed.wait(min(left, POLL_SECONDS))
        return False

    def head(self) -> int:
        """The position of the newest event of this log."""
        with self._foreign_errors():
            newest = list(self._client.read(self._query(), backwards=True, limit=1))
        return newest[0].position if newest else 0

    def close(self) -> None:
        """Wake whoever waits, and let go of the server."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._client.close()

    def _append(self, append: Append) -> Outcome:
        try:
            states = [self._form.encode(append.command, event) for event in append.events]
            while True:
                history = self._rows(stream_tag(append.command.stream))
                earlier = self.answered(append.command)
                if earlier or not states:
                    return earlier
                if placed := self._put(append, states, history):
                    return placed
        except (CommandReusedError, ConflictError, UnstorableEventError) as error:
            return error

    def _put(
        self, append: Append, states: Sequence[bytes], history: Sequence[Row]
    ) -> Sequence[RecordedEvent]:
        """Append if nothing has come to stream or command since `history` was read; else nothing.

        Whether the command was answered must have been asked after that.
        """
        command, stream = append.command, append.command.stream
        actual = history[-1].version if history else 0
        if actual != append.expected_version:
            raise ConflictError(stream, append.expected_version, actual)
        new = self._events(append, states)
        rivals = self._query(stream_tag(stream), command_tag(command))
        condition = umadb.AppendCondition(rivals, after=history[-1].position if history else None)
        with self._foreign_errors():
            try:
                last = self._client.append(new, condition)
            except umadb.IntegrityError:
                return []
        self._tell()
        first = last - len(new) + 1
        return recorded(command, append.events, version=actual + 1, position=first)

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _events(self, append: Append, states: Sequence[bytes]) -> list[umadb.Event]:
        command = append.command
        tags = [self._log, stream_tag(command.stream), command_tag(command)]
        placed = enumerate(zip(append.events, states, strict=True), start=1)
        return [
            umadb.Event(
                type(event).__name__,
                state,
                tags,
                metadata=place(command.stream, append.expected_version + n),
            )
            for n, (event, state) in placed
        ]

    def _rows(self, tag: str = "", start: int | None = None, limit: int | None = None) -> list[Row]:
        query = self._query(tag) if tag else self._query()
        with self._foreign_errors():
            return [row(found) for found in self._client.read(query, start=start, limit=limit)]

    def _query(self, *tags: str) -> umadb.Query:
        """Events of this log with one of these tags."""
        return umadb.Query([umadb.QueryItem(tags=[self._log, tag]) for tag in tags or [self._log]])

    @contextmanager
    def _foreign_errors(self) -> Generator[None]:
        try:
            yield
        except Exception as error:  # the client raises plain exceptions, too
            raise UnavailableError(self._place, type(error).__name__) from error


def open_log(url: str, form: StoredForm) -> tuple[UmaStore, MemoryViews]:
    """The log at `umadb://HOST:PORT/LOG`; its views live as long as the process."""
    parts = urlsplit(url)
    return UmaStore(parts.netloc, parts.path.strip("/"), form), MemoryViews()


def stream_tag(stream: str) -> str:
    """How the events of a stream are marked."""
    return f"stream:{stream}"


def command_tag(command: Command) -> str:
    """How the answer to a command is marked."""
    return f"command:{command.id}"


def place(stream: str, version: int) -> dict[str, str]:
    """Where an event stands, as UmaDB keeps it."""
    return {"stream": stream, "version": str(version)}


def row(found: umadb.SequencedEvent) -> Row:
    """An event of UmaDB as a row of ours."""
    kept = found.event.metadata
    version, stored = int(kept["version"]), bytes(found.event.data)
    return Row(found.position, kept["stream"], version, found.event.event_type, stored)
