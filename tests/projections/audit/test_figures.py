"""Single figures, by histories told by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.projections.audit.told import (
    DAY,
    HOUR,
    MONDAY,
    an,
    answers,
    delivered,
    found,
    log,
    received,
    reply,
    words,
    wrote,
)

from answerable.domain.case.conduct import (
    Conduct,
    ConductFlagged,
    ContactRestricted,
    RestrictionReviewed,
)
from answerable.domain.case.ending import (
    Basis,
    CaseClosed,
    CaseReopened,
    CaseVoided,
    ExternalOutcomeRecorded,
    Why,
)
from answerable.domain.case.inquiry import (
    Cause,
    CauseFound,
    GuidelineCited,
    InformationGapChecked,
    LessonRecorded,
)
from answerable.domain.case.intake import NeedRecorded
from answerable.domain.case.issues import About, IssueDecided, IssueRaised, Outcome
from answerable.domain.case.people import ComplainantJoined
from answerable.domain.case.promises import NewDateProposed
from answerable.domain.case.replies import Apology, ReplyFailed
from answerable.domain.case.solution import RemedyDelivered, RemedyOffered
from answerable.domain.problem.cause import ProblemOpened, WorkaroundPublished
from answerable.domain.problem.notices import (
    CaseLinkedToProblem,
    CaseUnlinkedFromProblem,
    FixDelivered,
    FixNoticeWaived,
)

FLAGGED = an(ConductFlagged, record="conduct-1", conduct=Conduct.ABUSIVE, message="message-1")
NARROWED = an(
    ContactRestricted,
    record="conduct-1",
    channel="post",
    decided_by="staff-2",
    warned_in="reply-1",
    told_in="reply-2",
    review_on=MONDAY + 10 * DAY,
)


def test_a_person_restricted_in_one_case_counts_once_among_all_who_complained() -> None:
    one = log("case-1", received(), wrote(), FLAGGED, NARROWED)
    other = log("case-2", received(), after=10)
    third = log("case-3", received("person-2"), an(ComplainantJoined, person="person-3"), after=20)

    found_items = found("complainants_restricted", one, other, third)

    assert [(item.subject, item.counts) for item in found_items] == [
        ("person-1", True),
        ("person-1", False),
        ("person-2", False),
        ("person-3", False),
    ]


def test_a_restriction_whose_message_is_gone_touches_nobody_known() -> None:
    assert answers("complainants_restricted", log("case-1", received(), NARROWED)) == [False]


def test_a_restriction_is_late_past_its_review_date_until_it_is_reviewed() -> None:
    case = (received(), wrote(), FLAGGED, NARROWED)
    lifted = an(RestrictionReviewed, record="conduct-1", review_on=None)
    late = MONDAY + 11 * DAY

    assert answers("review_overdue", log("case-1", *case)) == [False]
    assert answers("review_overdue", log("case-1", *case), moment=late) == [True]
    assert answers("review_overdue", log("case-1", *case, lifted), moment=late) == [False]


PROBLEM = (
    an(ProblemOpened, what="it breaks"),
    an(CaseLinkedToProblem, case="case-1"),
    an(CaseLinkedToProblem, case="case-2"),
    an(CaseUnlinkedFromProblem, case="case-2", reason=words()),
)
WAY = an(WorkaroundPublished, place="the web", workaround="restart it")
FIX = an(FixDelivered, fix="fix-1", what="glued")


def test_cases_still_linked_weigh_on_their_problem() -> None:
    assert [item.subject for item in found("cases_by_problem", log("problem-1", *PROBLEM))] == [
        "case-1"
    ]


def test_a_workaround_is_a_debt_until_there_is_a_fix() -> None:
    problem = log("problem-1", *PROBLEM, WAY)

    (debt,) = found("workaround_debt", problem, moment=MONDAY + 30 * DAY)

    assert debt.amount == 29
    assert found("workaround_debt", log("problem-1", *PROBLEM)) == []
    assert found("workaround_debt", log("problem-1", *PROBLEM, WAY, FIX)) == []


def test_a_case_linked_after_the_fix_counts_as_come_back() -> None:
    again = an(CaseLinkedToProblem, case="case-3")

    assert answers("linked_after_fix", log("problem-1", *PROBLEM, FIX, again)) == [False, True]
    assert answers("linked_after_fix", log("problem-1", *PROBLEM)) == []


def test_the_last_cause_of_an_issue_counts() -> None:
    causes = [
        an(CauseFound, issue="issue-1", cause=cause, stage="packing")
        for cause in (Cause.PROCESS, Cause.CUSTOMER_ACTION)
    ]

    (item,) = found("customer_action", log("case-1", received(), *causes))

    assert (item.counts, item.group) == (True, "customer_action")


@pytest.mark.parametrize("hole", ["told", "in_time", "visible", "understandable", None])
def test_one_hole_in_what_was_told_is_an_information_gap(hole: str | None) -> None:
    names = ("told", "in_time", "visible", "understandable")
    looked = an(InformationGapChecked, **{name: name != hole for name in names})

    assert answers("information_gap", log("case-1", received(), looked)) == [hole is not None]


def test_a_voided_case_counts_among_all_received() -> None:
    voided = log("case-1", received(), an(CaseVoided, judges=("staff-1", "staff-2")))

    assert answers("voided", voided, log("case-2", received(), after=10)) == [True, False]
    assert answers("unowned_too_long", voided, moment=MONDAY + 30 * DAY) == [None]
    assert answers("first_response_complete", voided) == [None]
    assert answers("time_to_closing_reply", voided) == []


ISSUE = an(IssueRaised, issue="issue-1", about=About.SERVICE, words=words())
CLOSED = an(CaseClosed, span=1, basis=Basis.REPLIED, replies=("reply-1",))


@pytest.mark.parametrize(
    ("outcome", "percent"),
    [(Outcome.UPHELD, 100), (Outcome.PARTLY_UPHELD, 50), (Outcome.NOT_UPHELD, 0)],
)
def test_partly_upheld_is_half_upheld(outcome: Outcome, percent: int) -> None:
    decision = an(IssueDecided, issue="issue-1", outcome=outcome, reasons=words(), rests_on=None)

    (item,) = found("upheld", log("case-1", received(), ISSUE, decision))

    assert item.amount == percent
    assert found("upheld", log("case-1", received(), ISSUE)) == []


def test_an_outcome_outside_counts_when_it_went_against_ours() -> None:
    bodies = [
        an(ExternalOutcomeRecorded, body=body, overturned=body == "court", summary=words())
        for body in ("court", "ombudsman")
    ]

    assert answers("overturned_outside", log("case-1", received(), *bodies)) == [True, False]


def test_a_closing_whose_reply_never_left_is_a_finding_and_one_that_left_is_none() -> None:
    lost = log("case-1", received(), reply(), CLOSED)
    unknown = log("case-1", received(), CLOSED)
    empty = log("case-1", received(), an(CaseClosed, span=1, basis=Basis.REPLIED, replies=()))
    left = log("case-1", received(), reply(), delivered(), CLOSED)

    for history in (lost, unknown, empty):
        assert answers("closed_without_delivery", history) == [True]
        assert answers("reply_reached", history) == [False]
    assert answers("closed_without_delivery", left) == [False]
    assert answers("reply_reached", left) == [True]


def test_a_closing_opened_again_when_its_reply_came_back_is_no_finding() -> None:
    came_back = an(ReplyFailed, reply="reply-1", failure="bounced", channel="email")
    again = an(CaseReopened, span=2, why=Why.DELIVERY_FAILED, message=None)
    told = log("case-1", received(), reply(), delivered(), CLOSED, came_back, again)

    assert answers("closed_without_delivery", told[:-1]) == [True]
    assert answers("closed_without_delivery", told) == [False]
    assert answers("reopened_by_bounce", told) == [True]
    assert answers("reopened_within_90_days", told) == [True]


def test_lessons_needs_and_guidelines_are_counted() -> None:
    learnt = (
        received(),
        an(NeedRecorded, need=words()),
        an(GuidelineCited, guideline="guideline-1", version=2),
        CLOSED,
        an(LessonRecorded, lesson=words()),
    )

    assert answers("need_recorded", log("case-1", *learnt)) == [True]
    assert answers("closed_with_lesson", log("case-1", *learnt)) == [True]
    assert answers("closed_with_lesson", log("case-1", received(), CLOSED)) == [False]
    (cited,) = found("guidelines_cited", log("case-1", *learnt))
    assert cited.group == "guideline-1, version 2"


OFFERED = an(RemedyOffered, remedy="remedy-1", amount=500, what=words(), offered_by="staff-1")
GIVEN = an(RemedyDelivered, remedy="remedy-1", evidence="receipt")


def test_redress_runs_from_the_decision_before_it_to_its_delivery() -> None:
    decision = an(
        IssueDecided, issue="issue-1", outcome=Outcome.UPHELD, reasons=words(), rests_on=None
    )

    (paid,) = found("redress", log("case-1", received(), decision, OFFERED, GIVEN))
    (offered,) = found("redress", log("case-1", received(), OFFERED, decision))
    (straight,) = found("redress", log("case-1", received(), OFFERED, GIVEN, decision))

    assert (paid.counts, paid.amount, (paid.until or paid.at) - paid.at) == (True, 500, 2 * HOUR)
    assert (offered.counts, offered.amount, offered.until) == (False, None, None)
    assert straight.at == MONDAY + HOUR


def test_waivers_are_told_by_their_kind() -> None:
    waived = log("problem-1", an(FixNoticeWaived, case="case-1", fix="fix-1", reason=words()))

    assert [item.group for item in found("waived", waived)] == ["FixNoticeWaived"]


def test_tone_and_alias_are_watched_in_what_a_person_wrote() -> None:
    said = log(
        "case-1",
        received(),
        reply(tone_override=words()),
        reply("reply-2", alias=True),
        reply("reply-3", author=None),
    )

    assert answers("tone_overridden", said) == [True, False]
    assert answers("signed_by_alias", said) == [False, True]


def test_a_new_date_of_a_promise_that_is_not_on_record_is_left_out() -> None:
    new = an(NewDateProposed, promise="promise-1", due=MONDAY, reason=words(), told_in="reply-1")

    assert found("new_date_on_the_last_day", log("case-1", received(), new)) == []


def test_backdating_is_a_finding_where_one_person_did_it_alone() -> None:
    (recorded,) = log("case-1", received())
    late = replace(recorded, recorded_at=MONDAY + 40 * DAY)
    by_two = replace(late, confirmed_by="staff-2")
    by_oneself = replace(late, confirmed_by="staff-1")

    moment = MONDAY + timedelta(days=50)
    assert answers("backdated_by_one", [late], moment=moment) == [True]
    assert answers("backdated_by_one", [by_oneself], moment=moment) == [True]
    assert answers("backdated_by_one", [by_two], moment=moment) == [False]
    assert answers("backdated_by_one", [recorded], moment=moment) == []


def test_an_apology_for_nothing_mends_nothing() -> None:
    sorry = log("case-1", received(), reply(apology=Apology.REGRET), delivered())

    assert found("broken_without_apology", sorry) == []
