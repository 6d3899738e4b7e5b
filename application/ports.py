"""What the use cases need from a store of events, in their own words, and how a store says no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias, runtime_checkable

from ..domain.command import Command
from ..domain.event import Event, RecordedEvent


class StoreError(Exception):
    """The store cannot do what was asked. No message of this family holds personal text."""


class ConflictError(StoreError):
    """The stream moved on since it was read: read it again and decide again."""

    def __init__(self, stream: str, expected: int, actual: int) -> None:
        self.stream = stream
        self.expected = expected
        self.actual = actual
        super().__init__(
            f"{stream} is at version {actual}, not at {expected}: others were quicker, put it again"
        )


class CommandReusedError(StoreError):
    """The id of a command answered on another stream: ids are made afresh for every wish."""

    def __init__(self, command_id: str, stream: str) -> None:
        self.command_id = command_id
        self.stream = stream
        super().__init__(f"command {command_id} is on record, and not on {stream}: use a new id")


class UnstorableEventError(StoreError):
    """An event or its command cannot be written faithfully; nothing was stored."""

    def __init__(self, type_: str, reason: str) -> None:
        self.type = type_
        self.reason = reason
        super().__init__(f"{type_} cannot be stored: {reason}")


class UnreadableEventError(StoreError):
    """A stored event this version cannot read. Reading stops here: nothing is skipped."""

    def __init__(self, stream: str, version: int, position: int, type_: str, reason: str) -> None:
        self.stream = stream
        self.version = version
        self.position = position
        self.type = type_
        self.reason = reason
        super().__init__(f"{stream}/{version} ({type_}, position {position}): {reason}")


class UnreadableViewError(StoreError):
    """What is kept of a view is not of its present form. The log is whole: rebuild the view."""

    def __init__(self, view: str) -> None:
        self.view = view
        super().__init__(f"view {view} is kept in another form: rebuild it")


class UnavailableError(StoreError):
    """The store could not be opened, read or written.

    Whether a write arrived may be unknown: the same command with the same id can be put again.
    """

    def __init__(self, place: str, reason: str) -> None:
        self.place = place
        self.reason = reason
        super().__init__(f"{place}: {reason}")


StoredRow: TypeAlias = tuple[int, str, int, str, bytes]
"""Position, stream, version, type and stored bytes of an event, nothing of it decoded."""


@dataclass(frozen=True, slots=True)
class Append:
    """What a command led to, to be recorded at the end of its stream."""

    command: Command
    expected_version: int
    events: Sequence[Event]


Outcome: TypeAlias = Sequence[RecordedEvent] | StoreError
"""What became of one append among several: what was recorded, or why it was not."""


class EventStore(Protocol):
    """An append-only log of events in streams, safe for several threads.

    Every method may raise `UnavailableError`; those that return events `UnreadableEventError`.
    """

    def read(self, stream: str, after: int = 0) -> Sequence[RecordedEvent]:
        """The events of `stream` past version `after`, in order; none for an unknown stream."""
        ...

    def read_all(self, after_position: int, limit: int) -> Sequence[RecordedEvent]:
        """At most `limit` events of the whole log past `after_position`, in order.

        An event never appears later at a position a reader has already passed.
        """
        ...

    def answered(self, command: Command) -> Sequence[RecordedEvent]:
        """What was recorded when this command id was first put; nothing when it is new.

        Raises:
            CommandReusedError: the id was answered on another stream.
        """
        ...

    def append(
        self, command: Command, expected_version: int, events: Sequence[Event]
    ) -> Sequence[RecordedEvent]:
        """Record what `command` led to at the end of its stream: all of it, or nothing.

        A command id that was answered before gives the earlier events again, whatever the version
        expected (I22). No events, nothing recorded.

        Raises:
            ConflictError: the stream is not at `expected_version`.
            CommandReusedError: the id was answered on another stream.
            UnstorableEventError: an event cannot be written faithfully.
        """
        ...

    def append_all(self, appends: Sequence[Append]) -> Sequence[Outcome]:
        """Each append as if put alone, in order, all made durable by one commit.

        For each: what was recorded, or why it was not (`ConflictError`, `CommandReusedError`,
        `UnstorableEventError`, `UnreadableEventError`). One that is refused leaves no trace and
        does not touch the others.

        Raises:
            UnavailableError: none is known to be recorded.
        """
        ...

    def wait(self, after_position: int, timeout_seconds: float) -> bool:
        """Wait for an event past `after_position`; false when time is up or the store closed."""
        ...

    def head(self) -> int:
        """The position of the newest event; 0 in an empty log."""
        ...

    def close(self) -> None:
        """Let go of everything held. Closing twice is fine."""
        ...


@runtime_checkable
class SharingStore(EventStore, Protocol):
    """A log whose threads gain by one of them doing the work of all who wait."""

    def facts_of(self, streams: Sequence[str]) -> Mapping[str, Sequence[Event]]:
        """The events of each of these streams, asked at once; nothing for an unknown stream.

        For folding: what is recorded about an event, by whom and when, need not be read.
        """
        ...

    def require_free(self) -> None:
        """Refuse a thread that must not wait for others: they would wait for it.

        Raises:
            UnavailableError: it holds a transaction of this log, or the log is of another process.
        """
        ...


@runtime_checkable
class JoiningStore(EventStore, Protocol):
    """A log that can take part in a transaction that somebody else has open."""

    def joined(self, connection: object) -> EventStore:
        """A store whose appends stand in the transaction open on `connection`, of its own driver.

        A conflict leaves that transaction as it was. The whole log is read as committed.

        Raises:
            UnavailableError: it is in no transaction, or leads elsewhere.
        """
        ...
