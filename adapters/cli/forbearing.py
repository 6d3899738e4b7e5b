"""Checking a log of which some events cannot be read: what only they could tell is no finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...application.rules import STREAM as RULES
from ...application.verify_log import Finding, Verifier
from ...application.view_store import AnyView
from ...domain.command import Command
from ...domain.event import RecordedEvent


@dataclass(frozen=True)
class Forbearing(Verifier):
    """A verifier of a `Readable` log, quiet on what only the events left out could tell."""

    ends: Mapping[str, int]

    def command(self, stored: Sequence[RecordedEvent]) -> Iterator[Finding]:
        """The command, but for one of a stream that could not be read to its end."""
        if stored[0].stream not in self.ends:
            yield from super().command(stored)

    def kept_view(self, view: AnyView) -> Iterator[Finding]:
        """The view, but for streams that could not be read to their end."""
        yield from (each for each in super().kept_view(view) if each.stream not in self.ends)

    def reaction(
        self, recorded: RecordedEvent, command: Command, state: Callable[[str], Any]
    ) -> Iterator[Finding]:
        """The reaction, but for one that such a stream would answer, or that needs its rules."""
        if command.stream not in self.ends and RULES not in self.ends:
            yield from super().reaction(recorded, command, state)
