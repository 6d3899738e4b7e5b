"""Loophole watch: the ways in which a rule is kept by the letter. Each is allowed; many are not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ...domain.case.case import Case
from ...domain.case.ending import Basis, CaseClosed, CaseReopened, Why
from ...domain.case.obligations import NoticeWaived, PauseTold, SilenceRebutted
from ...domain.case.promises import NewDateProposed, Promise, due_in_force
from ...domain.case.replies import ReplyIssued
from ...domain.event import Event
from ...domain.problem.notices import FixNoticeWaived
from ...domain.survey.answering import CriticAnswered
from ...domain.survey.case_answers import CriticAnsweredInCase
from ...domain.survey.collective import CollectiveAnswerPosted
from .figure import Figure, Item, Measure, Question, marks
from .history import History

DEPOSIT = "closed_on_deposit"
ATTESTED = "closed_on_attestation"
UNEXAMINED = "closed_unexamined"
BOUNCED = "reopened_by_bounce"
PAUSED = "clock_paused_often"
LAST_DAY = "new_date_on_the_last_day"
COLLECTIVE = "answered_collectively"
WAIVED = "waived"
REBUTTED = "silence_rebutted"
OVERRIDDEN = "tone_overridden"
ALIAS = "signed_by_alias"

BASES = {
    DEPOSIT: frozenset({Basis.UNDELIVERABLE, Basis.DEPOSITED, Basis.NO_CONTACT_REQUESTED}),
    ATTESTED: frozenset({Basis.ATTESTED}),
    UNEXAMINED: frozenset({Basis.LEFT_UNEXAMINED}),
}
COUNTED: dict[type[Event], str] = {
    NoticeWaived: WAIVED,
    FixNoticeWaived: WAIVED,
    SilenceRebutted: REBUTTED,
}
OFTEN = 2
A_DAY = timedelta(days=1)


def observe(history: History, moment: datetime) -> Iterator[Item]:  # noqa: ARG001  # see `Question`
    """Everything of the stream that a rule was once kept by, and whether it was by the letter."""
    if history.case is not None:
        yield from closings(history)
        yield from paused(history, history.case)
        yield from new_dates(history, history.case)
        yield from written(history)
    yield from collective(history)
    for recorded in history.every(*COUNTED):
        kind = type(recorded.event)
        subject, behind = f"{history.stream}/{recorded.version}", marks(recorded)
        yield Item(COUNTED[kind], subject, recorded.occurred_at, behind, group=kind.__name__)


def closings(history: History) -> Iterator[Item]:
    """Each closing by its basis, and whether a failed delivery opened the case again."""
    bounced = {
        told.span: recorded
        for recorded, told in history.told(CaseReopened)
        if told.why is Why.DELIVERY_FAILED
    }
    for recorded, closed in history.told(CaseClosed):
        subject, at = f"{history.stream}/span.{closed.span}", closed.occurred_at
        for figure, bases in BASES.items():
            group, behind = str(closed.basis), marks(recorded)
            yield Item(figure, subject, at, behind, counts=closed.basis in bases, group=group)
        again = bounced.get(closed.span + 1)
        yield Item(BOUNCED, subject, at, marks(recorded, again), counts=again is not None)


def paused(history: History, case: Case) -> Iterator[Item]:
    """Each limit, and how often it was told to stand still."""
    for name, clock in case.clocks.obligations.items():
        pauses = history.of("obligation", name, PauseTold)
        behind = marks(*history.behind("obligation", name)[:1], *pauses)
        yield Item(
            PAUSED,
            f"{history.stream}/{name}",
            clock.started.occurred_at,
            behind,
            counts=len(pauses) >= OFTEN,
            amount=len(pauses),
            group=clock.started.pack,
        )


def new_dates(history: History, case: Case) -> Iterator[Item]:
    """Each new date told for a promise, and whether that was within a day of the date then due."""
    before: dict[str, Promise] = {}
    for recorded, told in history.told(NewDateProposed):
        known = case.promises.get(told.promise)
        if known is None:
            continue
        first = before.setdefault(told.promise, Promise(known.made, known.owner))
        due = due_in_force(first, case.replies, told.occurred_at)
        last = due - told.occurred_at <= A_DAY
        count = len(first.new_dates) + 1
        before[told.promise] = Promise(known.made, known.owner, known.new_dates[:count])
        subject = f"{history.stream}/{told.promise}"
        behind = marks(*history.behind("promise", told.promise)[:1], recorded)
        yield Item(LAST_DAY, subject, told.occurred_at, behind, last)


def written(history: History) -> Iterator[Item]:
    """Each reply of a person, and whether its tone was let pass or its name is not theirs."""
    for recorded, reply in history.told(ReplyIssued):
        if reply.author is not None:
            subject, at = f"{history.stream}/{reply.reply}", reply.occurred_at
            behind, overridden = marks(recorded), reply.tone_override is not None
            yield Item(OVERRIDDEN, subject, at, behind, overridden)
            yield Item(ALIAS, subject, at, behind, reply.alias)


def collective(history: History) -> Iterator[Item]:
    """Each criticism answered in a survey, and whether only together with others."""
    answered = {told.criticism for _, told in history.told(CriticAnswered)}
    answered |= {told.criticism for _, told in history.told(CriticAnsweredInCase)}
    posts = {
        name: recorded
        for recorded, told in history.told(CollectiveAnswerPosted)
        for name in told.criticisms
    }
    for name in sorted(answered | posts.keys()):
        alone = history.of("criticism", name, CriticAnswered, CriticAnsweredInCase)
        behind, subject = marks(*alone, posts.get(name)), f"{history.stream}/{name}"
        yield Item(COLLECTIVE, subject, behind[0].occurred_at, behind, name not in answered)


LOOPHOLES = Question(
    name="loopholes",
    title="Loophole watch",
    figures=(
        Figure(
            DEPOSIT,
            "Closings on a reply that was only laid ready (hard-cases: 3, 4, 16), of all closings.",
            Measure.SHARE,
        ),
        Figure(ATTESTED, "Closings on the word of a register, of all closings.", Measure.SHARE),
        Figure(UNEXAMINED, "Closings with an issue left unexamined, of all.", Measure.SHARE),
        Figure(BOUNCED, "Closings whose reply came back, of all closings.", Measure.SHARE),
        Figure(
            PAUSED,
            "Limits told to stand still twice or more, of all limits; the amount is how often.",
            Measure.AMOUNT,
        ),
        Figure(
            LAST_DAY,
            "New dates told within 24 hours of the date then due or after it, of all new dates.",
            Measure.SHARE,
        ),
        Figure(
            COLLECTIVE,
            "Criticisms answered only by a post for several critics, of all that were answered.",
            Measure.SHARE,
        ),
        Figure(WAIVED, "Notices that were owed and waived.", Measure.COUNT),
        Figure(REBUTTED, "Limits whose silence two people say accepted nothing.", Measure.COUNT),
        Figure(OVERRIDDEN, "Replies whose tone was let pass with a reason, of all.", Measure.SHARE),
        Figure(ALIAS, "Replies signed with another name, of all.", Measure.SHARE),
    ),
    observe=observe,
)
"""Voided records stand under `struck-out`, sudden hand-overs under `owners`."""
