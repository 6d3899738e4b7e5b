"""What the ledger needs of others: the stored bytes, a place to be kept, keys, schemas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from ..ports import StoredRow


@runtime_checkable
class StoredLog(Protocol):
    """A log of events whose stored bytes can be read as they are. Many stores are one."""

    def stored_all(self, after_position: int, limit: int) -> Sequence[StoredRow]:
        """What `read_all` would give, as the store keeps it: nothing is decoded.

        After 0 it begins with whatever is there, also at a position that no store gives.
        """
        ...

    def head(self) -> int:
        """The position of the newest event; 0 in an empty log."""
        ...

    def wait(self, after_position: int, timeout_seconds: float) -> bool:
        """Wait for an event past `after_position`; false when time is up or the store closed."""
        ...


@dataclass(frozen=True, slots=True)
class Sealed:
    """The newest checkpoint, as its note says it, and the position that it goes up to."""

    size: int
    position: int
    note: bytes


@dataclass(frozen=True, slots=True)
class Schema:
    """The schema of a type and schema version, in canonical JSON, and where the list has it."""

    type: str
    version: int
    index: int
    document: bytes


@dataclass(frozen=True, slots=True)
class Step:
    """What a seal adds to a list of `expected` entries, to be kept all together."""

    expected: int
    sealed: Sealed
    entries: Sequence[bytes]
    marks: Sequence[int] = ()
    """The indexes of those that tell of a key, a witness or a schema."""
    schemas: Sequence[Schema] = ()
    tiles: Mapping[tuple[int, int], bytes] = field(default_factory=dict[tuple[int, int], bytes])
    """Hashes of the tree, by level and number: see `tiles`."""
    pages: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    """Pages of the map of heads, by prefix: see `heads`."""


class LedgerReader(Protocol):
    """What is kept of a ledger, as it was at one moment."""

    def sealed(self) -> Sealed | None:
        """The newest checkpoint; None where nothing was sealed."""
        ...

    def checkpoints(self) -> Sequence[Sealed]:
        """Every checkpoint there was, smallest first."""
        ...

    def entries(self, first: int, limit: int) -> Sequence[bytes]:
        """At most `limit` entries of the list from index `first` on."""
        ...

    def marks(self) -> Sequence[int]:
        """The indexes of the entries that tell of a key, a witness or a schema, in order."""
        ...

    def schemas(self) -> Sequence[Schema]:
        """Every schema that the list has an entry for, in the order of their indexes."""
        ...

    def tile(self, level: int, number: int) -> bytes:
        """A tile of the tree; nothing where there is none."""
        ...

    def page(self, prefix: str) -> bytes | None:
        """A page of the map of heads."""
        ...


class LedgerStore(Protocol):
    """Keeps a ledger beside the log it is on, safe for several threads and processes.

    Every method may raise `UnavailableError`.
    """

    def reading(self) -> AbstractContextManager[LedgerReader]:
        """One unchanging moment of what is kept."""
        ...

    def advance(self, step: Step) -> bool:
        """Keep all of a step in one transaction; false, and nothing is kept, if it is late.

        It is late when the list has no longer the number of entries that it adds to.
        """
        ...

    def cosign(self, size: int, note: bytes) -> None:
        """Keep the note of the checkpoint of that size anew, with more signatures under it."""
        ...


@runtime_checkable
class LedgeredStore(StoredLog, Protocol):
    """A log beside which its ledger is kept."""

    def ledger(self) -> LedgerStore:
        """What is kept of the ledger of this log."""
        ...


class Keys(Protocol):
    """Ed25519 keys that sign; what is secret of them never leaves."""

    def make(self) -> bytes:
        """Make a key; its public part."""
        ...

    def public(self, digest: bytes) -> bytes | None:
        """The public part, by its hash, of a key that is held."""
        ...

    def sign(self, public: bytes, message: bytes) -> bytes:
        """The signature by the key of that public part.

        Raises:
            MissingKeyError: it is not held.
        """
        ...

    def retire(self, public: bytes) -> None:
        """Let go of a key that signs no more."""
        ...


class MissingKeyError(Exception):
    """The key that must sign is not among those that are held."""

    def __init__(self, key: bytes, where: str) -> None:
        super().__init__(f"the key whose hash begins {key.hex()[:16]} is not in {where}")


class UnsafeKeyError(Exception):
    """A key is not used: others can read it, or something else stands in its place."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")


class Schemas(Protocol):
    """What stored events are made of."""

    def version_of(self, row: StoredRow) -> int:
        """The schema version a stored event was written by.

        Raises:
            UnreadableEventError: it does not say.
        """
        ...

    def document(self, row: StoredRow, version: int) -> bytes:
        """The JSON Schema of the type of that event in that version, in canonical JSON.

        Raises:
            UnreadableEventError: there is none.
        """
        ...
