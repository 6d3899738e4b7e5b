"""Events as a view keeps them: without the personal words it does not show.

Every fold works when personal fields are erased (I19), so a view keeps no copy of what it need not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, TypeVar, cast, get_args, get_type_hints

from pydantic import AwareDatetime, BaseModel

from answerable.domain.event import ERASED, Personal
from answerable.domain.words import stated

T = TypeVar("T")


def without_words(event: T, kept: frozenset[str] = frozenset()) -> T:
    """The event with every personal value erased but the fields `kept` (`PromiseMade.words`)."""
    found: T = _without(event, kept)
    return found


def _without(value: Any, kept: frozenset[str]) -> Any:  # noqa: ANN401  # whatever a field holds
    if isinstance(value, Personal):
        return _erased(cast("Personal[str]", value))
    if isinstance(value, BaseModel):
        changed = _changed(value, kept)
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, tuple):
        return tuple(_without(each, kept) for each in cast("tuple[object, ...]", value))
    if isinstance(value, Mapping):
        named = cast("Mapping[str, object]", value)
        return {name: _without(each, kept) for name, each in named.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **_changed(value, kept))
    return value


def _erased(words: Personal[str]) -> Personal[str]:
    """Erased; but that nothing was said is a fact, and nobody's words."""
    return words.model_copy(update={"value": ERASED, "key": None}) if stated(words) else words


def _changed(value: object, kept: frozenset[str]) -> dict[str, Any]:
    """The fields that come out otherwise."""
    kind: Any = type(value)
    before = {name: getattr(value, name) for name in _telling(kind, kept)}
    after = {name: _without(each, kept) for name, each in before.items()}
    return {name: each for name, each in after.items() if each is not before[name]}


@cache
def _telling(kind: type[Any], kept: frozenset[str]) -> tuple[str, ...]:
    """The fields in which there can be words to erase."""
    hints = get_type_hints(kind)
    names = kind.model_fields if issubclass(kind, BaseModel) else [f.name for f in fields(kind)]
    return tuple(n for n in names if f"{kind.__name__}.{n}" not in kept and not _plain(hints[n]))


def _plain(hint: Any) -> bool:  # noqa: ANN401  # a type of any form
    """Is it made of ids, numbers, kinds and times alone?"""
    parts = [part for part in get_args(hint) if part is not Ellipsis]
    if parts:
        return all(_plain(part) for part in parts)
    simple = (str, int, float, date, Enum, NoneType)
    return hint is AwareDatetime or (isinstance(hint, type) and issubclass(hint, simple))
