"""A child that works on the real store in a SQLite file and says what it is told, line by line.

    python -m tests.faults.work FILE SEED ROUNDS [--careful] [--alone] [--weak]

Rounds of single appends, appends of several threads (not if `--alone`), `append_all`, a view,
reading and reopening. An append that fails is put again, three times; a `--careful` child opens the
file anew only when its latest append came through. `--weak` has SQLite sync less than it must
(`synchronous=NORMAL`): what finds no loss then is blind.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Thread
from time import monotonic

from tests.faults.knocks import Said, command, done, knocks, open_store
from tests.faults.recording import GAVE_UP

from answerable.adapters.sqlite import datastore
from answerable.adapters.sqlite.store import SqliteStore
from answerable.application.ports import (
    Append,
    ConflictError,
    EventStore,
    StoreError,
    UnavailableError,
)

STREAMS = 4
THREADS = 3
TRIES = 4
PAGE = 50
SHARE_OF_OPENINGS = 0.1
VIEW = (
    "CREATE TABLE IF NOT EXISTS counts (stream TEXT PRIMARY KEY, events INTEGER)",
    "CREATE TABLE IF NOT EXISTS counted (position INTEGER)",
    "INSERT INTO counted SELECT 0 WHERE NOT EXISTS (SELECT * FROM counted)",
)
SELECT_POSITION = "SELECT position FROM counted"
SELECT_COUNTS = "SELECT stream, events FROM counts"
COUNT_ONE = "INSERT INTO counts VALUES (?, 1) ON CONFLICT DO UPDATE SET events = events + 1"
SET_POSITION = "UPDATE counted SET position = ?"
ROWS_BETWEEN_CHECKPOINTS = 25
"""Few, so that a short recording holds several checkpoints."""


def say(said: Said) -> None:
    """One write, so that a line is said whole or not at all."""
    os.write(1, said.line().encode())


class Worker:
    """Puts commands whose ids and streams follow from a seed."""

    def __init__(self, store: EventStore, dice: Random, name: str) -> None:
        self._store = store
        self._dice = dice
        self._name = name
        self._count = 0

    def next_append(self) -> Append:
        """A new command at the end of some stream."""
        self._count += 1
        stream = f"case-{self._dice.randrange(STREAMS)}"
        id_ = f"cmd-{self._name}-{self._count}"
        version = len(self._store.read(stream))
        say(Said("put", id_, stream, version, at=monotonic()))
        return Append(command(id_, stream), version, knocks(id_))

    def append(self) -> bool:
        """Put one command until it is recorded or cannot be; is it recorded?"""
        append = self.next_append()
        for _ in range(TRIES):
            try:
                self._put(append)
            except ConflictError as conflict:
                append = Append(append.command, conflict.actual, append.events)
            except UnavailableError:
                say(Said("failed", append.command.id, append.command.stream))
            else:
                return True
        return False

    def _put(self, append: Append) -> None:
        recorded = self._store.append(append.command, append.expected_version, append.events)
        say(done(recorded, monotonic()))

    def append_all(self, count: int) -> None:
        """Put several in one commit; those that meet on one stream conflict."""
        appends = [self.next_append() for _ in range(count)]
        try:
            outcomes = self._store.append_all(appends)
        except UnavailableError:
            return
        for outcome in outcomes:
            if not isinstance(outcome, StoreError):
                say(done(outcome, monotonic()))


def see(store: EventStore, seen: int) -> int:
    """Read on from position `seen` and say what was there; the position of the newest."""
    while page := store.read_all(seen, PAGE):
        for event in page:
            seen = event.position
            say(Said("saw", event.command_id, event.stream, event.version, (seen,), monotonic()))
    return seen


def count(store: SqliteStore) -> None:
    """Bring a view forward that counts the events of each stream, its position beside it."""
    with store.transaction() as cursor:
        for statement in VIEW:
            cursor.execute(statement)
        (position,) = cursor.execute(SELECT_POSITION).fetchone()
        page = store.read_all(position, PAGE)
        cursor.executemany(COUNT_ONE, [(event.stream,) for event in page])
        cursor.executemany(SET_POSITION, [(event.position,) for event in page[-1:]])


def together(workers: Sequence[Worker]) -> None:
    """An append of each worker, all at once."""
    threads = [Thread(target=worker.append) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def reopened(path: Path) -> SqliteStore:
    """The store on the file, asked for again where opening fails."""
    for _ in range(TRIES):
        with suppress(UnavailableError):
            return open_store(path)
    return open_store(path)


def work(path: Path, seed: int, rounds: int, *, careful: bool, alone: bool) -> None:
    """Do all kinds of work, in an order that follows from the seed."""
    dice = Random(seed)
    store = reopened(path)
    seen = see(store, 0)
    for turn in range(rounds):
        with suppress(UnavailableError):
            way_to_work(store, dice, f"{seed}-{turn}", alone=alone)()
            seen = see(store, seen)
        if dice.random() < SHARE_OF_OPENINGS:
            if careful and not Worker(store, dice, f"{seed}-{turn}-again").append():
                continue
            with suppress(UnavailableError):
                store.close()
            store = reopened(path)
            seen = see(store, seen)
    store.close()


def way_to_work(
    store: SqliteStore, dice: Random, name: str, *, alone: bool
) -> Callable[[], object]:
    """Something to do, at random."""
    workers = [Worker(store, dice, f"{name}-{n}") for n in range(THREADS)]
    ways: Sequence[Callable[[], object]] = (
        workers[0].append,
        workers[0].append if alone else lambda: together(workers),
        lambda: workers[0].append_all(dice.randint(2, 5)),
        lambda: count(store),
    )
    return dice.choice(ways)


def weaken() -> None:
    """Open every connection so that a commit no longer waits for the disk."""
    datastore.DURABLE["synchronous"] = 1
    weak = (*datastore.SETTINGS, "PRAGMA synchronous=NORMAL")
    for name, value in {"SETTINGS": weak}.items():
        setattr(datastore, name, value)


def main() -> int:
    """Work."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("rounds", type=int)
    parser.add_argument("--weak", action="store_true")
    parser.add_argument("--careful", action="store_true")
    parser.add_argument("--alone", action="store_true")
    asked = parser.parse_args()
    datastore.ROWS_BETWEEN_CHECKPOINTS = ROWS_BETWEEN_CHECKPOINTS
    if asked.weak:
        weaken()
    try:
        work(asked.file, asked.seed, asked.rounds, careful=asked.careful, alone=asked.alone)
    except UnavailableError:
        return GAVE_UP
    return 0


if __name__ == "__main__":
    sys.exit(main())
