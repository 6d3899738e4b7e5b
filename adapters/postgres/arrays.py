"""Arrays as PostgreSQL takes them in, packed at once: psycopg takes several times longer."""

from __future__ import annotations

from collections.abc import Sequence
from struct import pack

from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import Dumper
from psycopg.postgres import types
from psycopg.pq import Format

from ..stored_form import is_text


class Packed(bytes):
    """An array, ready to be sent."""

    __slots__ = ()


class Numbers(Packed):
    """A `bigint[]`."""

    __slots__ = ()


class Texts(Packed):
    """A `text[]`."""

    __slots__ = ()


class Blobs(Packed):
    """A `bytea[]`."""

    __slots__ = ()


class _PackedDumper(Dumper):
    format = Format.BINARY

    def dump(self, obj: bytes) -> Buffer:
        """The array as it is."""
        return obj


class _NumbersDumper(_PackedDumper):
    oid = types["int8"].array_oid


class _TextsDumper(_PackedDumper):
    oid = types["text"].array_oid


class _BlobsDumper(_PackedDumper):
    oid = types["bytea"].array_oid


def takes(name: str) -> bool:
    """Whether there can be an id like this: PostgreSQL takes no zero character."""
    return "\0" not in name and is_text(name)


def numbers(values: Sequence[int]) -> Numbers:
    """A `bigint[]` of `values`."""
    head = pack("!iiIii", 1, 0, types["int8"].oid, len(values), 1)
    return Numbers(head + b"".join(pack("!iq", 8, value) for value in values))


def texts(values: Sequence[str]) -> Texts:
    """A `text[]` of `values`."""
    return Texts(_packed(types["text"].oid, [value.encode() for value in values]))


def blobs(values: Sequence[bytes]) -> Blobs:
    """A `bytea[]` of `values`."""
    return Blobs(_packed(types["bytea"].oid, values))


def teach(context: AdaptContext) -> None:
    """Let a connection or cursor send these arrays."""
    context.adapters.register_dumper(Numbers, _NumbersDumper)
    context.adapters.register_dumper(Texts, _TextsDumper)
    context.adapters.register_dumper(Blobs, _BlobsDumper)


def _packed(oid: int, values: Sequence[bytes]) -> bytes:
    head = pack("!iiIii", 1, 0, oid, len(values), 1)
    return head + b"".join(part for value in values for part in (pack("!i", len(value)), value))
