"""An adapter that was broken on purpose."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Broken:
    """`before` stands once in `path`; with `after` in its place one of `guarantees` must fail."""

    name: str
    adapter: str
    path: str
    before: str
    after: str
    guarantees: tuple[str, ...]
