"""I19: what the same events look like once personal fields are erased."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from pydantic import BaseModel

from ...domain.event import ERASED, Personal, RecordedEvent


def erase(recorded: RecordedEvent, subjects: Collection[str] | None = None) -> RecordedEvent:
    """The event with every personal field of `subjects` erased (None: of everybody)."""
    return replace(recorded, event=_erase(recorded.event, subjects))


def _erase(value: Any, subjects: Collection[str] | None) -> Any:  # noqa: ANN401  # anything inside
    """The same value, however deep its personal fields lie."""
    changed = value
    if isinstance(value, Personal):
        if subjects is None or changed.subject in subjects:
            changed = changed.model_copy(update={"value": ERASED})
    elif isinstance(value, BaseModel):
        inner = {name: getattr(value, name) for name in type(value).model_fields}
        changed = value.model_copy(update=_changes(inner, subjects))
    elif is_dataclass(value) and not isinstance(value, type):
        inner = {each.name: getattr(value, each.name) for each in fields(value)}
        changed = replace(value, **_changes(inner, subjects))
    elif isinstance(value, Mapping):
        changed = _changes(changed, subjects)
    elif isinstance(value, tuple):
        changed = tuple(_erase(each, subjects) for each in changed)
    return changed


def _changes(inner: Mapping[Any, Any], subjects: Collection[str] | None) -> dict[Any, Any]:
    return {name: _erase(each, subjects) for name, each in inner.items()}
