"""The desk under adversarial use: all stores step-equal, every invariant after each step."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.explore.openings import receipt, taken_up, views
from tests.explore.pairs import PAIR_WITH_PROMISES
from tests.explore.policies import HOUSE
from tests.explore.state import State, menu
from tests.explore.stepping import decided
from tests.machine.likely import EVERYTHING
from tests.postgres import server

from answerable.application.desk import Desk
from answerable.application.verify.checking import Checker, decisions
from answerable.application.verify_log import Finding, Verifier
from answerable.bootstrap import open_desk
from answerable.domain.case.intake import ReceiveMessage
from answerable.domain.command import Command, RefusedError
from answerable.domain.event import Actor, Personal, RecordedEvent
from answerable.domain.problem.cause import OpenProblem
from answerable.testing.wild import KINDS, START, parts

PROBLEM = "problem-1"
EXAMPLES = 60 if "CI" in os.environ else 20
ACTORS = st.sampled_from(
    [Actor("staff-1", "agent"), Actor("staff-2", "lead"), Actor("import", "import")]
)
LATER = st.sampled_from([timedelta(hours=h) for h in (1, 20, 30, 72, 200, 2400)])
WHEN = st.sampled_from([timedelta(d) for d in (0, 0, 0, 0, -1, -3, -40, 1)])


class Answerable(RuleBasedStateMachine):
    """Three desks, in memory, on a file and on a PostgreSQL, to which the same is put."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.now: datetime = START
        url = f"sqlite:///{Path(self.folder.name) / 'log.db'}"
        self.desks = [
            open_desk(each, policy=HOUSE, clock=lambda: self.now)
            for each in ("memory:", url, server.tenant())
        ]
        self.number = 0
        self.checker = Checker()
        self.read = [0] * len(self.desks)
        self.put: list[Command] = []

    def outcome(self, desk: Desk, command: Command) -> tuple[str, ...]:
        """What a desk makes of a command."""
        try:
            return tuple(each.type for each in desk.execute(command))
        except RefusedError as error:
            return ("refused", error.rule.id)

    def execute(self, command: Command) -> tuple[str, ...]:
        """All desks answer alike."""
        memory, *others = (self.outcome(desk, command) for desk in self.desks)
        assert [memory] * len(others) == others
        self.put.append(command)
        return memory

    def named(self, command: Command) -> Command:
        """The command under an id of its own."""
        self.number += 1
        return replace(command, id=f"command-{self.number}")

    @initialize(ready=st.booleans())
    def open(self, *, ready: bool) -> None:
        """A problem is known; two cases come in, taken up or not."""
        world, (view, _) = PAIR_WITH_PROMISES, views(PAIR_WITH_PROMISES)
        about: dict[str, Any] = {**view.about(), "stream": PROBLEM}
        self.execute(self.named(OpenProblem("it breaks", **about)))
        untouched = [receipt(view, "email") for view in views(world)]
        for command in taken_up()(world) if ready else untouched:
            self.execute(self.named(command))

    @rule(choices=st.lists(st.integers(0, 10_000), min_size=1, max_size=8))
    def likely(self, choices: list[int]) -> None:
        """Things that could well happen to the cases as they stand; mostly what is allowed."""
        for choice in choices:
            cases = tuple(self.desks[0].fold(stream) for stream in EVERYTHING.streams)
            state = State(self.now, cases)
            commands = list(menu(EVERYTHING, state))
            allowed = [each for each in commands if leads_on(state, each)]
            among = allowed if allowed and choice % 4 else commands
            self.execute(self.named(among[choice // 4 % len(among)]))
            self.invariants_hold()

    @rule(kind=st.sampled_from(KINDS), data=st.data(), actor=ACTORS, when=WHEN)
    def wild(
        self, kind: tuple[str, type[Command]], data: st.DataObject, actor: Actor, when: timedelta
    ) -> None:
        """Anything at all, to any kind of stream, by anybody, at any time."""
        stream, shape = kind
        second = data.draw(st.sampled_from([None, "staff-1", "staff-3"]))
        said, at = data.draw(parts(shape)), self.now + when
        if "fact" in said:
            said["fact"] = said["fact"].model_copy(update={"occurred_at": at})
        about = {"actor": actor, "now": self.now, "occurred_at": at, "confirmed_by": second}
        build: Any = shape
        self.execute(self.named(build(stream=stream, id="", **said, **about)))

    @rule(choice=st.integers(0, 10_000))
    def again(self, choice: int) -> None:
        """A command put before gives what it gave, and nothing new (I22)."""
        if self.put:
            command, log = self.put[choice % len(self.put)], self.desks[0].store
            answered, head = log.answered(command), log.head()
            found = self.execute(command)
            if answered:
                assert found == tuple(each.type for each in answered)
                assert log.head() == head

    @rule(stream=st.sampled_from(["case-a", "case-b"]), number=st.integers(0, 2))
    def same_message_twice(self, stream: str, number: int) -> None:
        """The channel delivers one message twice: the second gives nothing (I22)."""
        outside = Personal[str](subject="person-1", value=f"mail-{stream}-{number}")
        words = Personal[str](subject="person-1", value="again")
        for copy in ("one", "two"):
            message = ReceiveMessage(
                f"message-{stream}-{number}-{copy}",
                "person-1",
                "email",
                outside,
                words,
                stream=stream,
                id="",
                actor=Actor("mail", "process"),
                now=self.now,
                occurred_at=self.now,
            )
            found = self.execute(self.named(message))
            assert copy == "one" or not found or found[0] == "refused"

    @rule(step=LATER)
    def time_goes_on(self, step: timedelta) -> None:
        """The clock is read later."""
        self.now += step

    def log(self, place: int, after: int) -> Sequence[RecordedEvent]:
        """What one desk has on record past a position."""
        return self.desks[place].store.read_all(after, 10_000)

    @invariant()
    def invariants_hold(self) -> None:
        """Every invariant, on what is new; and all logs tell the same."""
        memory, *others = (self.log(place, after) for place, after in enumerate(self.read))
        for other in others:
            assert [placeless(each) for each in memory] == [placeless(each) for each in other]
        for stored in decisions(memory):
            assert self.checker.take(stored) == []
        if memory:
            self.read = [log[-1].position for log in (memory, *others)]

    def teardown(self) -> None:
        """Replay gives the live state, rebuilt views are the live ones, reactions were all put."""
        try:
            for desk in self.desks:
                assert verified(desk) == []
        finally:
            for desk in self.desks:
                desk.close()
            self.folder.cleanup()


def leads_on(state: State, command: Command) -> bool:
    """Would the domain let something come of it?"""
    try:
        return bool(decided(EVERYTHING, state, command))
    except RefusedError:
        return False


def verified(desk: Desk) -> list[Finding]:
    """What is wrong with everything a desk keeps; what another stream refused is shown, not wrong.

    Anybody may link a case to a problem that is not open, or take a critic to a case of another.
    """
    place = desk.place
    verifier = Verifier(place.store, place.views, place.policy, lambda _what, _far: None)
    wrong = {"pending", "id-reused"}
    found = verifier.verify().findings
    return [each for each in found if each.kind != "reaction" or each.rule in wrong]


def placeless(recorded: RecordedEvent) -> RecordedEvent:
    """The event without its place in the whole log, where gaps are allowed."""
    return replace(recorded, position=0)


TestAnswerable = Answerable.TestCase
TestAnswerable.settings = settings(deadline=None, max_examples=EXAMPLES, stateful_step_count=30)
