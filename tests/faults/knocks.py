"""What the fault programs store and say: events that follow from the id of their command."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from answerable.adapters.sqlite.store import SqliteStore
from answerable.adapters.stored_form import StoredForm
from answerable.domain.command import Command
from answerable.domain.event import Actor, Event, RecordedEvent


class Knocked(Event):
    times: int
    words: str


FORM = StoredForm({"Knocked": Knocked}, {}, os.urandom)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CARLA = Actor("agent-1", "agent")


@dataclass(frozen=True, slots=True)
class Said:
    """A line of a writer or a reader: what it is about to put, what was recorded, what it saw."""

    what: str
    """`put` before an append, `done` once it returned, `saw` when read, `failed` when it raised."""
    command: str
    stream: str = ""
    version: int = 0
    """The first of the events, or the version expected."""
    positions: tuple[int, ...] = ()
    at: float = 0
    """Seconds of the machine's monotonic clock, the same for all its processes."""

    def line(self) -> str:
        """As it is written."""
        return json.dumps(asdict(self)) + "\n"


def read_said(text: str) -> list[Said]:
    """The lines that were written to their end."""
    whole = text[: text.rfind("\n") + 1].splitlines()
    return [
        Said(**fields | {"positions": tuple(fields["positions"])})
        for fields in map(json.loads, whole)
    ]


def command(id_: str, stream: str, now: datetime = NOON) -> Command:
    """A command of that id."""
    return Command(stream=stream, id=id_, actor=CARLA, now=now, occurred_at=now)


def knocks(command_id: str) -> list[Event]:
    """The events of a command: how many and how long follows from its id."""
    dice = Random(command_id)
    longest = dice.choice((10, 10, 10, 400, 9000))
    return [
        Knocked(occurred_at=NOON, times=n, words=command_id + "." * dice.randint(0, longest))
        for n in range(dice.randint(1, 5))
    ]


def done(events: Sequence[RecordedEvent], at: float = 0) -> Said:
    """What is said once an append has returned."""
    first = events[0]
    positions = tuple(event.position for event in events)
    return Said("done", first.command_id, first.stream, first.version, positions, at)


def open_store(path: Path) -> SqliteStore:
    """The real store on the file."""
    return SqliteStore(path, FORM)


def by_command(events: Iterable[RecordedEvent]) -> dict[str, list[RecordedEvent]]:
    """The events of each command."""
    found: dict[str, list[RecordedEvent]] = {}
    for event in events:
        found.setdefault(event.command_id, []).append(event)
    return found
