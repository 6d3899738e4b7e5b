"""What a check says when stored events break an invariant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """Which invariant is broken by which stored event, in a sentence without personal text."""

    invariant: str
    stream: str
    version: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.invariant} {self.stream}/{self.version}: {self.sentence}"
