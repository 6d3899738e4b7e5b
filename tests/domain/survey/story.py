"""A story told to a decider: what was put, when and by whom. Asking again must change nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

import pytest
from pydantic import BaseModel

from answerable.domain.command import Command, RefusedError, Rule
from answerable.domain.deadlines.policy import house
from answerable.domain.decider import Decider
from answerable.domain.event import ERASED, Actor, Event, Personal

C = TypeVar("C", bound=Command)
S = TypeVar("S")
E = TypeVar("E", bound=Event)
M = TypeVar("M", bound=BaseModel)

MONDAY = datetime(2026, 3, 2, 11, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
POLICY = house("Europe/Warsaw")
WAITER = Actor("staff-waiter", "agent")
CHEF = Actor("staff-chef", "lead")
CLOCK = Actor("clock", "clock")
PROCESS = Actor("process", "process")
IMPORT = Actor("import-1", "import")


def said(text: str, subject: str = "person-guest") -> Personal[str]:
    return Personal[str](subject=subject, value=text)


def erased(model: M) -> M:
    """The same, with every personal value erased, however deep."""
    changes: dict[str, Any] = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, Personal):
            changes[name] = value.model_copy(update={"value": ERASED})
        elif isinstance(value, BaseModel):
            changes[name] = erased(value)
    return model.model_copy(update=changes)


@dataclass
class Story(Generic[C, S, E]):
    """`now` is the time on the wall; each command is put at it unless said otherwise."""

    decider: Decider[C, S, E]
    now: datetime = MONDAY
    events: list[E] = field(default_factory=list[E])
    put_so_far: int = 0

    @property
    def state(self) -> S:
        return self.decider.fold(self.events)

    def command(self, make: Callable[..., C], *args: object, **more: object) -> C:
        self.put_so_far += 1
        brings = {
            "stream": "stream-1",
            "id": f"command-{self.put_so_far}",
            "actor": WAITER,
            "now": self.now,
            "occurred_at": self.now,
        }
        return make(*args, **(brings | more))

    def put(self, make: Callable[..., C], *args: object, **more: object) -> list[E]:
        """The new events; the same wish again, under another id, gives none."""
        command = self.command(make, *args, **more)
        new = self.decider.decide(command, self.state, POLICY)
        self.events += new
        assert self.decider.decide(command, self.state, POLICY) == []
        return new

    def names(self, make: Callable[..., C], *args: object, **more: object) -> list[str]:
        """The names of the new events."""
        return [type(event).__name__ for event in self.put(make, *args, **more)]

    def refused(
        self, rule: Rule, make: Callable[..., C], *args: object, **more: object
    ) -> tuple[str, ...]:
        """What is missing, once it was refused by `rule`."""
        command = self.command(make, *args, **more)
        with pytest.raises(RefusedError) as refusal:
            self.decider.decide(command, self.state, POLICY)
        assert refusal.value.rule == rule
        return refusal.value.missing
