"""How the hashes of the tree are kept: in tiles of up to 256 of every eighth level."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from .kept import DamagedLedgerError
from .tree import Frontier, ReadNode, frontier, leaf_hash, node_hash

HEIGHT, WIDTH, HASH = 8, 256, 32

TileKey: TypeAlias = tuple[int, int]
"""The level of a tile (each is eight levels of the tree), and its number on that level."""
ReadTile: TypeAlias = Callable[[int, int], bytes]


def node_reader(read_tile: ReadTile) -> ReadNode:
    """Gives every complete subtree's hash from the tiles, each of which is read but once.

    What it gives raises a `DamagedLedgerError` where the tile is not there.
    """
    opened: dict[TileKey, list[list[bytes]]] = {}

    def read(level: int, index: int) -> bytes:
        tall, inside = divmod(level, HEIGHT)
        number, at = divmod(index, WIDTH >> inside)
        rows = opened.get((tall, number))
        if rows is None:
            rows = opened[tall, number] = [_hashes(read_tile(tall, number))]
        while len(rows) <= inside:
            below = rows[-1]
            rows.append([node_hash(*pair) for pair in zip(below[::2], below[1::2], strict=False)])
        if at >= len(rows[inside]):
            raise DamagedLedgerError(f"hash {index} of level {level}")
        return rows[inside][at]

    return read


def _hashes(tile: bytes) -> list[bytes]:
    return [tile[at : at + HASH] for at in range(0, len(tile), HASH)]


class Growing:
    """A tree that grows, and the tiles that changed with it since `changed` was last asked."""

    def __init__(self, size: int, read_tile: ReadTile) -> None:
        self._frontier: Frontier = frontier(size, node_reader(read_tile))
        self._tails: list[bytearray] = []
        self._changed: dict[TileKey, bytearray] = {}
        width = size
        while width:
            number, kept = divmod(width, WIDTH)
            tail = bytearray(read_tile(len(self._tails), number)[: kept * HASH] if kept else b"")
            if len(tail) < kept * HASH:
                raise DamagedLedgerError(f"tile {number} of level {len(self._tails)}")
            self._tails.append(tail)
            width = number

    @property
    def size(self) -> int:
        """How many entries there are."""
        return self._frontier.size

    def extend(self, entries: Iterable[bytes]) -> None:
        """Add entries at the end."""
        for entry in entries:
            index = self._frontier.size
            completed = self._frontier.append(leaf_hash(entry))
            for tall, whole in enumerate(completed[::HEIGHT]):
                self._keep(tall, index >> tall * HEIGHT, whole)

    def root(self) -> bytes:
        """The root of the tree as it is now."""
        return self._frontier.root()

    def changed(self) -> Mapping[TileKey, bytes]:
        """The tiles to keep anew."""
        found = {key: bytes(tile) for key, tile in self._changed.items()}
        self._changed.clear()
        return found

    def _keep(self, tall: int, index: int, whole: bytes) -> None:
        number, at = divmod(index, WIDTH)
        if tall == len(self._tails):
            self._tails.append(bytearray())
        if at == 0:
            self._tails[tall] = bytearray()
        self._tails[tall] += whole
        self._changed[tall, number] = self._tails[tall]
