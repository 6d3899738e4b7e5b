"""Putting commands and asking questions for one person: what every desk does alike.

Every way to change anything goes through `Clerk.execute`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self, TypeVar

from ..domain.case.starting import CALENDAR_KNOWN, PACK_KNOWN
from ..domain.catalogue import DECIDERS, decider_of, kind_of
from ..domain.command import Command, RefusedError
from ..domain.deadlines.policy import Policy
from ..domain.event import Actor, Event, RecordedEvent
from ..domain.policy import policy
from ..domain.policy.policy import InForce
from ..domain.processes.following import require_by_hand
from ..projections.view import View
from . import answers
from .answers import Answers
from .asked_at import AsOf, require_point
from .handle import Backoff, handle
from .handle_all import Answer, Together
from .handle_round import Wish
from .handle_shared import SharedRounds
from .inbox import Inbox
from .ledger.closing_line import newest_line
from .log_answers import LogAnswers
from .ports import EventStore, UnavailableError, UnreadableEventError
from .project import Keeper
from .react import Reactions
from .recording import recording
from .rules import STREAM, Rules
from .states import Folded, States, current
from .view_store import ViewStore

R = TypeVar("R")


def on_record(store: EventStore) -> InForce:
    """What the policy stream of a log says."""
    return policy.decider.fold(each.event for each in store.read(STREAM))  # type: ignore[misc]


class UnknownStreamError(LookupError):
    """There is no such case, survey, problem or guideline in this log."""

    def __init__(self, stream: str) -> None:
        self.stream = stream
        super().__init__(f"{stream} is not on record: check the id, or open it first")


@dataclass(frozen=True, slots=True)
class Workplace:
    """What a desk stands on: its log, its views, the rules in force, time and ids."""

    store: EventStore
    keeper: Keeper
    rules: Rules
    now: Callable[[], datetime]
    new_id: Callable[[str], str]
    backoff: Backoff
    reactions: Reactions
    states: States
    inbox: Inbox
    shared: SharedRounds | None

    @property
    def policy(self) -> Policy:
        """The rules in force."""
        return self.rules.policy

    @property
    def mail(self) -> Inbox:
        """What tells mail that came before, for a thread that nobody waits for.

        Raises:
            UnavailableError: it holds a transaction of this log, or the log is of another process.
        """
        if self.shared:
            self.shared.require_free()
        return self.inbox

    @property
    def views(self) -> ViewStore:
        """Where its views are kept."""
        return self.keeper.views


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
            UnreadableRulesError: the rules in force cannot be read.
        """
        require_by_hand(command)
        recorded = self._put(command)
        self.place.reactions.after(recorded, self._put)
        return recorded

    def execute_all(self, commands: Sequence[Command]) -> list[Answer]:
        """Put many commands, as `execute` does one by one, by as few commits as can be.

        What each led to, or the error that `execute` would have raised. Consequences in other
        streams come after all of them.

        Raises:
            RefusedError: one is put to a stream of another kind, or by the process itself; nothing
                was recorded.
        """
        for command in commands:
            require_by_hand(command)
        place = self.place
        place.rules.require_known()
        work = Together(place.store, place.policy, place.backoff, place.states)
        answers = work.put_all([(decider_of(command), command) for command in commands])
        found = [e for answer in answers if not isinstance(answer, Exception) for e in answer]
        place.reactions.after(sorted(found, key=lambda e: e.position), self._put)
        return answers

    def _put(self, command: Command) -> Sequence[RecordedEvent]:
        self.place.rules.require_known()
        try:
            return self._handled(command)
        except RefusedError as refused:
            wanting = refused.rule in {PACK_KNOWN, CALENDAR_KNOWN}
            if not wanting or not self.place.rules.learn(on_record(self.store)):
                raise  # else another process put on record what was wanting
        return self._handled(command)

    def _handled(self, command: Command) -> Sequence[RecordedEvent]:
        place, decider = self.place, decider_of(command)
        if place.shared and (recorded := place.shared.put(Wish(decider, command, place.policy))):
            return recorded
        return handle(place.store, decider, command, place.policy, place.backoff, place.states)

    def catch_up(self) -> None:
        """React to everything on record that has not been reacted to."""
        self.place.reactions.catch_up(self._put)

    @property
    def parked(self) -> UnreadableEventError | None:
        """The event that consequences in other streams wait before, as it cannot be read."""
        return self.place.reactions.parked

    def record(self, stream: str, fact: type[Event], **fields: object) -> None:
        """Put a fact on record in a stream, dated as it happened; it needs no more than its fields.

        Raises:
            TypeError: facts of that type follow from a command of their own.
        """
        about = self.about(stream)
        self.execute(recording(fact(occurred_at=about["occurred_at"], **fields), about))

    def closing_line(self) -> str | None:
        """The newest checkpoint of the log in one line, as closing replies end with it.

        None: nothing was ever sealed.
        """
        return newest_line(self.place.keeper.store)  # as committed, also within a transaction

    def fold(self, stream: str) -> Any:  # noqa: ANN401  # the state's type is the stream's own
        """The state of a stream as it now stands.

        Raises:
            UnknownStreamError: it is not on record.
        """
        return self._folded(stream).state

    def require_stream(self, stream: str) -> None:
        """Refuse an id that is not on record.

        Raises:
            UnknownStreamError: it is not.
        """
        self._folded(stream)

    def _folded(self, stream: str) -> Folded:
        decider = DECIDERS.get(kind_of(stream))
        known = decider and current(self.store, self.place.states, decider, stream)
        if not known or not known.version:
            raise UnknownStreamError(stream)
        return known

    def view(self, view: View[Any, R], as_of: AsOf = None, stream: str | None = None) -> list[R]:
        """The rows of a view now, or as they were known at a past moment or log position.

        Raises:
            TypeError, ValueError: `as_of` is neither; it is a time without a zone.
        """
        require_point(as_of)
        if as_of is None:
            return self.answers.rows(view, stream)
        if isinstance(as_of, int):
            return answers.as_of_position(self.store, view, as_of, stream=stream)
        return answers.as_of(self.store, view, as_of, stream)

    @property
    def answers(self) -> Answers | LogAnswers:
        """What the views show now."""
        return Answers(self.place.keeper, self.place.now())

    def close(self) -> None:
        """Let go of the log and the views. Closing twice is fine."""
        with suppress(UnavailableError):  # a position that is not kept costs only asking again
            self.place.reactions.save()
        self.store.close()
