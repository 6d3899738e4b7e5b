"""What is refused of the work: owner, issues, inquiry, solution."""

from __future__ import annotations

from tests.domain.case.packs import SILENCE
from tests.domain.case.refusals.row import Row
from tests.domain.case.stories import (
    COLLEAGUE,
    DAY,
    LEAD,
    OWNER,
    WEEK,
    History,
    at,
    by,
    heard,
    joined,
    owned,
    put,
    received,
    reply,
    shared,
    told,
    words,
)

from answerable.domain.case import handing_over, inquiry, issues, ownership, solution
from answerable.domain.case.handing_over import HandOver
from answerable.domain.case.inquiry import (
    BadFaithFound,
    Cause,
    CauseFound,
    EducationOffered,
    InformationRequested,
    RecordInquiry,
    RetellOffered,
    RetellReceived,
)
from answerable.domain.case.issues import About, DecideIssue, Outcome, RaiseIssue
from answerable.domain.case.ownership import NameOwner
from answerable.domain.case.solution import (
    RecordSolution,
    RemedyAccepted,
    RemedyApproved,
    RemedyDelivered,
    RemedyOffered,
    SolutionsShared,
)

JAN = words("Jan K.", COLLEAGUE.id)
HANDOVER = HandOver(COLLEAGUE.id, JAN, **by(5 * DAY))
OFFER = RecordSolution(
    RemedyOffered(
        occurred_at=at(3), remedy="r", amount=50_000, what=words("500 PLN"), offered_by=OWNER.id
    ),
    **by(3),
)
OFFERED = put(owned(), OFFER)
HANDLING = put(owned(), RaiseIssue("issue-2", About.HANDLING, words("Nobody called"), **by(2)))
SILENT = put(
    received(policy=SILENCE),
    NameOwner(OWNER.id, words("Maria S.", OWNER.id), **by(1)),
    policy=SILENCE,
)


def decide(outcome: Outcome, rests_on: str | None = None, hour: float = 4) -> DecideIssue:
    return DecideIssue("issue-1", outcome, words("So it is"), rests_on, **by(hour, COLLEAGUE))


def asked(due: float, sent_at: float, *, warned: bool = True) -> History:
    """The serial number is asked for by `due`, in a reply dispatched at `sent_at`."""
    history = told(owned(), reply("reply-1", 2), after=sent_at - 2)
    fact = InformationRequested(
        occurred_at=at(2), request="request-1", told_in="reply-1", due=at(due), warned=warned
    )
    return put(history, RecordInquiry(fact, **by(2)))


ROWS = [
    Row(
        ownership.ONE_OWNER,
        "a second owner beside the first",
        owned(),
        NameOwner(COLLEAGUE.id, JAN, **by(2)),
    ),
    Row(handing_over.NAMED_BEFORE, "a case of nobody handed over", received(), HANDOVER),
    Row(handing_over.ANNOUNCED, "a hand-over nobody was told of", owned(), HANDOVER),
    Row(
        handing_over.ANNOUNCED,
        "a hand-over whose announcement may still bounce",
        told(owned(), reply("reply-1", 3 * DAY, tells=(COLLEAGUE.id,))),
        HANDOVER,
    ),
    Row(
        handing_over.ANNOUNCED,
        "a hand-over of which one of two complainants was told",
        told(joined(), reply("reply-1", 2, tells=(COLLEAGUE.id,))),
        HANDOVER,
    ),
    Row(
        issues.ISSUE_KNOWN,
        "an issue nobody raised",
        owned(),
        DecideIssue("issue-7", Outcome.UPHELD, words("So it is"), **by(4)),
    ),
    Row(
        issues.SOLUTIONS_FIRST,
        "a decision before a way out was shared",
        owned(),
        decide(Outcome.NOT_UPHELD),
    ),
    Row(
        issues.NOT_INVOLVED,
        "the owner deciding on their own handling",
        shared(HANDLING),
        DecideIssue("issue-2", Outcome.NOT_UPHELD, words("We did call"), **by(4)),
    ),
    Row(
        issues.WITHDRAWN_BY_MESSAGE,
        "silence taken for a withdrawal",
        owned(),
        decide(Outcome.WITHDRAWN),
    ),
    Row(
        issues.WITHDRAWN_BY_MESSAGE,
        "the complaint taken for its own withdrawal",
        owned(),
        decide(Outcome.WITHDRAWN, "message-1"),
    ),
    Row(
        issues.WITHDRAWN_BY_MESSAGE,
        "a withdrawal dated before the message it rests on",
        heard(owned(), "message-2", 5),
        decide(Outcome.WITHDRAWN, "message-2"),
    ),
    Row(
        issues.PROBLEM_LINKED,
        "a workaround with no problem behind it",
        owned(),
        decide(Outcome.WORKAROUND_ONLY, "problem-1"),
    ),
    Row(issues.REFERRED_TO, "a referral to nobody", owned(), decide(Outcome.REFERRED_OUT)),
    Row(
        issues.REQUEST_LAPSED,
        "left unexamined before the date",
        asked(due=WEEK, sent_at=2),
        decide(Outcome.LEFT_UNEXAMINED, "request-1", 6 * DAY),
    ),
    Row(
        issues.REQUEST_LAPSED,
        "left unexamined though the request reached only after its date",
        asked(due=DAY, sent_at=2),
        decide(Outcome.LEFT_UNEXAMINED, "request-1", WEEK),
    ),
    Row(
        issues.SILENCE_DECIDED,
        "a refusal once silence has said yes",
        shared(SILENT),
        decide(Outcome.NOT_UPHELD, hour=3 * WEEK),
        SILENCE,
    ),
    Row(
        issues.NO_SILENCE,
        "silence claimed before the limit",
        SILENT,
        decide(Outcome.DEEMED_ACCEPTED),
        SILENCE,
    ),
    Row(
        inquiry.GAP_CHECKED,
        "the customer's own action blamed before we looked at ours",
        owned(),
        RecordInquiry(
            CauseFound(
                occurred_at=at(2), issue="issue-1", cause=Cause.CUSTOMER_ACTION, stage="use"
            ),
            **by(2),
        ),
    ),
    Row(
        inquiry.BAD_FAITH_TWO,
        "bad faith found by one person in the names of two others",
        owned(),
        RecordInquiry(
            BadFaithFound(occurred_at=at(2), evidence="e", judges=(COLLEAGUE.id, LEAD.id)), **by(2)
        ),
    ),
    Row(
        inquiry.BAD_FAITH_TWO,
        "bad faith without evidence",
        owned(),
        RecordInquiry(
            BadFaithFound(occurred_at=at(2), evidence="", judges=(OWNER.id, LEAD.id)),
            **by(2, second=LEAD.id),
        ),
    ),
    Row(
        inquiry.SAID_BY_THEM,
        "told again in no message",
        owned(),
        RecordInquiry(RetellReceived(occurred_at=at(2), message="message-7"), **by(2)),
    ),
    Row(
        inquiry.TOLD_TO_THEM,
        "asked to tell it again in no reply",
        owned(),
        RecordInquiry(RetellOffered(occurred_at=at(2), told_in="reply-7"), **by(2)),
    ),
    Row(
        inquiry.TOLD_TO_THEM,
        "educated in no reply",
        owned(),
        RecordInquiry(EducationOffered(occurred_at=at(2), told_in="reply-7"), **by(2)),
    ),
    Row(
        inquiry.WARNED,
        "a request that does not warn",
        told(owned(), reply("reply-1", 2)),
        RecordInquiry(
            InformationRequested(
                occurred_at=at(2), request="r", told_in="reply-1", due=at(WEEK), warned=False
            ),
            **by(2),
        ),
    ),
    Row(
        solution.ONE_OPTION,
        "solutions shared, and none named",
        owned(),
        RecordSolution(
            SolutionsShared(occurred_at=at(2), options=(), reaction=words("Well?")), **by(2)
        ),
    ),
    Row(
        solution.OFFERED_FIRST,
        "a remedy delivered that nobody offered",
        owned(),
        RecordSolution(RemedyDelivered(occurred_at=at(4), remedy="r", evidence="e"), **by(4)),
    ),
    Row(
        solution.OFFERED_FIRST,
        "a remedy approved that nobody offered",
        owned(),
        RecordSolution(
            RemedyApproved(occurred_at=at(4), remedy="r", approved_by=LEAD.id), **by(4, LEAD)
        ),
    ),
    Row(
        solution.WITHIN_MANDATE,
        "money above the mandate accepted before it was approved",
        OFFERED,
        RecordSolution(RemedyAccepted(occurred_at=at(4), remedy="r", message="message-1"), **by(4)),
    ),
    Row(
        solution.ACCEPTED_BY_MESSAGE,
        "an acceptance they never sent",
        OFFERED,
        RecordSolution(RemedyAccepted(occurred_at=at(4), remedy="r", message="message-7"), **by(4)),
    ),
    Row(
        solution.IN_OWN_NAME,
        "an offer in somebody else's name",
        owned(),
        RecordSolution(OFFER.fact.model_copy(update={"offered_by": LEAD.id}), **by(3)),
    ),
    Row(
        solution.IN_OWN_NAME,
        "an approval in somebody else's name",
        OFFERED,
        RecordSolution(
            RemedyApproved(occurred_at=at(4), remedy="r", approved_by=LEAD.id), **by(4, COLLEAGUE)
        ),
    ),
    Row(
        solution.APPROVED_BY_ANOTHER,
        "an approval by who offered it, recorded by a colleague",
        OFFERED,
        RecordSolution(
            RemedyApproved(occurred_at=at(4), remedy="r", approved_by=OWNER.id),
            **by(4, COLLEAGUE, second=OWNER.id),
        ),
    ),
]
