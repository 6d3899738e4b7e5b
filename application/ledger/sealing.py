"""The follower that seals: what the log got since is put on the list, under a new checkpoint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from threading import Event as Signal

from ..ports import StoredRow, StoreError
from .drafting import Draft, Tip
from .entry import KeyEntry
from .note import LOG, Checkpoint, Note, Signature, key_id, require_name
from .ports import (
    Keys,
    LedgerReader,
    LedgerStore,
    MissingKeyError,
    Schemas,
    Sealed,
    Step,
    StoredLog,
)

BATCH = 256
"""No checkpoint has more new events under it."""
SECONDS = 1.0
"""No event waits longer for its checkpoint while the follower runs."""
LOOK_SECONDS = 1.0
PAGES = 4096
"""How many pages of the map of heads are kept in memory between checkpoints."""


def unheard(_position: int) -> None:
    """Tell nobody how far it is."""


class OtherOriginError(StoreError):
    """The ledger is of another name than the one it was to be sealed under."""

    def __init__(self, kept: str, asked: str) -> None:
        super().__init__(f"this ledger is called {kept}, not {asked}")


class Sealer:
    """Seals the log under the name `origin`; one at a time is enough, several do no harm."""

    def __init__(
        self, log: StoredLog, ledger: LedgerStore, keys: Keys, schemas: Schemas, origin: str
    ) -> None:
        require_name(origin)
        self._log = log
        self._ledger = ledger
        self._keys = keys
        self._schemas = schemas
        self._origin = origin
        self._tip: Tip | None = None
        self._ended = Signal()

    def seal(self, *, rotate: bool = False, witness: str | None = None) -> Sealed | None:
        """One checkpoint over at most `BATCH` new events; None where nothing is new.

        `rotate` lets the next key take over, `witness` adds one by its verifier key.

        Raises:
            NotRunningOnError, UnreadableEventError: the log cannot be sealed past an event.
            MissingKeyError: the key that must sign is not held.
        """
        while True:
            step = self._drafted(rotate=rotate, witness=witness)
            if step is None:
                return None
            if self._kept(step):
                return step.sealed

    def seal_all(self, reached: Callable[[int], None] = unheard) -> int:
        """Checkpoint after checkpoint until nothing is new; how many there were.

        `reached` is told the position of the log that each of them goes up to.
        """
        made = 0
        while (sealed := self.seal()) and not self._ended.is_set():
            made += 1
            reached(sealed.position)
        return made

    def rotate(self, reached: Callable[[int], None] = unheard) -> None:
        """Let the key that was named beforehand take over, and let go of the one before it.

        What waits is sealed first; `reached` is told how far, as by `seal_all`.

        Raises:
            MissingKeyError: one of them is not held.
        """
        self.seal_all(reached)
        before = self._tip.key if self._tip else None
        self.seal(rotate=True)
        if before:
            self._keys.retire(before.public)

    def run(self) -> None:
        """Seal whatever comes until `stop`, at `BATCH` events or after `SECONDS`."""
        self.seal_all()
        while not self._ended.is_set():
            self.turn()

    def turn(self) -> None:
        """Wait for something new, for more of it, and seal it."""
        position = self._tip.position if self._tip else 0
        if self._log.wait(position, LOOK_SECONDS):
            self._log.wait(position + BATCH - 1, SECONDS)
            self.seal_all()

    def stop(self) -> None:
        """Let `run` end after the checkpoint it is at."""
        self._ended.set()

    def _drafted(self, *, rotate: bool, witness: str | None) -> Step | None:
        tip, self._tip = self._tip, None  # whatever fails below leaves nothing half grown
        with self._ledger.reading() as reader:
            tip = self._current(tip, reader)
            rows = self._log.stored_all(tip.position, BATCH)
            draft = Draft(tip)
            self._put_key(tip, draft, rotate=rotate)
            if witness:
                draft.witness(witness)
            if not rows and not draft.entries:
                self._tip = tip
                return None
            draft.events(rows, self._schemas)
            step = self._step(tip, draft, rows)
        self._tip = tip
        return step

    def _current(self, tip: Tip | None, reader: LedgerReader) -> Tip:
        """The end of the list, from memory if nobody else was there in the meantime."""
        sealed = reader.sealed()
        if tip is None or sealed is None or sealed.size != tip.size:
            tip = Tip(reader)
        tip.heads.read = reader.page
        if tip.heads.pages > PAGES:
            tip.heads.forget()
        if tip.origin not in (None, self._origin):
            raise OtherOriginError(str(tip.origin), self._origin)
        return tip

    def _put_key(self, tip: Tip, draft: Draft, *, rotate: bool) -> None:
        if tip.key is None or tip.key_index is None:
            first, after = self._keys.make(), self._keys.make()
            draft.key(self._signed(KeyEntry(0, first, sha256(after).digest()), first))
        elif rotate:
            public = self._keys.public(tip.key.next)
            if public is None:
                raise MissingKeyError(tip.key.next, "the keys that are held")
            entry = KeyEntry(tip.key_index + 1, public, sha256(self._keys.make()).digest())
            draft.key(self._signed(entry, tip.key.public))

    def _signed(self, entry: KeyEntry, by: bytes) -> KeyEntry:
        signature = self._keys.sign(by, entry.signed)
        return KeyEntry(entry.before, entry.public, entry.next, signature)

    def _step(self, tip: Tip, draft: Draft, rows: Sequence[StoredRow]) -> Step:
        expected, pages = tip.size, draft.heads()
        tip.tree.extend(draft.entries)
        tip.size, tip.origin = tip.tree.size, self._origin
        tip.position = rows[-1][0] if rows else tip.position
        note = self._note(tip)
        return Step(
            expected,
            Sealed(tip.size, tip.position, note),
            draft.entries,
            draft.marks,
            draft.schemas,
            tip.tree.changed(),
            pages,
        )

    def _note(self, tip: Tip) -> bytes:
        checkpoint = Checkpoint(self._origin, tip.size, tip.tree.root())
        public = tip.key.public if tip.key else b""
        signature = self._keys.sign(public, checkpoint.body())
        signed = Signature(self._origin, key_id(self._origin, LOG, public), signature)
        return Note(checkpoint, [signed]).written()

    def _kept(self, step: Step) -> bool:
        tip, self._tip = self._tip, None
        if not self._ledger.advance(step):
            return False
        self._tip = tip
        return True
