"""Where it is measured: logs in fresh files, or in fresh schemas of a server, on a disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import answerable
from answerable.application.react import NAME
from answerable.bootstrap import open_desk, open_log

from . import case
from .raw import Raw
from .raw_postgres import RawPostgres
from .raw_sqlite import RawSqlite

CHUNK = 2_000
KEPT = 1_000
"""States that a desk keeps as it comes."""


class Place(Protocol):
    """One kind of store."""

    name: str

    def url(self) -> str:
        """The url of a log that nobody has used."""
        ...

    def raw(self, url: str) -> Raw:
        """The same log by hand."""
        ...

    def size(self, url: str) -> int:
        """Bytes of a log on the disk."""
        ...


class Files:
    """Logs in files of a folder."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def url(self) -> str:
        """The url of a log that nobody has used."""
        return str(self._folder / f"log{next(self._numbers)}.db")

    def raw(self, url: str) -> RawSqlite:
        """The same log by hand."""
        return RawSqlite(url)

    def size(self, url: str) -> int:
        """Bytes of a log on the disk."""
        return Path(url).stat().st_size


class Schemas:
    """Logs in schemas of one server."""

    name = "postgres"

    def __init__(self, server: str) -> None:
        self.server = server
        self._numbers = count(1)

    def url(self) -> str:
        """The url of a log that nobody has used."""
        return f"{self.server}&schema=log{next(self._numbers)}"

    def raw(self, url: str) -> RawPostgres:
        """The same log by hand."""
        return RawPostgres(url)

    def size(self, url: str) -> int:
        """Bytes of a log on the disk."""
        schema = url.rpartition("=")[2]
        question = f"SELECT pg_total_relation_size('{schema}.stored_events')"
        raw = self.raw(url)
        try:
            found = raw.connection.execute(question.encode()).fetchone()
        finally:
            raw.close()
        return int(found[0]) if found else 0


@contextmanager
def place(name: str) -> Iterator[Place]:
    """The place of that name, while the block lasts; on a disk, with durable settings."""
    if name == "postgres":
        from tests.postgres.server import Server  # noqa: PLC0415  # it may not be installed

        with Server("-c max_connections=100", place="disk") as url:
            yield Schemas(url)
        return
    with TemporaryDirectory(prefix="bench-") as folder:
        yield Files(Path(folder))


def filled(where: Place, cases: int, length: int = case.LENGTH) -> str:
    """The url of a new log with so many cases, each of `length` events, all reacted to."""
    url = where.url()
    store, views = open_log(url)
    raw = where.raw(url)
    for first in range(0, cases, CHUNK):
        numbers = range(first, min(first + CHUNK, cases))
        commands = [(f"fill-{n}", case.stream(n), 1, length) for n in numbers]
        raw.bulk([row for n in numbers for row in made(n, length)], commands)
    views.save_position(NAME, raw.head())
    raw.close()
    store.close()
    return url


def made(number: int, length: int) -> list[tuple[str, int, str, bytes]]:
    """The rows of one case: its history, and notes up to `length`."""
    rows = [(case.stream(number), *row[2:]) for row in case.history()[:length]]
    if length > case.LENGTH:
        topic, state = note_row()
        rows += [(case.stream(number), n, topic, state) for n in range(len(rows) + 1, length + 1)]
    return rows


def note_row() -> tuple[str, bytes]:
    """One more event of a case."""
    from . import codec  # noqa: PLC0415  # it takes a moment

    command = case.note("case-1", datetime(2026, 3, 3, 10, 0, tzinfo=UTC))
    return codec.encode(command, command.fact)  # type: ignore[attr-defined]


def desk(url: str, cache: int = 0) -> answerable.Desk:
    """A desk that reads each case anew, unless it may keep some."""
    return open_desk(url, cache=cache)
