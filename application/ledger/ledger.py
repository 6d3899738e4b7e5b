"""The ledger as others read it: entries, proofs and the newest checkpoint, all of one moment."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from ..ports import StoreError
from .entry import Entry, EventEntry, HeadsEntry, KeyEntry, WitnessEntry
from .head_page import Head
from .heads import Absence, Heads, key_of
from .kept import DamagedLedgerError, bytes_at, checkpoint_of, entry_at, entry_of
from .note import LOG, Checkpoint, vkey
from .ports import LedgerReader, LedgerStore, Schema, Sealed, StoredLog
from .tiles import node_reader
from .tree import NoSuchEntryError, consistency_path, frontier, inclusion_path

PAGE = 1000
"""How many entries are read at a time."""


class NothingSealedError(StoreError):
    """There is no checkpoint yet, and so nothing to prove."""

    def __init__(self) -> None:
        super().__init__("nothing is sealed yet: seal the log first")


class UnsealedStreamError(LookupError):
    """No event of that stream is under the checkpoint."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far the log is sealed: up to which position, and how many events wait after it."""

    origin: str
    size: int
    root: bytes
    position: int
    unsealed: int
    streams: int
    vkey: str


class Moment:
    """What the newest checkpoint covers. It stays as it is while it is being read.

    Raises:
        NothingSealedError: there is no checkpoint.
        DamagedLedgerError: something is gone that was kept; any of its answers may raise it.
    """

    def __init__(self, reader: LedgerReader) -> None:
        sealed = reader.sealed()
        if sealed is None:
            raise NothingSealedError
        self.sealed: Sealed = sealed
        self.size = sealed.size
        self._reader = reader
        self._node = node_reader(reader.tile)
        self._last = entry_of(HeadsEntry, reader, self.size - 1)
        self._map = Heads(self._last.count, self._last.root, reader.page)

    @property
    def note(self) -> bytes:
        """The newest checkpoint, a signed note."""
        return self.sealed.note

    @property
    def checkpoint(self) -> Checkpoint:
        """What it says."""
        return checkpoint_of(self.sealed)

    @property
    def streams(self) -> int:
        """How many streams there are in the map of heads."""
        return self._map.count

    def entry_bytes(self, index: int) -> bytes:
        """The bytes of one entry.

        Raises:
            NoSuchEntryError: there is none.
            DamagedLedgerError: there was.
        """
        self._require(index)
        return bytes_at(self._reader, index)

    def entry(self, index: int) -> Entry:
        """One entry, read.

        Raises:
            NoSuchEntryError: there is none.
            DamagedLedgerError: there was.
        """
        self._require(index)
        return entry_at(self._reader, index)

    def entries(self, first: int = 0) -> Iterator[bytes]:
        """The bytes of every entry from an index on."""
        while first < self.size:
            page = self._reader.entries(first, min(PAGE, self.size - first))
            if not page:
                raise DamagedLedgerError(f"entry {first}")
            yield from page
            first += len(page)

    def head(self, stream: str) -> Head:
        """The last event of a stream: its version, and the index of its entry.

        Raises:
            UnsealedStreamError: there is none.
        """
        found = self._map.get(key_of(stream))
        if found is None:
            raise UnsealedStreamError(f"no event of {stream} is sealed")
        return found

    def of_stream(self, stream: str) -> Sequence[int]:
        """The indexes of the entries of a stream, oldest first."""
        found, index = list[int](), self.head(stream).entry
        while index >= 0:
            found.append(index)
            entry = self.entry(index)
            index = entry.before - 1 if isinstance(entry, EventEntry) else -1
        return found[::-1]

    def head_proof(self, stream: str) -> Sequence[bytes]:
        """The siblings from the stream's leaf up to those below the root of the map.

        Raises:
            UnsealedStreamError: no event of it is sealed.
        """
        self.head(stream)
        return self._map.proof(key_of(stream))

    def absence(self, stream: str) -> Absence:
        """The proof that no event of a stream is sealed.

        Raises:
            KeyError: one is.
        """
        return self._map.absence(key_of(stream))

    def inclusion(self, index: int) -> Sequence[bytes]:
        """The proof that an entry is under the checkpoint."""
        return inclusion_path(index, self.size, self._node)

    def consistency(self, old: int) -> Sequence[bytes]:
        """The proof that the list of `old` entries is the beginning of this one."""
        return consistency_path(old, self.size, self._node)

    def root_at(self, size: int) -> bytes:
        """The root of the first `size` entries."""
        return frontier(size, self._node).root()

    def keys(self) -> Sequence[int]:
        """The indexes of the key entries, first to last."""
        return self._marked(KeyEntry)

    def witnesses(self) -> Sequence[int]:
        """The indexes of the witness entries, first to last."""
        return self._marked(WitnessEntry)

    def schemas(self) -> Sequence[Schema]:
        """The schemas on the list, with the index of the entry of each."""
        return self._reader.schemas()

    def vkey(self) -> str:
        """The verifier key in force, to be handed to those who check: C2SP signed-note."""
        key = entry_of(KeyEntry, self._reader, self._last.key)
        return vkey(self.checkpoint.origin, LOG, key.public)

    def _require(self, index: int) -> None:
        if not 0 <= index < self.size:
            raise NoSuchEntryError(f"there is no entry {index}")

    def _marked(self, kind: type[Entry]) -> Sequence[int]:
        return [index for index in self._reader.marks() if isinstance(self.entry(index), kind)]


class Ledger:
    """The ledger of a log, for those who read it and prove by it."""

    def __init__(self, log: StoredLog, kept: LedgerStore) -> None:
        self._log = log
        self._kept = kept

    @contextmanager
    def now(self) -> Generator[Moment]:
        """What the newest checkpoint covers.

        Raises:
            NothingSealedError: there is no checkpoint.
        """
        with self._kept.reading() as reader:
            yield Moment(reader)

    def checkpoint(self) -> Checkpoint:
        """The newest checkpoint. Its `line` is what a closing reply can show.

        Raises:
            NothingSealedError: there is none.
        """
        with self.now() as moment:
            return moment.checkpoint

    def status(self) -> Status:
        """How far the log is sealed.

        Raises:
            NothingSealedError: not at all.
        """
        with self.now() as moment:
            said, position = moment.checkpoint, moment.sealed.position
            streams, key = moment.streams, moment.vkey()
        unsealed = self.unsealed(position)
        return Status(said.origin, said.size, said.root, position, unsealed, streams, key)

    def unsealed(self, position: int) -> int:
        """How many events stand past a position of the log."""
        found = 0
        while page := self._log.stored_all(position, PAGE):
            found, position = found + len(page), page[-1][0]
        return found
