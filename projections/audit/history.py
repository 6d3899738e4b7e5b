"""The history of one stream as it was known at some moment, and its state by the domain's rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property, reduce
from typing import Any, TypeVar, cast

from ...domain.case.case import Case
from ...domain.case.intake import MessageReceived
from ...domain.case.issues import IssueRaised
from ...domain.case.merging import CaseRestored, CaseTakenOver
from ...domain.case.obligations import ClockStarted
from ...domain.case.promises import PromiseMade
from ...domain.case.register import ReplyAttested
from ...domain.case.replies import ReplyIssued
from ...domain.catalogue import decider_for, kind_of
from ...domain.deadlines.counting import Calendar, Limit, Unit
from ...domain.deadlines.due import due_after
from ...domain.event import Event, RecordedEvent
from ...domain.problem.problem import Problem
from ...domain.survey.survey import Survey
from ..case_fold import NOTHING_KNOWN, evolve

E = TypeVar("E", bound=Event)

A_BUSINESS_DAY = Limit(1, Unit.BUSINESS_DAY)
MOVED = (CaseTakenOver, CaseRestored)
BEGINNINGS = (MessageReceived, IssueRaised, PromiseMade, ClockStarted, ReplyIssued, ReplyAttested)
"""With which a thing of a case begins; where none is in its stream, it came by a merge."""


class History:
    """The events of one stream, in order, up to the moment asked about."""

    def __init__(self, stream: str, events: Sequence[RecordedEvent]) -> None:
        self.stream = stream
        self.events = tuple(events)
        self._told: dict[str, dict[object, list[RecordedEvent]]] = {}

    @property
    def kind(self) -> str:
        """The kind of the stream."""
        return kind_of(self.stream)

    @cached_property
    def _state(self) -> Any:  # noqa: ANN401  # the state's type is the stream's own
        return decider_for(self.stream).fold(each.event for each in self.events)

    @property
    def case(self) -> Case | None:
        """The case, where the stream is one and was received."""
        case = cast("Case", self._state) if self.kind == "case" else None
        return case if case and case.intake.received else None

    @property
    def survey(self) -> Survey | None:
        """The survey, where the stream is one."""
        return cast("Survey", self._state) if self.kind == "survey" else None

    @property
    def problem(self) -> Problem | None:
        """The problem, where the stream is one."""
        return cast("Problem", self._state) if self.kind == "problem" else None

    @cached_property
    def attested(self) -> frozenset[str]:
        """The messages that a reply stated by a register answers."""
        return reduce(evolve, self.events, NOTHING_KNOWN).attested

    @cached_property
    def calendar(self) -> Calendar:
        """Monday to Friday in the zone of the stream's first clock, or UTC."""
        clocks = self.case.clocks.obligations.values() if self.case else ()
        zone = next((clock.started.zone for clock in clocks), "UTC")
        return Calendar(version="mon-fri/1", zone=zone)

    def business_day_after(self, start: datetime) -> datetime:
        """When one business day after `start` is over."""
        return due_after(start, A_BUSINESS_DAY, self.calendar)

    @cached_property
    def _kinds(self) -> dict[type[Event], list[RecordedEvent]]:
        found: dict[type[Event], list[RecordedEvent]] = {}
        for each in self.events:
            found.setdefault(type(each.event), []).append(each)
        return found

    def every(self, *types: type[Event]) -> list[RecordedEvent]:
        """Every event of these types, in order."""
        found = [each for kind in types for each in self._kinds.get(kind, ())]
        return sorted(found, key=lambda each: each.version)

    def told(self, kind: type[E]) -> list[tuple[RecordedEvent, E]]:
        """Every event of this type, with the fact as such."""
        return [(each, each.event) for each in self.every(kind) if isinstance(each.event, kind)]

    def first(self, *types: type[Event]) -> RecordedEvent | None:
        """The first event of these types."""
        return next(iter(self.every(*types)), None)

    def of(self, field: str, name: str | None, *types: type[Event]) -> list[RecordedEvent]:
        """The events whose `field` is `name`; of these types, where any are told."""
        told = self._by(field).get(name, []) if name is not None else []
        return [each for each in told if not types or isinstance(each.event, types)]

    def _by(self, field: str) -> dict[object, list[RecordedEvent]]:
        if field not in self._told:
            found: dict[object, list[RecordedEvent]] = {}
            for each in self.events:
                if isinstance(value := getattr(each.event, field, None), str):
                    found.setdefault(value, []).append(each)
            self._told[field] = found
        return self._told[field]

    def behind(self, field: str, name: str | None) -> list[RecordedEvent]:
        """The events that tell of it; where it came by a merge or its undoing, those of that."""
        told = self.of(field, name)
        here = name is None or any(isinstance(each.event, BEGINNINGS) for each in told)
        moved = [] if here else self.every(*MOVED)
        return sorted([*told, *moved], key=lambda each: each.version)
