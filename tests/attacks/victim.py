"""A sealed log in a file, what was backed up of it on the way, and what the auditor holds."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.ledger.town import SeededKeys, Town, form

from answerable.adapters.sqlite.store import SqliteStore
from answerable.application.ledger.note import Note, parse
from answerable.application.ledger.ports import Sealed
from answerable.application.ports import StoredRow


@dataclass(frozen=True)
class Victim:
    """A log as it was last, copies of it from each checkpoint on the way, and its checkpoints."""

    file: Path
    backups: Sequence[Path]
    sealed: Sequence[Sealed]
    checkpoints: Sequence[Note]
    entries: Sequence[bytes]
    rows: Sequence[StoredRow]
    """Every stored event, the unsealed ones at the end."""

    def under(self, which: int) -> int:
        """The last position under a checkpoint."""
        return self.sealed[which].position


def victim(folder: Path, random: Random) -> Victim:
    """Between four and nine checkpoints over some streams, and a tail that is not sealed."""
    file, backups, checkpoints = folder / "log.db", list[Path](), list[Note]()
    store = SqliteStore(file, form())
    town = Town(store, SeededKeys(f"victim {random.random()}"))
    streams = [f"case-{n}" for n in range(random.randint(3, 9))]
    for n in range(random.randint(4, 9)):
        town.visit(*random.choices(streams, k=random.randint(1, 20)))
        town.sealer.seal_all()
        with town.ledger.now() as moment:
            checkpoints.append(parse(moment.note))
        backups.append(folder / f"backup-{n}.db")
        store.close()
        shutil.copyfile(file, backups[-1])
        store = SqliteStore(file, form())
        town.reopened(store)
    town.visit(*random.choices(streams, k=random.randint(0, 4)))
    with store.ledger().reading() as reader:
        sealed = reader.checkpoints()
    entries, rows = list(town.sealed_entries()), list(store.stored_all(0, 10_000))
    store.close()
    return Victim(file, backups, sealed, checkpoints, entries, rows)
