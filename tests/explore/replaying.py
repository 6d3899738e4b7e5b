"""A way through a world again, step by step, with the name of each step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields

from answerable.domain.command import Command
from answerable.domain.event import Event

from .canonical import canonical
from .search import TIME
from .state import START, World, menu
from .stepping import Result, attempt, opened, tick

ENVELOPE = frozenset(each.name for each in fields(Command))


def replay(world: World, steps: Iterable[int]) -> Iterator[tuple[str, Result]]:
    """Each step of a way, told in words, and where it leads."""
    here = opened(world)
    for number in steps:
        state = here.state
        assert state is not None
        if number == TIME:
            later = tick(world, state, canonical(state)[1])
            here = Result(later, here.checker)
            yield f"time goes on to {later.now - START if later else 'nowhere'}", here
        else:
            command = list(menu(world, state))[number]
            outcome = attempt(world, state, here.checker, command)
            here = Result(
                outcome.state or state,
                outcome.checker,
                outcome.events,
                outcome.wrong,
                outcome.rule,
            )
            yield told(command, outcome), here


def told(command: Command, outcome: Result) -> str:
    """A command in one line, without its words, and what came of it."""
    asked = [shown(getattr(command, f.name)) for f in fields(command) if f.name not in ENVELOPE]
    name = f"{command.stream}: {type(command).__name__}({', '.join(filter(None, asked))})"
    if outcome.rule:
        return f"{name} refused by {outcome.rule.id}"
    return f"{name} -> {', '.join(type(event).__name__ for event in outcome.events) or 'nothing'}"


def shown(value: object) -> str:
    """A value of a command, if it tells something apart."""
    if isinstance(value, Event):
        return type(value).__name__
    return f"{value}" if isinstance(value, str | Sequence) and value else ""
