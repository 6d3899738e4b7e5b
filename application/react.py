"""The reaction path: facts in the order of the log, the commands that follow, the same write path.

Where it stands is a position; a position lost costs only asking again, which changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import RLock

from ..domain import processes
from ..domain.catalogue import decider_for
from ..domain.command import Command, RefusedError
from ..domain.event import RecordedEvent
from .ports import EventStore, ViewStore

Put = Callable[[Command], Sequence[RecordedEvent]]


NAME = "reactions"
"""Under this name the view store keeps up to where everything has been reacted to."""
SAVE_EVERY = 256


class Reactions:
    """Where the reactions stand, shared by the threads of one process."""

    def __init__(self, store: EventStore, views: ViewStore) -> None:
        self._store = store
        self._views = views
        self._lock = RLock()
        self._saved = self._position = views.position(NAME)

    def catch_up(self, put: Put) -> None:
        """React to everything on record that has not been reacted to."""
        with self._lock:
            self._position = follow(self._store, put, self._position)
            if self._position - self._saved >= SAVE_EVERY:
                self.save()

    def save(self) -> None:
        """Keep the position, so that the next start asks for nothing twice."""
        with self._lock:
            if self._position != self._saved:
                self._views.save_position(NAME, self._position)
                self._saved = self._position


def follow(store: EventStore, put: Put, after: int, batch: int = 500) -> int:
    """React to everything past position `after`; the position up to which all is reacted to.

    Events that the reactions themselves record are reacted to as well. A refusal that a process
    has no answer to stays without effect and is shown by `verify`.
    """
    while found := store.read_all(after, batch):
        for recorded in found:
            react_to(recorded, store, put)
        after = found[-1].position
    return after


def react_to(recorded: RecordedEvent, store: EventStore, put: Put) -> None:
    """Put every command that follows from one fact."""
    if recorded.type not in processes.REACTIONS:
        return
    for command in commands_after(recorded, store):
        try:
            put(command)
        except RefusedError as error:
            for answer in processes.refused(command, error.rule):
                put(answer)


def commands_after(recorded: RecordedEvent, store: EventStore) -> list[Command]:
    """What follows from one fact, given its own stream as it stood when the fact was recorded.

    What came later must not change it: the ids of these commands are made from the fact alone.
    """
    history = store.read(recorded.stream)
    before = (each.event for each in history if each.version <= recorded.version)
    return processes.react(recorded, decider_for(recorded.stream).fold(before))
