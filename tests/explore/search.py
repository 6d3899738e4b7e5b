"""Breadth-first through everything that can happen in a world."""

from __future__ import annotations

from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from answerable.application.verify.checking import Checker
from answerable.domain.case.ending import CaseClosed, Stage
from answerable.domain.command import Command, RefusedError

from .canonical import canonical
from .compare import disagreements, shared_replies_differ
from .state import State, World, menu
from .stepping import Result, attempt, decided, opened, tick

TIME = -1
"""Stands for time going on, where else the number of a command in the menu stands."""


@dataclass(frozen=True, slots=True)
class Node:
    """A state that waits to be expanded, with what is on record on the way to it."""

    index: int
    state: State
    dues: list[datetime]
    checker: Checker


@dataclass(slots=True)
class Graph:
    """Every state by the number of its finding: whence and how it was found, where it leads."""

    came_from: array[int] = field(default_factory=lambda: array("l"))
    by: array[int] = field(default_factory=lambda: array("h"))
    open: bytearray = field(default_factory=bytearray)
    expanded: bytearray = field(default_factory=bytearray)
    edges: array[int] = field(default_factory=lambda: array("l"))

    def way(self, index: int) -> list[int]:
        """What happened between the first state and this one."""
        steps: list[int] = []
        while self.came_from[index] >= 0:
            steps.append(self.by[index])
            index = self.came_from[index]
        return steps[::-1]


@dataclass(slots=True)
class Tally:
    """What was seen. `problems`: each kind of problem with how often, and the first way to it."""

    world: str
    states: int = 0
    expanded: int = 0
    depth: int = 0
    transitions: int = 0
    checked: int = 0
    exhausted: bool = False
    accepted: Counter[str] = field(default_factory=Counter[str])
    refused: Counter[str] = field(default_factory=Counter[str])
    refused_by: Counter[str] = field(default_factory=Counter[str])
    nothing: Counter[str] = field(default_factory=Counter[str])
    endings: Counter[str] = field(default_factory=Counter[str])
    problems: Counter[str] = field(default_factory=Counter[str])
    witnesses: dict[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    liveness: Counter[str] = field(default_factory=Counter[str])


class Search:
    """One world being explored. `order` may put the menu of a state into another order."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.tally = Tally(world.name)
        self.graph = Graph()
        self.queue: deque[Node] = deque()
        self._seen: dict[int, int] = {}
        first = opened(world)
        self.tally.accepted.update(type(each).__name__ for each in world.opening(world))
        if first.state:
            self._reach(first.state, first.checker, TIME, TIME)

    def run(
        self, states: int, deadline: float, order: Callable[[list[int]], None] | None = None
    ) -> Tally:
        """Expand states until that many are known, time is up, or none is left."""
        while self.queue and self.tally.states < states and monotonic() < deadline:
            self._expand(self.queue.popleft(), order)
        self.tally.exhausted = not self.queue
        if self.tally.states:
            self.tally.depth = len(self.graph.way(self.tally.states - 1))
        return self.tally

    def _expand(self, node: Node, order: Callable[[list[int]], None] | None) -> None:
        """Everything that can happen next."""
        self.tally.expanded += 1
        self.graph.expanded[node.index] = 1
        commands = list(menu(self.world, node.state))
        numbers = list(range(len(commands)))
        if order:
            order(numbers)
        for number in numbers:
            self._try(node, number, commands[number])
        later = tick(self.world, node.state, node.dues)
        if later:
            self._reach(later, node.checker, node.index, TIME)

    def _try(self, node: Node, number: int, command: Command) -> None:
        outcome = attempt(self.world, node.state, node.checker, command)
        self._count(outcome, type(command).__name__)
        for each in outcome.wrong:
            self._blame(f"{each.invariant} {each.sentence}", node.index, number)
        if outcome.state:
            asked = command if outcome.events else None
            self._reach(outcome.state, outcome.checker, node.index, number, asked)

    def _count(self, outcome: Result, name: str) -> None:
        tally = self.tally
        if outcome.rule:
            tally.refused[outcome.rule.id] += 1
            tally.refused_by[name] += 1
        elif not outcome.events:
            tally.nothing[name] += 1
        else:
            tally.accepted[name] += 1
            tally.checked += 1
        for event in outcome.events:
            if isinstance(event, CaseClosed):
                tally.endings[event.basis] += 1
            elif type(event).__name__ in {"CaseMerged", "CaseVoided", "CaseReopened"}:
                tally.endings[type(event).__name__] += 1

    def _blame(self, problem: str, parent: int, number: int) -> None:
        self.tally.problems[problem] += 1
        if problem not in self.tally.witnesses:
            self.tally.witnesses[problem] = (*self.graph.way(parent), number)

    def _reach(
        self,
        state: State,
        checker: Checker,
        parent: int,
        number: int,
        asked: Command | None = None,
    ) -> None:
        """Count the transition; a new state is kept, and what it claims is looked at."""
        self.tally.transitions += 1
        key, dues = canonical(state)
        index = self._seen.setdefault(key, self.tally.states)
        if parent >= 0:
            self.graph.edges.extend((parent, index))
        if index < self.tally.states:
            return
        self.tally.states += 1
        self.graph.came_from.append(parent)
        self.graph.by.append(number)
        self.graph.open.append(any(case.stage is Stage.OPEN for case in state.cases))
        self.graph.expanded.append(0)
        self.queue.append(Node(index, state, dues, checker))
        for problem in claims(self.world, state, checker, asked):
            self._blame(problem, max(parent, 0), number)


def claims(world: World, state: State, checker: Checker, asked: Command | None) -> Iterator[str]:
    """What the live cases claim against what their events tell, and what asking again gives."""
    for stream, case in zip(world.streams, state.cases, strict=True):
        yield from disagreements(case, checker.log.case(stream), state.now)
    if not state.mail:
        yield from shared_replies_differ(state.cases)
    if asked is not None:
        try:
            again = decided(world, state, asked)
        except RefusedError:
            return
        if again:
            yield f"I22 {type(asked).__name__} asked again gives events again"
