"""Imports in tests: a small register, a real store and the real domain, ids and a clock."""

import csv
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4  # noqa: TID251 (tests make their own ids)

from answerable.adapters.imports.cfpb_import import import_cfpb
from answerable.adapters.imports.entrance import Entrance, Tally
from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.sqlite.store import SqliteStore
from answerable.adapters.stored_form import StoredForm
from answerable.application.handle import Backoff, handle
from answerable.application.handle_all import Answer, Together
from answerable.application.ports import EventStore
from answerable.application.states import States
from answerable.domain.catalogue import EVENT_TYPES, decider_for
from answerable.domain.command import Command
from answerable.domain.deadlines.policy import house
from answerable.domain.event import Actor, Event, RecordedEvent
from answerable.domain.upcasting import UPCASTERS

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
POLICY = house("Europe/Warsaw")
FORM = StoredForm(EVENT_TYPES, UPCASTERS, os.urandom)
NO_WAIT = Backoff(lambda _: None, lambda: 0.0)


def memory() -> EventStore:
    """An empty log."""
    return MemoryStore(FORM)


def entrance(store: EventStore) -> Entrance:
    """The way into `store`."""
    return Entrance(
        read_all=store.read_all,
        put=lambda command: handle(store, decider_for(command.stream), command, POLICY, NO_WAIT),
        put_all=lambda commands: Together(store, POLICY, NO_WAIT, States(0)).put_all(
            [(decider_for(command.stream), command) for command in commands]
        ),
        new_id=lambda prefix: f"{prefix}-{uuid4().hex}",
        now=lambda: NOW,
        actor=Actor("import-1", "import"),
    )


def quiet(_what: str, _share: float) -> None:
    """Tell nobody of the progress."""


Rows = list[dict[str, str]]
COLUMNS = (
    "Date received",
    "Product",
    "Issue",
    "Company",
    "State",
    "Date sent to company",
    "Consumer complaint narrative",
    "Company response to consumer",
    "Timely response?",
    "Complaint ID",
)
RELIEF = "Closed with monetary relief"
RANDOM_ID = re.compile(r"[0-9a-f]{32}")


def row(*cells: str) -> dict[str, str]:
    """One row of the register."""
    return dict(zip(COLUMNS, cells, strict=True))


def sample() -> Rows:
    """Seven rows, two of them the same in every column, one id twice with the same words."""
    plain = ("Mortgage", "Payments", "Ada Bank", "TX")
    twin = row("2016-01-20", *plain, "2016-01-21", "", "Closed with explanation", "Yes", "")
    return [
        row("2016-01-20", *plain, "2016-01-20", "They, again.\nAgain.", "Closed", "Yes", "101"),
        row("2016-01-20", *plain, "2016-01-20", "Late.", RELIEF, "No", "102"),
        row("2016-02-01", *plain, "2016-02-02", "", "In progress", "Yes", "103"),
        row("2016-02-01", *plain, "2016-02-02", "", "In progress", "Yes", "103"),
        row("2016-02-03", *plain, "2016-02-03", "", "Untimely response", "No", ""),
        twin,
        dict(twin),
    ]


def written(path: Path, rows: Rows, columns: Sequence[str] = COLUMNS) -> Path:
    """A register with these rows at `path`."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def imported(store: EventStore, tmp_path: Path, rows: Rows, *columns: str) -> Tally:
    """What an import of these rows did."""
    path = written(tmp_path / "register.csv", rows, columns or COLUMNS)
    return import_cfpb(entrance(store), path, tmp_path / "rejected.jsonl", quiet)


def log(store: EventStore) -> Sequence[RecordedEvent]:
    """Everything on record."""
    return store.read_all(0, 1_000_000)


def bag(store: EventStore) -> Counter[tuple[str, ...]]:
    """The streams as a bag, each its events in order, with random ids made equal."""
    streams: dict[str, tuple[str, ...]] = {}
    for recorded in log(store):
        streams[recorded.stream] = (*streams.get(recorded.stream, ()), masked(recorded))
    return Counter(streams.values())


def each(store: EventStore) -> Counter[str]:
    """The events as a bag, with random ids made equal."""
    return Counter(map(masked, log(store)))


def masked(recorded: RecordedEvent) -> str:
    """The event in words, its random ids made equal."""
    return RANDOM_ID.sub("*", f"{recorded.type} {recorded.event.model_dump_json()}")


def events(store: EventStore, kind: type[Event]) -> Iterator[RecordedEvent]:
    """The events of one kind."""
    return (recorded for recorded in log(store) if isinstance(recorded.event, kind))


class KilledError(Exception):
    """Stands for the end of the process."""


def killed(store: EventStore, after: int) -> Entrance:
    """A way into `store` on which the process ends after that many commands."""
    way, left = entrance(store), iter(range(after))

    def put(command: Command) -> Sequence[RecordedEvent]:
        if next(left, None) is None:
            raise KilledError
        return way.put(command)

    def put_all(commands: Sequence[Command]) -> Sequence[Answer]:
        answers: list[Answer] = []
        for command in commands:
            if next(left, None) is None:
                raise KilledError
            answers += way.put_all([command])
        return answers

    return replace(way, put=put, put_all=put_all)


def import_aloud(log_file: Path, register: Path) -> None:
    """Import into a file, with a sign on standard output after every command."""
    store = SqliteStore(log_file, FORM)
    quietly = entrance(store)

    def put_all(commands: Sequence[Command]) -> Sequence[Answer]:
        answers = quietly.put_all(commands)
        sys.stdout.write("." * len(commands))
        sys.stdout.flush()
        return answers

    way = replace(quietly, put_all=put_all)
    import_cfpb(way, register, register.with_suffix(".rejected"), quiet)
    store.close()


if __name__ == "__main__":
    import_aloud(Path(sys.argv[1]), Path(sys.argv[2]))
