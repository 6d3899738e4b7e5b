"""The tree of RFC 6962: leaves, nodes, proofs that an entry stands in it, proofs that it grew."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

HASH = 32


def leaf_hash(entry: bytes) -> bytes:
    """What an entry counts for."""
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """What two subtrees count for together."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_by_path(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes | None:
    """The root that this path leads to; None where it is too long or too short for the place."""
    at, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    return found if last == 0 else None


def grew(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Is the tree of `new` entries that of `old` entries with more behind it?"""
    if old == new:
        return not path and old_root == new_root
    whole = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not whole:
        return False
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = whole[0]
    for sibling in whole[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


class GrowingTree:
    """Counts the root of a growing list, keeping one hash for each full subtree."""

    def __init__(self) -> None:
        self.size = 0
        self._full: list[bytes] = []

    def add(self, entry: bytes) -> None:
        """One more entry at the end."""
        found, place = leaf_hash(entry), self.size
        while place & 1:
            found = node_hash(self._full.pop(), found)
            place >>= 1
        self._full.append(found)
        self.size += 1

    def root(self) -> bytes:
        """The root of the list so far, which has an entry."""
        found = self._full[-1]
        for left in reversed(self._full[:-1]):
            found = node_hash(left, found)
        return found
