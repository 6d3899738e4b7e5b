"""Whatever is taken out of a kept ledger or spoilt in it, who reads or seals is told in words."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from tests.ledger.town import SeededKeys, Town, form

from answerable.adapters.sqlite.store import SqliteStore
from answerable.application.ledger.drafting import NotRunningOnError
from answerable.application.ledger.kept import DamagedLedgerError
from answerable.application.ledger.ledger import (
    Moment,
    NothingSealedError,
    UnsealedStreamError,
)

KEYS = SeededKeys()
STREAMS = [f"case-{n}" for n in range(40)]
ROWS = {
    "ledger_entries": ("entry_index", "entry"),
    "ledger_tiles": ("level", "hashes"),
    "ledger_pages": ("prefix", "page"),
    "ledger_schemas": ("entry_index", "document"),
    "ledger_checkpoints": ("size", "note"),
    "ledger_marks": ("entry_index", None),
}
"""What tells the rows of a table apart, and what is kept in one."""


PLAIN = (DamagedLedgerError, NothingSealedError, NotRunningOnError, UnsealedStreamError)
"""What may be said of it, each in a sentence of its own."""


def status(town: Town) -> None:
    town.ledger.status()


def proofs(town: Town) -> None:
    with town.ledger.now() as moment:
        for stream in STREAMS:
            prove(moment, stream)
        moment.consistency(1)


def prove(moment: Moment, stream: str) -> None:
    moment.head_proof(stream)
    for index in moment.of_stream(stream):
        moment.inclusion(index)


def export(town: Town) -> None:
    with town.ledger.now() as moment:
        list(moment.entries())


def seal(town: Town) -> None:
    town.visit(*(f"new-{n}" for n in range(16)))
    town.sealer.seal_all()


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sealed") / "log.db"
    store = SqliteStore(file, form())
    town = Town(store, KEYS)
    town.visit(*STREAMS, *STREAMS)
    town.sealer.seal_all()
    store.close()
    return file


def spoilt(sealed: Path, file: Path, statement: str) -> SqliteStore:
    """A copy of the log, once somebody ran a statement on it."""
    shutil.copy(sealed, file)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)
    return SqliteStore(file, form())


def spoiling() -> Iterator[str]:
    for table, (key, kept) in ROWS.items():
        yield f"DELETE FROM {table}"
        for end in ("min", "max"):
            one = f"{key} = (SELECT {end}({key}) FROM {table})"
            yield f"DELETE FROM {table} WHERE {one}"
            if kept:
                yield f"UPDATE {table} SET {kept} = x'00' WHERE {one}"


@pytest.mark.parametrize("statement", [*spoiling()])
@pytest.mark.parametrize("work", [status, proofs, export, seal])
def test_who_reads_or_seals_a_damaged_ledger_is_told_that_it_is(
    sealed: Path, tmp_path: Path, work: Callable[[Town], None], statement: str
) -> None:
    with closing(spoilt(sealed, tmp_path / "log.db", statement)) as store, suppress(*PLAIN):
        work(Town(store, KEYS))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_pages SET page = x'00' WHERE prefix = ''",
        "UPDATE ledger_pages SET page = x'00' WHERE prefix <> ''",
        "UPDATE ledger_pages SET page = (SELECT max(page) FROM ledger_pages) WHERE prefix = ''",
        "UPDATE ledger_entries SET entry = (SELECT entry FROM ledger_entries LIMIT 1)",
    ],
)
def test_nothing_is_sealed_behind_what_was_changed(
    sealed: Path, tmp_path: Path, statement: str
) -> None:
    with closing(spoilt(sealed, tmp_path / "log.db", statement)) as store:
        town = Town(store, KEYS)

        with pytest.raises(DamagedLedgerError, match="is not whole"):
            seal(town)
