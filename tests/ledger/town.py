"""A small log to seal, keys that come out the same each time, and a ledger on both."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from itertools import count, islice
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st

from answerable.adapters.event_schemas import EventSchemas
from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.stored_document import BLIND_BYTES
from answerable.adapters.stored_form import Row, StoredForm
from answerable.application.ledger.ledger import Ledger
from answerable.application.ledger.ports import LedgeredStore, MissingKeyError
from answerable.application.ledger.sealing import Sealer
from answerable.domain.event import Event
from answerable.testing.visits import Left, Waited, command, waited

ORIGIN = "log.example/complaints"
TYPES: dict[str, type[Event]] = {"Waited": Waited, "Left": Left}
SCHEMAS = EventSchemas(TYPES)
STEPS = st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=12), min_size=1, max_size=5)


class SeededKeys:
    """Keys made from a number, one after the other: the same each time."""

    def __init__(self, seed: str = "key") -> None:
        self._seed = seed
        self._keys: dict[bytes, Ed25519PrivateKey] = {}
        self._made = 0

    def make(self) -> bytes:
        self._made += 1
        secret = sha256(f"{self._seed} {self._made}".encode()).digest()
        key = Ed25519PrivateKey.from_private_bytes(secret)
        public = key.public_key().public_bytes_raw()
        self._keys[sha256(public).digest()] = key
        return public

    def public(self, digest: bytes) -> bytes | None:
        found = self._keys.get(digest)
        return found.public_key().public_bytes_raw() if found else None

    def sign(self, public: bytes, message: bytes) -> bytes:
        digest = sha256(public).digest()
        if digest not in self._keys:
            raise MissingKeyError(digest, "these keys")
        return self._keys[digest].sign(message)

    def retire(self, public: bytes) -> None:
        self._keys.pop(sha256(public).digest(), None)


def form() -> StoredForm:
    """Stored bytes that are the same each time."""
    blinds = (sha256(b"%d" % number).digest()[:BLIND_BYTES] for number in count())
    return StoredForm(TYPES, {}, lambda length: b"".join(islice(blinds, length // BLIND_BYTES)))


def behind(store: MemoryStore) -> list[Row]:
    """The rows of the store, to be changed behind its back."""
    return cast("list[Row]", vars(store)["_log"])


class Town:
    """A store with its ledger."""

    def __init__(self, store: LedgeredStore | None = None, keys: SeededKeys | None = None) -> None:
        self.keys = keys or SeededKeys()
        self._lengths: dict[str, int] = {}
        self.reopened(store if store is not None else MemoryStore(form()))

    def reopened(self, store: LedgeredStore) -> None:
        """The same log, opened again."""
        self.store = store
        self.ledger = Ledger(store, store.ledger())
        self.sealer = self.new_sealer()

    def new_sealer(self) -> Sealer:
        return Sealer(self.store, self.store.ledger(), self.keys, SCHEMAS, ORIGIN)

    def visit(self, *streams: str) -> None:
        """An event in each of these streams, in that order."""
        for stream in streams:
            length = self._lengths.get(stream, 0)
            put = command(f"cmd-{stream}-{length}", stream)
            self.store.append(put, length, waited(length))  # type: ignore[attr-defined]
            self._lengths[stream] = length + 1

    def sealed_entries(self) -> Sequence[bytes]:
        with self.ledger.now() as moment:
            return list(moment.entries())


def grown(steps: list[list[int]], *, fresh_sealer: bool = False) -> Town:
    """A town that was sealed after each of these rounds of visits."""
    town = Town()
    for step in steps:
        town.visit(*(f"case-{n}" for n in step))
        (town.new_sealer() if fresh_sealer else town.sealer).seal_all()
    return town
