"""OCEL 2.0 as one JSON document, written in a stream; only the things are held in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TextIO

from ...domain.catalogue import EVENT_TYPES
from ...projections.mining import Activity, Thing, names, written


@dataclass(slots=True)
class Seen:
    """What a log holds: its types of events, its things, and where each thing was met first."""

    events: int = 0
    types: dict[str, None] = field(default_factory=dict[str, None])
    things: dict[str, Thing] = field(default_factory=dict[str, Thing])
    homes: dict[str, str] = field(default_factory=dict[str, str])

    def see(self, activity: Activity) -> None:
        """Remember one more."""
        self.events += 1
        self.types[activity.type] = None
        for thing in activity.things:
            if thing.id not in self.things:
                self.things[thing.id] = thing
                self.homes |= {thing.id: activity.stream} if thing.id != activity.stream else {}

    def counts(self) -> dict[str, int]:
        """How many things there are of each type."""
        found: dict[str, int] = {}
        for thing in self.things.values():
            found[thing.type] = found.get(thing.type, 0) + 1
        return dict(sorted(found.items()))


def write(activities: Iterable[Activity], file: TextIO) -> Seen:
    """Write the document; what it holds."""
    seen = Seen()
    file.write('{"events": [')
    for activity in activities:
        file.write(("," if seen.events else "") + "\n" + json.dumps(event(activity)))
        seen.see(activity)
    file.write('\n],\n"objects": [')
    for number, thing in enumerate(seen.things.values()):
        told = json.dumps(described(thing, seen.homes.get(thing.id)))
        file.write(("," if number else "") + "\n" + told)
    kinds = [{"name": kind, "attributes": attributes(kind)} for kind in seen.types]
    objects = [{"name": kind, "attributes": list[Any]()} for kind in seen.counts()]
    file.write(
        f'\n],\n"eventTypes": {json.dumps(kinds)},\n"objectTypes": {json.dumps(objects)}\n}}\n'
    )
    return seen


def attributes(kind: str) -> list[dict[str, str]]:
    """The attributes of a type of events. The published schema has all values as text."""
    return [{"name": name, "type": "string"} for name in names(EVENT_TYPES[kind])]


def event(activity: Activity) -> Mapping[str, Any]:
    """One event."""
    return {
        "id": activity.id,
        "type": activity.type,
        "time": written(activity.at),
        "attributes": [{"name": name, "value": value} for name, value in activity.codes.items()],
        "relationships": [
            {"objectId": thing.id, "qualifier": thing.qualifier} for thing in activity.things
        ],
    }


def described(thing: Thing, home: str | None) -> Mapping[str, Any]:
    """One thing, and the stream in which it was met first."""
    of = [{"objectId": home, "qualifier": "first met in"}] if home else []
    return {"id": thing.id, "type": thing.type, "attributes": list[Any](), "relationships": of}
