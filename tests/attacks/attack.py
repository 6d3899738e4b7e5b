"""One attack on one log, and what an auditor says of it who holds one checkpoint from before."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from tests.attacks.attacker import (
    key_of_the_log,
    put_ledger,
    put_rows,
    renumbered,
    rewritten,
    with_a_key_of_their_own,
    with_old_signatures,
)
from tests.attacks.moves import MOVES, rewritten_tail
from tests.attacks.victim import Victim
from tests.ledger.town import form

from answerable.adapters.key_folder import is_signed
from answerable.adapters.sqlite.store import SqliteStore
from answerable.application.ledger.checking import Finding, Outcome, check
from answerable.application.ledger.note import parse as parse_note
from answerable.application.ports import StoredRow, UnreadableEventError

HOW = ("rows alone", "rows run on", "all digests", "old signatures", "own key")
WHOLE = ("restored", "forked", "forged checkpoint")
BESIDE = ("nothing", "unsealed tail", "after held", "rolled back")
"""Not under the checkpoint that is held: the first is no attack, the last cannot be seen."""
TRIES = 50
"""With one event there is nothing to swap."""
RANGE = re.compile(r"among the entries (\d+) to (\d+)")


@dataclass
class Told:
    """What was done, and what the auditor said."""

    kind: str
    how: str
    found: bool
    named: str | None
    right: bool | None
    unsealed: str


class Attack:
    """Done on a copy of a victim's file; the auditor holds the checkpoint `which`."""

    def __init__(self, victim: Victim, file: Path, random: Random) -> None:
        self.victim = victim
        self.file = file
        self.random = random
        self.which = random.randrange(len(victim.checkpoints))
        self.sealed = victim.under(self.which)
        shutil.copyfile(victim.file, file)

    def run(self, kind: str) -> Told:
        """Do it, ask the auditor, and judge what is said."""
        how = self._do(kind)
        store = SqliteStore(self.file, form())
        findings = check(store, store.ledger(), is_signed, self.victim.checkpoints[self.which])
        rows = list(store.stored_all(0, 10_000))
        with store.ledger().reading() as reader:
            entries = list(reader.entries(0, 10_000))
        store.close()
        by_name = {each.check: each for each in findings}
        found = any(each.outcome is Outcome.FAIL for each in findings)
        named, right = self._named(by_name, rows, entries)
        return Told(kind, how, found, named, right, by_name["unsealed"].outcome.value)

    def _do(self, kind: str) -> str:
        if kind in MOVES:
            return self._moved(kind, 0, self.sealed)
        if kind == "after held":
            newest = self.victim.under(-1)
            return self._moved(self.random.choice(list(MOVES)), self.sealed, newest)
        if kind == "unsealed tail":
            return self._moved("update", self.victim.under(-1), len(self.victim.rows))
        return self._whole(kind)

    def _moved(self, move: str, first: int, last: int) -> str:
        """Change rows between two positions, until something is another than it was."""
        if first == last:
            return "nothing to change"
        for _ in range(TRIES):
            shutil.copyfile(self.victim.file, self.file)
            rows = list(self.victim.rows[first:])
            MOVES[move](rows, last - first, self.random)
            rows = [*self.victim.rows[:first], *rows]
            how = self.random.choice(HOW) if last > first + 1 else "rows alone"
            how = "rows alone" if last == len(self.victim.rows) != self.sealed else how
            try:
                self._put(rows, how)
            except (sqlite3.IntegrityError, UnreadableEventError):
                continue
            if list(self._rows())[: self.sealed if not first else last] != list(
                self.victim.rows[: self.sealed if not first else last]
            ):
                return how
        shutil.copyfile(self.victim.file, self.file)
        return "nothing to change"

    def _whole(self, kind: str) -> str:
        victim, random = self.victim, self.random
        older = list(range(self.which))
        newer = list(range(self.which, len(victim.backups) - 1))
        if kind == "restored" and older:
            shutil.copyfile(victim.backups[random.choice(older)], self.file)
        elif kind == "rolled back" and newer:
            shutil.copyfile(victim.backups[random.choice(newer)], self.file)
        elif kind == "forked" and self.sealed > 1:
            rows = list(victim.rows)
            rewritten_tail(rows, self.sealed, random)
            how = random.choice(HOW[2:])
            self._put(rows, how)
            return how
        elif kind == "forged checkpoint":
            return self._forged()
        elif kind == "nothing":
            return "untouched"
        else:
            return "nothing to change"
        return "whole file"

    def _forged(self) -> str:
        """The newest checkpoint says something else, under its old signature."""
        newest = self.victim.sealed[-1]
        true = parse_note(newest.note)
        root = bytes(self.random.randrange(256) for _ in range(32))
        size = true.checkpoint.size - self.random.randint(0, 3)
        note = replace(true, checkpoint=replace(true.checkpoint, root=root, size=size)).written()
        with closing(sqlite3.connect(self.file)) as connection:
            connection.execute("DELETE FROM ledger_checkpoints WHERE size >= ?", (size,))
            connection.execute(
                "INSERT INTO ledger_checkpoints VALUES (?, ?, ?)", (size, newest.position, note)
            )
            connection.commit()
        return "old signatures"

    def _put(self, rows: Sequence[StoredRow], how: str) -> None:
        rows = rows if how == "rows alone" else renumbered(rows)
        put_rows(self.file, rows)
        if how in HOW[:2]:
            return
        victim = self.victim
        plan = sorted({min(each.position, len(rows)) for each in victim.sealed} - {0})
        key, sign = key_of_the_log(victim.entries), with_old_signatures(victim.sealed)
        if how == "own key":
            key, sign = with_a_key_of_their_own()
        kept = victim.sealed if how == "all digests" else None
        put_ledger(self.file, rewritten(rows, plan, key, sign), kept)

    def _rows(self) -> Sequence[StoredRow]:
        store = SqliteStore(self.file, form())
        found = list(store.stored_all(0, 10_000))
        store.close()
        return found

    def _named(
        self, by_name: dict[str, Finding], rows: Sequence[StoredRow], entries: Sequence[bytes]
    ) -> tuple[str | None, bool | None]:
        """Which event or entry was named, and whether that is the first that was changed."""
        wrong = by_name["events"].wrong
        if by_name["held"].outcome is Outcome.PASS and wrong is not None:
            return "event", wrong.position == self._first_changed(rows)
        first = _first_difference(self.victim.entries, entries)
        held = by_name["held"]
        if held.wrong is not None:
            return "entry", held.wrong.index == first
        if between := RANGE.search(held.sentence):
            return "range", int(between[1]) <= first <= int(between[2])
        return None, None

    def _first_changed(self, rows: Sequence[StoredRow]) -> int:
        """The first position at which something else stands now, or nothing, or something."""
        before = {row[0]: row for row in self.victim.rows}
        after = {row[0]: tuple(row) for row in rows}
        places = sorted(before.keys() | after.keys())
        return next(each for each in places if before.get(each) != after.get(each))


def _first_difference(before: Sequence[bytes], after: Sequence[bytes]) -> int:
    """The first index at which two lists differ."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(before), len(after)))
