"""Events as a view keeps them: without the personal words it does not show.

Every fold works when personal fields are erased (I19), so a view keeps no copy of what it need not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from ..domain.event import ERASED, Personal
from ..domain.words import stated

T = TypeVar("T")


def without_words(event: T, kept: frozenset[str] = frozenset()) -> T:
    """The event with every personal value erased but the fields `kept` (`PromiseMade.words`)."""
    found: T = _without(event, kept)
    return found


def _without(value: Any, kept: frozenset[str]) -> Any:  # noqa: ANN401  # whatever a field holds
    if isinstance(value, Personal):
        return _erased(cast("Personal[str]", value))
    if isinstance(value, BaseModel):
        return value.model_copy(update=_changed(value, tuple(type(value).model_fields), kept))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **_changed(value, tuple(f.name for f in fields(value)), kept))
    if isinstance(value, Mapping):
        named = cast("Mapping[str, object]", value)
        return {name: _without(each, kept) for name, each in named.items()}
    if isinstance(value, tuple):
        return tuple(_without(each, kept) for each in cast("tuple[object, ...]", value))
    return value


def _erased(words: Personal[str]) -> Personal[str]:
    """Erased; but that nothing was said is a fact, and nobody's words."""
    return words.model_copy(update={"value": ERASED, "key": None}) if stated(words) else words


def _changed(value: object, names: tuple[str, ...], kept: frozenset[str]) -> dict[str, Any]:
    """The fields that come out otherwise."""
    of = type(value).__name__
    before = {name: getattr(value, name) for name in names if f"{of}.{name}" not in kept}
    after = {name: _without(each, kept) for name, each in before.items()}
    return {name: each for name, each in after.items() if each is not before[name]}
