"""Putting commands and asking questions for one person: what every desk does alike.

Every way to change anything goes through `Clerk.execute`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self, TypeVar

from ..domain.catalogue import decider_for, decider_of
from ..domain.command import Command
from ..domain.deadlines.policy import Policy
from ..domain.event import Actor, Event, RecordedEvent
from ..projections.view import View
from . import project
from .handle import Backoff, handle
from .inbox import Inbox
from .ports import EventStore, ViewStore
from .react import Reactions
from .recording import recording

R = TypeVar("R")


class UnknownStreamError(LookupError):
    """There is no such case, survey, problem or guideline in this log."""

    def __init__(self, stream: str) -> None:
        self.stream = stream
        super().__init__(f"{stream} is not on record: check the id, or open it first")


@dataclass(frozen=True, slots=True)
class Workplace:
    """What a desk stands on: its log, its views, the rules in force, time and ids."""

    store: EventStore
    views: ViewStore
    policy: Policy
    now: Callable[[], datetime]
    new_id: Callable[[str], str]
    backoff: Backoff
    reactions: Reactions
    inbox: Inbox


@dataclass(frozen=True, slots=True)
class Clerk:
    """Acts for `actor`. `at` and `confirmed_by` hold for every command put through it.

    `at` is when it happened (None: now); `confirmed_by` the second person where a rule asks.
    """

    place: Workplace
    actor: Actor
    at: datetime | None = None
    confirmed_by: str | None = None

    @property
    def store(self) -> EventStore:
        """The log."""
        return self.place.store

    @property
    def policy(self) -> Policy:
        """The rules in force."""
        return self.place.policy

    def new_id(self, prefix: str) -> str:
        """A random id with a readable prefix."""
        return self.place.new_id(prefix)

    def acting(
        self,
        actor: Actor | None = None,
        *,
        at: datetime | None = None,
        confirmed_by: str | None = None,
    ) -> Self:
        """The same desk for another person, another time of happening, or with a second person."""
        return replace(self, actor=actor or self.actor, at=at, confirmed_by=confirmed_by)

    def about(self, stream: str) -> dict[str, Any]:
        """What every command to `stream` brings along: id, actor, times, second person."""
        now = self.place.now()
        return {
            "stream": stream,
            "id": self.new_id("command"),
            "actor": self.actor,
            "now": now,
            "occurred_at": self.at or now,
            "confirmed_by": self.confirmed_by,
        }

    def execute(self, command: Command) -> Sequence[RecordedEvent]:
        """Put a command; the events it led to, and its consequences in other streams.

        The same command id again gives the same events and changes nothing (I22).

        Raises:
            RefusedError: the domain says no; nothing was recorded.
            ConflictError: others were quicker five times running.
        """
        recorded = self._put(command)
        self.catch_up()
        return recorded

    def _put(self, command: Command) -> Sequence[RecordedEvent]:
        return handle(self.store, decider_of(command), command, self.policy, self.place.backoff)

    def catch_up(self) -> None:
        """React to everything on record that has not been reacted to."""
        self.place.reactions.catch_up(self._put)

    def record(self, stream: str, fact: type[Event], **fields: object) -> None:
        """Put a fact on record in a stream, dated as it happened; it needs no more than its fields.

        Raises:
            TypeError: facts of that type follow from a command of their own.
        """
        about = self.about(stream)
        self.execute(recording(fact(occurred_at=about["occurred_at"], **fields), about))

    def fold(self, stream: str) -> Any:  # noqa: ANN401  # the state's type is the stream's own
        """The state of a stream as it now stands.

        Raises:
            UnknownStreamError: it is not on record.
        """
        self.require_stream(stream)
        return decider_for(stream).fold(each.event for each in self.store.read(stream))

    def require_stream(self, stream: str) -> None:
        """Refuse an id that is not on record.

        Raises:
            UnknownStreamError: it is not.
        """
        if not self.store.read(stream):
            raise UnknownStreamError(stream)

    def view(
        self, view: View[Any, R], as_of: datetime | int | None = None, stream: str | None = None
    ) -> list[R]:
        """The rows of a view now, or as they were known at a past moment or log position."""
        if as_of is None:
            return project.current(self.store, self.place.views, view, self.place.now(), stream)
        if isinstance(as_of, int):
            return project.as_of_position(self.store, view, as_of, stream=stream)
        return project.as_of(self.store, view, as_of, stream)

    def close(self) -> None:
        """Let go of the log and the views. Closing twice is fine."""
        self.place.reactions.save()
        self.store.close()
