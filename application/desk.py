"""The desk: the face of the library to a product. It puts commands, and answers questions.

A desk acts for one person. It is safe for several threads, and several processes may share one
file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Self, TypedDict, TypeVar, Unpack

from ..domain.case.intake import Complainant, Signal
from ..domain.case.receiving import ReceiveCase
from ..domain.case.time_passing import PassTime
from ..domain.catalogue import decider_of
from ..domain.command import Command, RefusedError
from ..domain.event import Personal, RecordedEvent
from ..domain.processes.following import require_by_hand
from ..projections.case_timeline import CASE_TIMELINE, Step
from ..projections.next_due import NEXT_DUE, NextDue
from ..projections.open_promises import OPEN_PROMISES, OpenPromise
from ..projections.unanswered_critics import UNANSWERED_CRITICS, UnansweredCritic
from ..projections.view import View
from .adopting import adopt
from .answers import Page, as_of_position
from .asked_at import AsOf, require_point
from .audit import Audit, Auditor, question_of
from .case_desk import CaseDesk
from .clerk import UnknownStreamError
from .handle import handle_once
from .handle_all import Answer
from .law_desk import LawDesk
from .log_answers import LogAnswers
from .ports import (
    CommandReusedError,
    ConflictError,
    JoiningStore,
    UnavailableError,
    UnreadableEventError,
    UnstorableEventError,
)
from .readable import ALL_READ, Readable, Unread
from .states import States
from .survey_desk import SurveyDesk

R = TypeVar("R")

ONLY_ASKED = ("as_far_as_readable", "who decides must have read everything")
"""Why no command is taken where not everything can be read."""


class UnderLaw(TypedDict, total=False):
    """Which packs a case comes under (None: those of the desk), and what kind it is to them."""

    packs: tuple[str, ...] | None
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Desk(LawDesk):
    """A desk for `actor`. `at` and `confirmed_by` hold for every command put through it.

    `at` is when it happened (None: now); `confirmed_by` the second person where a rule asks.
    """

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
        **law: Unpack[UnderLaw],
    ) -> CaseDesk:
        """Receive a complaint: only what is wrong is asked for (S2-7).

        The same `external_id` of a channel again gives the case that holds it and changes nothing.
        `noticed`: nobody wrote, our own people heard it (S4-2). `law`: see `UnderLaw`.
        """
        adopt(self, law.get("packs") or ())
        new = (complainant or self.new_id("person"), kind, signal, channel)
        if external_id is None:
            return self._open(words, new, None, noticed=noticed, **law)
        with self.place.mail.lock:
            if known := self.place.inbox.find(channel, external_id):
                return self.case(known[0])
            return self._open(words, new, external_id, **law)

    def _open(
        self,
        words: str,
        new: tuple[str, Complainant, Signal, str],
        external_id: str | None,
        **more: Any,  # noqa: ANN401  # what else the command takes
    ) -> CaseDesk:
        person, case = new[0], self.new_id("case")
        outside = Personal[str](subject=person, value=external_id) if external_id else None
        said = Personal[str](subject=person, value=words)
        opened = (*new, self.new_id("message"), outside, said, self.new_id("issue"))
        put: Callable[..., ReceiveCase] = ReceiveCase
        self.execute(put(*opened, **more, **self.about(case)))
        return self.case(case)

    def survey(self, survey: str | None = None) -> SurveyDesk:
        """One survey; without an id a new one, which begins with readiness or with what is said."""
        return SurveyDesk(self, survey or self.new_id("survey"))

    def promises(self, as_of: AsOf = None) -> list[OpenPromise]:
        """Every promise we still owe, broken ones included, the earliest due first."""
        return self.view(OPEN_PROMISES, as_of)

    def critics(self, as_of: AsOf = None) -> list[UnansweredCritic]:
        """Everybody whose criticism nobody has answered; whom we asked stands first."""
        return self.view(UNANSWERED_CRITICS, as_of)

    def next_due(self, as_of: AsOf = None) -> list[NextDue]:
        """Every duty of every case, the earliest due first."""
        return self.view(NEXT_DUE, as_of)

    def replay(self, stream: str, as_of: AsOf = None) -> list[Step]:
        """The history of one stream, step by step, with the duties open after each.

        Raises:
            UnknownStreamError: it is not on record.
        """
        self.require_stream(stream)
        if as_of is None:
            head, now = self.store.head(), self.place.now()
            return as_of_position(self.store, CASE_TIMELINE, head, now, stream)
        return self.view(CASE_TIMELINE, as_of, stream)

    def audit(self, question: str, as_of: AsOf = None) -> Audit:
        """The answer to a question auditors ask, each figure with the events behind it.

        Its `unread` is what cannot be read of the log: no figure rests on that.

        Raises:
            UnknownQuestionError: there is no question of that name.
            TypeError, ValueError: `as_of` is no moment and no position; it has no zone.
        """
        require_point(as_of)
        asked = question_of(question)
        return Auditor(self.store, self.place.now(), as_of).ask_readable(asked)

    def pass_time(self) -> None:
        """Put on record which due times have passed; whoever runs the clock calls this."""
        answers = self.answers
        for stream in dict.fromkeys((*answers.late(NEXT_DUE), *answers.late(UNANSWERED_CRITICS))):
            self.execute(PassTime(**self.acting().about(stream)))

    def page(self, view: View[Any, R], limit: int, after: str | None = None) -> Page[R]:
        """The first `limit` rows of a view now, or those after the page that gave `after`.

        What it costs does not grow with the number of rows; one whose place does not change from
        page to page is shown once.
        """
        return self.answers.page(view, limit, after)

    def within(self, connection: object) -> JoinedDesk:
        """This desk in the transaction that the host has open: its rows and our events, or none.

        `connection` is of the log's own driver, and to its database. From the first command to the
        end of the transaction nobody else can append, so let commands come last. Reactions and
        views follow once it is committed, with the next command or `catch_up`.

        Raises:
            UnavailableError: this log cannot join it, or there is no transaction.
        """
        store = self.store
        if not isinstance(store, JoiningStore):
            raise UnavailableError("within", "this kind of log joins no transaction of others")
        apart = replace(self.place, rules=self.place.rules.apart(), inbox=self.place.inbox.apart())
        place = replace(apart, store=store.joined(connection), states=States(0), shared=None)
        return JoinedDesk(place, self.actor, self.at, self.confirmed_by)

    def as_far_as_readable(self, ask: Callable[[Desk], R]) -> tuple[R, Unread]:
        """What `ask` finds, and what that does not rest on as it cannot be read: look at both.

        `ask` only asks. Where an event stops it, it is asked again of a desk on the rest: each
        history up to its first event that cannot be read, and lists made from the log.

        Raises:
            UnreadableEventError: nothing can be read of the stream that was asked for.
        """
        try:
            return ask(self), ALL_READ
        except UnreadableEventError:
            log = Readable(self.store)
        place = replace(self.place, store=log, states=States(0))
        try:
            found = ask(ReadableDesk(place, self.actor, self.at, self.confirmed_by))
        except UnknownStreamError as error:
            if error.stream not in log.ends:
                raise
            raise next(e for e in log.unreadable.values() if e.stream == error.stream) from error
        return found, log.unread()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class JoinedDesk(Desk):
    """A desk in a transaction of the host, from `Desk.within`. What it shows of lists is committed.

    A `ConflictError` goes to the caller, who may put the command again or give the transaction up.
    """

    def execute(self, command: Command) -> Sequence[RecordedEvent]:
        """Put a command, in one try; what follows in other streams comes after the commit.

        Raises:
            RefusedError: the domain says no.
            ConflictError: others were quicker.
        """
        require_by_hand(command)
        self.place.rules.require_known()
        return handle_once(self.store, decider_of(command), command, self.policy)

    def execute_all(self, commands: Sequence[Command]) -> list[Answer]:
        """Put many commands, one by one; what each led to, or the error `execute` would raise."""
        return [self._answer(command) for command in commands]

    def _answer(self, command: Command) -> Answer:
        try:
            return self.execute(command)
        except (
            RefusedError,
            ConflictError,
            CommandReusedError,
            UnstorableEventError,
        ) as error:
            return error

    def catch_up(self) -> None:
        """Nothing: nobody reacts to what may yet be rolled back."""

    def close(self) -> None:
        """Nothing: the transaction and its connection are the host's."""


@dataclass(frozen=True, slots=True)
class ReadableDesk(Desk):
    """A desk on as much of a log as can be read: it only answers (`Desk.as_far_as_readable`)."""

    @property
    def answers(self) -> LogAnswers:
        """What the views show now, made from the log."""
        return LogAnswers(self.place.store, self.place.now())

    def execute(self, command: Command) -> Sequence[RecordedEvent]:  # noqa: ARG002  # whichever
        """Take no command.

        Raises:
            UnavailableError: always.
        """
        raise UnavailableError(*ONLY_ASKED)

    def execute_all(self, commands: Sequence[Command]) -> list[Answer]:  # noqa: ARG002  # the same
        """Take no commands.

        Raises:
            UnavailableError: always.
        """
        raise UnavailableError(*ONLY_ASKED)

    def catch_up(self) -> None:
        """Nothing: consequences wait before what cannot be read."""

    def close(self) -> None:
        """Nothing: the log is that of the desk it came from."""
