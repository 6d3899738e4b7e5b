"""Asking the log what auditors ask: every stream by itself, as it was known at some moment.

The log is read once for its streams, and then stream by stream; memory grows with what is found and
not with the log.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ..domain.event import RecordedEvent
from ..projections.audit.catalogue import QUESTIONS
from ..projections.audit.figure import Item, Question
from ..projections.audit.history import History
from ..projections.audit.tally import Result, results
from .asked_at import AsOf
from .ports import EventStore
from .project import Progress, silent
from .readable import ALL_READ, Readable, Unread

PAGE = 500


class UnknownQuestionError(LookupError):
    """There is no such question."""

    def __init__(self, question: str) -> None:
        self.question = question
        super().__init__(f"there is no question {question}; there are {', '.join(QUESTIONS)}")


@dataclass(frozen=True, slots=True)
class Audit:
    """The answer to one question, as known at `moment`, of `events` in `streams`.

    `unread` is what no figure of it rests on, as it cannot be read.
    """

    question: Question
    moment: datetime
    events: int
    streams: int
    results: tuple[Result, ...]
    unread: Unread = ALL_READ

    @property
    def findings(self) -> tuple[Item, ...]:
        """What should not be, by what is on record here; what only a register states is apart."""
        return tuple(i for each in self.results for i in each.findings if not i.attested)


def question_of(name: str) -> Question:
    """The question of that name.

    Raises:
        UnknownQuestionError: there is none.
    """
    if name not in QUESTIONS:
        raise UnknownQuestionError(name)
    return QUESTIONS[name]


@dataclass(frozen=True, slots=True)
class Auditor:
    """A log, the time it is now, and up to where of it is asked."""

    store: EventStore
    now: datetime
    as_of: AsOf = None
    progress: Progress = silent

    def ask(self, questions: Sequence[Question]) -> list[Audit]:
        """Each question answered, by one reading for all of them."""
        head = self.store.head()
        streams, moment, events = self.known(head)
        found: dict[str, list[Item]] = {question.name: [] for question in questions}
        for number, stream in enumerate(streams, 1):
            history = History(stream, [e for e in self.store.read(stream) if self.holds(e, head)])
            for question in questions:
                found[question.name].extend(question.observe(history, moment))
            self.progress("asking", number / len(streams))
        return [
            Audit(each, moment, events, len(streams), results(each, found[each.name]))
            for each in questions
        ]

    def ask_readable(self, question: Question) -> Audit:
        """One question, answered from as much as can be read: each history up to what cannot."""
        log = self.store if isinstance(self.store, Readable) else Readable(self.store)
        (audit,) = replace(self, store=log).ask([question])
        unread = log.unread()
        until = unread.up_to(self.as_of) if isinstance(self.as_of, int) else unread
        return replace(audit, unread=until)

    def known(self, head: int) -> tuple[list[str], datetime, int]:
        """The streams on record then, the moment asked about, and how many events that were."""
        streams: dict[str, None] = {}
        events, latest = 0, datetime.min.replace(tzinfo=UTC)
        for recorded in self.log(head):
            streams[recorded.stream] = None
            events, latest = events + 1, max(latest, recorded.recorded_at)
        moment = self.as_of if isinstance(self.as_of, datetime) else self.now
        return list(streams), latest if isinstance(self.as_of, int) and events else moment, events

    def log(self, head: int) -> Iterator[RecordedEvent]:
        """What had been recorded by then, in order."""
        after = 0
        while after < head and (page := self.store.read_all(after, PAGE)):
            yield from (each for each in page if self.holds(each, head))
            after = page[-1].position
            self.progress("reading", min(after / head, 1.0))

    def holds(self, recorded: RecordedEvent, head: int) -> bool:
        """Was this event on record then?"""
        if isinstance(self.as_of, datetime):
            return recorded.recorded_at <= self.as_of and recorded.position <= head
        return recorded.position <= (head if self.as_of is None else min(self.as_of, head))
