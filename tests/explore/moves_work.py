"""What can be done about a case: owner, issues, inquiry, promises, clocks, its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from answerable.domain.case.closing import CloseCase, VoidCase
from answerable.domain.case.ending import ExternalOutcomeRecorded, Why
from answerable.domain.case.handing_over import HandOver, ReplaceAbsentOwner
from answerable.domain.case.inquiry import (
    InformationReceived,
    InformationRequested,
    RecordInquiry,
)
from answerable.domain.case.intake import CaseLinked, RecordFact
from answerable.domain.case.issues import About, DecideIssue, Outcome, RaiseIssue
from answerable.domain.case.ownership import NameOwner
from answerable.domain.case.promise_changes import (
    FulfilPromise,
    RefuseNewDate,
    ReleasePromise,
    VoidPromise,
)
from answerable.domain.case.promises import PromiseKind
from answerable.domain.case.reopening import RecordExternalOutcome, ReopenCase
from answerable.domain.case.replies import Kind
from answerable.domain.case.solution import RecordSolution, SolutionsShared
from answerable.domain.case.terms import (
    ExtensionTerms,
    NewDateTerms,
    PauseTerms,
    PromiseTerms,
    Terms,
)
from answerable.domain.case.time_passing import OweNotice, PassTime, ResumeClock, WaiveNotice
from answerable.domain.command import Command

from .moves_talk import NAME, SORRY, writes
from .state import AGENT, LEAD, Moves, View, latest, words

DAY = timedelta(days=1)


def names_owner(view: View) -> Iterator[Command]:
    """Somebody is named who will see it through."""
    if view.case.ownership.owner is None:
        yield NameOwner("staff-1", NAME, **view.about())


def hands_over(view: View) -> Iterator[Command]:
    """The owner changes: told before, or in sudden absence."""
    owner = view.case.ownership.owner
    if owner:
        to = "staff-2" if owner == "staff-1" else "staff-1"
        yield from writes(view, Kind.HANDOVER, tells=(to,), apology=None)
        yield HandOver(to, NAME, **view.about())
        yield ReplaceAbsentOwner(to, NAME, **view.about())


def raises_issue(*abouts: About) -> Moves:
    """One more head of complaint."""

    def moves(view: View) -> Iterator[Command]:
        number = view.own("issue", view.case.issues) + 1
        if number <= view.world.issues:
            for about in abouts:
                yield RaiseIssue(view.id("issue", number), about, SORRY, **view.about())

    return moves


def shares(view: View) -> Iterator[Command]:
    """Possible solutions are put to the complainant."""
    if not view.case.solution.shared:
        at = view.state.now
        fact = SolutionsShared(occurred_at=at, options=(SORRY,), reaction=SORRY)
        yield RecordSolution(fact, **view.about())


def rests_on(view: View, outcome: Outcome) -> list[str | None]:
    """What an outcome could be said to rest on."""
    case = view.case
    if outcome is Outcome.WITHDRAWN:
        return [latest(case.intake.messages, "message-none")]
    if outcome is Outcome.LEFT_UNEXAMINED:
        return ["request-1"]
    if outcome in {Outcome.WORKAROUND_ONLY, Outcome.REFERRED_OUT}:
        return ["problem-1"]
    return [None]


def decides(*outcomes: Outcome) -> Moves:
    """An issue is decided, or decided anew, by the owner and by another."""

    def moves(view: View) -> Iterator[Command]:
        for name in view.case.issues:
            for outcome in outcomes:
                for ground in rests_on(view, outcome):
                    yield DecideIssue(name, outcome, SORRY, ground, **view.about(LEAD))

    return moves


def links_problem(view: View) -> Iterator[Command]:
    """The case belongs to a recurring cause."""
    if not view.case.intake.linked:
        fact = CaseLinked(occurred_at=view.state.now, other="problem-1", why="same cause")
        yield RecordFact(fact, **view.about())


def asks_information(view: View) -> Iterator[Command]:
    """Something is asked for by a date, with a warning, in the reply last written; it comes."""
    case, now = view.case, view.state.now
    if case.replies and not case.inquiry.facts:
        told_in = latest(case.replies, "reply-none")
        fact = InformationRequested(
            occurred_at=now, request="request-1", told_in=told_in, due=now + 4 * DAY, warned=True
        )
        yield RecordInquiry(fact, **view.about())
    if case.inquiry.facts and case.intake.messages:
        message = latest(case.intake.messages, "message-none")
        came = InformationReceived(occurred_at=now, request="request-1", message=message)
        yield RecordInquiry(came, **view.about())


def promise_terms(view: View, number: int, kind: PromiseKind, days: int) -> PromiseTerms:
    """A promise due at the end of that day."""
    due = (view.state.now + days * DAY).replace(hour=23, minute=0, second=0, microsecond=0)
    name = view.id("promise", number)
    return PromiseTerms(name, kind, SORRY, due, due.date(), "UTC", f"{days} calendar_day")


def promises(kind: PromiseKind = PromiseKind.ANSWER, days: int = 2) -> Moves:
    """A reply makes a dated promise."""

    def moves(view: View) -> Iterator[Command]:
        number = view.own("promise", view.case.promises) + 1
        if number <= view.world.promises:
            terms = Terms(promises=(promise_terms(view, number, kind, days),))
            yield from writes(view, Kind.STATUS, terms=terms, apology=None)

    return moves


def keeps(view: View) -> Iterator[Command]:
    """A promise is kept: by evidence, now or found later, or by a reply."""
    for name, promise in view.case.promises.items():
        yield FulfilPromise(name, SORRY, **view.about())
        if promise.made.due < view.state.now:
            yield FulfilPromise(name, SORRY, **view.about(at=promise.made.due))
        yield from writes(view, Kind.STATUS, keeps=(name,), apology=None)


def renegotiates(view: View) -> Iterator[Command]:
    """A new date is told, by an agent and by a lead; refused; the promise is let go, struck out."""
    message = latest(view.case.intake.messages, "message-none")
    for name in view.case.promises:
        terms = Terms(new_dates=(NewDateTerms(name, view.state.now + 4 * DAY, SORRY),))
        yield from writes(view, Kind.HOLDING, terms=terms, apology=None)
        yield RefuseNewDate(name, message, **view.about())
        yield ReleasePromise(name, message, **view.about())
        yield VoidPromise(name, **view.about(second="staff-2"))


def repairs(view: View) -> Iterator[Command]:
    """An apology for a promise that was broken."""
    for name in view.case.promises:
        if any(clock.started.about == name for clock in view.case.clocks.obligations.values()):
            yield from writes(view, Kind.STATUS, tells=(name,))


def moves_limits(view: View) -> Iterator[Command]:
    """A later limit, a pause and its end."""
    now = view.state.now
    for name in view.case.clocks.obligations:
        if "final_answer" in name:
            longer = ExtensionTerms(name, now + 9 * DAY, ("cause",))
            yield from writes(view, Kind.HOLDING, terms=Terms(clocks=(longer,)), apology=None)
            still = PauseTerms(name, now + 3 * DAY)
            yield from writes(view, Kind.CLARIFICATION, terms=Terms(clocks=(still,)), apology=None)
            yield ResumeClock(name, **view.about())


def owes_notice(view: View) -> Iterator[Command]:
    """Word of a fix is owed, given, or waived."""
    yield OweNotice("fix-1", **view.about())
    yield WaiveNotice("fix-1", SORRY, **view.about())
    yield from writes(view, Kind.STATUS, tells=("fix-1",), apology=None)


def passes_time(view: View) -> Iterator[Command]:
    """Whoever runs the clock looks at this case."""
    yield PassTime(**view.about())


def closes(view: View) -> Iterator[Command]:
    """Somebody tries to end the case."""
    yield CloseCase(no_lesson=SORRY, **view.about(AGENT))


def voids(view: View) -> Iterator[Command]:
    """Somebody tries to strike the case out."""
    yield VoidCase(**view.about(LEAD, second="staff-3"))


def reopens(view: View) -> Iterator[Command]:
    """The complainant disputes, or a court overturns."""
    if view.case.ending.span < view.world.spans:
        for name in view.case.intake.messages:
            yield ReopenCase(Why.DISPUTED, name, **view.about())
        yield ReopenCase(Why.EXTERNAL_OUTCOME, None, **view.about())


def judged_outside(view: View) -> Iterator[Command]:
    """A court decides against us."""
    if not view.case.ending.external:
        fact = ExternalOutcomeRecorded(
            occurred_at=view.state.now, body="court", overturned=True, summary=words("org", "no")
        )
        yield RecordExternalOutcome(fact, **view.about())
