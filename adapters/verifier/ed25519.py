"""Ed25519 signatures (RFC 8032), checked strictly: by `cryptography` where it is, else right here.

Strict: the second half of a signature is below the order of the group, the first is compared as it
is written, the key is written in its one form, and one of small order signs nothing. So a signature
has no second form.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

Point: TypeAlias = tuple[int, int, int, int]
Verify: TypeAlias = Callable[[bytes, bytes, bytes], bool]

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL: Point = (0, 1, 1, 0)


def verified(public: bytes, message: bytes, signature: bytes) -> bool:
    """Did the owner of this key sign this message?"""
    if len(public) != 32 or len(signature) != 64:  # noqa: PLR2004  # bytes of a key, of a signature
        return False
    if int.from_bytes(signature[32:], "little") >= ORDER:
        return False
    key = _point(public)
    if key is None or _times_eight(key)[0] == 0:
        return False
    return (LIBRARY or by_own_arithmetic)(public, message, signature)


def by_own_arithmetic(public: bytes, message: bytes, signature: bytes) -> bool:
    """The check itself: `s` times the base point equals the mark plus `k` times the key."""
    key = _point(public)
    if key is None:
        return False
    x, y, z, t = key
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little")
    s = int.from_bytes(signature[32:], "little")
    return _written(_both_times(s, BASE, k % ORDER, (P - x, y, z, P - t))) == signature[:32]


def _by_library() -> Verify | None:
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  # it may be missing
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415  # the same
            Ed25519PublicKey,
        )
    except Exception:  # noqa: BLE001  # a library that is broken is as good as none
        return None

    def check(public: bytes, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        except InvalidSignature:
            return False
        return True

    return check


LIBRARY = _by_library()


def _added(a: Point, b: Point) -> Point:
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e, f = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    g, h = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    i, j, k, m = f - e, h - g, h + g, f + e
    return (i * j % P, k * m % P, j * k % P, i * m % P)


def _doubled(a: Point) -> Point:
    x, y, z, _ = a
    xx, yy, zz = x * x % P, y * y % P, 2 * z * z % P
    h = xx + yy
    e = h - (x + y) * (x + y) % P
    g = xx - yy
    f = zz + g
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _both_times(s: int, one: Point, k: int, other: Point) -> Point:
    """`s` times one point plus `k` times the other, in one go."""
    steps = (NEUTRAL, one, other, _added(one, other))
    found = NEUTRAL
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):
        found = _doubled(found)
        if step := (s >> bit & 1) | (k >> bit & 1) << 1:
            found = _added(found, steps[step])
    return found


def _times_eight(point: Point) -> Point:
    return _doubled(_doubled(_doubled(point)))


def _written(point: Point) -> bytes:
    x, y, z, _ = point
    inverse = pow(z, P - 2, P)
    return (y * inverse % P | (x * inverse % P & 1) << 255).to_bytes(32, "little")


@lru_cache(maxsize=256)
def _point(data: bytes) -> Point | None:
    """The point that these bytes write, if they are the one form of one."""
    number = int.from_bytes(data, "little")
    y, odd = number & (2**255 - 1), number >> 255
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
    if (v * x * x - u) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (v * x * x - u) % P or (x == 0 and odd):
        return None
    if x & 1 != odd:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or NEUTRAL
