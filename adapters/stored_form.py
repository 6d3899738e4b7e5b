"""Stored form, version 1: the bytes an event becomes, and back (ADR 0003).

Written and read by pydantic-core. A closed registry of names decides what may be read: nothing in
a row is ever imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any, NamedTuple, TypeAlias

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticSerializationError, SchemaValidator

from ..application.collector import at_rest
from ..application.ports import StoredRow, UnreadableEventError, UnstorableEventError
from ..domain.command import Command
from ..domain.event import Event, RecordedEvent
from .stored_document import (
    BLIND_BYTES,
    document,
    envelope_of,
    fact_reader_of,
    in_utc,
    put_in_place,
    reader_of,
)

FORM = 1

Json: TypeAlias = dict[str, Any]
Upcaster: TypeAlias = Callable[[Json], Json]
"""Turns the body of one schema version into that of the next. Pure."""


class Row(NamedTuple):
    """A stored event with its place: what every adapter keeps of it."""

    position: int
    stream: str
    version: int
    type: str
    stored: bytes


class Unread(BaseModel):
    """As much of a stored document as must be known to read an older one."""

    model_config = ConfigDict(extra="allow", hide_input_in_errors=True)

    form: int
    schema_version: int
    event: Json


class Readers(dict[str, Callable[[bytes], Any]]):
    """By the stored name of an event what reads it, made as it is first asked for."""

    def __init__(
        self, types: Mapping[str, type[Event]], made: Callable[[type[Event]], SchemaValidator]
    ) -> None:
        super().__init__()
        self._types = types
        self._made = made

    def __missing__(self, name: str) -> Callable[[bytes], Any]:
        found = self[name] = self._made(self._types[name]).validate_json
        return found


class StoredForm:
    """Writes and reads events of `types` (stored name to class), old schemas through `upcasters`.

    `upcasters` are keyed by stored name and the schema version they start from. `randomness` gives
    that many unpredictable bytes.
    """

    def __init__(
        self,
        types: Mapping[str, type[Event]],
        upcasters: Mapping[tuple[str, int], Upcaster],
        randomness: Callable[[int], bytes],
    ) -> None:
        self._types = types
        self._upcasters = upcasters
        self._randomness = randomness
        self._readers = Readers(types, reader_of)
        self._fact_readers = Readers(types, fact_reader_of)

    def encode(self, command: Command, event: Event) -> bytes:
        """The bytes of `event`, recorded by `command`.

        Raises:
            UnstorableEventError: they could not be read back as the same event.
        """
        return self.encode_all(command, (event,))[0]

    def encode_all(self, command: Command, events: Sequence[Event]) -> list[bytes]:
        """The bytes of each of `events`, as `encode` gives them."""
        for event in events:
            self._require_storable(event)
        try:
            envelope = envelope_of(command) if events else b""
        except (TypeError, ValueError, OverflowError):
            name = type(events[0]).__name__
            raise UnstorableEventError(name, "a fact of its command is malformed") from None
        blinds = self._randomness(BLIND_BYTES * len(events))
        return [
            self._written(blinds[at : at + BLIND_BYTES], envelope, event)
            for at, event in zip(count(0, BLIND_BYTES), events)
        ]

    def decode_all(self, rows: Iterable[StoredRow]) -> list[RecordedEvent]:
        """The event in each of `rows`, as `decode` gives it."""
        return at_rest(lambda: [*map(self.decode, rows)])

    def decode(self, row: StoredRow) -> RecordedEvent:
        """The event in `row`.

        Raises:
            UnreadableEventError: type or form unknown, schema newer than ours, or bytes malformed.
        """
        position, stream, version, name, stored = row
        recorded: RecordedEvent | None
        try:
            recorded = self._readers[name](stored)
        except (KeyError, ValidationError):
            recorded = None
        if recorded is None:
            recorded = self._older(Row._make(row))
        put_in_place(recorded, stream, version, position)
        return recorded

    def facts(
        self, stored: Iterable[tuple[str, bytes]], whole: Callable[[], Iterable[RecordedEvent]]
    ) -> list[Event]:
        """The events alone in these types and bytes; taken from `whole`, where one is of old form.

        What is recorded about them is not looked at.

        Raises:
            UnreadableEventError: as `whole` does.
        """
        readers = self._fact_readers
        try:
            return [readers[name](state)["event"] for name, state in stored]
        except (KeyError, ValidationError):
            pass  # raised outside, so that no error carries the bytes along
        return [each.event for each in whole()]

    def _older(self, row: Row) -> RecordedEvent:
        """What a document says that is not of today's form and schema; it has no place yet."""
        stored = self._upcast(row)
        try:
            read: RecordedEvent = self._readers[row.type](stored)
        except ValidationError:
            pass  # raised outside, so that no error carries the bytes along
        else:
            return read
        raise _unreadable(row, "its bytes are not what this type is made of")

    def _require_storable(self, event: Event) -> None:
        name = type(event).__name__
        if self._types.get(name) is not type(event):
            raise UnstorableEventError(name, "its type is not in the catalogue")
        if not _in_whole_minutes(event.occurred_at):
            raise UnstorableEventError(name, "the seconds of its zone's offset would be lost")

    def _written(self, blind: bytes, envelope: bytes, event: Event) -> bytes:
        try:
            written = event.__pydantic_serializer__.to_json(event, warnings="error")
        except PydanticSerializationError:
            reason = "a value of it has no form in JSON"
            raise UnstorableEventError(type(event).__name__, reason) from None
        return document(blind, event.schema_version, envelope, written)

    def _upcast(self, row: Row) -> bytes:
        """The document brought to today's schema."""
        document = _parsed(row)
        if document.form != FORM:
            raise _unreadable(row, "its stored form is not known to this version")
        if row.type not in self._types:
            raise _unreadable(row, "its type is not in the catalogue")
        known = self._types[row.type].schema_version
        if document.schema_version > known:
            raise _unreadable(row, "its schema is newer than this version knows")
        body = document.event
        for schema in range(document.schema_version, known):
            body = self._step(row, schema, body)
        changed = {"event": body, "schema_version": known}
        return document.model_copy(update=changed).model_dump_json().encode()

    def _step(self, row: Row, schema: int, body: Json) -> Json:
        upcaster = self._upcasters.get((row.type, schema))
        if upcaster is None:
            raise _unreadable(row, f"nothing leads on from its schema {schema}")
        try:
            return upcaster(body)
        except (KeyError, TypeError, ValueError):
            pass  # raised outside, so that no error carries the words along
        raise _unreadable(row, f"it is not of its schema {schema}")


def recorded(
    command: Command, events: Iterable[Event], *, version: int, position: int
) -> list[RecordedEvent]:
    """What `decode` will make of events just stored from there on, without reading them again."""
    said = (
        in_utc(command.now),
        command.actor,
        command.id,
        command.correlation or command.id,
        command.causation,
        command.confirmed_by,
    )
    stream = command.stream
    return [
        RecordedEvent(event, stream, at, place, *said)
        for event, at, place in zip(events, count(version), count(position))
    ]


def is_text(name: str) -> bool:
    """Whether an id has a form in UTF-8: with half a character in it, none is on record."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _in_whole_minutes(moment: datetime) -> bool:
    offset = moment.utcoffset()
    return offset is not None and not offset.seconds % 60 and not offset.microseconds


def _parsed(row: Row) -> Unread:
    try:
        return Unread.model_validate_json(row.stored)
    except ValidationError:
        pass  # raised outside, so that no error carries the bytes along
    raise _unreadable(row, "its bytes are not an event in stored form")


def _unreadable(row: Row, reason: str) -> UnreadableEventError:
    return UnreadableEventError(row.stream, row.version, row.position, row.type, reason)
