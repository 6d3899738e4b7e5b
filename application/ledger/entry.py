"""The entries of the list, byte by byte, and back: docs/ledger-format.md, version 1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from struct import Struct
from typing import TypeAlias

KEY = b"answerable-key/v1\0"
SCHEMA = b"answerable-schema/v1\0"
WITNESS = b"answerable-witness/v1\0"
EVENT = b"answerable-event/v1\0"
HEADS = b"answerable-heads/v1\0"

HASH, SIGNATURE = 32, 64
LONGEST = 2**16 - 1
_EVENT = Struct(">QQQ")
_HEADS = Struct(">QQ32s")


class MalformedEntryError(ValueError):
    """These bytes are no entry of version 1."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"no entry of the ledger, version 1: {reason}")


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """From here on the key `public` signs; the hash of the key after it is `next`."""

    before: int
    public: bytes
    next: bytes
    signature: bytes = b""

    @property
    def signed(self) -> bytes:
        """What the key before it signs: everything but the signature."""
        return KEY + self.before.to_bytes(8) + self.public + self.next

    def written(self) -> bytes:
        """Its bytes."""
        return self.signed + self.signature


@dataclass(frozen=True, slots=True)
class SchemaEntry:
    """What an event of a type is made of, by the hash of its schema."""

    type: str
    version: int
    schema: bytes

    def written(self) -> bytes:
        """Its bytes."""
        return SCHEMA + text16(self.type) + self.version.to_bytes(4) + self.schema


@dataclass(frozen=True, slots=True)
class WitnessEntry:
    """A witness whose cosignature stands under checkpoints from now on."""

    vkey: str

    def written(self) -> bytes:
        """Its bytes."""
        return WITNESS + text16(self.vkey)


@dataclass(frozen=True, slots=True)
class EventEntry:
    """One stored event; `before` is 1 + the index of the event before it in its stream, or 0."""

    position: int
    version: int
    before: int
    stream: str
    type: str
    stored: bytes

    def written(self) -> bytes:
        """Its bytes."""
        return event_bytes(
            self.position, self.version, self.before, text16(self.stream), self.type, self.stored
        )


@dataclass(frozen=True, slots=True)
class HeadsEntry:
    """How far every stream goes, and the index of the key entry in force."""

    key: int
    count: int
    root: bytes

    def written(self) -> bytes:
        """Its bytes."""
        return HEADS + _HEADS.pack(self.key, self.count, self.root)


Entry: TypeAlias = KeyEntry | SchemaEntry | WitnessEntry | EventEntry | HeadsEntry


def text16(text: str) -> bytes:
    """A text after its length.

    Raises:
        MalformedEntryError: it is longer than the length can say.
    """
    written = text.encode()
    if len(written) > LONGEST:
        raise MalformedEntryError("a text is too long")
    return len(written).to_bytes(2) + written


def event_bytes(
    position: int, version: int, before: int, stream16: bytes, type_: str, stored: bytes
) -> bytes:
    """The bytes of an event entry, whose stream comes as `text16`."""
    return EVENT + _EVENT.pack(position, version, before) + stream16 + text16(type_) + stored


class Bytes:
    """What is left to read of an entry."""

    def __init__(self, left: bytes) -> None:
        self._left = left

    def take(self, length: int) -> bytes:
        """The next bytes, which must be there."""
        taken, self._left = self._left[:length], self._left[length:]
        if len(taken) < length:
            raise MalformedEntryError("it ends too early")
        return taken

    def number(self, length: int = 8) -> int:
        """The next number."""
        return int.from_bytes(self.take(length))

    def text(self) -> str:
        """The next text."""
        try:
            return self.take(self.number(2)).decode()
        except UnicodeDecodeError:
            raise MalformedEntryError("a text is not UTF-8") from None

    def end(self) -> None:
        """Nothing may be left."""
        if self._left:
            raise MalformedEntryError("it does not end where it should")


def parse(entry: bytes) -> Entry:
    """The entry that these bytes are.

    Raises:
        MalformedEntryError: they are none.
    """
    kind, zero, rest = entry.partition(b"\0")
    read = _READERS.get(kind + zero)
    if read is None:
        raise MalformedEntryError("its kind is unknown")
    left = Bytes(rest)
    found = read(left)
    left.end()
    return found


def _key(left: Bytes) -> KeyEntry:
    return KeyEntry(left.number(), left.take(HASH), left.take(HASH), left.take(SIGNATURE))


def _schema(left: Bytes) -> SchemaEntry:
    return SchemaEntry(left.text(), left.number(4), left.take(HASH))


def _witness(left: Bytes) -> WitnessEntry:
    return WitnessEntry(left.text())


def _event(left: Bytes) -> EventEntry:
    position, version, before = left.number(), left.number(), left.number()
    return EventEntry(position, version, before, left.text(), left.text(), left.take(HASH))


def _heads(left: Bytes) -> HeadsEntry:
    return HeadsEntry(left.number(), left.number(), left.take(HASH))


_READERS: dict[bytes, Callable[[Bytes], Entry]] = {
    KEY: _key,
    SCHEMA: _schema,
    WITNESS: _witness,
    EVENT: _event,
    HEADS: _heads,
}
