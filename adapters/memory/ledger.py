"""The ledger of a log in memory."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from threading import RLock

from ...application.ledger.ports import Schema, Sealed, Step


class MemoryLedger:
    """A `LedgerStore` for one process, and its own `LedgerReader` while it is held."""

    def __init__(self) -> None:
        self._entries: list[bytes] = []
        self._marks: list[int] = []
        self._schemas: list[Schema] = []
        self._tiles: dict[tuple[int, int], bytes] = {}
        self._pages: dict[str, bytes] = {}
        self._checkpoints: dict[int, Sealed] = {}
        self._held = RLock()

    @contextmanager
    def reading(self) -> Generator[MemoryLedger]:
        """One unchanging moment: nobody else adds meanwhile."""
        with self._held:
            yield self

    def sealed(self) -> Sealed | None:
        """The newest checkpoint."""
        return self._checkpoints.get(len(self._entries))

    def checkpoints(self) -> Sequence[Sealed]:
        """Every checkpoint there was."""
        return list(self._checkpoints.values())

    def entries(self, first: int, limit: int) -> Sequence[bytes]:
        """At most `limit` entries from index `first` on."""
        return self._entries[first : first + limit]

    def marks(self) -> Sequence[int]:
        """The indexes of keys, witnesses and schemas."""
        return list(self._marks)

    def schemas(self) -> Sequence[Schema]:
        """Every schema on the list."""
        return list(self._schemas)

    def tile(self, level: int, number: int) -> bytes:
        """A tile of the tree."""
        return self._tiles.get((level, number), b"")

    def page(self, prefix: str) -> bytes | None:
        """A page of the map of heads."""
        return self._pages.get(prefix)

    def advance(self, step: Step) -> bool:
        """Keep all of a step, unless it is late."""
        with self._held:
            if len(self._entries) != step.expected:
                return False
            self._entries.extend(step.entries)
            self._marks.extend(step.marks)
            self._schemas.extend(step.schemas)
            self._tiles.update(step.tiles)
            self._pages.update(step.pages)
            self._checkpoints[step.sealed.size] = step.sealed
        return True

    def cosign(self, size: int, note: bytes) -> None:
        """Keep the note of a checkpoint anew."""
        with self._held:
            found = self._checkpoints[size]
            self._checkpoints[size] = Sealed(found.size, found.position, note)
