"""Commands that somebody puts by mistake, too early, alone or against the rules; and rare ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from answerable.domain.case.closing import CloseCase
from answerable.domain.case.delivery import DispatchReply, PostReply, SpeakReply
from answerable.domain.case.ending import Why
from answerable.domain.case.handing_over import HandOver
from answerable.domain.case.inquiry import (
    BadFaithFound,
    Cause,
    CauseFound,
    InformationGapChecked,
    InformationRequested,
    RecordInquiry,
    RetellDeclined,
    RetellOffered,
)
from answerable.domain.case.intake import Aside, RemedySought, SetMessageAside
from answerable.domain.case.intake import RecordFact as RecordIntake
from answerable.domain.case.issues import DecideIssue, Outcome
from answerable.domain.case.merging import MergeCase, UnmergeCase
from answerable.domain.case.ownership import (
    Escalated,
    HandlerSteppedBack,
    NameOwner,
    RecordOwnership,
)
from answerable.domain.case.promise_changes import FulfilPromise, ReleasePromise, VoidPromise
from answerable.domain.case.promises import PromiseKind
from answerable.domain.case.receiving import ReceiveCase
from answerable.domain.case.reopening import ReopenCase
from answerable.domain.case.replies import Kind
from answerable.domain.case.solution import (
    RecordSolution,
    RemedyAccepted,
    RemedyApproved,
    RemedyDelivered,
    RemedyOffered,
    SolutionEvent,
    SolutionsShared,
)
from answerable.domain.case.terms import ExtensionTerms, NewDateTerms, PauseTerms, Terms
from answerable.domain.case.time_passing import PassTime
from answerable.domain.command import Command

from .moves_people import imports
from .moves_talk import NAME, SORRY, answers, dispatches, reply_to, says
from .moves_work import judged_outside, promise_terms, reopens
from .openings import receipt
from .state import AGENT, LEAD, Moves, View, words

DAY = timedelta(days=1)


def at_wrong_times(view: View) -> Iterator[Command]:
    """Before it occurs, long after, and with a fact of another time."""
    now = view.state.now
    yield PassTime(**view.about(at=now + DAY))
    yield NameOwner("staff-1", NAME, **view.about(at=now - 60 * DAY))
    sought = RemedySought(occurred_at=now - DAY, remedy=SORRY)
    yield RecordIntake(sought, **view.about())


def of_unknown_things(view: View) -> Iterator[Command]:
    """Ids that are not on record."""
    yield DispatchReply("reply-none", "email", **view.about())
    yield SetMessageAside("message-none", Aside.NO_NEW_MATTER, **view.about())
    yield FulfilPromise("promise-none", SORRY, **view.about())
    yield DecideIssue("issue-none", Outcome.UPHELD, SORRY, **view.about())
    yield UnmergeCase("case-none", **view.about())
    yield MergeCase(view.stream, "reply-none", **view.about())
    yield ReleasePromise(view.id("promise", 1), "message-none", **view.about())
    yield VoidPromise(view.id("promise", 1), **view.about())


def by_the_wrong_people(view: View) -> Iterator[Command]:
    """By the owner where another must, alone where two must, by nobody in person."""
    for message in view.case.intake.messages:
        yield SetMessageAside(message, Aside.NO_NEW_MATTER, **view.about())
    yield NameOwner("staff-4", NAME, **view.about())
    yield HandOver("staff-4", NAME, **view.about())
    yield ReopenCase(Why.DELIVERY_FAILED, None, **view.about())
    yield CloseCase(**view.about())
    yield from (odd_receipt(view), *imports(view))


def odd_receipt(view: View) -> ReceiveCase:
    """The same case again, from somebody else."""
    again = receipt(view, "email")
    return ReceiveCase(
        "person-3", again.kind, again.signal, "email", None, None, None, None, **view.about()
    )


def in_wrong_ways(view: View) -> Iterator[Command]:
    """Given twice, in public, or by another channel than theirs."""
    for name in view.case.replies:
        yield DispatchReply(name, "fax", **view.about())
        yield PostReply(name, "the review", **view.about())
        yield SpeakReply(name, SORRY, SORRY, **view.about())


def badly_written(view: View) -> Iterator[Command]:
    """Replies that no rule lets through."""
    rude = words("person-1", "you should have known")
    empty = {"done": None, "recourse": None}
    yield reply_to(view, "reply-odd", Kind.STATUS, AGENT, signed=None)
    yield reply_to(view, "reply-odd", Kind.STATUS, AGENT, text=rude)
    yield reply_to(view, "reply-odd", Kind.STATUS, AGENT, alias=True)
    yield reply_to(view, "reply-odd", Kind.STATUS, AGENT, to="person-9")
    yield reply_to(view, "reply-odd", Kind.STATUS, AGENT, keeps=("promise-none",))
    yield reply_to(view, view.id("reply", 1), Kind.STATUS, AGENT, text=rude, tone_override=NAME)
    yield reply_to(view, "reply-odd", Kind.CLOSING, LEAD)
    yield reply_to(view, "reply-odd", Kind.CLOSING, AGENT, **empty)


def with_bad_terms(view: View) -> Iterator[Command]:
    """Dates gone by, limits no pack moves, promises made before."""
    now = view.state.now
    yesterday = promise_terms(view, 7, PromiseKind.OTHER, -1)
    again = promise_terms(view, 1, PromiseKind.OTHER, 2)
    late = NewDateTerms(view.id("promise", 1), now + 9 * DAY, SORRY)
    for terms in (
        Terms(promises=(yesterday,)),
        Terms(promises=(again,)),
        Terms(new_dates=(late,)),
        Terms(clocks=(ExtensionTerms("clock-none", now + DAY, ()),)),
        Terms(clocks=(ExtensionTerms("final_answer.1", now + DAY, ()),)),
        Terms(clocks=(PauseTerms("final_answer.1", now + DAY),)),
    ):
        yield reply_to(view, "reply-odd", Kind.STATUS, AGENT, apology=None, terms=terms)


def remedies(view: View) -> Iterator[Command]:
    """Offered, approved, accepted, delivered: in any order, by anybody."""
    at = view.state.now
    facts: tuple[SolutionEvent, ...] = (
        SolutionsShared(occurred_at=at, options=(), reaction=SORRY),
        RemedyOffered(
            occurred_at=at, remedy="remedy-1", amount=99_999, what=SORRY, offered_by="staff-1"
        ),
        RemedyApproved(occurred_at=at, remedy="remedy-1", approved_by="staff-1"),
        RemedyApproved(occurred_at=at, remedy="remedy-1", approved_by="staff-2"),
        RemedyAccepted(occurred_at=at, remedy="remedy-1", message="message-none"),
        RemedyDelivered(occurred_at=at, remedy="remedy-1", evidence="booking-1"),
    )
    for fact in facts:
        yield RecordSolution(fact, **view.about())
        yield RecordSolution(fact, **view.about(LEAD))


def findings(view: View) -> Iterator[Command]:
    """Judgements without what they need."""
    at = view.state.now
    unwarned = InformationRequested(
        occurred_at=at, request="r", told_in=view.id("reply", 1), due=at + DAY, warned=False
    )
    checked = InformationGapChecked(
        occurred_at=at, told=False, in_time=False, visible=False, understandable=False
    )
    for fact in (
        CauseFound(occurred_at=at, issue="i", cause=Cause.CUSTOMER_ACTION, stage="intake"),
        checked,
        BadFaithFound(occurred_at=at, evidence="e", judges=("staff-1", "staff-1")),
        RetellDeclined(occurred_at=at, message="message-none"),
        RetellOffered(occurred_at=at, told_in="reply-none"),
        unwarned,
    ):
        yield RecordInquiry(fact, **view.about())


def support(view: View) -> Iterator[Command]:
    """The owner asks for help."""
    if not view.case.ownership.facts:
        back = HandlerSteppedBack(occurred_at=view.state.now, owner="staff-1")
        up = Escalated(occurred_at=view.state.now, to="staff-2")
        yield RecordOwnership(back, **view.about())
        yield RecordOwnership(up, **view.about())


MOVES: tuple[Moves, ...] = (
    at_wrong_times,
    of_unknown_things,
    by_the_wrong_people,
    in_wrong_ways,
    badly_written,
    with_bad_terms,
    remedies,
    findings,
    support,
    says("person-1"),
    reopens,
    judged_outside,
    answers(),
    dispatches("email"),
)
