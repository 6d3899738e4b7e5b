"""The list counted again from the stored events: what it says of each, held against the event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from ..ports import StoredRow
from .entry import (
    Entry,
    EventEntry,
    HeadsEntry,
    KeyEntry,
    MalformedEntryError,
    SchemaEntry,
    WitnessEntry,
    parse,
)
from .head_page import EMPTY, Head
from .heads import Heads, key_of
from .note import IsSigned
from .ports import LedgerReader, StoredLog
from .tiles import HASH, WIDTH, Growing
from .tree import Frontier

PAGE, PAGES = 1000, 4096


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong, and where: the index of an entry and, where there is one, the event."""

    about: str
    reason: str
    index: int | None = None
    stream: str | None = None
    version: int | None = None
    position: int | None = None


@dataclass(slots=True)
class Counted:
    """What came out: everything that is wrong, and the roots at the sizes that were asked for."""

    wrong: list[Wrong] = field(default_factory=list[Wrong])
    roots: dict[int, bytes] = field(default_factory=dict[int, bytes])
    keys: list[tuple[int, bytes]] = field(default_factory=list[tuple[int, bytes]])
    """The key entries: index and public key."""
    witnesses: list[str] = field(default_factory=list[str])
    tiles: Mapping[tuple[int, int], bytes] = field(default_factory=dict[tuple[int, int], bytes])
    pages: dict[str, bytes] = field(default_factory=dict[str, bytes])
    schemas: dict[tuple[str, int], bytes] = field(default_factory=dict[tuple[str, int], bytes])
    marks: list[int] = field(default_factory=list[int])
    size: int = 0
    position: int = 0
    unsealed: int = 0

    def first(self, about: str) -> Wrong | None:
        """The first thing that is wrong about something."""
        return next((each for each in self.wrong if each.about == about), None)

    def first_altered(self, leaves: bytes, size: int, root: bytes) -> int | None:
        """The first entry that is not the one whose leaf was kept, if those have that root."""
        kept = [leaves[at : at + HASH] for at in range(0, size * HASH, HASH)]
        if _root(kept) != root:
            return None
        counted = b"".join(self.tiles.get((0, number), b"") for number in range(size // WIDTH + 1))
        here = [counted[at : at + HASH] for at in range(0, size * HASH, HASH)]
        pairs = enumerate(zip(kept, here, strict=False))
        return next((index for index, (one, other) in pairs if one != other), None)


class Recount:
    """Walks the list and the log side by side, and believes neither."""

    def __init__(self, is_signed: IsSigned, sizes: Iterable[int]) -> None:
        self.counted = Counted()
        self._is_signed = is_signed
        self._sizes = set(sizes)
        self._tree = Growing(0, _nothing)
        self._heads = Heads(0, EMPTY, self.counted.pages.get)
        self._streams: dict[str, Head] = {}
        self._fresh: set[str] = set()
        self._types: set[str] = set()
        self._key: tuple[int, KeyEntry] | None = None

    def walk(self, reader: LedgerReader, log: StoredLog, reached: Callable[[int], None]) -> Counted:
        """Count everything; `reached` is told how many entries are counted, page by page."""
        counted, rows = self.counted, _Rows(log)
        for index, kept in enumerate(_entries(reader, reached)):
            counted.size = index + 1
            self._tree.extend((kept,))
            try:
                self._meet(index, parse(kept), rows)
            except MalformedEntryError as error:
                self._wrong("entries", str(error), index)
            if index + 1 in self._sizes:
                counted.roots[index + 1] = self._tree.root()
        counted.tiles = self._tree.changed()
        counted.unsealed = rows.rest(counted.position)
        return counted

    def _meet(self, index: int, entry: Entry, rows: _Rows) -> None:
        match entry:
            case EventEntry():
                self._event(index, entry, rows)
            case HeadsEntry():
                self._hold_heads(index, entry)
            case KeyEntry():
                self._hold_key(index, entry)
            case SchemaEntry():
                self._hold_schema(index, entry)
            case WitnessEntry():
                self._hold_witness(index, entry)
        if not isinstance(entry, EventEntry | HeadsEntry):
            self.counted.marks.append(index)

    def _event(self, index: int, entry: EventEntry, rows: _Rows) -> None:
        if entry.position <= self.counted.position:
            self._wrong("order", "its position is not past that of the event before it", index)
        self.counted.position = max(self.counted.position, entry.position)
        for position, stream, version in rows.before(entry.position):
            reason = "it stands in the log, and was not there when the log was sealed"
            self.counted.wrong.append(Wrong("events", reason, None, stream, version, position))
        if differs := _differs(entry, rows.at(entry.position)):
            place = entry.stream, entry.version, entry.position
            self.counted.wrong.append(Wrong("events", differs, index, *place))
        self._follow(index, entry)

    def _follow(self, index: int, entry: EventEntry) -> None:
        """Take an event into the heads, and see that it leads on from the one before."""
        head = self._streams.get(entry.stream, Head(0, -1))
        if (entry.version, entry.before) != (head.version + 1, head.entry + 1):
            self._wrong("order", "it does not lead on from the event before it", index)
        if entry.type not in self._types:
            self._wrong("schemas", "no schema of its type stands before it", index)
        self._streams[entry.stream] = Head(entry.version, index)
        self._fresh.add(entry.stream)

    def _hold_schema(self, index: int, entry: SchemaEntry) -> None:
        if (entry.type, entry.version) in self.counted.schemas:
            self._wrong("schemas", "there is one of that type and version before it", index)
        self.counted.schemas[entry.type, entry.version] = entry.schema
        self._types.add(entry.type)

    def _hold_witness(self, index: int, entry: WitnessEntry) -> None:
        if entry.vkey in self.counted.witnesses:
            self._wrong("witnesses", "this witness is named before it", index)
        self.counted.witnesses.append(entry.vkey)

    def _hold_heads(self, index: int, entry: HeadsEntry) -> None:
        for stream in self._fresh:
            self._heads.put(key_of(stream), self._streams[stream])
        self._fresh.clear()
        root, pages = self._heads.changed_root()
        self.counted.pages.update(pages)
        if self._heads.pages > PAGES:
            self._heads.forget()
        told = (self._key[0] if self._key else 0, self._heads.count, root)
        if (entry.key, entry.count, entry.root) != told:
            self._wrong("heads", "it does not tell the heads of the events before it", index)

    def _hold_key(self, index: int, entry: KeyEntry) -> None:
        """A key must be signed by the one before it, which must have named it beforehand."""
        if self._key is None:
            before, signer, named = 0, entry.public, sha256(entry.public).digest()
        else:
            before, signer, named = self._key[0] + 1, self._key[1].public, self._key[1].next
        if (
            entry.before != before
            or sha256(entry.public).digest() != named
            or not self._is_signed(signer, entry.signed, entry.signature)
        ):
            self._wrong("keys", "the key does not follow from the one before it", index)
        self._key = index, entry
        self.counted.keys.append((index, entry.public))

    def _wrong(self, about: str, reason: str, index: int) -> None:
        self.counted.wrong.append(Wrong(about, reason, index))


class _Rows:
    """The stored events in the order of their positions, one ahead."""

    def __init__(self, log: StoredLog) -> None:
        self._coming = _stored(log)
        self._next = next(self._coming, None)

    def before(self, position: int) -> Iterator[tuple[int, str, int]]:
        """Those that stand before a position."""
        while self._next is not None and self._next[0] < position:
            yield self._next[:3]
            self._next = next(self._coming, None)

    def at(self, position: int) -> StoredRow | None:
        """The event at a position."""
        found = self._next
        if found is None or found[0] != position:
            return None
        self._next = next(self._coming, None)
        return found

    def rest(self, position: int) -> int:
        """How many stand past a position."""
        found = 0
        while self._next is not None:
            found += self._next[0] > position
            self._next = next(self._coming, None)
        return found


def _differs(entry: EventEntry, row: StoredRow | None) -> str | None:
    """How a stored event is not what the list says of it."""
    if row is None:
        return "it is gone from the log"
    _, stream, version, type_, stored = row
    if (stream, version) != (entry.stream, entry.version):
        return "another event stands in its place"
    if type_ != entry.type:
        return "its type is not the one it was sealed with"
    if sha256(stored).digest() != entry.stored:
        return "its stored bytes are not those that were sealed"
    return None


def _stored(log: StoredLog) -> Iterator[StoredRow]:
    position = 0
    while page := log.stored_all(position, PAGE):
        yield from page
        position = page[-1][0]


def _entries(reader: LedgerReader, reached: Callable[[int], None]) -> Iterator[bytes]:
    first = 0
    while page := reader.entries(first, PAGE):
        yield from page
        first += len(page)
        reached(first)


def _root(leaves: Iterable[bytes]) -> bytes:
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def _nothing(*_: int) -> bytes:
    return b""
