"""Stored form, version 1: the bytes an event becomes, and back (ADR 0003).

Written and read by pydantic-core. A closed registry of names decides what may be read: nothing in
a row is ever imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticSerializationError

from ..application.ports import UnreadableEventError, UnstorableEventError
from ..domain.command import Command
from ..domain.event import Actor, Event, RecordedEvent

E = TypeVar("E", bound=Event)

FORM = 1
BLIND_BYTES = 16

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


class Document(BaseModel, Generic[E]):
    """The stored JSON document, its members in the order they are written."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    form: Literal[1] = 1
    blind: str = Field(pattern="^[0-9a-f]{32}$")
    schema_version: int
    recorded_at: AwareDatetime
    actor: Actor
    command_id: str
    correlation: str
    causation: str | None
    confirmed_by: str | None
    event: E


class Unread(BaseModel):
    """As much of a stored document as must be known to read an older one."""

    model_config = ConfigDict(extra="allow", hide_input_in_errors=True)

    form: int
    schema_version: int
    event: Json


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
        self._documents = {name: _document_of(event) for name, event in types.items()}

    def encode(self, command: Command, event: Event) -> bytes:
        """The bytes of `event`, recorded by `command`.

        Raises:
            UnstorableEventError: they could not be read back as the same event.
        """
        name = type(event).__name__
        if self._types.get(name) is not type(event):
            raise UnstorableEventError(name, "its type is not in the catalogue")
        if not _in_whole_minutes(event.occurred_at):
            raise UnstorableEventError(name, "the seconds of its zone's offset would be lost")
        try:
            return self._written(name, command, event)
        except PydanticSerializationError:
            raise UnstorableEventError(name, "a value of it has no form in JSON") from None
        except (ValidationError, OverflowError):
            raise UnstorableEventError(name, "a fact of its command is malformed") from None

    def encode_all(self, command: Command, events: Sequence[Event]) -> list[bytes]:
        """The bytes of each of `events`, as `encode` gives them."""
        return [self.encode(command, event) for event in events]

    def decode(self, row: Row) -> RecordedEvent:
        """The event in `row`.

        Raises:
            UnreadableEventError: type or form unknown, schema newer than ours, or bytes malformed.
        """
        document = self._read(row.type, row.stored)
        if document is None:
            document = self._read(row.type, self._upcast(row))
        if document is None:
            raise _unreadable(row, "its bytes are not what this type is made of")
        return RecordedEvent(
            event=document.event,
            stream=row.stream,
            version=row.version,
            position=row.position,
            recorded_at=document.recorded_at,
            actor=document.actor,
            command_id=document.command_id,
            correlation=document.correlation,
            causation=document.causation,
            confirmed_by=document.confirmed_by,
        )

    def decode_all(self, rows: Iterable[tuple[int, str, int, str, bytes]]) -> list[RecordedEvent]:
        """The event in each of `rows`, as `decode` gives it."""
        return [self.decode(Row._make(row)) for row in rows]

    def _written(self, name: str, command: Command, event: Event) -> bytes:
        document = self._documents[name](
            blind=self._randomness(BLIND_BYTES).hex(),
            schema_version=event.schema_version,
            recorded_at=in_utc(command.now),
            actor=command.actor,
            command_id=command.id,
            correlation=command.correlation or command.id,
            causation=command.causation,
            confirmed_by=command.confirmed_by,
            event=event,
        )
        return document.__pydantic_serializer__.to_json(document, warnings="error")

    def _read(self, name: str, stored: bytes) -> Document[Event] | None:
        """The document, if it is of today's form and schema."""
        try:
            document = self._documents[name].__pydantic_validator__.validate_json(stored)
        except (KeyError, ValidationError):
            return None
        return document if document.schema_version == self._types[name].schema_version else None

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


def in_utc(moment: datetime) -> datetime:
    """The same instant in UTC. A naive time stays as it is, for others to refuse."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC)


def recorded(command: Command, event: Event, *, version: int, position: int) -> RecordedEvent:
    """What `decode` will make of the event just stored there, without reading it again."""
    return RecordedEvent(
        event=event,
        stream=command.stream,
        version=version,
        position=position,
        recorded_at=in_utc(command.now),
        actor=command.actor,
        command_id=command.id,
        correlation=command.correlation or command.id,
        causation=command.causation,
        confirmed_by=command.confirmed_by,
    )


def _document_of(event: type[E]) -> type[Document[E]]:
    return Document[event]  # type: ignore[valid-type]


def _in_whole_minutes(moment: datetime) -> bool:
    offset = moment.utcoffset()
    return offset is not None and not offset % timedelta(minutes=1)


def _parsed(row: Row) -> Unread:
    try:
        return Unread.model_validate_json(row.stored)
    except ValidationError:
        pass  # raised outside, so that no error carries the bytes along
    raise _unreadable(row, "its bytes are not an event in stored form")


def _unreadable(row: Row, reason: str) -> UnreadableEventError:
    return UnreadableEventError(row.stream, row.version, row.position, row.type, reason)
