"""What a rule is asked about: one stored event, or all that one command led to, in its log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from ...domain.event import Event, RecordedEvent
from .critics import CriticRecord, Critics
from .record import CaseRecord, ProblemRecord

Sentences: TypeAlias = Iterator[str]


@dataclass(slots=True)
class Log:
    """Every case on record so far, and where the log stands."""

    cases: dict[str, CaseRecord] = field(default_factory=dict[str, CaseRecord])
    heads: dict[str, int] = field(default_factory=dict[str, int])
    commands: dict[str, tuple[str, int]] = field(default_factory=dict[str, tuple[str, int]])
    limits: dict[tuple[str, str, str], str] = field(default_factory=dict[tuple[str, str, str], str])
    position: int = 0
    problems: dict[str, ProblemRecord] = field(default_factory=dict[str, ProblemRecord])
    critics: Critics = field(default_factory=dict[tuple[str, str], CriticRecord])

    def problem(self, stream: str) -> ProblemRecord:
        """What is on record of a problem; a blank record where nothing is."""
        return self.problems.get(stream) or ProblemRecord()

    def case(self, stream: str) -> CaseRecord:
        """What is on record of a case; a blank record where nothing is."""
        return self.cases.get(stream) or CaseRecord(stream)

    def branch(self) -> Log:
        """A log that can go on by itself from here."""
        return Log(
            dict(self.cases),
            dict(self.heads),
            dict(self.commands),
            dict(self.limits),
            self.position,
            self.problems,
            dict(self.critics),
        )


@dataclass(frozen=True, slots=True)
class Fact:
    """A stored event, with what was on record of its case before it."""

    case: CaseRecord
    stored: RecordedEvent
    log: Log

    @property
    def event(self) -> Any:  # noqa: ANN401  # each rule names the classes it is asked about
        """The event itself."""
        return self.stored.event

    @property
    def at(self) -> datetime:
        """When it occurred."""
        return self.stored.event.occurred_at


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything one command led to in one case, with what was on record before and after."""

    before: CaseRecord
    after: CaseRecord
    stored: Sequence[RecordedEvent]
    log: Log

    @property
    def at(self) -> datetime:
        """When the last of it occurred."""
        return self.stored[-1].event.occurred_at

    def events(self, *kinds: type[Event]) -> list[Any]:
        """Its events of these kinds."""
        return [each.event for each in self.stored if isinstance(each.event, kinds)]
