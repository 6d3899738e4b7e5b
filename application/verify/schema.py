"""I16: no stored event has a place to put blame."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from .fact import Fact, Sentences

BLAME = re.compile("blame|fault|guilt|culprit|offender", re.IGNORECASE)


@cache
def blaming(shape: Hashable) -> tuple[str, ...]:
    """The fields of an event class, or of what is inside it, that speak of blame."""
    return tuple(sorted({name for name in names(shape, frozenset()) if BLAME.search(name)}))


def names(shape: Any, above: frozenset[Any]) -> Iterator[str]:  # noqa: ANN401  # any annotation
    """The names of all fields in `shape`, of whatever depth, and of what its enums say."""
    if shape in above:
        return
    for inner in get_args(shape):
        yield from names(inner, above | {shape})
    if is_dataclass(shape) or (isinstance(shape, type) and issubclass(shape, BaseModel)):
        hints: dict[str, Any] = get_type_hints(shape)
        for name, kind in hints.items():
            yield name
            yield from names(kind, above | {shape})


def no_place_for_blame(fact: Fact) -> Sentences:
    """I16: neither the event nor anything in it names blame."""
    if found := blaming(fact.event.__class__):
        yield f"{fact.stored.type} has a field for blame: {', '.join(found)}"
