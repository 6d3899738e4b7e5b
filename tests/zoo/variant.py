"""An animal of the zoo: a one-line change to the real code, with the tests that must see it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Variant:
    """`before` stands once in `path`; with `after` in its place one of `tests` must fail."""

    name: str
    breaks: str
    path: str
    before: str
    after: str
    tests: tuple[str, ...]
