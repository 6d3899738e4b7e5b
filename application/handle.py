"""The write path: load, fold, decide, append, and decide again when somebody was quicker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from ..domain.command import Command
from ..domain.deadlines.policy import Policy
from ..domain.decider import Decider
from ..domain.event import Event, RecordedEvent
from .ports import ConflictError, EventStore

C = TypeVar("C", bound=Command)
S = TypeVar("S")
E = TypeVar("E", bound=Event)

ATTEMPTS = 5
SHORTEST_PAUSE_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Backoff:
    """How long to stand back after a conflict: full jitter over a time that doubles each try.

    `random` gives a number from 0 up to 1.
    """

    sleep: Callable[[float], None]
    random: Callable[[], float]

    def pause(self, attempt: int) -> None:
        """Sleep before the try that follows the `attempt`th, counted from 1."""
        self.sleep(self.random() * SHORTEST_PAUSE_SECONDS * 2**attempt)


def handle(
    store: EventStore, decider: Decider[C, S, E], command: C, policy: Policy, backoff: Backoff
) -> Sequence[RecordedEvent]:
    """The events `command` led to: now, or when its id was first put (I22); none if all is so.

    Raises:
        RefusedError: the domain says no.
        ConflictError: others were quicker five times running.
    """
    for attempt in range(1, ATTEMPTS):
        try:
            return _once(store, decider, command, policy)
        except ConflictError:
            backoff.pause(attempt)
    return _once(store, decider, command, policy)


def _once(
    store: EventStore, decider: Decider[C, S, E], command: C, policy: Policy
) -> Sequence[RecordedEvent]:
    if earlier := store.answered(command):
        return earlier
    history = store.read(command.stream)
    # A stream holds only events of its own decider, which the store cannot know.
    state = decider.fold(cast("E", recorded.event) for recorded in history)
    events = decider.decide(command, state, policy)
    version = history[-1].version if history else 0
    return store.append(command, version, events) if events else ()
