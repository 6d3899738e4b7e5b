"""Random ways through a world: what a search leaves out below its bound, and logs to test with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from answerable.domain.command import Command
from answerable.domain.event import RecordedEvent

from .canonical import canonical
from .state import State, View, World, menu
from .stepping import Result, attempt, opened, opening, tick


@dataclass(slots=True)
class Walk:
    """Where a walk has come, the commands put and the events they led to, in order."""

    world: World
    here: Result
    log: list[RecordedEvent] = field(default_factory=list[RecordedEvent])
    put: list[Command] = field(default_factory=list[Command])

    @property
    def state(self) -> State:
        """The state reached."""
        assert self.here.state
        return self.here.state

    def view(self, stream: str) -> View:
        """One case, now."""
        return View(self.world, self.state, stream)

    def do(self, command: Command) -> Result:
        """Put one command and go where it leads."""
        found = attempt(self.world, self.state, self.here.checker, command)
        if found.state:
            self.here = found
        self.log += found.stored
        self.put.append(command)
        return found

    def later(self) -> State | None:
        """The state once time has gone on, if it does."""
        return tick(self.world, self.state, canonical(self.state)[1])

    def step(self, choice: int) -> None:
        """One of the things that could happen; every seventh time goes on."""
        commands = list(menu(self.world, self.state))
        later = self.later()
        if later and (choice % 7 == 0 or not commands):
            self.here = Result(later, self.here.checker)
        elif commands:
            self.do(commands[choice // 7 % len(commands)])


def walk(world: World, choices: Iterable[int]) -> Walk:
    """A walk from the first state of a world, by numbers drawn at random."""
    steps = list(opening(world))
    found = Walk(world, opened(world), [each for step in steps for each in step.stored])
    for choice in choices:
        found.step(choice)
    return found
