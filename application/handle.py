"""The write path: load, fold, decide, append, and decide again when somebody was quicker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..domain.command import Command, RefusedError
from ..domain.deadlines.policy import Policy
from ..domain.decider import Decider
from ..domain.event import RecordedEvent
from .ports import ConflictError, EventStore, UnstorableEventError
from .states import Folded, States, current

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
    store: EventStore,
    decider: Decider[Any, Any, Any],
    command: Command,
    policy: Policy,
    backoff: Backoff,
    states: States | None = None,
) -> Sequence[RecordedEvent]:
    """The events `command` led to: now, or when its id was first put (I22); none if all is so.

    Decided on what `states` keeps of the stream, if the log takes that; else on what it now holds.

    Raises:
        RefusedError: the domain says no.
        ConflictError: others were quicker five times running.
    """
    work = _Work(store, states or States(0), decider, command, policy)
    if recorded := work.on_what_is_kept():
        return recorded
    for attempt in range(1, ATTEMPTS):
        try:
            return work.on_what_is_on_record()
        except ConflictError:
            backoff.pause(attempt)
    return work.on_what_is_on_record()


def handle_once(
    store: EventStore, decider: Decider[Any, Any, Any], command: Command, policy: Policy
) -> Sequence[RecordedEvent]:
    """The same in one try, on what is on record: a conflict goes to the caller."""
    return _Work(store, States(0), decider, command, policy).on_what_is_on_record()


@dataclass(frozen=True, slots=True)
class _Work:
    store: EventStore
    states: States
    decider: Decider[Any, Any, Any]
    command: Command
    policy: Policy

    def on_what_is_kept(self) -> Sequence[RecordedEvent]:
        """What it led to; nothing where the state kept may be behind, so that it must be read."""
        stream, epoch = self.command.stream, self.states.epoch
        known = self.states.get(stream)
        if known is None:
            return ()
        try:
            return self._append(known, epoch)
        except ConflictError as error:
            if error.actual < known.version:  # the log was put back to an earlier time
                self.states.evict(stream)
        except (RefusedError, UnstorableEventError):
            pass  # said again if it still holds
        return ()

    def on_what_is_on_record(self) -> Sequence[RecordedEvent]:
        """What it led to. Only where that is nothing can it matter whether it was put before."""
        epoch = self.states.epoch
        known = current(self.store, self.states, self.decider, self.command.stream)
        try:
            recorded = self._append(known, epoch)
        except (RefusedError, UnstorableEventError):
            if earlier := self.store.answered(self.command):
                return earlier
            raise
        return recorded or self.store.answered(self.command)

    def _append(self, known: Folded, epoch: int) -> Sequence[RecordedEvent]:
        events = self.decider.decide(self.command, known.state, self.policy)
        if not events:
            return ()
        recorded = self.store.append(self.command, known.version, events)
        keep(self.states, self.decider, known, recorded, epoch)
        return recorded


def keep(
    states: States,
    decider: Decider[Any, Any, Any],
    known: Folded,
    recorded: Sequence[RecordedEvent],
    epoch: int,
) -> None:
    """Keep the state after what was recorded, unless that stands elsewhere: it was put before."""
    if states.keeps and recorded[0].version == known.version + 1:
        state = decider.fold((each.event for each in recorded), known.state)
        states.keep(recorded[0].stream, Folded(recorded[-1].version, state), epoch)
