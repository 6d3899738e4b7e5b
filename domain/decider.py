"""A decider: how one kind of stream begins, answers commands and folds its history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from .command import Command
from .deadlines.policy import Policy
from .event import Event

C = TypeVar("C", bound=Command)
S = TypeVar("S")
E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Decider(Generic[C, S, E]):
    """Three pure parts. `decide` may raise `RefusedError`; `evolve` never raises."""

    initial: S
    decide: Callable[[C, S, Policy], list[E]]
    evolve: Callable[[S, E], S]

    def fold(self, events: Iterable[E], state: S | None = None) -> S:
        """The state after `events`, from `state` or from the beginning."""
        now = self.initial if state is None else state
        for event in events:
            now = self.evolve(now, event)
        return now
