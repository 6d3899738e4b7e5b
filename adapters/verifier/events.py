"""A recorded event in its stored form, version 1, read by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .canonical_json import Json, has_shape, is_whole, parsed
from .entries import EventEntry
from .wrong import WrongError

MEMBERS = (
    "form",
    "blind",
    "schema_version",
    "recorded_at",
    "actor",
    "command_id",
    "correlation",
    "causation",
    "confirmed_by",
    "event",
)
BLIND = re.compile(r"[0-9a-f]{32}", re.ASCII)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it was recorded: when it occurred, when and by whom it was put on record."""

    index: int
    version: int
    type: str
    schema_version: int
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    role: str
    second: str | None
    command: str
    body: Json


def read_event(index: int, entry: EventEntry, stored: bytes) -> StoredEvent:
    """The event that these bytes write.

    Raises:
        WrongError: they are not an event in stored form 1.
    """
    told = parsed(stored, f"events/{index}.json")
    if not has_shape(told, MEMBERS) or told["form"] != 1 or not _is_envelope(told):
        raise WrongError("event-form", entry=index)
    body: Json = told["event"]
    try:
        occurred, recorded = moment(body["occurred_at"]), moment(told["recorded_at"])
    except (KeyError, TypeError, ValueError):
        raise WrongError("event-form", entry=index) from None
    actor, second = told["actor"], told["confirmed_by"]
    when = (occurred, recorded)
    what = (index, entry.version, entry.type, told["schema_version"])
    return StoredEvent(*what, *when, actor["id"], actor["role"], second, told["command_id"], body)


def moment(text: Any) -> datetime:  # noqa: ANN401  # any JSON value
    """The instant that an RFC 3339 text says, with the offset it was stated in.

    Raises:
        ValueError: it says none.
    """
    if not isinstance(text, str) or not TIME.fullmatch(text):
        raise ValueError("no time")
    return datetime.fromisoformat(text)


def _is_envelope(told: Json) -> bool:
    texts = (told["command_id"], told["correlation"])
    may_miss = (told["causation"], told["confirmed_by"])
    actor = told["actor"]
    return (
        isinstance(told["blind"], str)
        and BLIND.fullmatch(told["blind"]) is not None
        and is_whole(told["schema_version"], 1)
        and has_shape(actor, ("id", "role"))
        and all(isinstance(text, str) for text in (*texts, actor["id"], actor["role"]))
        and all(text is None or isinstance(text, str) for text in may_miss)
        and isinstance(told["event"], dict)
    )
