"""Somebody who may do anything to the file and knows how a ledger is made, but has not its key."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from tests.ledger.town import ORIGIN, SCHEMAS, SeededKeys, form

from answerable.adapters.memory.ledger import MemoryLedger
from answerable.adapters.sqlite.store import SqliteStore
from answerable.application.ledger.drafting import Draft, Tip
from answerable.application.ledger.entry import KeyEntry, parse
from answerable.application.ledger.note import (
    LOG,
    Checkpoint,
    Note,
    Signature,
    key_id,
)
from answerable.application.ledger.note import parse as parse_note
from answerable.application.ledger.ports import Sealed, Step
from answerable.application.ports import StoredRow

Sign: TypeAlias = Callable[[int, Checkpoint], bytes]
"""The note over a forged checkpoint, by its number."""

LEDGER = ("entries", "marks", "schemas", "tiles", "pages", "checkpoints")


def renumbered(rows: Sequence[StoredRow]) -> list[StoredRow]:
    """The same rows with positions and versions that run on, as if nothing had been there."""
    versions: dict[str, int] = {}
    found: list[StoredRow] = []
    for position, (_, stream, _, type_, stored) in enumerate(rows, start=1):
        versions[stream] = versions.get(stream, 0) + 1
        found.append((position, stream, versions[stream], type_, stored))
    return found


def put_rows(file: Path, rows: Sequence[StoredRow]) -> None:
    """Let the log hold these rows and no others."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DELETE FROM stored_events")
        connection.executemany("INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", rows)
        connection.commit()


def rewritten(
    rows: Sequence[StoredRow], plan: Sequence[int], key: KeyEntry, sign: Sign
) -> list[Step]:
    """A ledger over these rows, sealed up to each position of the plan, every digest right."""
    kept, steps = MemoryLedger(), list[Step]()
    with kept.reading() as reader:
        tip = Tip(reader)
    for which, until in enumerate(plan):
        draft, expected = Draft(tip), tip.size
        if not steps:
            draft.key(key)
        draft.events([row for row in rows if tip.position < row[0] <= until], SCHEMAS)
        pages = draft.heads()
        tip.tree.extend(draft.entries)
        tip.size, tip.position = tip.tree.size, until
        note = sign(which, Checkpoint(ORIGIN, tip.size, tip.tree.root()))
        sealed, tiles = Sealed(tip.size, until, note), tip.tree.changed()
        step = Step(expected, sealed, draft.entries, draft.marks, draft.schemas, tiles, pages)
        steps.append(step)
        kept.advance(step)
    return steps


def put_ledger(file: Path, steps: Sequence[Step], sealed: Sequence[Sealed] | None = None) -> None:
    """Let the file hold this ledger; with `sealed`, under these checkpoints."""
    with closing(sqlite3.connect(file)) as connection:
        for table in LEDGER:
            connection.execute(f"DELETE FROM ledger_{table}")
        connection.commit()
    store = SqliteStore(file, form())
    for step in steps:
        assert store.ledger().advance(step)
    store.close()
    if sealed is not None:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("DELETE FROM ledger_checkpoints")
            rows = [(each.size, each.position, each.note) for each in sealed]
            connection.executemany("INSERT INTO ledger_checkpoints VALUES (?, ?, ?)", rows)
            connection.commit()


def key_of_the_log(entries: Sequence[bytes]) -> KeyEntry:
    """The first key entry of a list."""
    entry = parse(entries[0])
    assert isinstance(entry, KeyEntry)
    return entry


def with_old_signatures(sealed: Sequence[Sealed]) -> Sign:
    """Forged checkpoints under the signatures of the true ones."""

    def sign(which: int, checkpoint: Checkpoint) -> bytes:
        true = parse_note(sealed[min(which, len(sealed) - 1)].note)
        return replace(true, checkpoint=checkpoint).written()

    return sign


def with_a_key_of_their_own() -> tuple[KeyEntry, Sign]:
    """A key of the attacker's in the first entry, and checkpoints truly signed by it."""
    keys = SeededKeys("attacker")
    public, after = keys.make(), keys.make()
    unsigned = KeyEntry(0, public, sha256(after).digest())
    entry = replace(unsigned, signature=keys.sign(public, unsigned.signed))

    def sign(_: int, checkpoint: Checkpoint) -> bytes:
        signature = keys.sign(public, checkpoint.body())
        return Note(
            checkpoint, [Signature(ORIGIN, key_id(ORIGIN, LOG, public), signature)]
        ).written()

    return entry, sign
