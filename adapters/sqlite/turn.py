"""Whose turn it is to write."""

from __future__ import annotations

from threading import RLock, get_ident


class Turn:
    """One thread of the process at a time, and whether any wants it is known."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._wanting: set[int] = set()
        self._whose: int | None = None

    @property
    def mine(self) -> bool:
        """Is it the turn of this thread?"""
        return self._whose == get_ident()

    def __enter__(self) -> None:
        here = get_ident()
        self._wanting.add(here)
        self._lock.acquire()
        self._whose = here

    def __exit__(self, *_: object) -> None:
        self._whose = None
        self._lock.release()
        self._wanting.discard(get_ident())

    def taken_at_once(self) -> bool:
        """Take it for something short, if nobody wants it; `give_back` ends that."""
        return not self._wanting and self._lock.acquire(blocking=False)

    def give_back(self) -> None:
        """The end of what `taken_at_once` began."""
        self._lock.release()
