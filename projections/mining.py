"""The log as process miners read it: activities, and the things each of them touches.

Only pseudonyms, types, times, numbers and codes: no words, not even our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType, UnionType
from typing import get_args

from pydantic import AwareDatetime

from ..domain.case.ownership import Escalated
from ..domain.catalogue import kind_of
from ..domain.event import Event, RecordedEvent
from .case_timeline import is_attested
from .view import in_utc

OBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "complainant": "person",
        "sender": "person",
        "person": "person",
        "to": "person",
        "representative": "person",
        "successor": "person",
        "owner": "staff",
        "author": "staff",
        "before": "staff",
        "by": "staff",
        "approved_by": "staff",
        "decided_by": "staff",
        "offered_by": "staff",
        "promise": "promise",
        "message": "message",
        "reply": "reply",
        "told_in": "reply",
        "warned_in": "reply",
        "announced_in": "reply",
        "notice": "reply",
        "issue": "issue",
        "remedy": "remedy",
        "obligation": "limit",
        "criticism": "response",
        "response": "response",
        "case": "case",
        "primary": "case",
        "guideline": "guideline",
        "fix": "fix",
    }
)
"""Fields that name one thing, and of which type it is; the field is the qualifier."""

MANY: Mapping[str, str] = MappingProxyType(
    {"answers": "message", "keeps": "promise", "replies": "reply", "criticisms": "response"}
)
"""Fields that name several."""

CODES = frozenset(
    {"channel", "pack", "pack_version", "calendar", "register_name", "version", "stage"}
)
"""Fields whose text is a code; a value that does not look like one is left out."""

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/-]{0,39}")
TIMES: tuple[object, ...] = (AwareDatetime,)
LEFT_OUT = frozenset({"occurred_at", *OBJECTS, *MANY})
ALWAYS = ("recorded_at", "role", "position", "attested")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something an activity touches, and as what."""

    id: str
    type: str
    qualifier: str


@dataclass(frozen=True, slots=True)
class Activity:
    """One event: its place in the log as its id, when it occurred (UTC), its codes, its things."""

    id: str
    type: str
    at: datetime
    stream: str
    codes: Mapping[str, str]
    things: tuple[Thing, ...]


def activity(recorded: RecordedEvent) -> Activity:
    """The event as a miner reads it."""
    event = recorded.event
    always = {
        "recorded_at": written(recorded.recorded_at),
        "role": recorded.actor.role if CODE.fullmatch(recorded.actor.role) else "other",
        "position": str(recorded.position),
        "attested": str(is_attested(event)).lower(),
    }
    return Activity(
        id=f"{recorded.stream}/{recorded.version}",
        type=recorded.type,
        at=in_utc(recorded.occurred_at),
        stream=recorded.stream,
        codes={**always, **dict(codes(event))},
        things=once(things(recorded)),
    )


def once(met: Iterable[Thing]) -> tuple[Thing, ...]:
    """Each thing once, with all it is met as: not every reader takes two relations of one pair."""
    found: dict[str, Thing] = {}
    for each in met:
        known = found.get(each.id)
        roles = dict.fromkeys([*(known.qualifier.split("+") if known else ()), each.qualifier])
        found[each.id] = replace(each, qualifier="+".join(roles))
    return tuple(found.values())


def names(kind: type[Event]) -> tuple[str, ...]:
    """Every code that an event of this type may have, in one order."""
    fields = {name: field.annotation for name, field in kind.model_fields.items()}
    own = [name for name, said in fields.items() if name not in LEFT_OUT and coded(name, said)]
    return (*ALWAYS, *own)


def coded(name: str, annotation: object) -> bool:
    """May a field of that name and type hold a code?"""
    if annotation is str:
        return name in CODES
    if isinstance(annotation, type):
        return annotation in TIMES or issubclass(annotation, StrEnum | int | float | date)
    inner: tuple[object, ...] = get_args(annotation) if isinstance(annotation, UnionType) else ()
    return any(coded(name, each) for each in inner)


def codes(event: Event) -> Iterator[tuple[str, str]]:
    """The fields that hold a code, a number, a time, or yes or no."""
    for name in names(type(event)):
        value = getattr(event, name, None)
        match value:
            case bool():
                yield name, str(value).lower()
            case StrEnum() | int() | float():
                yield name, str(value)
            case datetime():
                yield name, written(value)
            case date():
                yield name, value.isoformat()
            case str() if CODE.fullmatch(value):
                yield name, value
            case _:
                pass


def things(recorded: RecordedEvent) -> Iterator[Thing]:
    """The stream itself, whoever recorded it, and everything the event names."""
    event, stream = recorded.event, recorded.stream
    yield Thing(stream, kind_of(stream), "stream")
    yield thing("staff", recorded.actor.id, "actor", stream)
    for field, kind in OBJECTS.items():
        name = None if isinstance(event, Escalated) else getattr(event, field, None)
        if isinstance(name, str) and name:
            yield thing(kind, name.rpartition("/")[2], field, stream)
    for field, kind in MANY.items():
        for name in getattr(event, field, ()):
            yield thing(kind, name, field, stream)


def thing(kind: str, name: str, qualifier: str, stream: str) -> Thing:
    """A thing under an id that no thing of another type has; a limit is one of its stream."""
    if kind == "limit":
        return Thing(f"limit:{stream}/{name}", kind, qualifier)
    return Thing(name if name.startswith(f"{kind}-") else f"{kind}:{name}", kind, qualifier)


def written(moment: datetime) -> str:
    """ISO 8601 in UTC, with `Z` and always six digits of a second."""
    return in_utc(moment).isoformat(timespec="microseconds").replace("+00:00", "Z")
