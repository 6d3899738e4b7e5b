"""The map of heads: how far every stream goes. A case shown shorter than it is does not fit it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from struct import Struct
from typing import NamedTuple

EMPTY = bytes(32)
DEPTH = 256
_HEAD = Struct(">QQ")


def key_of(stream: str) -> bytes:
    """Where in the map a stream stands."""
    return hashlib.sha256(stream.encode()).digest()


def head_hash(key: bytes, version: int, index: int) -> bytes:
    """What says that the last event of a stream has this version and stands at this index."""
    return hashlib.sha256(b"\x02" + key + _HEAD.pack(version, index)).digest()


def pair_hash(left: bytes, right: bytes) -> bytes:
    """What two subtrees of the map count for together."""
    return hashlib.sha256(b"\x03" + left + right).digest()


def root_by_siblings(key: bytes, leaf: bytes, siblings: Sequence[bytes]) -> bytes | None:
    """The root of the map that these siblings lead to; None where no map has such a proof."""
    if len(siblings) > DEPTH or (siblings and siblings[0] == EMPTY):
        return None
    place, found = int.from_bytes(key, "big"), leaf
    for depth, sibling in zip(range(len(siblings) - 1, -1, -1), siblings, strict=True):
        right = place >> (DEPTH - 1 - depth) & 1
        found = pair_hash(sibling, found) if right else pair_hash(found, sibling)
    return found


class Head(NamedTuple):
    """A stream in the map: where, and what it counts for."""

    place: int
    hash: bytes


class Pair:
    """Two subtrees of the map; what they count for is forgotten when one of them changes."""

    __slots__ = ("hash", "sides")

    def __init__(self) -> None:
        self.sides: list[Head | Pair | None] = [None, None]
        self.hash: bytes | None = None


class HeadsMap:
    """The map as it grows; counts again only what has changed since its root was last asked."""

    def __init__(self) -> None:
        self.count = 0
        self._top: list[Head | Pair | None] = [None]

    def put(self, key: bytes, leaf: bytes) -> None:
        """Let this stream have this head."""
        place, sides, side, depth = int.from_bytes(key, "big"), self._top, 0, DEPTH - 1
        while (child := sides[side]) is not None:
            if isinstance(child, Head):
                if child.place == place:
                    break
                pair = Pair()
                pair.sides[child.place >> depth & 1] = child
                sides[side] = child = pair
            child.hash = None
            sides, side, depth = child.sides, place >> depth & 1, depth - 1
        self.count += child is None
        sides[side] = Head(place, leaf)

    def root(self) -> bytes:
        """The root of the map now."""
        return _counted(self._top[0])


def _counted(node: Head | Pair | None) -> bytes:
    if node is None:
        return EMPTY
    if node.hash is None:
        left, right = node.sides
        node.hash = pair_hash(_counted(left), _counted(right))
    return node.hash
