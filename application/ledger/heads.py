"""The map of heads: for every stream its last version and entry, under one root.

A binary tree over the bits of `SHA-256(stream)`, kept in pages of four levels: a change touches
the pages on the way to its stream, and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple, TypeAlias

from .head_page import EMPTY, WIDTH, Head, Leaf, Page, joined
from .kept import DamagedLedgerError

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
        root = joined(each, root) if way & 1 else joined(root, each)
        way >>= 1
    return root


def _bits(key: bytes) -> int:
    return int.from_bytes(key)


class Heads:
    """The map of that root, read page by page; `changed_root` gives the pages to keep anew.

    Every method may raise a `DamagedLedgerError`: a page is not the one under the root.
    """

    def __init__(self, count: int, root: bytes, read: ReadPage) -> None:
        self.count = count
        self.read = read
        self._root = root
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
        self._root = self._page("").root()
        return self._root, written

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
            page = Page.read(kept) if kept else Page()
            if page.root() != self._root_of(prefix):
                raise DamagedLedgerError(f"page '{prefix}' of the map of heads")
            self._pages[prefix] = page
        return page

    def _root_of(self, prefix: str) -> bytes:
        return self._page(prefix[:-1]).led(int(prefix[-1], WIDTH)) if prefix else self._root
