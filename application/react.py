"""The reaction path: facts in the order of the log, the commands that follow, the same write path.

Where it stands is a position; a position lost costs only asking again, which changes nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from threading import RLock
from types import MappingProxyType
from typing import TypeAlias

from ..domain import processes
from ..domain.catalogue import decider_for
from ..domain.command import Command, RefusedError
from ..domain.event import RecordedEvent
from .ports import EventStore, UnreadableEventError
from .states import States
from .view_store import ViewStore

Put = Callable[[Command], Sequence[RecordedEvent]]

Streams: TypeAlias = Mapping[str, Sequence[RecordedEvent]]
NOTHING: Streams = MappingProxyType({})

NAME = "reactions"
"""Under this name the view store keeps up to where everything has been reacted to."""
SAVE_EVERY = 256
PAGE = 500


class Reactions:
    """Where the reactions stand, shared by the threads of one process.

    They follow the log, event by event, and skip nothing: before a fact that cannot be read, or
    from which a command follows that cannot be decided because of one, they stop, `parked` says
    so, and they try again with every command. Commands and questions to other streams go on.
    """

    def __init__(self, store: EventStore, views: ViewStore, states: States) -> None:
        self._store = store
        self._views = views
        self._states = states
        self._lock = RLock()
        self._saved = self._position = views.position(NAME)
        self._parked: UnreadableEventError | None = None

    @property
    def parked(self) -> UnreadableEventError | None:
        """What the reactions wait before; None while nothing stops them."""
        return self._parked

    def after(self, recorded: Sequence[RecordedEvent], put: Put) -> None:
        """React to what was just recorded, and first to whatever came before it.

        The log is read only if something came in between, from other threads or processes.
        """
        with self._lock:
            try:
                left = self._follow(deque(recorded), put, begun_in(recorded))
            except UnreadableEventError as error:
                self._parked = error
            else:
                if left or not recorded:
                    self._read_on(put)
            self._save_now_and_then()

    def catch_up(self, put: Put) -> None:
        """React to everything on record that has not been reacted to."""
        with self._lock:
            self._read_on(put)
            self._save_now_and_then()

    def save(self) -> None:
        """Keep the position, so that the next start asks for nothing twice."""
        with self._lock:
            if self._position != self._saved:
                self._views.save_position(NAME, self._position)
                self._saved = self._position

    def _save_now_and_then(self) -> None:
        if self._position - self._saved >= SAVE_EVERY:
            self.save()

    def _follow(self, facts: deque[RecordedEvent], put: Put, begun: Streams) -> bool:
        """React to facts as long as each is the next of the log; whether some are left."""
        while facts and facts[0].position <= self._position + 1:
            if facts[0].position > self._position:
                facts.extend(self._react(facts[0], put, begun))
            facts.popleft()
        return bool(facts)

    def _read_on(self, put: Put) -> None:
        """React to what stands in the log, up to its end or to what cannot be read."""
        limit = 1 if self._parked else PAGE
        while limit:
            try:
                found = self._store.read_all(self._position, limit)
                consequences = [each for fact in found for each in self._react(fact, put)]
            except UnreadableEventError as error:
                self._parked = error
                limit //= 2  # what stands before it can be read
            else:
                self._parked = None
                limit = PAGE if consequences or len(found) == limit else 0

    def _react(
        self, fact: RecordedEvent, put: Put, begun: Streams = NOTHING
    ) -> list[RecordedEvent]:
        """React to the next fact; what that recorded."""
        recorded = react_to(fact, self._store, put, self._states, begun)
        self._position = fact.position
        return recorded


def react_to(
    fact: RecordedEvent, store: EventStore, put: Put, states: States, begun: Streams = NOTHING
) -> list[RecordedEvent]:
    """Put every command that follows from one fact; what was recorded.

    A refusal that a process has no answer to stays without effect and is shown by `verify`.
    """
    recorded: list[RecordedEvent] = []
    if fact.type not in processes.REACTIONS:
        return recorded
    for command in commands_after(fact, store, states, begun):
        try:
            recorded += put(command)
        except RefusedError as error:
            for answer in processes.refused(command, error.rule):
                recorded += put(answer)
    return recorded


def begun_in(recorded: Sequence[RecordedEvent]) -> Streams:
    """The events of each stream that are here from its first on, and so need not be read."""
    begun: dict[str, list[RecordedEvent]] = {}
    for each in recorded:
        known = begun.setdefault(each.stream, [])
        if each.version == len(known) + 1:
            known.append(each)
    return begun


def commands_after(
    fact: RecordedEvent,
    store: EventStore,
    states: States | None = None,
    begun: Streams = NOTHING,
) -> list[Command]:
    """What follows from one fact, given its own stream as it stood when the fact was recorded.

    What came later must not change it: the ids of these commands are made from the fact alone.
    `begun` are the first events of streams, as far as they are known.
    """
    known = states and states.get(fact.stream)
    if known and known.version == fact.version:
        return processes.react(fact, known.state)
    history = begun.get(fact.stream, ())
    if len(history) < fact.version:
        history = store.read(fact.stream)
    before = (each.event for each in history if each.version <= fact.version)
    return processes.react(fact, decider_for(fact.stream).fold(before))
