"""The map of heads: for every stream its last version and entry, under one root.

A binary tree over the bits of `SHA-256(stream)`, kept in pages of four levels: a change touches
the pages on the way to its stream, and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
ReadPage: TypeAlias = "Callable[[str], bytes | None]"
"""Gives a page by its prefix, the hex digits that all keys in it begin with."""


class Absence(NamedTuple):
    """Shows that a stream is not in the map: what stands where it would be, and the way there."""

    other: Leaf | None
    path: Sequence[bytes]


def key_of(stream: str) -> bytes:
    """Where a stream stands in the map."""
    return sha256(stream.encode()).digest()


def root_of(leaf: Leaf, path: Sequence[bytes]) -> bytes | None:
    """The root that the proof of a head leads to; None where it is longer than a key."""
    return _climb(leaf.hash(), leaf.key, path)


def root_without(key: bytes, absence: Absence) -> bytes | None:
    """The root that the proof of an absence leads to; None where it is none."""
    other, path = absence
    if other is None:
        return _climb(EMPTY, key, path)
    depth = len(path)
    if other.key == key or _bits(other.key) >> 256 - depth != _bits(key) >> 256 - depth:
        return None
    return root_of(other, path)


def _climb(root: bytes, key: bytes, path: Sequence[bytes]) -> bytes | None:
    depth = len(path)
    if depth > 256:  # noqa: PLR2004  # the bits of a key
        return None
    way = _bits(key) >> 256 - depth
    for each in path:
        root = _joined(each, root) if way & 1 else _joined(root, each)
        way >>= 1
    return root


def _bits(key: bytes) -> int:
    return int.from_bytes(key)


def _joined(left: bytes, right: bytes) -> bytes:
    return sha256(b"\3" + left + right).digest()


def _pair(left: NodeOrNone, right: NodeOrNone) -> NodeOrNone:
    """The subtree over two others."""
    if left is None and (right is None or right.single):
        return right
    if right is None and left is not None and left.single:
        return left
    return Node(_joined(left.hash if left else EMPTY, right.hash if right else EMPTY), single=False)


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


class Heads:
    """The map as it stands, read page by page; `changed` gives the pages to keep anew."""

    def __init__(self, count: int, read: ReadPage) -> None:
        self.count = count
        self.read = read
        self._pages: dict[str, Page] = {}
        self._dirty: set[str] = set()

    def get(self, key: bytes) -> Head | None:
        """The head of a stream, by its key."""
        leaf = self._way(key)[1]
        return Head(leaf.version, leaf.entry) if leaf and leaf.key == key else None

    def put(self, key: bytes, head: Head) -> None:
        """Let a stream's head be this one."""
        way, leaf = self._way(key)
        digits = key.hex()
        self.count += leaf is None or leaf.key != key
        while leaf and leaf.key != key:
            prefix = way[-1]
            self._page(prefix).lead(int(digits[len(prefix)], WIDTH), EMPTY)
            below = digits[: len(prefix) + 1]
            self._pages[below] = Page()
            self._pages[below].put(int(leaf.key.hex()[len(below)], WIDTH), leaf)
            way.append(below)
            leaf = self._page(below).leaves.get(int(digits[len(below)], WIDTH))
        self._page(way[-1]).put(int(digits[len(way[-1])], WIDTH), Leaf(key, *head))
        self._dirty.update(way)

    def changed_root(self) -> tuple[bytes, Mapping[str, bytes]]:
        """The root, and the pages that changed with it; they are not told again."""
        written: dict[str, bytes] = {}
        for prefix in sorted(self._dirty, key=len, reverse=True):
            page = self._pages[prefix]
            root = page.root()
            if prefix:
                self._pages[prefix[:-1]].lead(int(prefix[-1], WIDTH), root)
            written[prefix] = page.written()
        self._dirty.clear()
        return self._page("").root(), written

    def proof(self, key: bytes) -> Sequence[bytes]:
        """The siblings from a stream's leaf up to those below the root.

        Raises:
            KeyError: the stream is not in the map.
        """
        if self.get(key) is None:
            raise KeyError("there is no such stream in the map")
        return self._path(key)

    def absence(self, key: bytes) -> Absence:
        """The proof that a stream is not in the map.

        Raises:
            KeyError: it is.
        """
        if self.get(key) is not None:
            raise KeyError("there is such a stream in the map")
        way = self._way(key)[0]
        other = self._page(way[-1]).only_leaf(int(key.hex()[len(way[-1])], WIDTH))
        return Absence(other, self._path(other.key if other else key))

    def forget(self) -> None:
        """Keep no page in memory; what was put and not yet asked for is lost."""
        self._pages.clear()
        self._dirty.clear()

    @property
    def pages(self) -> int:
        """How many pages are in memory."""
        return len(self._pages)

    def _path(self, key: bytes) -> Sequence[bytes]:
        path: list[bytes] = []
        for prefix in reversed(self._way(key)[0]):
            path.extend(self._page(prefix).path(int(key.hex()[len(prefix)], WIDTH)))
        return path

    def _way(self, key: bytes) -> tuple[list[str], Leaf | None]:
        """The prefixes of the pages on the way to a key, and the leaf that stands at its end."""
        digits = key.hex()
        for depth in range(len(digits)):
            page = self._page(digits[:depth])
            place = int(digits[depth], WIDTH)
            if place not in page.below:
                return [digits[:each] for each in range(depth + 1)], page.leaves.get(place)
        raise KeyError("two streams under one key")

    def _page(self, prefix: str) -> Page:
        page = self._pages.get(prefix)
        if page is None:
            kept = self.read(prefix)
            page = self._pages[prefix] = Page.read(kept) if kept else Page()
        return page
