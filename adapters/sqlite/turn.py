"""Whose turn it is to write."""

from __future__ import annotations

from threading import RLock, get_ident


class Turn:
    """One thread of the process at a time, and whether any wants it is known.

    `with turn, turn.lock:` is to want it and to have it, and `whose` says who has. The lock is left
    as what it is: of one with methods of ours, a thread could be interrupted inside them.
    """

    def __init__(self) -> None:
        self.lock = RLock()
        self.whose: int | None = None
        self._wanting: set[int] = set()

    @property
    def mine(self) -> bool:
        """Is it the turn of this thread?"""
        return self.whose == get_ident()

    @property
    def wanted(self) -> bool:
        """Does any thread want it, or have it?"""
        return bool(self._wanting)

    def __enter__(self) -> None:
        self._wanting.add(get_ident())

    def __exit__(self, *_: object) -> None:
        self._wanting.discard(get_ident())
