"""The JSON document of stored form 1 (ADR 0003): what pydantic-core is told to read and to write.

Read straight into a `RecordedEvent`, and written with the envelope once for all events of a
command: half of the time of a command is spent here.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import SchemaValidator, core_schema, to_json

from ..domain.command import Command
from ..domain.event import Actor, Event, RecordedEvent

BLIND_BYTES = 16
BLIND = "^[0-9a-f]{32}$"

_TEXT = core_schema.str_schema()
_TEXT_OR_NULL = core_schema.nullable_schema(_TEXT)
_ENVELOPE: dict[str, Any] = {
    "recorded_at": core_schema.datetime_schema(tz_constraint="aware"),
    "actor": TypeAdapter(Actor).core_schema,
    "command_id": _TEXT,
    "correlation": _TEXT,
    "causation": _TEXT_OR_NULL,
    "confirmed_by": _TEXT_OR_NULL,
}
_CONFIG = core_schema.CoreConfig(extra_fields_behavior="forbid", hide_input_in_errors=True)
_ACTOR = TypeAdapter(Actor).serializer


def reader_of(event: type[Event]) -> SchemaValidator:
    """Reads documents of today's form and schema as a `RecordedEvent` that has no place yet."""
    checked = {
        "form": core_schema.literal_schema([1]),
        "blind": core_schema.str_schema(pattern=BLIND),
        "schema_version": core_schema.literal_schema([event.schema_version]),
    }
    kept = {**_ENVELOPE, "event": event.__pydantic_core_schema__}
    fields = [
        core_schema.dataclass_field(name, schema, init_only=name in checked, kw_only=True)
        for name, schema in {**checked, **kept}.items()
    ]
    arguments = core_schema.dataclass_args_schema(
        RecordedEvent.__name__, fields, collect_init_only=True
    )
    return SchemaValidator(
        core_schema.dataclass_schema(
            RecordedEvent, arguments, list(kept), slots=True, config=_CONFIG
        )
    )


def fact_reader_of(event: type[Event]) -> SchemaValidator:
    """Reads the event of such a document, and leaves what is recorded about it."""
    read = {
        "form": core_schema.literal_schema([1]),
        "schema_version": core_schema.literal_schema([event.schema_version]),
        "event": event.__pydantic_core_schema__,
    }
    fields = {name: core_schema.typed_dict_field(schema) for name, schema in read.items()}
    return SchemaValidator(
        core_schema.typed_dict_schema(fields, extra_behavior="ignore"), config=_CONFIG
    )


_set_stream, _set_version, _set_position = (
    vars(RecordedEvent)[name].__set__ for name in ("stream", "version", "position")
)


def put_in_place(recorded: RecordedEvent, stream: str, version: int, position: int) -> None:
    """Complete what a reader has read: frozen, it is set as the dataclass itself would set it."""
    _set_stream(recorded, stream)
    _set_version(recorded, version)
    _set_position(recorded, position)


def in_utc(moment: datetime) -> datetime:
    """The same instant in UTC. A naive time stays as it is, for others to refuse."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC)


def envelope_of(command: Command) -> bytes:
    """The members that all events of `command` have in common, as they are written.

    Raises:
        TypeError, ValueError: a fact of the command has no form in JSON, or its time no zone.
        OverflowError: its time is none in UTC.
    """
    if command.now.tzinfo is None:
        raise ValueError("a time without a zone")
    name = _text(command.id)
    return _MEMBERS % (
        to_json(in_utc(command.now)),
        _actor(command.actor),
        name,
        _text(command.correlation) if command.correlation else name,
        _text_or_null(command.causation),
        _text_or_null(command.confirmed_by),
    )


_MEMBERS = (
    b'"recorded_at":%b,"actor":%b,"command_id":%b,"correlation":%b,"causation":%b,"confirmed_by":%b'
)


@lru_cache(maxsize=256)
def _actor(actor: Actor) -> bytes:
    return _ACTOR.to_json(actor, warnings="error")


def _text(value: str) -> bytes:
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # of an untyped caller
        raise TypeError("no text")
    return to_json(value)


def _text_or_null(value: str | None) -> bytes:
    return b"null" if value is None else _text(value)


def document(blind: bytes, schema_version: int, envelope: bytes, event: bytes) -> bytes:
    """The whole document around an event."""
    members = (blind.hex().encode(), schema_version, envelope, event)
    return b'{"form":1,"blind":"%b","schema_version":%d,%b,"event":%b}' % members
