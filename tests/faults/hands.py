"""What the processes of a history do: some write and say so, some read on and say what they saw."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from threading import Thread
from time import monotonic, sleep

from tests.faults.knocks import NOON, Said, command, done, knocks

from answerable.application.ports import (
    Append,
    ConflictError,
    EventStore,
    StoreError,
    UnavailableError,
)

Open = Callable[[], EventStore]

TRIES = 300
PAUSE_SECONDS = 0.05
AGAIN, MANY, JUMP = 0.02, 0.1, 0.1
"""How often a command is put twice, several go in one commit, and the clock jumps."""
YEARS = 10


@dataclass(frozen=True, slots=True)
class Task:
    """Of all writers: where they write, to how many streams, up to which position."""

    streams: int
    events: int
    again: bool = True
    """Commands are put twice now and then."""


class Mouth:
    """Says lines into a file, each whole or not at all."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def say(self, line: str) -> None:
        """One line more."""
        os.write(self._file, line.encode())


class Writer:
    """Puts commands to streams at random; knows their versions only from what it was told."""

    def __init__(self, store: EventStore, mouth: Mouth, dice: Random, name: str) -> None:
        self._store = store
        self._mouth = mouth
        self._dice = dice
        self._name = name
        self._versions: dict[str, int] = {}
        self._numbers = count()

    def write(self, task: Task) -> None:
        """Until the log has so many events."""
        last, latest = 0, list[Append]()
        while last < task.events:
            kind = self._dice.random()
            if latest and task.again and kind < AGAIN:
                appends = latest
            else:
                number = self._dice.randint(2, 4) if kind < AGAIN + MANY else 1
                appends = [self._new(task.streams) for _ in range(number)]
            last, latest = max(last, self._put(appends)), appends

    def _new(self, streams: int) -> Append:
        stream = f"case-{self._dice.randrange(streams)}"
        id_ = f"cmd-{self._name}-{next(self._numbers)}"
        self._mouth.say(Said("put", id_, stream, at=monotonic()).line())
        jump = self._dice.uniform(-YEARS, YEARS) if self._dice.random() < JUMP else 0
        put = command(id_, stream, NOON + timedelta(days=365 * jump))
        return Append(put, self._versions.get(stream, 0), knocks(id_))

    def _put(self, appends: list[Append]) -> int:
        """All of them, each until it is recorded; the last position."""
        last = 0
        for _ in range(TRIES):
            try:
                outcomes = self._append(appends)
            except UnavailableError:  # whether it is recorded is not known: put it again
                sleep(PAUSE_SECONDS)
                continue
            left = list[Append]()
            for append, outcome in zip(appends, outcomes, strict=True):
                last = max(last, self._heard(append, outcome, left))
            if not left:
                return last
            appends = left
        raise TimeoutError

    def _append(self, appends: list[Append]) -> list[object]:
        if len(appends) > 1:
            return list(self._store.append_all(appends))
        (one,) = appends
        try:
            return [self._store.append(one.command, one.expected_version, one.events)]
        except ConflictError as conflict:
            return [conflict]

    def _heard(self, append: Append, outcome: object, left: list[Append]) -> int:
        stream = append.command.stream
        if isinstance(outcome, ConflictError):
            self._versions[stream] = outcome.actual
            left.append(Append(append.command, outcome.actual, append.events))
            return 0
        if isinstance(outcome, StoreError):
            raise outcome
        assert isinstance(outcome, list | tuple)
        said = done(outcome, monotonic())  # pyright: ignore[reportUnknownArgumentType]
        self._mouth.say(said.line())
        last = said.version + len(said.positions) - 1
        self._versions[stream] = max(last, self._versions.get(stream, 0))
        return said.positions[-1]


def write(open_: Open, path: Path, task: Task, name: str, threads: int) -> None:
    """Write from so many threads, until the log has so many events."""
    store = opened(open_)
    mouth = Mouth(path)
    writers = [Writer(store, mouth, Random(f"{name}{n}"), f"{name}.{n}") for n in range(threads)]
    running = [Thread(target=writer.write, args=(task,)) for writer in writers[1:]]
    for thread in running:
        thread.start()
    writers[0].write(task)
    for thread in running:
        thread.join()
    store.close()


def read(open_: Open, path: Path, seed: str, stop: Path) -> None:
    """Read on from what was seen last, page by page, until `stop` is there and all is read."""
    dice = Random(seed)
    store = opened(open_)
    mouth = Mouth(path)
    seen = last_seen(path)
    while True:
        stopping = stop.exists()
        try:
            page = store.read_all(seen, dice.randint(1, 300))
            if not page and not stopping:
                store.wait(seen, 0.2)
        except UnavailableError:
            sleep(PAUSE_SECONDS)
            continue
        if page:
            rows = [(event.position, event.command_id, event.version) for event in page]
            mouth.say(json.dumps(rows) + "\n")
            seen = page[-1].position
        elif stopping:
            return


def last_seen(path: Path) -> int:
    """The position a reader has come to; half a line of one that was killed is dropped."""
    if not path.exists():
        return 0
    text = path.read_bytes()
    whole = text[: text.rfind(b"\n") + 1]
    os.truncate(path, len(whole))
    return int(json.loads(whole.splitlines()[-1])[-1][0]) if whole else 0


def opened(open_: Open) -> EventStore:
    """The store, asked for again while it is not available."""
    for _ in range(TRIES):
        try:
            return open_()
        except UnavailableError:
            sleep(PAUSE_SECONDS)
    return open_()
