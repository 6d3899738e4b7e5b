"""What the next checkpoint adds to the list, drafted from its end as it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from ..ports import StoredRow, StoreError
from .entry import (
    WITNESS,
    HeadsEntry,
    KeyEntry,
    SchemaEntry,
    WitnessEntry,
    event_bytes,
    text16,
)
from .head_page import EMPTY, Head
from .heads import Heads, key_of
from .kept import bytes_at, checkpoint_of, entry_of
from .ports import LedgerReader, Schema, Schemas
from .tiles import Growing


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


class Tip:
    """The end of the list as it is kept, from which it grows.

    Raises:
        DamagedLedgerError: something of it is gone or changed; nothing is put behind it.
    """

    def __init__(self, reader: LedgerReader) -> None:
        sealed = reader.sealed()
        self.size, self.position = (sealed.size, sealed.position) if sealed else (0, 0)
        self.origin = checkpoint_of(sealed).origin if sealed else None
        heads = entry_of(HeadsEntry, reader, self.size - 1) if self.size else None
        self.key_index = heads.key if heads else None
        self.key = entry_of(KeyEntry, reader, heads.key) if heads else None
        count, root = (heads.count, heads.root) if heads else (0, EMPTY)
        self.heads = Heads(count, root, reader.page)
        self.tree = Growing(self.size, reader.tile)
        self.schemas = {(each.type, each.version) for each in reader.schemas()}
        marked = (bytes_at(reader, index) for index in reader.marks())
        self.witnesses = {each for each in marked if each.startswith(WITNESS)}


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
        """From here on a witness stands under each checkpoint; it is named once."""
        entry = WitnessEntry(vkey).written()
        if entry not in self._tip.witnesses:
            self._tip.witnesses.add(entry)
            self._mark(entry)

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
