"""Views in memory: kept as long as the process lives."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from threading import Lock

from ...application.ports import Advance, Kept

NOTHING = Kept(0, {})


class MemoryViews:
    """A `ViewStore` for one process."""

    def __init__(self) -> None:
        self._views: dict[tuple[str, int], Kept] = {}
        self._positions: dict[str, int] = {}
        self._lock = Lock()

    def load(self, view: str, version: int, streams: Collection[str] | None = None) -> Kept:
        """Where the view stands, and its states."""
        with self._lock:
            kept = self._views.get((view, version), NOTHING)
        if streams is None:
            return kept
        return replace(kept, states={s: kept.states[s] for s in streams if s in kept.states})

    def advance(self, steps: Sequence[Advance]) -> None:
        """Keep states and positions."""
        with self._lock:
            views = dict(self._views)
            for step in steps:
                _advance(views, step)
            self._views = views

    def forget(self, view: str, version: int) -> None:
        """Drop what is kept of the view."""
        with self._lock:
            self._views.pop((view, version), None)

    def position(self, name: str) -> int:
        """Up to where the reader `name` has read the log."""
        with self._lock:
            return self._positions.get(name, 0)

    def save_position(self, name: str, position: int) -> None:
        """Keep how far the reader `name` has read."""
        with self._lock:
            self._positions[name] = max(position, self._positions.get(name, 0))


def _advance(views: dict[tuple[str, int], Kept], step: Advance) -> None:
    kept = views.get((step.view, step.version), NOTHING)
    if kept.position != step.expected:
        return
    if not step.expected:
        for old in [key for key in views if key[0] == step.view and key[1] < step.version]:
            del views[old]
    views[step.view, step.version] = Kept(step.position, {**kept.states, **step.states})
