"""The event store in memory: the same bytes, the same answers, nothing on disk."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Condition, RLock

from ...application.ports import (
    Append,
    CommandReusedError,
    ConflictError,
    Outcome,
    StoredRow,
    StoreError,
)
from ...domain.command import Command
from ...domain.event import Event, RecordedEvent
from ..stored_form import Row, StoredForm, recorded
from .ledger import MemoryLedger


class MemoryStore:
    """An `EventStore` for one process."""

    def __init__(self, form: StoredForm) -> None:
        self._form = form
        self._log: list[Row] = []
        self._streams: dict[str, list[Row]] = {}
        self._answers: dict[str, list[Row]] = {}
        self._lock = RLock()
        self._changed = Condition(self._lock)
        self._closed = False
        self._ledger = MemoryLedger()

    def read(self, stream: str, after: int = 0) -> Sequence[RecordedEvent]:
        """The events of `stream` past version `after`."""
        with self._lock:
            rows = self._streams.get(stream, [])[after:]
        return self._form.decode_all(rows)

    def read_all(self, after_position: int, limit: int) -> Sequence[RecordedEvent]:
        """At most `limit` events past `after_position`."""
        return self._form.decode_all(self.stored_all(after_position, limit))

    def stored_all(self, after_position: int, limit: int) -> Sequence[StoredRow]:
        """The same as they are stored."""
        with self._lock:
            return self._log[after_position : after_position + limit]

    def answered(self, command: Command) -> Sequence[RecordedEvent]:
        """What this command id led to when it was first put."""
        with self._lock:
            rows = self._earlier(command)
        return self._form.decode_all(rows)

    def append(
        self, command: Command, expected_version: int, events: Sequence[Event]
    ) -> Sequence[RecordedEvent]:
        """Record `events` at the end of the command's stream, all or none."""
        states = self._form.encode_all(command, events)
        with self._lock:
            return self._append(Append(command, expected_version, events), states)

    def append_all(self, appends: Sequence[Append]) -> Sequence[Outcome]:
        """Each append as if put alone, in order."""
        with self._lock:
            return [self._outcome(append) for append in appends]

    def _outcome(self, append: Append) -> Outcome:
        try:
            states = self._form.encode_all(append.command, append.events)
            return self._append(append, states)
        except StoreError as refused:
            return refused

    def _append(self, append: Append, states: Sequence[bytes]) -> Sequence[RecordedEvent]:
        command, events = append.command, append.events
        if earlier := self._earlier(command):
            return self._form.decode_all(earlier)
        actual = len(self._streams.get(command.stream, []))
        if actual != append.expected_version and events:
            raise ConflictError(command.stream, append.expected_version, actual)
        position = len(self._log) + 1
        self._keep(command, self._placed(command.stream, actual, events, states))
        return recorded(command, events, version=actual + 1, position=position)

    def wait(self, after_position: int, timeout_seconds: float) -> bool:
        """Wait for an event past `after_position`."""
        with self._lock:
            self._changed.wait_for(
                lambda: self._closed or len(self._log) > after_position, timeout_seconds
            )
            return len(self._log) > after_position

    def head(self) -> int:
        """The position of the newest event."""
        with self._lock:
            return len(self._log)

    def ledger(self) -> MemoryLedger:
        """What is kept of the ledger of this log."""
        return self._ledger

    def close(self) -> None:
        """Wake whoever waits."""
        with self._lock:
            self._closed = True
            self._changed.notify_all()

    def _earlier(self, command: Command) -> list[Row]:
        rows = self._answers.get(command.id, [])
        if rows and rows[0].stream != command.stream:
            raise CommandReusedError(command.id, command.stream)
        return rows

    def _placed(
        self, stream: str, version: int, events: Sequence[Event], states: Sequence[bytes]
    ) -> list[Row]:
        return [
            Row(len(self._log) + n, stream, version + n, type(event).__name__, state)
            for n, (event, state) in enumerate(zip(events, states, strict=True), start=1)
        ]

    def _keep(self, command: Command, rows: list[Row]) -> None:
        if rows:
            self._log.extend(rows)
            self._streams.setdefault(command.stream, []).extend(rows)
            self._answers[command.id] = rows
            self._changed.notify_all()
