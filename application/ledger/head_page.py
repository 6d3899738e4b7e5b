"""Four levels of the map of heads, which are kept and read together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple, TypeAlias

EMPTY = bytes(32)
WIDTH, BITS = 16, 4
KEY, LEAF = 32, 48


class Head(NamedTuple):
    """The last event of a stream: its version, and the index of its entry."""

    version: int
    entry: int


class Leaf(NamedTuple):
    """The head of a stream, under the hash of the stream's name."""

    key: bytes
    version: int
    entry: int

    def hash(self) -> bytes:
        """The leaf as it stands in the map."""
        return _leaf_hash(self.written())

    def written(self) -> bytes:
        """As it is hashed and kept."""
        return self.key + self.version.to_bytes(8) + self.entry.to_bytes(8)


def _leaf_hash(written: bytes) -> bytes:
    return sha256(b"\2" + written).digest()


class Node(NamedTuple):
    """A subtree that is not empty; `single`: it is one leaf, at whatever depth."""

    hash: bytes
    single: bool


NodeOrNone: TypeAlias = "Node | None"


def joined(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees, one beside the other."""
    return sha256(b"\3" + left + right).digest()


def _pair(left: NodeOrNone, right: NodeOrNone) -> NodeOrNone:
    """The subtree over two others."""
    if left is None and (right is None or right.single):
        return right
    if right is None and left is not None and left.single:
        return left
    return Node(joined(left.hash if left else EMPTY, right.hash if right else EMPTY), single=False)


class Page:
    """Four levels of the map. In each of its 16 places is nothing, a leaf, or a page below."""

    def __init__(self) -> None:
        self.leaves: dict[int, Leaf] = {}
        self.below: set[int] = set()
        self._parts = [b""] * WIDTH
        self._heap: list[NodeOrNone] = [None] * (2 * WIDTH)
        self._stale: set[int] = set()

    @classmethod
    def read(cls, kept: bytes) -> Page:
        """The page as it was kept."""
        page = cls()
        leaves, below = int.from_bytes(kept[:2]), int.from_bytes(kept[2:4])
        at = 4
        for place in range(WIDTH):
            if leaves >> place & 1:
                key, rest = kept[at : at + KEY], kept[at + KEY : at + LEAF]
                page.put(place, Leaf(key, int.from_bytes(rest[:8]), int.from_bytes(rest[8:])))
                at += LEAF
            elif below >> place & 1:
                page.lead(place, kept[at : at + KEY])
                at += KEY
        return page

    def written(self) -> bytes:
        """As it is kept: which places hold leaves, which hold pages, and what stands in them."""
        return _places(self.leaves) + _places(self.below) + b"".join(self._parts)

    def put(self, place: int, leaf: Leaf) -> None:
        """Let a leaf stand in a place."""
        written = leaf.written()
        self.leaves[place], self._parts[place] = leaf, written
        self._heap[WIDTH + place] = Node(_leaf_hash(written), single=True)
        self._stale.add(place)

    def lead(self, place: int, root: bytes) -> None:
        """Let a place lead to a page below, of that root."""
        self.leaves.pop(place, None)
        self.below.add(place)
        self._parts[place] = root
        self._heap[WIDTH + place] = Node(root, single=False)
        self._stale.add(place)

    def led(self, place: int) -> bytes:
        """The root of the page that a place leads to."""
        return self._parts[place]

    def root(self) -> bytes:
        """The root of the page."""
        heap, stale = self._heap, self._stale
        changed: Iterable[int] = range(WIDTH - 1, 0, -1) if stale else ()
        if len(stale) == 1:
            at = WIDTH + stale.pop()
            changed = (at >> 1, at >> 2, at >> 3, at >> 4)
        for at in changed:
            heap[at] = _pair(heap[2 * at], heap[2 * at + 1])
        stale.clear()
        return heap[1].hash if heap[1] else EMPTY

    def path(self, place: int) -> Sequence[bytes]:
        """The siblings from a place up.

        What is the only leaf of a subtree stands at the top of it, and has no siblings inside.
        """
        self.root()
        heap, at, found = self._heap, WIDTH + place, list[bytes]()
        alone = heap[at] is None or place in self.leaves
        while at > 1:
            sibling, above = heap[at ^ 1], heap[at >> 1]
            alone = alone and (above is None or above.single)
            if not alone:
                found.append(sibling.hash if sibling else EMPTY)
            at >>= 1
        return found

    def only_leaf(self, place: int) -> Leaf | None:
        """The leaf that stands where that place is, alone in a subtree over it."""
        self.root()
        at, width = WIDTH + place, 1
        while self._heap[at] is None and at > 1:
            at, width = at >> 1, width * 2
        first = at * width - WIDTH
        found = [leaf for each, leaf in self.leaves.items() if first <= each < first + width]
        node = self._heap[at]
        return found[0] if node and node.single else None


def _places(places: Mapping[int, object] | set[int]) -> bytes:
    return sum(1 << place for place in places).to_bytes(2)
