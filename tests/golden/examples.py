"""One example of each event type, filled in by what its fields are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import AwareDatetime, BaseModel

from answerable.domain.catalogue import EVENT_TYPES
from answerable.domain.event import Erased, Event

HERE = Path(__file__).parent
WORDS = HERE / "words.json"
AT = datetime(2026, 11, 2, 9, 30, 15, 123456, tzinfo=UTC)
PLAIN: dict[object, Any] = {
    bool: True,
    int: 3,
    float: 0.5,
    datetime: AT,
    AwareDatetime: AT,
    date: AT.date(),
}


def example(event: type[Event]) -> Event:
    """An event of that type in which every field says something."""
    built: Event = value_of(event, event.__name__)
    return built


def value_of(kind: Any, name: str) -> Any:  # noqa: ANN401  # whatever a field may hold
    """A value of that kind; text tells the name of its field."""
    if kind is str:
        return f"{name} żółć"
    if kind in PLAIN:
        return PLAIN[kind]
    return of_class(kind, name) if isinstance(kind, type) else composed(kind, name)


def of_class(kind: type[Any], name: str) -> Any:  # noqa: ANN401  # the same
    """A word of a closed list, or an object with every field filled in."""
    if get_origin(kind):
        return composed(kind, name)
    if issubclass(kind, Enum):
        return next(iter(kind))
    if issubclass(kind, BaseModel):
        return kind(**{n: value_of(f.annotation, n) for n, f in kind.model_fields.items()})
    hints = get_type_hints(kind)
    return kind(**{field.name: value_of(hints[field.name], field.name) for field in fields(kind)})


def composed(kind: Any, name: str) -> Any:  # noqa: ANN401  # the same
    """A value of a kind made of others: the first that is neither nothing nor erased."""
    of, parts = get_origin(kind), get_args(kind)
    if of in {Union, UnionType}:
        return value_of(next(p for p in parts if p not in {type(None), Erased}), name)
    if of is Annotated:
        return value_of(parts[0], name)
    if of is Literal:
        return parts[0]
    if of is frozenset:
        return frozenset({value_of(parts[0], name)})
    if of is tuple:
        return tuple(value_of(part, name) for part in parts if part is not Ellipsis)
    if of in {dict, Mapping}:
        return {value_of(parts[0], name): value_of(parts[1], name)}
    message = f"no example for {name}: {kind}"
    raise TypeError(message)


def path_of(event: type[Event]) -> Path:
    """Where the example of today's form of that type lies."""
    return HERE / f"{event.__name__}.v{event.schema_version}.json"


def written(event: Event) -> str:
    """The body of an event as it is stored, spread over lines."""
    return event.model_dump_json(indent=2) + "\n"


def words_of_events() -> dict[str, list[str]]:
    """The closed lists of words that stored events choose from, by name."""
    found: dict[str, set[str]] = {}
    for event in EVENT_TYPES.values():
        for name, definition in event.model_json_schema().get("$defs", {}).items():
            if "enum" in definition:
                found.setdefault(name, set()).update(definition["enum"])
    return {name: sorted(found[name]) for name in sorted(found)}
