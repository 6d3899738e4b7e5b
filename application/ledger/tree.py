"""The Merkle tree of RFC 6962: hashes, a frontier that grows, proofs and what they show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TypeAlias

ReadNode: TypeAlias = Callable[[int, int], bytes]
"""The hash of a complete subtree, by its level (it has 2^level leaves) and its index there."""

EMPTY = sha256(b"").digest()


class NoSuchEntryError(LookupError):
    """The tree has no such entry, or was never of that size."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf."""
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees, one beside the other."""
    return sha256(b"\1" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: one hash for each complete subtree, largest first."""

    def __init__(self, size: int = 0, edge: Iterable[bytes] = ()) -> None:
        self.size = size
        self._edge = list(edge)

    def append(self, leaf: bytes) -> list[bytes]:
        """Add a leaf by its hash: the hashes of the subtrees it completes, by level from 0."""
        completed, below = [leaf], self.size
        while below & 1:
            leaf = node_hash(self._edge.pop(), leaf)
            completed.append(leaf)
            below >>= 1
        self._edge.append(leaf)
        self.size += 1
        return completed

    def root(self) -> bytes:
        """The root of the tree."""
        if not self._edge:
            return EMPTY
        *left, root = self._edge
        for each in reversed(left):
            root = node_hash(each, root)
        return root


def frontier(size: int, read: ReadNode) -> Frontier:
    """The frontier of a tree of `size` leaves, whose nodes are kept."""
    edge: list[bytes] = []
    start = 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            edge.append(read(level, start >> level))
            start += 1 << level
    return Frontier(size, edge)


def inclusion_path(index: int, size: int, read: ReadNode) -> list[bytes]:
    """The proof that the entry at `index` is in the tree of `size`: RFC 6962, 2.1.1.

    Raises:
        NoSuchEntryError: it is not.
    """
    if not 0 <= index < size:
        raise NoSuchEntryError(f"there is no entry {index} in a tree of {size}")
    first, last, path = 0, size, list[bytes]()
    while last - first > 1:
        middle = first + _split(last - first)
        if index < middle:
            path.append(_range_hash(middle, last, read))
            last = middle
        else:
            path.append(_range_hash(first, middle, read))
            first = middle
    return path[::-1]


def consistency_path(old: int, new: int, read: ReadNode) -> list[bytes]:
    """The proof that the tree of `old` is the beginning of that of `new`: RFC 6962, 2.1.2.

    Raises:
        NoSuchEntryError: it was never of that size.
    """
    if not 0 < old <= new:
        raise NoSuchEntryError(f"a tree of {new} was never one of {old}")
    first, last, path, whole = 0, new, list[bytes](), True
    while old != last:
        middle = first + _split(last - first)
        if old <= middle:
            path.append(_range_hash(middle, last, read))
            last = middle
        else:
            path.append(_range_hash(first, middle, read))
            first, whole = middle, False
    if not whole:
        path.append(_range_hash(first, last, read))
    return path[::-1]


def root_from(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that an inclusion proof leads to; None where it has not the length it must have."""
    if not 0 <= index < size:
        return None
    last, root = size - 1, leaf
    for each in path:
        if last == 0:
            return None
        if index & 1 or index == last:
            root = node_hash(each, root)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            root = node_hash(root, each)
        index, last = index >> 1, last >> 1
    return root if last == 0 else None


def is_consistent(
    old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether a consistency proof leads from one root to the other: RFC 9162, 2.1.4.2."""
    if not 0 < old <= new:
        return False
    if old == new:
        return old_root == new_root and not path
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    steps = list(path) if at else [old_root, *path]
    return bool(steps) and _both_roots(at, last, steps) == (old_root, new_root)


def _both_roots(at: int, last: int, steps: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The old and the new root that the steps lead to; None where there are too few or many."""
    before = after = steps[0]
    for each in steps[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            before, after = node_hash(each, before), node_hash(each, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, each)
        at, last = at >> 1, last >> 1
    return (before, after) if last == 0 else None


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _range_hash(first: int, last: int, read: ReadNode) -> bytes:
    """The hash of the subtree over the leaves from `first` to before `last`."""
    size = last - first
    level = size.bit_length() - 1
    if size == 1 << level:
        return read(level, first >> level)
    middle = first + _split(size)
    return node_hash(read(level, first >> level), _range_hash(middle, last, read))
