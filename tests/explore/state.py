"""A state of the explored world: what time it is, the cases, and commands still under way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeAlias

from answerable.domain.case.case import Case
from answerable.domain.case.ending import Stage
from answerable.domain.command import Command
from answerable.domain.deadlines.counting import Calendar, Limit
from answerable.domain.deadlines.due import due_after
from answerable.domain.deadlines.policy import Policy
from answerable.domain.event import Actor, Personal

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
AGENT = Actor("staff-1", "agent")
LEAD = Actor("staff-2", "lead")
IMPORT = Actor("import", "import")
FIRST, SECOND = "case-a", "case-b"


class Remembering(Policy):
    """The same policy, which counts each due time once."""

    __slots__ = ()

    def due(self, start: datetime, limit: Limit) -> datetime:
        return counted(start, limit, self.calendar)


@lru_cache(maxsize=100_000)
def counted(start: datetime, limit: Limit, calendar: Calendar) -> datetime:
    return due_after(start, limit, calendar)


@lru_cache(maxsize=1000)
def words(person: str, value: str) -> Personal[str]:
    return Personal[str](subject=person, value=value)


@dataclass(frozen=True, slots=True)
class State:
    """`mail`: commands that processes have sent and that have not come yet, in their order."""

    now: datetime
    cases: tuple[Case, ...]
    mail: tuple[Command, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    """Time goes on, to the next due time or just past it."""

    to: datetime


@dataclass(frozen=True, slots=True)
class View:
    """One case in a state, and what is needed to write commands to it."""

    world: World
    state: State
    stream: str

    @property
    def case(self) -> Case:
        return self.state.cases[self.world.streams.index(self.stream)]

    @property
    def open(self) -> bool:
        return self.case.stage is Stage.OPEN

    def about(
        self, actor: Actor = AGENT, *, at: datetime | None = None, second: str | None = None
    ) -> dict[str, Any]:
        """What every command brings along."""
        now = self.state.now
        return {
            "stream": self.stream,
            "id": "command",
            "actor": actor,
            "now": now,
            "occurred_at": at or now,
            "confirmed_by": second,
        }

    def id(self, kind: str, number: int) -> str:
        """The id of the `number`th thing of that kind in this case."""
        return f"{kind}-{self.stream[-1]}{number}"

    def own(self, kind: str, among: Iterable[str]) -> int:
        """How many things of that kind this case has made itself."""
        start = f"{kind}-{self.stream[-1]}"
        return sum(name.startswith(start) for name in among)


def latest(things: Mapping[str, object], otherwise: str) -> str:
    """The id of what came last."""
    return next(reversed(list(things)), otherwise)


Moves: TypeAlias = Callable[[View], Iterator[Command]]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A scope to explore: who can do what, under which policy, and how far.

    It `starts` so long after its opening, where the mail of the opening was `delivered` or not.
    """

    name: str
    policy: Policy
    opening: Callable[[World], list[Command]]
    moves: tuple[Moves, ...]
    streams: tuple[str, ...] = (FIRST,)
    starts: timedelta = timedelta()
    delivered: bool = False
    days: int = 12
    replies: int = 3
    messages: int = 2
    issues: int = 1
    promises: int = 2
    spans: int = 2
    people: tuple[str, ...] = ("person-1",)

    @property
    def end(self) -> datetime:
        """When exploring stops."""
        return START + timedelta(days=self.days)


def next_mail(state: State) -> list[Command]:
    """What can come next to each case: processes follow the log in its order."""
    first = {command.stream: command for command in reversed(state.mail)}
    return [command for command in state.mail if first[command.stream] is command]


def menu(world: World, state: State) -> Iterator[Command]:
    """Everything somebody could try in this state, and the mail that could come."""
    for stream in world.streams:
        view = View(world, state, stream)
        for moves in world.moves:
            yield from moves(view)
    yield from next_mail(state)
