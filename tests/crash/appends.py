"""A workload for the kill harness: appends of several events, each acknowledged on the way."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Thread

from answerable.adapters.sqlite.store import SqliteStore
from answerable.adapters.stored_form import StoredForm
from answerable.application.ports import ConflictError
from answerable.domain.command import Command
from answerable.domain.event import Actor, Event


class Knocked(Event):
    times: int


FORM = StoredForm({"Knocked": Knocked}, {}, os.urandom)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
STREAMS = 5

Acknowledge = Callable[[str, int], None]


def append(store: SqliteStore, stream: str, size: int) -> int:
    """Append `size` events at the end of the stream; its version then."""
    put = Command(
        stream=stream,
        id=f"cmd-{os.urandom(8).hex()}",
        actor=Actor("agent-1", "agent"),
        now=NOON,
        occurred_at=NOON,
    )
    events = [Knocked(occurred_at=NOON, times=n) for n in range(size)]
    while True:
        history = store.read(stream)
        try:
            return store.append(put, history[-1].version if history else 0, events)[-1].version
        except ConflictError:
            continue


def append_some(path: Path, times: int) -> None:
    """Append 1 to 6 events `times` times, to a few streams in turn."""
    store = SqliteStore(path, FORM)
    for n in range(times):
        append(store, f"case-{n % STREAMS}", n % 6 + 1)
    store.close()


def append_for_ever(path: Path, acknowledge: Acknowledge) -> None:
    """Append from two threads until killed."""
    store = SqliteStore(path, FORM)

    def work(offset: int) -> None:
        for n in count(offset):
            stream = f"case-{n % STREAMS}"
            acknowledge(stream, append(store, stream, n % 6 + 1))

    Thread(target=work, args=(3,), daemon=True).start()
    work(0)


if __name__ == "__main__":
    append_some(Path(sys.argv[1]), int(sys.argv[2]))
