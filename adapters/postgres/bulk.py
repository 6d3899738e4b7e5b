"""Many appends at once, by COPY: under the same turn as all others, refused one by one as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg

from .datastore import Connection, Cursor, cursor_on
from .recorder import BEHIND, ELSEWHERE, NOTHING, Placed, Ready
from .statements import (
    COPY_COMMANDS,
    COPY_EVENTS,
    HEAD,
    HEADS,
    KNOWN,
    TAKE_TURN,
    TAKEN,
    TELL,
    in_schema,
)

ENOUGH = 500
"""From so many events on, COPY is quicker than a statement with arrays."""


class Plan:
    """What to write, worked out while nobody else can; positions are counted from its first."""

    def __init__(self, heads: Mapping[str, int], known: Mapping[str, tuple[str, int, int]]) -> None:
        self.events: list[tuple[str, int, str, bytes]] = []
        self.commands: list[tuple[str, str, int, int]] = []
        self._heads = dict(heads)
        self._known = dict(known)

    def put(self, ready: Ready) -> Placed:
        """One append after those before it: what `append_v1` would say of it."""
        stream, command_id, expected, events = ready
        if command_id in self._known:
            on, first, last = self._known[command_id]
            return Placed(0, first, last) if on == stream else ELSEWHERE
        if not events:
            return NOTHING
        if (head := self._heads[stream]) != expected:
            return Placed(BEHIND, head, 0)
        place, last = len(self.events) + 1, head + len(events)
        self.events += [(stream, head + n, *event) for n, event in enumerate(events, start=1)]
        self.commands.append((command_id, stream, head + 1, last))
        self._heads[stream] = last
        self._known[command_id] = (stream, head + 1, last)
        return Placed(place, 0, 0)


def record_many(connection: Connection, schema: str, ready: Sequence[Ready]) -> list[Placed]:
    """What became of each append, all of them made durable by one commit."""
    with connection.transaction(), cursor_on(connection) as cursor:
        _run(cursor, schema, TAKE_TURN)
        streams = sorted({each.stream for each in ready})
        heads: dict[str, int] = dict(_run(cursor, schema, HEADS, streams).fetchall())
        known = _run(cursor, schema, KNOWN, [each.command_id for each in ready])
        plan = Plan(heads, {row[0]: (row[1], row[2], row[3]) for row in known})
        outcome = [plan.put(each) for each in ready]
        before = _write(cursor, schema, plan)
    connection.execute(in_schema(schema, TELL))
    return [
        each._replace(position=before + each.position) if each.position > 0 else each
        for each in outcome
    ]


def _write(cursor: Cursor, schema: str, plan: Plan) -> int:
    """Write the rows; the position before their first."""
    ((newest,),) = _run(cursor, schema, HEAD).fetchall()
    _copy(cursor, in_schema(schema, COPY_EVENTS), ("text", "int8", "text", "bytea"), plan.events)
    _copy(cursor, in_schema(schema, COPY_COMMANDS), ("text", "text", "int8", "int8"), plan.commands)
    ((lowest, highest, taken),) = _run(cursor, schema, TAKEN, newest).fetchall()
    if plan.events and not highest - lowest + 1 == taken == len(plan.events):
        raise psycopg.InternalError("somebody takes positions without waiting for a turn")
    return (lowest or 1) - 1


def _copy(
    cursor: Cursor, statement: bytes, types: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    with cursor.copy(statement) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)


def _run(cursor: Cursor, schema: str, statement: str, *values: object) -> Cursor:
    return cursor.execute(in_schema(schema, statement), values)
