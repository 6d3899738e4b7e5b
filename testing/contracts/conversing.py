"""A desk on the store under test beside a desk in memory, to which the same is put."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar, cast

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ...adapters.memory.store import MemoryStore
from ...application.case_desk import CaseDesk
from ...application.desk import Desk
from ...application.verify.checking import Checker, decisions
from ...bootstrap import stored_form
from ...domain.command import Command, RefusedError
from ...domain.event import RecordedEvent
from ..adapter import Claim
from ..conversations import IN_ORDER, STAFF, STEPS, Clock, desk_on, take_step
from ..place import Places
from ..wild import KINDS, parts

LATER = st.integers(0, 200).map(lambda hours: timedelta(hours=hours))
ALL = 10_000


class DeskMachine(RuleBasedStateMachine):
    """Two desks, one in memory and one at a new one of `places`, which a subclass names."""

    places: ClassVar[Places]

    def __init__(self) -> None:
        super().__init__()
        self.place = self.places.new()
        self.clock = Clock()
        stores = (MemoryStore(stored_form()), self.place.open(stored_form()))
        self.desks = [desk_on(store, self.clock) for store in stores]
        self.cases: list[CaseDesk] = []
        self.checker = Checker()
        self.checked = 0
        self.number = 0

    @initialize()
    def begins(self) -> None:
        """A complaint comes in, at both desks."""
        self.cases = [desk.receive("The parcel never came.") for desk in self.desks]

    @rule(number=st.integers(0, len(STEPS) - 1), later=LATER)
    def goes_on(self, number: int, later: timedelta) -> None:
        """A step of the conversation ends alike at both desks."""
        self.clock.now += later
        memory, other = (take_step(case, number) for case in self.cases)
        assert memory == other

    @rule()
    def comes_to_its_end(self) -> None:
        """What leads from a complaint to its end, step by step."""
        for number in IN_ORDER:
            self.goes_on(number, timedelta(hours=1))

    @rule(kind=st.sampled_from(KINDS), data=st.data())
    def wild(self, kind: tuple[str, type[Command]], data: st.DataObject) -> None:
        """Anything at all, to any kind of stream, ends alike at both desks."""
        stream, shape = kind
        self.number += 1
        now, build = self.clock.now, cast("Any", shape)
        said = {**data.draw(parts(shape)), "stream": stream, "id": f"wild-{self.number}"}
        command = build(**said, actor=STAFF, now=now, occurred_at=now)
        memory, other = (outcome(desk, command) for desk in self.desks)
        assert memory == other

    @rule()
    def opens_again(self) -> None:
        """The desk goes on where it was when its log was closed and opened."""
        if Claim.DURABLE not in self.place.adapter.lacks:
            self.place.close()
            fresh = desk_on(self.place.open(stored_form()), self.clock).place
            ids = self.desks[1].place.new_id
            self.desks[1] = Desk(replace(fresh, new_id=ids), STAFF)
            self.cases[1] = self.desks[1].case(self.cases[1].id)

    @invariant()
    def alike(self) -> None:
        """Both logs tell the same, and break no invariant of the domain."""
        memory, other = (desk.store.read_all(0, ALL) for desk in self.desks)
        assert placeless(memory) == placeless(other)
        new, self.checked = memory[self.checked :], len(memory)
        assert [found for stored in decisions(new) for found in self.checker.take(stored)] == []

    def teardown(self) -> None:
        """Let go of the log."""
        self.place.close()


def outcome(desk: Desk, command: Command) -> Sequence[str]:
    """What a desk makes of a command."""
    try:
        return [each.type for each in desk.execute(command)]
    except RefusedError as error:
        return ["refused", error.rule.id]


def placeless(log: Sequence[RecordedEvent]) -> list[RecordedEvent]:
    """The whole log, without the positions, where gaps are allowed."""
    return [replace(each, position=0) for each in log]
