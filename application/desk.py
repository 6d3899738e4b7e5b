"""The desk: the face of the library to a product. It puts commands, and answers questions.

A desk acts for one person. It is safe for several threads, and several processes may share one
file. Every way to change anything goes through `execute`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from ..domain.case.intake import Complainant, Signal
from ..domain.case.receiving import ReceiveCase
from ..domain.case.time_passing import PassTime
from ..domain.catalogue import decider_for
from ..domain.command import Command
from ..domain.deadlines.policy import Policy
from ..domain.event import Actor, Event, Personal, RecordedEvent
from ..projections.case_timeline import CASE_TIMELINE, Step
from ..projections.next_due import NEXT_DUE, NextDue
from ..projections.open_promises import OPEN_PROMISES, OpenPromise
from ..projections.unanswered_critics import UNANSWERED_CRITICS, UnansweredCritic
from ..projections.view import View
from . import project
from .case_desk import CaseDesk
from .handle import Backoff, handle
from .ports import EventStore, ViewStore
from .react import Reactions
from .recording import recording
from .survey_desk import SurveyDesk

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


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk for `actor`. `at` and `confirmed_by` hold for every command put through it.

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
    ) -> Desk:
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
        decider = decider_for(command.stream)
        return handle(self.store, decider, command, self.policy, self.place.backoff)

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

    def case(self, case: str) -> CaseDesk:
        """One case, with everything that can be done about it."""
        return CaseDesk(self, case)

    def receive(
        self,
        words: str,
        *,
        channel: str = "email",
        complainant: str | None = None,
        kind: Complainant = Complainant.CUSTOMER,
        signal: Signal = Signal.DISSATISFACTION,
        external_id: str | None = None,
        noticed: bool = False,
    ) -> CaseDesk:
        """Receive a complaint: only what is wrong is asked for (S2-7).

        `noticed`: nobody wrote, our own people heard it (S4-2).
        """
        person, case = complainant or self.new_id("person"), self.new_id("case")
        outside = Personal[str](subject=person, value=external_id) if external_id else None
        said = Personal[str](subject=person, value=words)
        message, issue = self.new_id("message"), self.new_id("issue")
        who = (person, kind, signal, channel)
        words_of = (*who, message, outside, said, issue)
        self.execute(ReceiveCase(*words_of, noticed=noticed, **self.about(case)))
        return self.case(case)

    def survey(self, survey: str | None = None) -> SurveyDesk:
        """One survey; without an id a new one, which begins with readiness or with what is said."""
        return SurveyDesk(self, survey or self.new_id("survey"))

    def view(
        self, view: View[Any, R], as_of: datetime | int | None = None, stream: str | None = None
    ) -> list[R]:
        """The rows of a view now, or as they were known at a past moment or log position."""
        if as_of is None:
            return project.current(self.store, self.place.views, view, self.place.now(), stream)
        if isinstance(as_of, int):
            return project.as_of_position(self.store, view, as_of, stream=stream)
        return project.as_of(self.store, view, as_of, stream)

    def promises(self, as_of: datetime | int | None = None) -> list[OpenPromise]:
        """Every promise we still owe, broken ones included, the earliest due first."""
        return self.view(OPEN_PROMISES, as_of)

    def critics(self, as_of: datetime | int | None = None) -> list[UnansweredCritic]:
        """Everybody whose criticism nobody has answered; whom we asked stands first."""
        return self.view(UNANSWERED_CRITICS, as_of)

    def next_due(self, as_of: datetime | int | None = None) -> list[NextDue]:
        """Every duty of every case, the earliest due first."""
        return self.view(NEXT_DUE, as_of)

    def replay(self, stream: str, as_of: datetime | int | None = None) -> list[Step]:
        """The history of one stream, step by step, with the duties open after each.

        Raises:
            UnknownStreamError: it is not on record.
        """
        self.require_stream(stream)
        return self.view(CASE_TIMELINE, as_of, stream)

    def overdue_critics(self) -> tuple[str, ...]:
        """The critics we asked ourselves whose answer is late now (S0-3)."""
        return tuple(row.critic for row in self.critics() if row.asked and row.late_by)

    def pass_time(self) -> None:
        """Put on record which due times have passed; whoever runs the clock calls this."""
        for stream in dict.fromkeys((*self.late(NEXT_DUE), *self.late(UNANSWERED_CRITICS))):
            self.execute(PassTime(**self.acting().about(stream)))

    def late(self, view: View[Any, Any]) -> list[str]:
        """The streams of which `view` shows something late now."""
        store, views, now = self.store, self.place.views, self.place.now()
        rows = project.current_by_stream(store, views, view, now)
        return [stream for stream, found in rows.items() if any(row.late_by for row in found)]

    def close(self) -> None:
        """Let go of the log and the views. Closing twice is fine."""
        self.place.reactions.save()
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
