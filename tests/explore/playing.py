"""A world played by hand: every command must be accepted and break no invariant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from answerable.application.verify.checking import Checker
from answerable.domain.case.case import Case
from answerable.domain.case.closing import CloseCase
from answerable.domain.case.delivery import DispatchReply, ReportFailure
from answerable.domain.case.issues import DecideIssue, Outcome
from answerable.domain.case.replies import Kind
from answerable.domain.command import Command
from answerable.domain.event import Actor, Event

from .moves_talk import SORRY, reply_to
from .state import FIRST, LEAD, State, View, World
from .stepping import attempt, opened, opening


class Play:
    """Where a play has come."""

    def __init__(self, world: World) -> None:
        first = opened(world)
        assert first.state
        self.world = world
        self.log = [each for step in opening(world) for each in step.stored]
        self.state: State = first.state
        self.checker: Checker = first.checker

    def view(self, stream: str = FIRST) -> View:
        """A case, now."""
        return View(self.world, self.state, stream)

    @property
    def case(self) -> Case:
        """The first case's state."""
        return self.view().case

    @property
    def now(self) -> datetime:
        """What time it is."""
        return self.state.now

    def put(self, *commands: Command) -> list[Event]:
        """All accepted, no invariant broken; what they led to."""
        return [event for command in commands for event in self._put(command)]

    def _put(self, command: Command) -> Iterator[Event]:
        outcome = attempt(self.world, self.state, self.checker, command)
        assert outcome.rule is None, outcome.rule
        assert list(outcome.wrong) == []
        assert outcome.state, "nothing came of it"
        self.state, self.checker = outcome.state, outcome.checker
        self.log += outcome.stored
        yield from outcome.events

    def wait(self, time: timedelta) -> None:
        """Time goes on."""
        self.state = State(self.now + time, self.state.cases, self.state.mail)

    def mail(self) -> None:
        """Everything processes sent arrives, and what follows from it."""
        while self.state.mail:
            self.put(self.state.mail[0])

    def decide(self, outcome: Outcome, rests_on: str | None = None) -> None:
        """Every issue of the first case is decided so."""
        for name in self.case.issues:
            self.put(DecideIssue(name, outcome, SORRY, rests_on, **self.view().about(LEAD)))

    def write(self, kind: Kind = Kind.CLOSING, **said: object) -> str:
        """The owner of the first case writes; the reply's id."""
        name = self.view().id("reply", self.view().own("reply", self.case.replies) + 1)
        owner = Actor(self.case.ownership.owner or "", "agent")
        told = tuple(self.case.promises)
        self.put(reply_to(self.view(), name, kind, owner, **{"tells": told, **said}))
        return name

    def send(self, reply: str, channel: str = "email") -> None:
        """It is handed to a carrier."""
        self.put(DispatchReply(reply, channel, **self.view().about()))

    def bounce(self, reply: str) -> None:
        """It comes back."""
        self.put(ReportFailure(reply, "bounce", **self.view().about()))

    def close(self) -> list[Event]:
        """The first case is closed."""
        return self.put(CloseCase(no_lesson=SORRY, **self.view().about()))
