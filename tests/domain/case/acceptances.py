"""Every command about what comes in and what we do about it, accepted once: what follows."""

from __future__ import annotations

from typing import NamedTuple

from tests.domain.case.law import ENERGY, LAW, REBUTTAL, silent, under
from tests.domain.case.refusals.saying import FACTS, FLAG, NARROW, WARNED
from tests.domain.case.stories import (
    ANNA,
    BRUNO,
    COLLEAGUE,
    DAY,
    HOUSE,
    LEAD,
    OWNER,
    WEEK,
    History,
    at,
    by,
    closed,
    owned,
    person,
    promise,
    promised,
    put,
    received,
    reply,
    told,
    words,
)

from answerable.domain.case import inquiry, ownership, people, solution
from answerable.domain.case.applying import ApplyPack
from answerable.domain.case.closing import VoidCase
from answerable.domain.case.conduct import (
    RecordConduct,
    RestrictContact,
    ReviewRestriction,
    SafetyStepsTaken,
)
from answerable.domain.case.deciding import CaseCommand
from answerable.domain.case.handing_over import HandOver, ReplaceAbsentOwner
from answerable.domain.case.inquiry import Cause, InquiryEvent, RecordInquiry
from answerable.domain.case.intake import (
    Aside,
    CaseLinked,
    ClaimCodeIssued,
    EvidenceAttached,
    NeedRecorded,
    ReceiveMessage,
    RecordFact,
    RemedySought,
    SetMessageAside,
)
from answerable.domain.case.issues import About, RaiseIssue
from answerable.domain.case.ownership import NameOwner, RecordOwnership
from answerable.domain.case.people import PeopleEvent, RecordPerson
from answerable.domain.case.replies import Kind
from answerable.domain.case.silence import RecordCompensation
from answerable.domain.case.solution import RecordSolution, SolutionEvent
from answerable.domain.case.terms import Terms
from answerable.domain.deadlines.policy import Policy

JAN = words("Jan K.", COLLEAGUE.id)
ANNOUNCED = told(owned(), reply("reply-1", 2, tells=(COLLEAGUE.id,)))
CLOCKS = ["ClockStarted", "ClockStarted"]
OFFER = solution.RemedyOffered(
    occurred_at=at(3), remedy="r", amount=50_000, what=words("500 PLN"), offered_by=OWNER.id
)
OFFERED = put(owned(), RecordSolution(OFFER, **by(3)))
APPROVED = put(
    OFFERED,
    RecordSolution(
        solution.RemedyApproved(occurred_at=at(3), remedy="r", approved_by=LEAD.id), **by(3, LEAD)
    ),
)
TEMPLATE = told(
    received(),
    reply("reply-1", 1, Kind.ACKNOWLEDGEMENT, signed=None, terms=Terms(promises=(promise(),))),
)


class Accepted(NamedTuple):
    """What follows from a command after a history."""

    then: list[str]
    when: str
    history: History
    command: CaseCommand
    policy: Policy = HOUSE


def finding(fact: InquiryEvent, second: str | None = None) -> Accepted:
    """A finding of the inquiry, after a reply that could have asked for it."""
    history = told(FACTS, reply("reply-1", 3))
    return Accepted([type(fact).__name__], "", history, RecordInquiry(fact, **by(4, second=second)))


def step(fact: SolutionEvent, history: History = APPROVED) -> Accepted:
    """A step towards a solution."""
    return Accepted([type(fact).__name__], "", history, RecordSolution(fact, **by(4)))


def brought(fact: RemedySought | EvidenceAttached | NeedRecorded | CaseLinked) -> Accepted:
    """Something that came in with the complaint."""
    return Accepted([type(fact).__name__], "", owned(), RecordFact(fact, **by(4)))


def of_person(fact: PeopleEvent, history: History | None = None) -> Accepted:
    """Something learnt of somebody."""
    return Accepted([type(fact).__name__], "", history or owned(), RecordPerson(fact, **by(4)))


DEAD = person(owned(), people.ComplainantDeceased(occurred_at=at(3), person=ANNA))
SAYING = [
    Accepted(
        ["MessageReceived"],
        "while the case is open",
        owned(),
        ReceiveMessage("message-2", ANNA, "email", words("<2@x>"), words("Well?"), **by(2)),
    ),
    Accepted(
        ["MessageReceived", "ClockStarted"],
        "after the end",
        closed(),
        ReceiveMessage("message-2", ANNA, "email", words("<2@x>"), words("Thanks"), **by(DAY)),
    ),
    Accepted(
        ["MessageSetAside"],
        "nothing new, says a colleague",
        owned(),
        SetMessageAside("message-1", Aside.NO_NEW_MATTER, **by(2, COLLEAGUE)),
    ),
    brought(RemedySought(occurred_at=at(4), remedy=words("A kettle"))),
    brought(
        EvidenceAttached(occurred_at=at(4), evidence="e", kind="video", digest="0", steps=None)
    ),
    brought(NeedRecorded(occurred_at=at(4), need=words("Large print"))),
    brought(CaseLinked(occurred_at=at(4), other="case-2", why="same kettle")),
    Accepted(
        ["ClaimCodeIssued"],
        "",
        owned(),
        RecordFact(ClaimCodeIssued(occurred_at=at(4), code=words("K-7")), **by(4)),
    ),
    of_person(
        people.ContactPointAdded(
            occurred_at=at(4), contact="c", person=ANNA, channel="post", address=words("Kraków")
        )
    ),
    of_person(people.ComplainantJoined(occurred_at=at(4), person=BRUNO)),
    of_person(
        people.RepresentativeAuthorised(
            occurred_at=at(4), person=ANNA, representative="person-lawyer", evidence="e"
        )
    ),
    of_person(people.ComplainantDeceased(occurred_at=at(4), person=ANNA)),
    of_person(
        people.SuccessorIdentified(
            occurred_at=at(4), person=ANNA, successor="person-heir", evidence="will"
        ),
        DEAD,
    ),
    of_person(people.NoContactRequested(occurred_at=at(4), person=ANNA, message="message-1")),
    Accepted(["ConductFlagged"], "", owned(), RecordConduct(FLAG, **by(2))),
    Accepted(
        ["SafetyStepsTaken"],
        "",
        owned(),
        RecordConduct(SafetyStepsTaken(occurred_at=at(2), record="conduct-2"), **by(2)),
    ),
    Accepted(["ContactRestricted"], "", WARNED, NARROW),
    Accepted(
        ["RestrictionReviewed"],
        "lifted",
        put(WARNED, NARROW),
        ReviewRestriction("conduct-1", None, **by(7)),
    ),
    Accepted(
        ["RestrictionReviewed"],
        "kept on",
        put(WARNED, NARROW),
        ReviewRestriction("conduct-1", at(2 * WEEK), **by(7)),
    ),
    Accepted(
        ["ContactRestricted"],
        "anew, once lifted",
        put(WARNED, NARROW, ReviewRestriction("conduct-1", None, **by(7))),
        RestrictContact(
            "conduct-1", "post", "reply-warning", "reply-told", at(WEEK), **by(8, COLLEAGUE)
        ),
    ),
]
WORKING = [
    Accepted(["OwnerNamed"], "", received(), NameOwner(OWNER.id, JAN, **by(1))),
    Accepted(
        ["OwnerNamed", "PromiseTaken"],
        "after a template had promised",
        TEMPLATE,
        NameOwner(OWNER.id, JAN, **by(2)),
    ),
    *(
        Accepted([type(fact).__name__], "", owned(), RecordOwnership(fact, **by(2)))
        for fact in (
            ownership.HandlerSteppedBack(occurred_at=at(2), owner=OWNER.id),
            ownership.HandlerSupported(occurred_at=at(2), owner=OWNER.id),
            ownership.Escalated(occurred_at=at(2), to=LEAD.id),
        )
    ),
    Accepted(["OwnerChanged"], "announced", ANNOUNCED, HandOver(COLLEAGUE.id, JAN, **by(4 * DAY))),
    Accepted(
        ["OwnerChanged", "PromiseTaken", "ClockStarted"],
        "in sudden absence, with a promise open",
        promised(),
        ReplaceAbsentOwner(COLLEAGUE.id, JAN, **by(DAY)),
    ),
    Accepted(
        ["IssueRaised"],
        "",
        owned(),
        RaiseIssue("issue-2", About.PRODUCT, words("And the lid"), **by(2)),
    ),
    finding(inquiry.Assessed(occurred_at=at(4), severity=2, safety=False, critical_moment=True)),
    finding(inquiry.FactsExtracted(occurred_at=at(4), facts=words("It leaks at the seam"))),
    finding(inquiry.RetellOffered(occurred_at=at(4), told_in="reply-1")),
    finding(inquiry.RetellReceived(occurred_at=at(4), message="message-1")),
    finding(inquiry.RetellDeclined(occurred_at=at(4), message="message-1")),
    finding(inquiry.UnderstandingConfirmed(occurred_at=at(4), summary=words("It leaks"))),
    finding(
        inquiry.InvestigationNoted(
            occurred_at=at(4), why=words("Seam"), led_to=words("Leak"), solution=words("Weld")
        )
    ),
    finding(
        inquiry.InformationGapChecked(
            occurred_at=at(4), told=True, in_time=True, visible=False, understandable=True
        )
    ),
    finding(inquiry.CauseFound(occurred_at=at(4), issue="i", cause=Cause.PROCESS, stage="sale")),
    finding(
        inquiry.InformationRequested(
            occurred_at=at(4), request="q", told_in="reply-1", due=at(WEEK), warned=True
        )
    ),
    finding(inquiry.InformationReceived(occurred_at=at(4), request="q", message="message-1")),
    finding(
        inquiry.BadFaithFound(occurred_at=at(4), evidence="e", judges=(OWNER.id, LEAD.id)), LEAD.id
    ),
    finding(inquiry.EducationOffered(occurred_at=at(4), told_in="reply-1")),
    finding(inquiry.LessonRecorded(occurred_at=at(4), lesson=words("Weld twice"))),
    finding(inquiry.NoLessonFound(occurred_at=at(4), reason=words("Known"))),
    finding(inquiry.GuidelineCited(occurred_at=at(4), guideline="guideline-1", version=2)),
    step(
        solution.SolutionsShared(
            occurred_at=at(4), options=(words("A new one"),), reaction=words("Yes")
        )
    ),
    step(solution.AgreementReached(occurred_at=at(4), gives=words("Time"), gets=words("A kettle"))),
    step(solution.NoAgreement(occurred_at=at(4), reason=words("Too far apart"))),
    step(OFFER.model_copy(update={"occurred_at": at(4), "remedy": "s"})),
    Accepted(
        ["RemedyApproved"],
        "by a lead",
        OFFERED,
        RecordSolution(
            solution.RemedyApproved(occurred_at=at(4), remedy="r", approved_by=LEAD.id),
            **by(4, LEAD),
        ),
    ),
    step(solution.RemedyAccepted(occurred_at=at(4), remedy="r", message="message-1")),
    step(solution.RemedyDelivered(occurred_at=at(4), remedy="r", evidence="transfer")),
    Accepted(["CaseVoided"], "", received(message=None), VoidCase(**by(1))),
    Accepted(["ClockStarted"], "", under(), ApplyPack("law.energy", **by(4)), LAW),
    Accepted(["SilenceRebutted"], "", silent(), REBUTTAL, LAW),
    Accepted(
        ["CompensationPaid"],
        "",
        under("law.energy"),
        RecordCompensation(ENERGY, 3000, "EUR", "transfer", **by(40 * DAY)),
        LAW,
    ),
]
