"""Is the log what was sealed? Counted again from the stored events, check by check.

Whoever asks holds a checkpoint from before. Whatever stands in the database may be forged, the
ledger as well: only the checkpoint that is held, and signatures, are believed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

from ..project import Progress, silent
from .entry import EventEntry, MalformedEntryError, parse
from .ledger import NothingSealedError
from .note import IsSigned, MalformedNoteError, Note
from .note import parse as parse_note
from .ports import LedgerReader, LedgerStore, Sealed, StoredLog
from .recount import Counted, Recount, Wrong
from .tiles import WIDTH

KEPT = {
    "entries": "Every entry of the list can be read to its last byte.",
    "keys": "Every key follows from the one before it, from the first to the one in force.",
    "witnesses": "Every witness is named once.",
    "order": "The events of each stream run on without a gap, in rising positions.",
    "schemas": "Every type of event has its schema on the list, and before its first event.",
    "heads": "The list says truly how far each stream goes, each time it says so.",
    "events": "Every sealed event stands in the log as it was sealed, and no other among them.",
}
"""What holds where nothing was found wrong, by the name of the check."""


class Outcome(Enum):
    """How a check ends."""

    PASS = "PASS"  # noqa: S105  # no password
    FAIL = "FAIL"
    NOT_CHECKED = "NOT CHECKED"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: its name, how it ended, why in a sentence, and the first place that is wrong."""

    check: str
    outcome: Outcome
    sentence: str
    wrong: Wrong | None = None


def check(
    log: StoredLog,
    kept: LedgerStore,
    is_signed: IsSigned,
    held: Note | None,
    progress: Progress = silent,
) -> Sequence[Finding]:
    """Everything that can be found out, with the checkpoint that is `held` or without one.

    Who holds no more of it than its line, holds a note without signatures.

    Raises:
        NothingSealedError: nothing is kept of a ledger, and no checkpoint is held.
    """
    with kept.reading() as reader:
        sealed = reader.checkpoints()
        if not sealed and held is None:
            raise NothingSealedError
        sizes = [each.size for each in sealed] + ([held.checkpoint.size] if held else [])
        recount = Recount(is_signed, sizes)
        most = max(1, *sizes)
        counted = recount.walk(reader, log, lambda n: progress("counting", min(n / most, 1.0)))
        checks = Checks(reader, counted, sealed, is_signed, held)
        return list(checks.all())


class Checks:
    """The findings, from what was counted."""

    def __init__(
        self,
        reader: LedgerReader,
        counted: Counted,
        sealed: Sequence[Sealed],
        is_signed: IsSigned,
        held: Note | None,
    ) -> None:
        self._reader = reader
        self._counted = counted
        self._sealed = sealed
        self._is_signed = is_signed
        self._held = held.checkpoint if held else None
        self._signed = held if held and held.signatures else None

    def all(self) -> Iterator[Finding]:
        """One finding for each check."""
        yield self._against_held()
        yield self._checkpoint()
        for name, holds in KEPT.items():
            wrong = self._counted.first(name)
            if name == "keys" and wrong is None and not self._keys_signed_held():
                yield Finding(name, Outcome.FAIL, "Another key signed the checkpoint that is held.")
            elif wrong is None:
                yield Finding(name, Outcome.PASS, holds)
            else:
                yield Finding(name, Outcome.FAIL, _told(wrong), wrong)
        yield self._tables()
        yield self._unsealed()

    def _against_held(self) -> Finding:
        held, counted = self._held, self._counted
        if held is None:
            nobody = "No checkpoint is held: whoever has the key could have sealed another list."
            return Finding("held", Outcome.NOT_CHECKED, nobody)
        if counted.size < held.size:
            short = f"The list has {counted.size} entries; {held.size} were sealed."
            return Finding("held", Outcome.FAIL, f"{short} {self._where()}")
        if counted.roots.get(held.size) != held.root:
            other = f"The first {held.size} entries are not those that were sealed."
            return Finding("held", Outcome.FAIL, f"{other} {self._where()}", self._altered())
        same = f"The first {held.size} entries are those of the checkpoint that is held."
        return Finding("held", Outcome.PASS, same)

    def _checkpoint(self) -> Finding:
        counted = self._counted
        newest = max(self._sealed, key=lambda each: each.size, default=None)
        note = _note(newest) if newest else None
        if newest is None or note is None or not self._is_by_key(note, newest.size):
            return Finding("checkpoint", Outcome.FAIL, "The newest checkpoint is not signed by us.")
        said = note.checkpoint
        sealed = newest.size, said.size, said.root
        if sealed != (counted.size, counted.size, counted.roots.get(counted.size)):
            other = "The newest checkpoint is over another list than the one that is kept."
            return Finding("checkpoint", Outcome.FAIL, other)
        if newest.position != counted.position:
            other = "The list does not go up to the position that the newest checkpoint names."
            return Finding("checkpoint", Outcome.FAIL, other)
        signed = f"The newest checkpoint, over {said.size} entries, is signed by the key in force."
        return Finding("checkpoint", Outcome.PASS, signed)

    def _is_by_key(self, note: Note, size: int) -> bool:
        """Is it signed by the key that was in force at that size?"""
        in_force = [public for index, public in self._counted.keys if index < size]
        origin = self._held.origin if self._held else note.checkpoint.origin
        return bool(in_force) and note.signed_by(origin, in_force[-1], self._is_signed)

    def _altered(self) -> Wrong | None:
        """The first entry that is not the one that was sealed, if the hashes kept still say so."""
        held = self._held
        if held is None:
            return None
        kept = [self._reader.tile(0, number) for number in range(-(-held.size // WIDTH))]
        index = self._counted.first_altered(b"".join(kept), held.size, held.root)
        return None if index is None else self._at(index)

    def _at(self, index: int) -> Wrong:
        """An entry that is not what was sealed; what stands there now says of which event."""
        reason = "it is not what was sealed"
        try:
            entry = parse(self._reader.entries(index, 1)[0])
        except MalformedEntryError:
            entry = None
        if not isinstance(entry, EventEntry):
            return Wrong("held", reason, index)
        return Wrong("held", reason, index, entry.stream, entry.version, entry.position)

    def _where(self) -> str:
        """Between which of the checkpoints that are still kept it went astray."""
        good = 0
        for each in self._sealed if self._keys_signed_held() and self._signed else ():
            note = _note(each)
            if note is None or not self._is_by_key(note, each.size):
                continue
            if self._counted.roots.get(each.size) != note.checkpoint.root:
                return f"The change is among the entries {good} to {each.size - 1}."
            good = each.size
        if good:
            return f"The first {good} entries are those that were sealed."
        return "Where they were changed cannot be told from what is left."

    def _keys_signed_held(self) -> bool:
        """Is what is held signed by the key that the list says was in force? A line says nothing.

        Only then are the keys on the list believed, and what they signed.
        """
        signed = self._signed
        return signed is None or self._is_by_key(signed, signed.checkpoint.size)

    def _tables(self) -> Finding:
        """What proofs are made from; nothing else rests on it."""
        counted, reader = self._counted, self._reader
        tiles = all(reader.tile(*key) == tile for key, tile in counted.tiles.items())
        pages = all(reader.page(prefix) == page for prefix, page in counted.pages.items())
        marks = list(reader.marks()) == counted.marks
        kept = {(each.type, each.version): each.document for each in reader.schemas()}
        schemas = counted.schemas == {key: sha256(each).digest() for key, each in kept.items()}
        if tiles and pages and marks and schemas:
            good = "The hashes, pages and schemas that proofs are made from follow from the list."
            return Finding("tables", Outcome.PASS, good)
        bad = "The hashes, pages or schemas that proofs are made from were changed."
        return Finding("tables", Outcome.FAIL, bad)

    def _unsealed(self) -> Finding:
        waiting, position = self._counted.unsealed, self._counted.position
        events = "1 event stands" if waiting == 1 else f"{waiting} events stand"
        tail = f"{events} past position {position}, unsealed: what stood there cannot be known."
        return Finding("unsealed", Outcome.NOT_CHECKED, tail)


def _told(wrong: Wrong) -> str:
    if wrong.stream is None:
        return f"Entry {wrong.index}: {wrong.reason}."
    place = f"{wrong.stream}, version {wrong.version}, position {wrong.position}"
    return f"{place}: {wrong.reason}."


def _note(sealed: Sealed) -> Note | None:
    try:
        return parse_note(sealed.note)
    except MalformedNoteError:
        return None
