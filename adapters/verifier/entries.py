"""The five kinds of entries, each read to its last byte."""

from __future__ import annotations

from struct import Struct
from typing import NamedTuple, TypeAlias

from .wrong import WrongError

KEY = b"answerable-key/v1\0"
SCHEMA = b"answerable-schema/v1\0"
WITNESS = b"answerable-witness/v1\0"
EVENT = b"answerable-event/v1\0"
HEADS = b"answerable-heads/v1\0"

_KEY = Struct(">Q32s32s64s")
_SCHEMA = Struct(">I32s")
_EVENT = Struct(">QQQ")
_HEADS = Struct(">QQ32s")


class KeyEntry(NamedTuple):
    """From here on this key signs; `signed` are the bytes the key before it has signed."""

    before: int
    public: bytes
    next: bytes
    signature: bytes
    signed: bytes


class SchemaEntry(NamedTuple):
    """What events of that type and schema version are made of, by the hash of the schema."""

    type: str
    version: int
    digest: bytes


class WitnessEntry(NamedTuple):
    """A second party whose signature may stand under checkpoints."""

    vkey: str


class EventEntry(NamedTuple):
    """One recorded event: its place, its type and the hash of its bytes."""

    position: int
    version: int
    before: int
    stream: str
    type: str
    digest: bytes


class HeadsEntry(NamedTuple):
    """How far every stream goes, and which key is in force."""

    key: int
    streams: int
    root: bytes


Entry: TypeAlias = KeyEntry | SchemaEntry | WitnessEntry | EventEntry | HeadsEntry


def entry_of(data: bytes) -> Entry:
    """What the entry says.

    Raises:
        WrongError: it is of no kind known, too short, or has bytes left over.
    """
    for kind, read in READERS:
        if data.startswith(kind):
            try:
                found = read(data, len(kind))
            except (ValueError, IndexError):
                break
            if found is not None:
                return found
            break
    raise WrongError("entry-odd")


def _key(data: bytes, at: int) -> Entry | None:
    if len(data) != at + _KEY.size:
        return None
    before, public, promised, signature = _KEY.unpack_from(data, at)
    return KeyEntry(before, public, promised, signature, data[:-64])


def _schema(data: bytes, at: int) -> Entry | None:
    name, at = _text(data, at)
    if len(data) != at + _SCHEMA.size:
        return None
    return SchemaEntry(name, *_SCHEMA.unpack_from(data, at))


def _witness(data: bytes, at: int) -> Entry | None:
    vkey, at = _text(data, at)
    return WitnessEntry(vkey) if len(data) == at else None


def _event(data: bytes, at: int) -> Entry | None:
    if len(data) < at + _EVENT.size:
        return None
    position, version, before = _EVENT.unpack_from(data, at)
    stream, at = _text(data, at + _EVENT.size)
    name, at = _text(data, at)
    if len(data) != at + 32:
        return None
    return EventEntry(position, version, before, stream, name, data[at:])


def _heads(data: bytes, at: int) -> Entry | None:
    if len(data) != at + _HEADS.size:
        return None
    return HeadsEntry(*_HEADS.unpack_from(data, at))


def _text(data: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    ends = at + 2 + (data[at] << 8 | data[at + 1])
    if not at + 2 < ends <= len(data):
        raise ValueError("a text that is empty or cut off")
    return data[at + 2 : ends].decode("utf-8"), ends


READERS = ((EVENT, _event), (HEADS, _heads), (KEY, _key), (SCHEMA, _schema), (WITNESS, _witness))
