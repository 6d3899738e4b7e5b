"""Many commands by few commits, each as if it were put alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from ..domain.command import Command, RefusedError
from ..domain.deadlines.policy import Policy
from ..domain.decider import Decider
from ..domain.event import RecordedEvent
from .handle import Backoff, handle, keep
from .ports import (
    Append,
    CommandReusedError,
    ConflictError,
    EventStore,
    StoreError,
    UnstorableEventError,
)
from .states import Folded, States, current

Answer: TypeAlias = (
    Sequence[RecordedEvent]
    | RefusedError
    | ConflictError
    | CommandReusedError
    | UnstorableEventError
)
"""What came of one command among many: what `handle` returns, or what it raises."""


class _Decided(NamedTuple):
    decider: Decider[Any, Any, Any]
    known: Folded
    epoch: int
    append: Append


@dataclass(slots=True)
class Together:
    """Puts commands in order. At most one of a stream shares a commit with others.

    The next of that stream would be decided on what may turn out to be in conflict. What is
    refused or has nothing to do is put alone, once everything before it is recorded.
    """

    store: EventStore
    policy: Policy
    backoff: Backoff
    states: States
    answers: list[Answer] = field(default_factory=list[Answer])
    waiting: dict[str, _Decided] = field(default_factory=dict[str, _Decided])

    def put_all(self, commands: Iterable[tuple[Decider[Any, Any, Any], Command]]) -> list[Answer]:
        """What came of each, in order.

        Raises:
            UnavailableError: which of them are recorded is unknown; they can all be put again.
        """
        for decider, command in commands:
            self._put(decider, command)
        self._append()
        return self.answers

    def _put(self, decider: Decider[Any, Any, Any], command: Command) -> None:
        stream = command.stream
        if stream in self.waiting:
            self._append()
        epoch = self.states.epoch
        known = current(self.store, self.states, decider, stream)
        try:
            events = decider.decide(command, known.state, self.policy)
        except RefusedError:
            events = []
        if events:
            append = Append(command, known.version, events)
            self.waiting[stream] = _Decided(decider, known, epoch, append)
        else:
            self._append()
            self.answers.append(self._alone(decider, command))

    def _append(self) -> None:
        """Record what waits; what the store says no to is put once more, alone."""
        if not self.waiting:
            return
        waiting = tuple(self.waiting.values())
        self.waiting.clear()
        outcomes = self.store.append_all([each.append for each in waiting])
        for (decider, known, epoch, append), outcome in zip(waiting, outcomes, strict=True):
            if isinstance(outcome, StoreError):
                self.answers.append(self._alone(decider, append.command))
            else:
                if known.version:  # what is new was asked for by nobody yet, and may be a million
                    keep(self.states, decider, known, outcome, epoch)
                self.answers.append(outcome)

    def _alone(self, decider: Decider[Any, Any, Any], command: Command) -> Answer:
        try:
            return handle(self.store, decider, command, self.policy, self.backoff, self.states)
        except (RefusedError, ConflictError, CommandReusedError, UnstorableEventError) as error:
            return error
