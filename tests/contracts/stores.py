"""The event stores under contract, and small commands and events to put into them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Barrier

from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.sqlite.store import SqliteStore
from answerable.adapters.stored_form import StoredForm
from answerable.application.ports import EventStore
from answerable.domain.command import Command
from answerable.domain.event import Actor, Event, RecordedEvent


class Waited(Event):
    table: int


class Left(Event):
    table: int
    said: str | None = None


FORM = StoredForm({"Waited": Waited, "Left": Left}, {}, os.urandom)
STORES: dict[str, Callable[[Path], EventStore]] = {
    "memory": lambda _: MemoryStore(FORM),
    "sqlite": lambda folder: SqliteStore(folder / "log.db", FORM),
}
NOON = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=1)))
MARTA = Actor("agent-1", "agent")


def command(id_: str, stream: str = "case-1") -> Command:
    return Command(stream=stream, id=id_, actor=MARTA, now=NOON, occurred_at=NOON)


def waited(*tables: int) -> list[Event]:
    return [Waited(occurred_at=NOON, table=table) for table in tables]


def everything(store: EventStore, page: int = 100) -> list[RecordedEvent]:
    seen: list[RecordedEvent] = []
    while more := store.read_all(seen[-1].position if seen else 0, page):
        seen.extend(more)
    return seen


def at_once(work: Sequence[Callable[[], object]]) -> None:
    barrier = Barrier(len(work))

    def run(one: Callable[[], object]) -> None:
        barrier.wait()
        one()

    with ThreadPoolExecutor(len(work)) as pool:
        for done in [pool.submit(run, one) for one in work]:
            done.result()
