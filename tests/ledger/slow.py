"""The tree and the map of heads straight from their definitions, as slow as those are."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def sha(data: bytes) -> bytes:
    return sha256(data).digest()


def split(n: int) -> int:
    """The largest power of two smaller than n."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(entries: Sequence[bytes]) -> bytes:
    """RFC 6962, 2.1."""
    if not entries:
        return sha(b"")
    if len(entries) == 1:
        return sha(b"\x00" + entries[0])
    k = split(len(entries))
    return sha(b"\x01" + mth(entries[:k]) + mth(entries[k:]))


def path(m: int, entries: Sequence[bytes]) -> list[bytes]:
    """RFC 6962, 2.1.1."""
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def proof(m: int, entries: Sequence[bytes]) -> list[bytes]:
    """RFC 6962, 2.1.2."""
    return subproof(m, entries, whole=True)


def subproof(m: int, entries: Sequence[bytes], *, whole: bool) -> list[bytes]:
    n = len(entries)
    if m == n:
        return [] if whole else [mth(entries)]
    k = split(n)
    if m <= k:
        return [*subproof(m, entries[:k], whole=whole), mth(entries[k:])]
    return [*subproof(m - k, entries[k:], whole=False), mth(entries[:k])]


def map_root(heads: dict[bytes, tuple[int, int]], depth: int = 0) -> bytes:
    """The map of heads of docs/ledger-format.md, by key."""
    if not heads:
        return bytes(32)
    if len(heads) == 1:
        ((key, (version, index)),) = heads.items()
        return sha(b"\x02" + key + version.to_bytes(8) + index.to_bytes(8))
    left = {key: head for key, head in heads.items() if not bit(key, depth)}
    right = {key: head for key, head in heads.items() if bit(key, depth)}
    return sha(b"\x03" + map_root(left, depth + 1) + map_root(right, depth + 1))


def bit(key: bytes, depth: int) -> int:
    return key[depth // 8] >> (7 - depth % 8) & 1
