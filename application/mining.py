"""The log for process miners: everything in its order, or case by case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..domain.catalogue import kind_of
from ..domain.event import RecordedEvent
from ..projections.mining import Activity, activity
from .ports import EventStore
from .project import Progress

PAGE = 500


@dataclass(frozen=True, slots=True)
class Miner:
    """A log up to the position it had when the export began."""

    store: EventStore
    head: int
    progress: Progress

    def activities(self) -> Iterator[Activity]:
        """Every event, in the order of the log."""
        for recorded in self.log("writing"):
            yield activity(recorded)

    def traces(self) -> Iterator[tuple[str, Iterator[Activity]]]:
        """Each case, in the order in which they were opened, with its events in order."""
        cases = {e.stream: None for e in self.log("reading") if kind_of(e.stream) == "case"}
        for number, case in enumerate(cases, 1):
            known = (e for e in self.store.read(case) if e.position <= self.head)
            yield case, map(activity, known)
            self.progress("writing", number / len(cases))

    def log(self, doing: str) -> Iterator[RecordedEvent]:
        """Everything on record up to the head."""
        after = 0
        while after < self.head and (page := self.store.read_all(after, PAGE)):
            yield from (each for each in page if each.position <= self.head)
            after = page[-1].position
            self.progress(doing, min(after / self.head, 1.0))
