"""The stored form written and read by hand with pydantic-core: the quickest way that was found.

What only folds reads the event alone and lets the rest of the document lie.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import AwareDatetime, ConfigDict, Field, TypeAdapter
from pydantic_core import to_json
from typing_extensions import TypedDict

from answerable.domain.catalogue import EVENT_TYPES, decider_for
from answerable.domain.command import Command
from answerable.domain.deadlines.policy import house
from answerable.domain.event import Actor, Event

CASE = decider_for("case-")
POLICY = house("UTC")

DOCUMENT = (
    b'{"form":1,"blind":"%b","schema_version":1,"recorded_at":%b,"actor":%b,"command_id":"%b",'
    b'"correlation":"%b","causation":null,"confirmed_by":null,"event":%b}'
)


class Envelope(TypedDict):
    """All that is recorded about an event."""

    form: Literal[1]
    blind: Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
    schema_version: int
    recorded_at: AwareDatetime
    actor: Actor
    command_id: str
    correlation: str
    causation: str | None
    confirmed_by: str | None


def _reader(event: type[Event], kept: Mapping[str, Any]) -> Any:  # noqa: ANN401  # a bound method
    shape = TypedDict("shape", {**kept, "event": event})  # type: ignore[misc]
    shape.__pydantic_config__ = ConfigDict(extra="ignore")  # type: ignore[attr-defined]
    return TypeAdapter(shape).validator.validate_json


EVENT_OF = {name: _reader(event, {}) for name, event in EVENT_TYPES.items()}
WHOLE_OF = {
    name: _reader(event, get_type_hints(Envelope, include_extras=True))
    for name, event in EVENT_TYPES.items()
}


def event_of(topic: str, state: bytes) -> Event:
    """The event alone."""
    found: Event = EVENT_OF[topic](state)["event"]
    return found


def whole_of(topic: str, state: bytes) -> dict[str, Any]:
    """The event with all that is recorded about it."""
    found: dict[str, Any] = WHOLE_OF[topic](state)
    return found


def fold(rows: Iterable[tuple[int, str, bytes]]) -> Any:  # noqa: ANN401  # the state of a case
    """The state of a case from its rows (version, topic, state)."""
    return CASE.fold(event_of(topic, state) for _, topic, state in rows)


def decide(command: Command, state: Any) -> list[Event]:  # noqa: ANN401  # the state of a case
    """What the domain says: the same for all."""
    return CASE.decide(command, state, POLICY)


def encode(command: Command, event: Event) -> tuple[str, bytes]:
    """Topic and stored form of an event."""
    name = command.id.encode()
    return type(event).__name__, DOCUMENT % (
        os.urandom(16).hex().encode(),
        to_json(command.now),
        b'{"id":"%b","role":"%b"}' % (command.actor.id.encode(), command.actor.role.encode()),
        name,
        name,
        event.__pydantic_serializer__.to_json(event),
    )


def fold_whole(rows: Iterable[tuple[int, str, bytes]]) -> Any:  # noqa: ANN401  # the same
    """The same, all that is recorded about each event read as well."""
    return CASE.fold(whole_of(topic, state)["event"] for _, topic, state in rows)
