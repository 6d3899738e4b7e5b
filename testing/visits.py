"""Small events and commands to put into a store under test; no store knows what they mean."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from itertools import pairwise

from ..adapters.stored_form import StoredForm
from ..application.ports import Append, ConflictError, EventStore
from ..domain.command import Command
from ..domain.event import Actor, Event, RecordedEvent


class Waited(Event):
    """Somebody waited at a table."""

    table: int


class Left(Event):
    """Somebody left, with or without a word."""

    table: int
    said: str | None = None


FORM = StoredForm({"Waited": Waited, "Left": Left}, {}, os.urandom)
NOON = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=1)))
MARTA = Actor("agent-1", "agent")
STREAM = "case-1"
LONE_SURROGATE = "\ud800"


def command(id_: str, stream: str = STREAM) -> Command:
    """A command of that id."""
    return Command(stream=stream, id=id_, actor=MARTA, now=NOON, occurred_at=NOON)


def waited(*tables: int) -> list[Event]:
    """An event for each table."""
    return [Waited(occurred_at=NOON, table=table) for table in tables]


def left(said: str) -> Event:
    """An event with words in it."""
    return Left(occurred_at=NOON, table=1, said=said)


def append(id_: str, expected: int, *tables: int, stream: str = STREAM) -> Append:
    """An append of waiting at tables."""
    return Append(command(id_, stream), expected, waited(*tables))


def everything(store: EventStore, page: int = 100) -> list[RecordedEvent]:
    """The whole log, read page by page."""
    seen: list[RecordedEvent] = []
    last = 0
    while more := store.read_all(last, page):
        assert more[-1].position > last, "a page leads back"
        last = more[-1].position
        seen.extend(more)
    return seen


def append_somehow(store: EventStore, put: Command, events: Sequence[Event]) -> int:
    """Put a command until it is not in conflict any more; the version of its last event."""
    while True:
        history = store.read(put.stream)
        try:
            return store.append(put, len(history), events)[-1].version
        except ConflictError:
            continue


def require_whole(log: Sequence[RecordedEvent]) -> None:
    """Positions rise, each stream counts 1, 2, 3 …, and no event stands there twice."""
    assert all(a.position < b.position for a, b in pairwise(log)), "positions do not rise"
    streams: dict[str, list[int]] = {}
    for each in log:
        streams.setdefault(each.stream, []).append(each.version)
    for stream, versions in streams.items():
        expected = list(range(1, len(versions) + 1))
        assert versions == expected, f"the versions of {stream} are not contiguous"
