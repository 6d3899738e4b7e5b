"""OCEL 2.0 as an SQLite file: one table for each type of events and of things."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ...domain.catalogue import EVENT_TYPES
from ...projections.mining import Activity, Thing, names, written
from .ocel import Seen

TABLES = """
CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT NOT NULL);
CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT NOT NULL);
CREATE TABLE event (
  ocel_id TEXT PRIMARY KEY, ocel_type TEXT NOT NULL REFERENCES event_map_type (ocel_type)
);
CREATE TABLE object (
  ocel_id TEXT PRIMARY KEY, ocel_type TEXT NOT NULL REFERENCES object_map_type (ocel_type)
);
CREATE TABLE event_object (
  ocel_event_id TEXT NOT NULL REFERENCES event (ocel_id),
  ocel_object_id TEXT NOT NULL REFERENCES object (ocel_id),
  ocel_qualifier TEXT NOT NULL,
  PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier)
);
CREATE TABLE object_object (
  ocel_source_id TEXT NOT NULL REFERENCES object (ocel_id),
  ocel_target_id TEXT NOT NULL REFERENCES object (ocel_id),
  ocel_qualifier TEXT NOT NULL,
  PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier)
);
"""
EPOCH = "1970-01-01 00:00:00"
"""When a thing was there from the beginning, as the specification has it."""


def write(activities: Iterable[Activity], file: sqlite3.Connection) -> Seen:
    """Write the tables; what they hold."""
    seen = Seen()
    file.executescript(TABLES)
    for activity in activities:
        if activity.type not in seen.types:
            begin(activity.type, file)
        fresh = {each.id: each for each in activity.things if each.id not in seen.things}
        put_things(fresh.values(), activity.stream, file)
        put(activity, file)
        seen.see(activity)
    for kind in seen.counts():
        file.execute("INSERT INTO object_map_type VALUES (?, ?)", (kind, kind))
        columns = "ocel_id TEXT PRIMARY KEY, ocel_time TIMESTAMP, ocel_changed_field TEXT"
        file.execute(f'CREATE TABLE "object_{kind}" ({columns})')
        file.execute(
            f'INSERT INTO "object_{kind}" SELECT ocel_id, ?, NULL FROM object WHERE ocel_type = ?',  # noqa: S608  # a kind is one of ours
            (EPOCH, kind),
        )
    file.commit()
    return seen


def begin(kind: str, file: sqlite3.Connection) -> None:
    """The table of a type of events."""
    columns = "".join(f', "{name}" TEXT' for name in names(EVENT_TYPES[kind]))
    file.execute(
        f'CREATE TABLE "event_{kind}" (ocel_id TEXT PRIMARY KEY, ocel_time TIMESTAMP{columns})'
    )
    file.execute("INSERT INTO event_map_type VALUES (?, ?)", (kind, kind))


def put(activity: Activity, file: sqlite3.Connection) -> None:
    """One event, with its things."""
    file.execute("INSERT INTO event VALUES (?, ?)", (activity.id, activity.type))
    values = [activity.codes.get(name) for name in names(EVENT_TYPES[activity.type])]
    time = written(activity.at).replace("T", " ").removesuffix("Z")
    marks = ", ".join("?" * (len(values) + 2))
    file.execute(
        f'INSERT INTO "event_{activity.type}" VALUES ({marks})',  # noqa: S608  # the same
        (activity.id, time, *values),
    )
    touched = [(activity.id, thing.id, thing.qualifier) for thing in activity.things]
    file.executemany("INSERT INTO event_object VALUES (?, ?, ?)", touched)


def put_things(fresh: Iterable[Thing], stream: str, file: sqlite3.Connection) -> None:
    """Things met for the first time, each with the stream it was met in."""
    for thing in fresh:
        file.execute("INSERT INTO object VALUES (?, ?)", (thing.id, thing.type))
        if thing.id != stream:
            home = (thing.id, stream, "first met in")
            file.execute("INSERT INTO object_object VALUES (?, ?, ?)", home)
