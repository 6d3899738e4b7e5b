"""A log file: every entry of the list, from which everything under the checkpoint is recounted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .entries import EventEntry, HeadsEntry, KeyEntry, SchemaEntry, WitnessEntry, entry_of
from .heads import HeadsMap, head_hash, key_of
from .report import Said
from .sealing import CHECKPOINT, MANIFEST, SealedFile, checkpoint, held_note, keys, require_manifest
from .tree import GrowingTree
from .wrong import WrongError

ENTRIES = "entries.bin"


@dataclass
class Recount:
    """The list as it is gone through once; what is wrong with it, by the check it concerns."""

    file: LogFile
    growing: GrowingTree = field(default_factory=GrowingTree)
    map: HeadsMap = field(default_factory=HeadsMap)
    ends: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    moved: set[str] = field(default_factory=set[str])
    schemas: set[tuple[str, int]] = field(default_factory=set[tuple[str, int]])
    described: set[str] = field(default_factory=set[str])
    position: int = 0
    events: int = 0
    heads: int = 0
    last_is_heads: bool = False

    def add(self, data: bytes) -> None:
        """One more entry, in its place."""
        try:
            entry = entry_of(data)
        except WrongError as wrong:
            raise WrongError(wrong.says, entry=self.growing.size) from None
        self.last_is_heads = False
        TAKEN[type(entry)](self, entry)
        self.growing.add(data)
        if self.growing.size in self.file.sizes:
            self.file.roots[self.growing.size] = self.growing.root()

    def take_event(self, event: EventEntry) -> None:
        """It follows the one before it in its stream, and in the whole list."""
        version, end = self.ends.get(event.stream, (0, -1))
        place = self.growing.size
        if event.version != version + 1:
            self._wrong("order", "order-version", case=event.stream, version=version + 1)
        if event.before != end + 1:
            self._wrong("order", "order-before", case=event.stream, version=event.version)
        if event.position <= self.position and self.events:
            self._wrong("order", "order-position")
        if event.type not in self.described:
            self._wrong("schemas", "schema-missing", entry=place, type=event.type)
        self.position = event.position
        self.events += 1
        self.ends[event.stream] = (event.version, place)
        self.moved.add(event.stream)

    def take_heads(self, entry: HeadsEntry) -> None:
        """It tells how far every stream goes, and the last key before it."""
        for stream in self.moved:
            key = key_of(stream)
            self.map.put(key, head_hash(key, *self.ends[stream]))
        self.moved.clear()
        place = self.growing.size
        if (entry.streams, entry.root) != (self.map.count, self.map.root()):
            self._wrong("heads", "heads-false", entry=place)
        if not self.file.keys or entry.key != self.file.keys[-1][0]:
            self._wrong("keys", "key-in-force", entry=entry.key)
        self.file.sealed_key, self.heads, self.last_is_heads = entry.key, self.heads + 1, True

    def take_schema(self, entry: SchemaEntry) -> None:
        """It is the only one of its type and schema version."""
        if (entry.type, entry.version) in self.schemas:
            self._wrong("schemas", "schema-twice", type=entry.type, version=entry.version)
        self.schemas.add((entry.type, entry.version))
        self.described.add(entry.type)

    def take_key(self, entry: KeyEntry) -> None:
        """Another key; whether it follows is asked later."""
        self.file.keys.append((self.growing.size, entry))

    def take_witness(self, entry: WitnessEntry) -> None:
        """Another witness."""
        self.file.witnesses.append(entry)

    def _wrong(self, check: str, says: str, **values: str | int) -> None:
        self.file.wrong.setdefault(check, WrongError(says, **values))


TAKEN: dict[type, Callable[..., None]] = {
    EventEntry: Recount.take_event,
    HeadsEntry: Recount.take_heads,
    KeyEntry: Recount.take_key,
    SchemaEntry: Recount.take_schema,
    WitnessEntry: Recount.take_witness,
}


@dataclass
class LogFile(SealedFile):
    """A log file as far as it has been read; `roots` are those at the sizes asked about."""

    wrong: dict[str, WrongError] = field(default_factory=dict[str, WrongError])
    sizes: set[int] = field(default_factory=set[int])
    roots: dict[int, bytes] = field(default_factory=dict[int, bytes])
    recount: Recount | None = None

    def counted(self, check: str) -> Recount:
        """What the recount found, unless it found something wrong that concerns this check."""
        if check in self.wrong:
            raise self.wrong[check]
        if self.recount is None:
            raise WrongError("entry-odd", entry=0)
        return self.recount


def log_manifest(file: LogFile) -> Said:
    """It lists every other member."""
    require_manifest(file, ("files", "log_file"))
    if type(file.manifest["log_file"]) is not int or file.manifest["log_file"] != 1:
        raise WrongError("manifest-shape")
    return Said("manifest-lists", {"members": len(file.members)})


def log_documents(file: LogFile) -> Said:
    """There are the three members of a log file and no other."""
    if odd := sorted(set(file.members) ^ {MANIFEST, CHECKPOINT, ENTRIES}):
        raise WrongError("member-odd", member=odd[0])
    return Said("json-canonical")


def log_entries(file: LogFile) -> Said:
    """Every entry can be read, from the first byte to the last."""
    recount = Recount(file)
    file.sizes = _sizes(file)
    for data in _cut(file.members[ENTRIES]):
        recount.add(data)
    if not recount.last_is_heads:
        raise WrongError("entry-last")
    if not file.keys:
        raise WrongError("key-first")
    file.recount = recount
    return Said("entries-read", {"number": recount.growing.size})


def log_keys(file: LogFile) -> Said:
    """Each key follows from the one before it, and each heads entry names the last one."""
    file.counted("keys")
    return keys(file)


def log_sealed(file: LogFile) -> Said:
    """The checkpoint is over as many entries as there are."""
    return checkpoint(file, file.counted("checkpoint").growing.size)


def log_tree(file: LogFile) -> Said:
    """The root under the checkpoint is that of these entries."""
    growing = file.counted("tree").growing
    if growing.root() != file.checkpoint().root:
        raise WrongError("tree-root")
    return Said("tree-recounted", {"size": growing.size})


def log_order(file: LogFile) -> Said:
    """Every stream runs from 1 without a gap, and positions rise."""
    return Said("order-holds", {"number": file.counted("order").events})


def log_heads(file: LogFile) -> Said:
    """Every heads entry tells the truth."""
    recount = file.counted("heads")
    return Said("heads-recounted", {"number": len(recount.ends), "entries": recount.heads})


def log_schemas(file: LogFile) -> Said:
    """Each type was bound to a schema before its first event, each schema once."""
    return Said("schemas-bound", {"number": len(file.counted("schemas").schemas)})


def log_held(file: LogFile) -> Said:
    """The list continues the checkpoint that the auditor holds."""
    new = file.checkpoint()
    if file.held is None:
        return Said("held-none", {"origin": new.origin}, checked=False)
    old = held_note(file, file.held)
    if file.roots.get(old.size) != old.root:
        raise WrongError("held-not-continued", held=old.size)
    return Said("held-continued", {"held": old.size, "size": new.size})


def _sizes(file: LogFile) -> set[int]:
    """At which sizes the root is asked about: that of the checkpoint held, where there is one."""
    from_held = (file.held or b"").split(b"\n", 2)[1:2]
    return {int(size) for size in from_held if size.isdigit() and len(size) < 20}  # noqa: PLR2004


def _cut(data: bytes) -> Iterator[bytes]:
    """The entries, each after its length."""
    at = 0
    while at < len(data):
        begins = at + 4
        at = begins + int.from_bytes(data[at:begins], "big")
        if not begins < at <= len(data):
            raise WrongError("entry-cut", byte=begins)
        yield data[begins:at]
