"""The end: on which basis where several would fit, what it rests on, what opens it again."""

from __future__ import annotations

import pytest
from tests.domain.case.stories import (
    BRUNO,
    COLLEAGUE,
    DAY,
    OWNER,
    History,
    answered,
    at,
    by,
    closed,
    closing,
    decided,
    ended,
    failed,
    found,
    heard,
    joined,
    names,
    owned,
    put,
    received,
    refused,
    reply,
    sent,
    spoken,
    state,
    told,
    words,
)

from answerable.domain.case.answering import IssueReply
from answerable.domain.case.closing import APOLOGY_GIVEN, CloseCase
from answerable.domain.case.delivery import CHANNEL_GIVEN, NOT_GONE, ReportFailure
from answerable.domain.case.deposit import DepositReply
from answerable.domain.case.ending import Basis, CaseClosed, Stage, Why
from answerable.domain.case.handing_over import ANNOUNCED, HandOver
from answerable.domain.case.inquiry import LessonRecorded, RecordInquiry
from answerable.domain.case.issues import About, DecideIssue, Outcome, RaiseIssue
from answerable.domain.case.reopening import ReopenCase
from answerable.domain.case.replies import Apology, Ground, Kind
from answerable.domain.case.tone import PHRASES, flags

JAN = words("Jan K.", COLLEAGUE.id)


def two_issues(other: Outcome, rests_on: str | None) -> History:
    """One referred to the carrier, one decided otherwise."""
    raised = RaiseIssue("issue-2", About.PRODUCT, words("And the lid"), **by(2))
    first = found(
        heard(put(owned(), raised), "message-2", 2.5), Outcome.REFERRED_OUT, rests_on="The carrier"
    )
    second = DecideIssue("issue-2", other, words("So it is"), rests_on, **by(3, COLLEAGUE))
    return answered(put(first, second))


@pytest.mark.parametrize(
    ("other", "rests_on", "basis"),
    [
        (Outcome.REFERRED_OUT, "The maker", Basis.REFERRED_OUT),
        (Outcome.UPHELD, None, Basis.REPLIED),
        (Outcome.WITHDRAWN, "message-2", Basis.REPLIED),
    ],
)
def test_an_outcome_gives_the_basis_only_where_all_issues_share_it(
    other: Outcome, rests_on: str | None, basis: Basis
) -> None:
    assert state(closed(two_issues(other, rests_on))).ending.basis is basis


def test_the_latest_reply_that_left_is_the_one_it_ends_on() -> None:
    twice = told(answered(), closing("reply-10", 5))

    assert state(ended(twice)).ending.rests_on == ("reply-10",)


def test_a_later_reply_that_still_lies_here_is_not() -> None:
    assert state(ended(put(answered(), closing("reply-10", 5)))).ending.rests_on == ("reply-9",)


def test_it_rests_on_a_reply_to_each_and_each_failure_opens_it() -> None:
    both = ended(told(answered(found(joined())), closing("reply-10", 5, to=BRUNO)))

    assert state(both).ending.rests_on == ("reply-9", "reply-10")
    assert state(failed(both, "reply-9", 9)).stage is Stage.OPEN
    assert state(failed(both, "reply-10", 9)).stage is Stage.OPEN


def test_the_failure_of_another_reply_opens_nothing() -> None:
    history = closed(answered(found(told(owned(), reply("reply-1", 2)))))

    assert names(decided(history, ReportFailure("reply-1", "bounce", **by(9)))) == ["ReplyFailed"]


def test_a_failed_reply_sent_again_ends_no_later_span() -> None:
    opened = sent(failed(closed(), "reply-9", 9), "reply-9", 10)

    assert state(opened).replies["reply-9"].left
    assert state(ended(told(opened, closing("reply-10", 11)), 12)).ending.rests_on == ("reply-10",)


def test_a_lesson_on_record_need_not_be_given_again() -> None:
    lesson = LessonRecorded(occurred_at=at(5), lesson=words("Weld twice"))
    learnt = put(answered(), RecordInquiry(lesson, **by(5)))

    assert names(decided(learnt, CloseCase(**by(6)))) == ["CaseClosed"]


def test_an_apology_in_an_earlier_reply_is_enough_unless_a_machine_gave_it() -> None:
    automatic = told(
        received(),
        reply("reply-1", 1, Kind.ACKNOWLEDGEMENT, signed=None, apology=Apology.REGRET),
    )
    person = told(owned(), reply("reply-1", 2, apology=Apology.REGRET))

    assert state(closed(answered(found(person), apology=None))).stage is Stage.CLOSED
    close = CloseCase(no_lesson=words("Known"), **by(6))
    assert refused(answered(found(owned(automatic)), apology=None), close) is APOLOGY_GIVEN


def test_the_failure_of_the_only_apology_opens_the_case_in_the_same_decision() -> None:
    sorry = told(owned(), reply("reply-1", 2, apology=Apology.REGRET))
    ended_on_it = closed(answered(found(sorry), apology=None))
    twice = told(sorry, reply("reply-2", 2, apology=Apology.REGRET))
    other = closed(answered(found(twice), apology=None))
    bounce = ReportFailure("reply-1", "bounce", **by(9))

    assert names(decided(ended_on_it, bounce))[:2] == ["ReplyFailed", "CaseReopened"]
    assert names(decided(other, bounce)) == ["ReplyFailed"]


def test_an_apology_to_one_complainant_is_none_to_another() -> None:
    sorry = told(joined(), reply("reply-1", 2, apology=Apology.REGRET))
    to_both = told(answered(found(sorry), apology=None), closing("reply-10", 5, to=BRUNO))

    bounced = decided(ended(to_both), ReportFailure("reply-1", "bounce", **by(9)))

    assert names(bounced)[:2] == ["ReplyFailed", "CaseReopened"]


def test_a_reply_written_to_be_sent_leaves_in_the_same_decision_or_is_not_written() -> None:
    written = reply("reply-1", 2, sent_by="email")
    nowhere = reply("reply-1", 2, sent_by="fax")

    assert names(decided(owned(), written)) == ["ReplyIssued", "ReplyDispatched"]
    assert decided(put(owned(), written), written) == []
    assert refused(owned(), nowhere) is CHANNEL_GIVEN


def test_closing_twice_or_opening_twice_changes_nothing() -> None:
    wrote = heard(closed(), "message-2", DAY)
    command = ReopenCase(Why.SAME_ISSUE, "message-2", **by(DAY))

    assert decided(closed(), CloseCase(**by(7))) == []
    assert decided(put(wrote, command), command) == []


def test_a_hand_over_may_be_announced_by_a_deposit_where_there_is_no_contact() -> None:
    written = put(owned(received(channel="web")), reply("reply-1", 2, tells=(COLLEAGUE.id,)))
    laid = put(written, DepositReply("reply-1", Ground.NO_CONTACT, **by(3, second=COLLEAGUE.id)))

    assert names(decided(laid, HandOver(COLLEAGUE.id, JAN, **by(3)))) == ["OwnerChanged"]


def test_an_announcement_serves_no_second_hand_over() -> None:
    there = put(spoken(put(owned(), telling(COLLEAGUE.id, 2)), "reply-2", 2), over(COLLEAGUE.id, 3))
    back = put(spoken(put(there, telling(OWNER.id, 4)), "reply-4", 4), over(OWNER.id, 5))

    assert refused(back, over(COLLEAGUE.id, 6)) is ANNOUNCED


def telling(owner: str, hour: int) -> IssueReply:
    return reply(f"reply-{hour}", hour, tells=(owner,))


def over(owner: str, hour: int) -> HandOver:
    return HandOver(owner, JAN, **by(hour))


def test_a_spoken_reply_may_not_be_deposited_at_the_same_moment() -> None:
    said = spoken(put(owned(), reply("reply-1", 2)), "reply-1", 3)

    deposit = DepositReply("reply-1", Ground.EXHAUSTED, **by(3))
    assert refused(said, deposit) is NOT_GONE


def test_every_end_names_its_replies() -> None:
    ends = [event for event in closed() if isinstance(event, CaseClosed)]

    assert [(end.span, end.replies) for end in ends] == [(1, ("reply-9",))]


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("This is not our problem.", "defensive"),
        ("To nie nasz problem.", "defensive"),
        ("Lei mente.", "counter_attack"),
        ("As anyone can see, it works.", "shaming"),
        ("Czujemy się urażeni.", "offended"),
        ("Pan zapomniał zapłacić.", "lists_customer_faults"),
        ("Bastava leggere le istruzioni.", "read_the_manual"),
    ],
)
def test_a_tone_that_no_reply_may_have_is_seen(text: str, flag: str) -> None:
    assert flags(text) == (flag,)
    assert flag in PHRASES


def test_a_flagged_tone_leaves_with_a_reason() -> None:
    text = words("You should have known, said our leaflet; it was wrong.")
    override = words("We quote our own leaflet", OWNER.id)

    assert names(decided(owned(), reply("reply-1", 2, text=text, tone_override=override))) == [
        "ReplyIssued"
    ]
    assert flags("We are sorry. A new kettle is on its way.") == ()
