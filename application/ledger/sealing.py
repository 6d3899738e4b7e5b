"""The follower that seals: what the log got since is put on the list, under a new checkpoint."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from threading import Event as Signal

from ..ports import StoredRow, StoreError
from .entry import HeadsEntry, KeyEntry, SchemaEntry, WitnessEntry, event_bytes, parse, text16
from .heads import Head, Heads, key_of
from .note import LOG, Checkpoint, Note, Signature, key_id, require_name
from .note import parse as parse_note
from .ports import (
    Keys,
    LedgerReader,
    LedgerStore,
    MissingKeyError,
    Schema,
    Schemas,
    Sealed,
    Step,
    StoredLog,
)
from .tiles import Growing

BATCH = 256
"""No checkpoint has more new events under it."""
SECONDS = 1.0
"""No event waits longer for its checkpoint while the follower runs."""
LOOK_SECONDS = 1.0
PAGES = 4096
"""How many pages of the map of heads are kept in memory between checkpoints."""


class NotRunningOnError(StoreError):
    """The log does not run on as it must: an event is missing in a stream, or stands there twice.

    Nothing is sealed past it.
    """

    def __init__(self, stream: str, version: int, position: int, expected: int) -> None:
        self.stream = stream
        self.version = version
        self.position = position
        super().__init__(
            f"{stream}/{version} (position {position}) should be version {expected}: "
            "the log was changed before it was sealed"
        )


class OtherOriginError(StoreError):
    """The ledger is of another name than the one it was to be sealed under."""

    def __init__(self, kept: str, asked: str) -> None:
        super().__init__(f"this ledger is called {kept}, not {asked}")


class Tip:
    """The end of the list as it is kept, from which it grows."""

    def __init__(self, reader: LedgerReader) -> None:
        sealed = reader.sealed()
        self.size, self.position = (sealed.size, sealed.position) if sealed else (0, 0)
        self.origin = parse_note(sealed.note).checkpoint.origin if sealed else None
        heads = _heads_entry(reader, self.size)
        self.key_index = heads.key if heads else None
        self.key = _key_entry(reader, heads.key) if heads else None
        self.heads = Heads(heads.count if heads else 0, reader.page)
        self.tree = Growing(self.size, reader.tile)
        self.schemas = {(each.type, each.version) for each in reader.schemas()}


class Draft:
    """What the next checkpoint adds, entry by entry."""

    def __init__(self, tip: Tip) -> None:
        self._tip = tip
        self.entries: list[bytes] = []
        self.marks: list[int] = []
        self.schemas: list[Schema] = []
        self._streams: dict[str, tuple[bytes, bytes, Head]] = {}

    @property
    def index(self) -> int:
        """Where the next entry will stand."""
        return self._tip.size + len(self.entries)

    def key(self, entry: KeyEntry) -> None:
        """From here on another key signs."""
        self._tip.key, self._tip.key_index = entry, self.index
        self._mark(entry.written())

    def witness(self, vkey: str) -> None:
        """From here on a witness stands under each checkpoint."""
        self._mark(WitnessEntry(vkey).written())

    def events(self, rows: Sequence[StoredRow], schemas: Schemas) -> None:
        """Stored events, in their order, each after its schema where that is new."""
        known = self._tip.schemas
        for row in rows:
            version = schemas.version_of(row)
            if (row[3], version) not in known:
                document = schemas.document(row, version)
                self.schemas.append(Schema(row[3], version, self.index, document))
                self._mark(SchemaEntry(row[3], version, sha256(document).digest()).written())
                known.add((row[3], version))
            self._event(*row)

    def _event(self, position: int, stream: str, version: int, type_: str, stored: bytes) -> None:
        key, stream16, head = self._streams.get(stream) or self._met(stream)
        if version != head.version + 1 or position < 1:
            raise NotRunningOnError(stream, version, position, head.version + 1)
        before, digest = head.entry + 1, sha256(stored).digest()
        self._streams[stream] = key, stream16, Head(version, self.index)
        self.entries.append(event_bytes(position, version, before, stream16, type_, digest))

    def heads(self) -> dict[str, bytes]:
        """The heads of all events, and the pages that changed with them."""
        heads = self._tip.heads
        for key, _, head in self._streams.values():
            heads.put(key, head)
        root, pages = heads.changed_root()
        entry = HeadsEntry(self._tip.key_index or 0, heads.count, root)
        self.entries.append(entry.written())
        return dict(pages)

    def _met(self, stream: str) -> tuple[bytes, bytes, Head]:
        key = key_of(stream)
        return key, text16(stream), self._tip.heads.get(key) or Head(0, -1)

    def _mark(self, entry: bytes) -> None:
        self.marks.append(self.index)
        self.entries.append(entry)


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

    def seal_all(self) -> int:
        """Checkpoint after checkpoint until nothing is new; how many there were."""
        made = 0
        while self.seal() and not self._ended.is_set():
            made += 1
        return made

    def rotate(self) -> None:
        """Let the key that was named beforehand take over, and let go of the one before it.

        Raises:
            MissingKeyError: one of them is not held.
        """
        self.seal_all()
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


def _heads_entry(reader: LedgerReader, size: int) -> HeadsEntry | None:
    """The last entry of the list."""
    found = parse(reader.entries(size - 1, 1)[0]) if size else None
    return found if isinstance(found, HeadsEntry) else None


def _key_entry(reader: LedgerReader, index: int) -> KeyEntry | None:
    found = parse(reader.entries(index, 1)[0])
    return found if isinstance(found, KeyEntry) else None
