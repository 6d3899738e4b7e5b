"""The other process of a test: opens the log of an adapter and works on it.

    python -m answerable.testing.child MODULE:NAME FOLDER WORK [ARGUMENT …]

Says `open`, waits for a line, and then says each command once it has been acknowledged.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from threading import Lock, Thread

from ..application.ports import Append, EventStore
from ..domain.command import Command
from .adapter import adapter_named
from .visits import FORM, append_somehow, command, waited

STREAMS = 3
MANY, MANY_EVERY = 600, 30
SPEAKING = Lock()


def say(line: str) -> None:
    """One whole line, at once."""
    with SPEAKING:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def append_one(store: EventStore, name: str, number: int) -> None:
    """A command of one to four events, said once it is acknowledged."""
    put(store, command(f"{name}-{number}", f"case-{number % STREAMS}"), number % 4 + 1)


def append_some(store: EventStore, name: str, number: str) -> None:
    """So many commands: a few to streams that others write to, most to streams of one's own.

    Some are of many events: what is long under way is what a reader might pass.
    """
    for n in range(int(number)):
        if n % 3 == 0:
            append_one(store, name, n)
        else:
            size = MANY if n % MANY_EVERY == 1 else 1
            put(store, command(f"{name}-{n}", f"case-{name}-{n}"), size)


def put(store: EventStore, wish: Command, size: int) -> None:
    """A command of so many events, said once it is acknowledged."""
    append_somehow(store, wish, waited(*range(size)))
    say(f"{wish.id} {wish.stream} {size}")


def append_for_ever(store: EventStore, name: str) -> None:
    """Commands one by one in one thread, three together in another."""

    def all_at_once() -> None:
        stream = f"case-{name}"
        for n in count():
            wishes = [command(f"{name}-t{n}-{k}", stream) for k in range(3)]
            appends = [Append(wish, 6 * n + 2 * k, waited(k, k)) for k, wish in enumerate(wishes)]
            outcomes = store.append_all(appends)
            for wish, outcome in zip(wishes, outcomes, strict=True):
                if isinstance(outcome, Exception):
                    raise outcome
                say(f"{wish.id} {stream} 2")

    Thread(target=all_at_once, daemon=True).start()
    for n in count():
        append_one(store, name, n)


def put_once(store: EventStore, id_: str, stream: str) -> None:
    """One command of two events."""
    put(store, command(id_, stream), 2)


WORKS: Mapping[str, Callable[..., None]] = {
    work.__name__: work for work in (append_some, append_for_ever, put_once)
}


def main(name: str, folder: str, work: str, *words: str) -> None:
    """Open, say so, wait to be let go, work."""
    store = adapter_named(name).open(Path(folder), FORM)
    say("open")
    if sys.stdin.readline():
        WORKS[work](store, *words)
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
