"""How hard cases end: numbers 12 to 22 of docs/hard-cases.md, each on the basis it names."""

from __future__ import annotations

import pytest
from tests.domain.case.packs import DURABLE, SILENCE
from tests.domain.case.stories import (
    ANNA,
    BRUNO,
    COLLEAGUE,
    DAY,
    LEAD,
    OWNER,
    WEEK,
    History,
    answered,
    at,
    by,
    closed,
    closing,
    ended,
    found,
    heard,
    joined,
    owned,
    person,
    promise,
    put,
    reachable,
    received,
    refused,
    reply,
    shared,
    state,
    told,
    words,
)
from tests.domain.case.test_hard_cases import basis

from answerable.domain.case import closing as closings
from answerable.domain.case import issues
from answerable.domain.case.closing import CloseCase, VoidCase
from answerable.domain.case.delivery import DispatchReply
from answerable.domain.case.deposit import DepositReply
from answerable.domain.case.duties import duties, settled
from answerable.domain.case.ending import Basis, ExternalOutcomeRecorded, Stage, Why
from answerable.domain.case.inquiry import InformationRequested, RecordInquiry
from answerable.domain.case.intake import Aside, CaseLinked, RecordFact, SetMessageAside
from answerable.domain.case.issues import About, DecideIssue, Outcome, RaiseIssue
from answerable.domain.case.people import NoContactRequested, RepresentativeAuthorised
from answerable.domain.case.promises import PromiseKind
from answerable.domain.case.reopening import RecordExternalOutcome, ReopenCase
from answerable.domain.case.replies import Ground
from answerable.domain.case.terms import Terms
from answerable.domain.case.verdicts import accepted_by_silence


def linked(other: str) -> History:
    return put(
        owned(), RecordFact(CaseLinked(occurred_at=at(2), other=other, why="cause"), **by(2))
    )


def silent() -> History:
    """Nobody answered within the fourteen days the law gives."""
    command = DecideIssue(
        "issue-1", Outcome.DEEMED_ACCEPTED, words("Too late"), **by(15 * DAY, COLLEAGUE)
    )
    return put(owned(received(policy=SILENCE)), command, policy=SILENCE)


def test_12_what_others_are_responsible_for_is_answered_all_the_same() -> None:
    history = answered(found(outcome=Outcome.REFERRED_OUT, rests_on="The carrier"))

    assert basis(closed(history)) is Basis.REFERRED_OUT


def test_12_only_the_referred_issue_ends_so() -> None:
    two = put(owned(), RaiseIssue("issue-2", About.PRODUCT, words("And the lid"), **by(2)))
    referred = found(two, Outcome.REFERRED_OUT, rests_on="The carrier")
    decided = DecideIssue("issue-2", Outcome.UPHELD, words("It is broken"), **by(3, COLLEAGUE))

    assert basis(closed(answered(put(referred, decided)))) is Basis.REPLIED


def test_13_what_stays_unknown_after_a_warning_is_left_unexamined_with_a_reply() -> None:
    fact = InformationRequested(
        occurred_at=at(2), request="request-1", told_in="reply-1", due=at(WEEK), warned=True
    )
    history = put(told(owned(), reply("reply-1", 2)), RecordInquiry(fact, **by(2)))
    left = found(history, Outcome.LEFT_UNEXAMINED, WEEK + 1, "request-1")

    assert basis(ended(answered(left, hour=WEEK + 2), WEEK + 3)) is Basis.LEFT_UNEXAMINED


def test_14_a_workaround_ends_it_with_a_dated_promise_to_follow_up() -> None:
    history = found(linked("problem-1"), Outcome.WORKAROUND_ONLY, rests_on="problem-1")
    follow_up = Terms(promises=(promise(due=WEEK, kind=PromiseKind.FOLLOW_UP),))
    case = state(closed(answered(history, terms=follow_up)))

    assert case.ending.basis is Basis.WORKAROUND_ONLY
    assert not settled(case, at(2 * WEEK))
    assert [duty.id for duty in duties(case, at(DAY))] == ["promise-1"]


def test_15_silence_decides_and_opens_the_promise_of_a_remedy() -> None:
    remedy = Terms(promises=(promise(due=3 * WEEK, kind=PromiseKind.REMEDY),))
    history = told(silent(), closing(hour=15 * DAY, terms=remedy))
    case = state(ended(history, 15 * DAY, SILENCE))

    assert case.ending.basis is Basis.DEEMED_ACCEPTED
    assert accepted_by_silence(case, at(15 * DAY))


def test_15_a_late_answer_does_not_undo_what_silence_has_decided() -> None:
    late = told(shared(owned(received(policy=SILENCE))), reply("reply-1", 15 * DAY))
    command = DecideIssue("issue-1", Outcome.NOT_UPHELD, words("No"), **by(16 * DAY, COLLEAGUE))

    assert refused(late, command, SILENCE) is issues.SILENCE_DECIDED


def test_15_withdrawing_is_still_theirs() -> None:
    history = heard(owned(received(policy=SILENCE)), "message-2", 15 * DAY)
    command = DecideIssue(
        "issue-1",
        Outcome.WITHDRAWN,
        words("As you wish"),
        "message-2",
        **by(16 * DAY, COLLEAGUE),
    )

    assert state(put(history, command, policy=SILENCE)).issues["issue-1"].outcome == "withdrawn"


def test_16_who_asks_not_to_be_contacted_has_the_answer_laid_ready() -> None:
    fact = NoContactRequested(occurred_at=at(2), person=ANNA, message="message-1")
    written = put(found(person(owned(), fact)), closing())
    laid = put(written, DepositReply("reply-9", Ground.NO_CONTACT_REQUESTED, **by(5)))

    assert basis(ended(laid)) is Basis.NO_CONTACT_REQUESTED


def test_16_the_law_may_want_the_answer_in_writing_all_the_same() -> None:
    fact = NoContactRequested(occurred_at=at(2), person=ANNA, message="message-1")
    written = put(found(person(owned(), fact)), closing(), policy=DURABLE)
    gone = put(written, DispatchReply("reply-9", "email", **by(5)), policy=DURABLE)

    assert basis(ended(gone, policy=DURABLE)) is Basis.REPLIED


def test_17_our_own_answer_ends_it_and_a_court_may_open_it_again() -> None:
    fact = ExternalOutcomeRecorded(
        occurred_at=at(WEEK), body="court", overturned=True, summary=words("She was right")
    )
    judged = put(closed(), RecordExternalOutcome(fact, **by(WEEK)))
    again = put(judged, ReopenCase(Why.EXTERNAL_OUTCOME, **by(WEEK + 1)))

    assert basis(judged) is Basis.REPLIED
    assert (state(again).stage, state(again).ending.span) == (Stage.OPEN, 2)
    assert basis(ended(told(again, closing("reply-10", WEEK + 2)), WEEK + 3)) is Basis.REPLIED


def test_18_a_message_after_the_end_opens_it_and_a_new_closing_reply_is_owed() -> None:
    wrote = heard(closed(), "message-2", DAY)
    again = put(wrote, ReopenCase(Why.SAME_ISSUE, "message-2", **by(DAY + 1)))

    assert [duty.name for duty in duties(state(wrote), at(DAY))] == ["judge_message"]
    assert refused(again, CloseCase(**by(DAY + 1))) is closings.CLOSING_REPLY_LEFT
    assert basis(ended(told(again, closing("reply-10", 26)), 27)) is Basis.REPLIED


def test_18_a_message_that_waited_for_us_beyond_the_window_still_opens_it() -> None:
    wrote = heard(closed(), "message-2", 89 * DAY)
    again = put(wrote, ReopenCase(Why.SAME_ISSUE, "message-2", **by(93 * DAY)))

    assert state(again).stage is Stage.OPEN


@pytest.mark.parametrize("why", [Aside.NO_NEW_MATTER, Aside.NEW_CASE])
def test_18_thanks_and_new_matter_leave_it_closed(why: Aside) -> None:
    wrote = heard(closed(answered(found(linked("case-2")))), "message-2", DAY)
    judged = put(wrote, SetMessageAside("message-2", why, **by(DAY, COLLEAGUE)))

    assert state(judged).stage is Stage.CLOSED
    assert duties(state(judged), at(DAY)) == ()


def test_19_crossed_messages_are_answered_or_judged_before_the_end() -> None:
    crossed = heard(answered(), "message-2", 5)
    judged = put(crossed, SetMessageAside("message-2", Aside.NO_NEW_MATTER, **by(6, COLLEAGUE)))

    assert refused(crossed, CloseCase(**by(6))) is closings.NOTHING_UNANSWERED
    assert basis(ended(judged, 7)) is Basis.REPLIED
    assert basis(ended(told(crossed, closing("reply-10", 6)), 7)) is Basis.REPLIED


def test_19_a_message_of_the_same_moment_is_answered() -> None:
    assert basis(closed(answered(heard(found(), "message-2", 4), 4))) is Basis.REPLIED


def test_20_what_nobody_outside_ever_said_is_voided() -> None:
    assert state(put(received(message=None), VoidCase(**by(1)))).stage is Stage.VOIDED


def test_20_spam_is_voided_once_two_people_judged_it_so() -> None:
    spam = SetMessageAside("message-1", Aside.SPAM, **by(1, second=LEAD.id))

    assert state(put(received(), spam, VoidCase(**by(2)))).stage is Stage.VOIDED


def test_21_each_signatory_of_a_group_is_answered() -> None:
    history = answered(found(joined()))

    assert refused(history, CloseCase(**by(6))) is closings.CLOSING_REPLY_LEFT
    assert basis(ended(told(history, closing("reply-10", 5, to=BRUNO)))) is Basis.REPLIED


def test_21_or_their_spokesperson_is() -> None:
    history = joined()
    for who in (ANNA, BRUNO):
        fact = RepresentativeAuthorised(
            occurred_at=at(2), person=who, representative="person-union", evidence="letter"
        )
        history = person(history, fact)
    reached = found(reachable(history, "email", "person-union"))

    assert basis(closed(answered(reached, to="person-union"))) is Basis.REPLIED


def test_22_a_complaint_about_the_handling_is_decided_by_somebody_not_involved() -> None:
    about = RaiseIssue("issue-2", About.HANDLING, words("Nobody called"), **by(2))
    history = found(put(owned(), about))
    own = DecideIssue("issue-2", Outcome.UPHELD, words("True"), **by(3, OWNER))
    another = DecideIssue("issue-2", Outcome.UPHELD, words("True"), **by(3, LEAD))

    assert refused(history, own) is issues.NOT_INVOLVED
    assert basis(closed(answered(put(history, another)))) is Basis.REPLIED
