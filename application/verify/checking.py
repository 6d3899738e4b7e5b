"""Reading a log in its order and asking each rule as it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import groupby
from types import MappingProxyType
from typing import TypeAlias

from ...domain.event import RecordedEvent
from . import critics, problems
from .erasure import erase
from .fact import Decision, Fact, Log
from .reading import read
from .record import CaseRecord
from .rules import OF_DECISIONS, OF_EVENTS, by_name
from .violation import Violation

Check: TypeAlias = Callable[[Iterable[RecordedEvent]], Iterator[Violation]]
INVARIANTS = frozenset(
    [each.invariant for each in OF_EVENTS] + [each.invariant for each in OF_DECISIONS]
)
"""Every invariant that can be read from events as they stand; I19 reads them once more, erased."""

rules_by_name = cache(by_name)


class Checker:
    """Asks the rules of `invariants` about one decision after another, in the log's order."""

    def __init__(self, invariants: frozenset[str] = INVARIANTS, log: Log | None = None) -> None:
        self.log = log or Log()
        self._invariants = invariants

    def branch(self) -> Checker:
        """A checker that has seen the same and can go on by itself."""
        return Checker(self._invariants, self.log.branch())

    def take(self, stored: Sequence[RecordedEvent]) -> list[Violation]:
        """What is wrong with all that one command led to in one stream."""
        stream = stored[0].stream
        before = self.log.case(stream)
        after = before.branch()
        found = [violation for each in stored for violation in self._fact(after, each)]
        if stream.startswith("case-"):
            self.log.cases[stream] = after
            found += self._decision(Decision(before, after, stored, self.log))
        if stream.startswith("problem-") and "I1" in self._invariants:
            wrong = problems.stays_ended_only_so(self.log, stream)
            found += [Violation("I1", stream, stored[-1].version, each) for each in wrong]
        return found

    def _fact(self, case: CaseRecord, stored: RecordedEvent) -> list[Violation]:
        rules, fact = rules_by_name(self._invariants), Fact(case, stored, self.log)
        asked = (*rules.get("", ()), *rules.get(stored.type, ()))
        found = [
            Violation(each.invariant, stored.stream, stored.version, sentence)
            for each in asked
            for sentence in each.rule(fact)
        ]
        read(case, stored.event, stored.version)
        problems.read(self.log, stored.stream, stored.event)
        log = self.log
        if stored.stream.startswith("survey-"):
            critics.read(log.critics, stored.stream, stored.event)
        log.heads[stored.stream] = stored.version
        log.position = max(log.position, stored.position)
        log.commands[stored.command_id] = (stored.stream, stored.version)
        return found

    def _decision(self, decision: Decision) -> Iterator[Violation]:
        last = decision.stored[-1]
        for each in OF_DECISIONS:
            if each.invariant in self._invariants:
                for sentence in each.rule(decision):
                    yield Violation(each.invariant, last.stream, last.version, sentence)


def decisions(events: Iterable[RecordedEvent]) -> Iterator[Sequence[RecordedEvent]]:
    """The events as they were decided: each run of one command in one stream."""
    for _, stored in groupby(events, key=lambda each: (each.stream, each.command_id)):
        yield list(stored)


def check(
    events: Iterable[RecordedEvent], invariants: frozenset[str] = INVARIANTS
) -> Iterator[Violation]:
    """What in the log, read in its order, breaks any of `invariants`."""
    checker = Checker(invariants)
    for stored in decisions(events):
        yield from checker.take(stored)


def check_erased(events: Iterable[RecordedEvent]) -> Iterator[Violation]:
    """I19: what breaks an invariant only once every personal field is erased."""
    log = list(events)
    known = set(check(log))
    for each in check(map(erase, log)):
        if each not in known:
            yield Violation("I19", each.stream, each.version, f"once erased: {each}")


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        **{name: partial(check, invariants=frozenset({name})) for name in INVARIANTS},
        "I19": check_erased,
    }
)
"""Each invariant's own check, by its number."""
