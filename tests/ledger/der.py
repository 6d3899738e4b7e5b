"""Just enough DER to be a time-stamp authority, apart from the library that is tested."""

from __future__ import annotations

from collections.abc import Sequence

INTEGER, OCTETS, OID, SEQUENCE, SET, TIME, TAGGED = 2, 4, 6, 0x30, 0x31, 0x18, 0xA0
LONG = 0x80


def tlv(tag: int, *parts: bytes) -> bytes:
    """A value with its tag and its length."""
    body = b"".join(parts)
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8)
    short = len(body) < LONG
    return bytes([tag, len(body)] if short else [tag, LONG | len(length), *length]) + body


def seq(*parts: bytes) -> bytes:
    return tlv(SEQUENCE, *parts)


def integer(number: int) -> bytes:
    return tlv(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, signed=True))


def oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    return tlv(OID, bytes([40 * first + second]), *map(_base128, rest))


def _base128(number: int) -> bytes:
    digits = [number & 127]
    while number := number >> 7:
        digits.append(number & 127 | LONG)
    return bytes(digits[::-1])


def read(der: bytes) -> Sequence[tuple[int, bytes]]:
    """The values that stand one after the other: the tag and the content of each."""
    found: list[tuple[int, bytes]] = []
    while der:
        tag, length, der = der[0], der[1], der[2:]
        if length & LONG:
            digits = length & 127
            length, der = int.from_bytes(der[:digits]), der[digits:]
        found.append((tag, der[:length]))
        der = der[length:]
    return found
