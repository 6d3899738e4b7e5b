"""What is owed at any moment: an open case always owes something, and to whom (I21)."""

from __future__ import annotations

import pytest
from tests.domain.case.packs import RECEIPT, SILENCE, STATUTE
from tests.domain.case.refusals.saying import NARROW, WARNED
from tests.domain.case.stories import (
    ANNA,
    BRUNO,
    CLOCK,
    COLLEAGUE,
    DAY,
    OWNER,
    WEEK,
    History,
    answered,
    at,
    by,
    closed,
    closing,
    decided,
    failed,
    found,
    heard,
    joined,
    owned,
    person,
    promised,
    put,
    received,
    reply,
    spoken,
    state,
    told,
    words,
)

from answerable.domain.case.delivery import ConfirmDelivery, DispatchReply
from answerable.domain.case.duties import duties, settled
from answerable.domain.case.ending import Stage
from answerable.domain.case.first_response import missing
from answerable.domain.case.handing_over import HandOver, ReplaceAbsentOwner
from answerable.domain.case.inquiry import (
    InformationReceived,
    InformationRequested,
    RecordInquiry,
    RetellDeclined,
    RetellOffered,
)
from answerable.domain.case.people import ComplainantDeceased, SuccessorIdentified
from answerable.domain.case.terms import ExtensionTerms, PauseTerms, Terms
from answerable.domain.case.time_passing import OweNotice, PassTime, ResumeClock, WaiveNotice
from answerable.domain.case.verdicts import accepted_by_silence, missed
from answerable.domain.deadlines.policy import Policy

JAN = words("Jan K.", COLLEAGUE.id)
TOLD = ("cause", "expected_date")


def owed(history: History, hour: float) -> set[str]:
    return {duty.name for duty in duties(state(history), at(hour))}


def limit(history: History, hour: float, name: str = "final_answer.1") -> float:
    """In how many days after Monday morning that clock is due."""
    due = next(duty.due for duty in duties(state(history), at(hour)) if duty.id == name)
    return (due - at(0)).days


REOPENED = failed(closed(), "reply-9", 9)
OPEN = [received(), owned(), promised(), found(), answered(), REOPENED]


@pytest.mark.parametrize("history", OPEN)
@pytest.mark.parametrize("hour", [0, DAY, 52 * WEEK])
def test_an_open_case_always_owes_something(history: History, hour: float) -> None:
    assert state(history).stage is Stage.OPEN
    assert duties(state(history), at(hour))


def test_waiting_for_them_takes_no_duty_away() -> None:
    request = InformationRequested(
        occurred_at=at(2), request="request-1", told_in="reply-1", due=at(WEEK), warned=True
    )
    waiting = put(told(owned(), reply("reply-1", 2)), RecordInquiry(request, **by(2)))
    came = InformationReceived(occurred_at=at(3), request="request-1", message="message-1")

    assert owed(waiting, 3) == {"final_answer", "information"}
    assert owed(put(waiting, RecordInquiry(came, **by(3))), 4) == {"final_answer"}


def test_what_is_asked_again_under_one_id_is_due_once_at_its_later_date() -> None:
    def asked(hour: float, due: float) -> RecordInquiry:
        request = InformationRequested(
            occurred_at=at(hour), request="request-1", told_in="reply-1", due=at(due), warned=True
        )
        return RecordInquiry(request, **by(hour))

    twice = put(told(owned(), reply("reply-1", 2)), asked(2, DAY), asked(3, WEEK))

    found = [duty.due for duty in duties(state(twice), at(4)) if duty.kind == "request"]
    assert found == [at(WEEK)]


def test_a_restriction_is_due_to_be_looked_at_again() -> None:
    assert "contact_restriction" in owed(put(WARNED, NARROW), 7)


def test_the_first_reply_that_left_acknowledges() -> None:
    written = put(owned(), reply("reply-1", 2))
    gone = put(written, DispatchReply("reply-1", "email", **by(2)))

    assert "acknowledge" in owed(written, 3)
    assert "acknowledge" not in owed(gone, 3)
    assert "acknowledge" in owed(failed(gone, "reply-1", 3), 4)


def test_the_answer_is_owed_until_the_end_and_no_longer() -> None:
    assert "final_answer" in owed(answered(), 5)
    assert owed(closed(), 7) == set()


def test_an_absent_owners_successor_is_announced_to_everybody() -> None:
    replaced = put(joined(), ReplaceAbsentOwner(COLLEAGUE.id, JAN, **by(2)))
    one = told(replaced, reply("reply-1", 3, tells=(COLLEAGUE.id,)))
    both = told(one, reply("reply-2", 3, to=BRUNO, tells=(COLLEAGUE.id,)))

    assert "announce_owner" in owed(replaced, 3)
    assert "announce_owner" in owed(one, 4)
    assert "announce_owner" not in owed(both, 4)


def test_an_announcement_serves_one_change() -> None:
    there = told(owned(), reply("reply-1", 2, tells=(COLLEAGUE.id,)))
    there = put(there, HandOver(COLLEAGUE.id, JAN, **by(4 * DAY)))
    back = put(there, ReplaceAbsentOwner(OWNER.id, words("Maria S.", OWNER.id), **by(5 * DAY)))
    again = put(back, ReplaceAbsentOwner(COLLEAGUE.id, JAN, **by(6 * DAY)))

    assert "announce_owner" in owed(again, 6 * DAY)


def test_word_of_a_fix_is_owed_until_it_left_or_was_waived() -> None:
    owing = put(owned(), OweNotice("problem-1/fix-1", **by(2)))
    word = told(owing, reply("reply-1", 3, tells=("problem-1/fix-1",)))
    waived = put(owing, WaiveNotice("problem-1/fix-1", words("By phone"), **by(3)))

    assert "fix_notice" in owed(owing, 3)
    assert "fix_notice" not in owed(word, 4) | owed(waived, 4)


@pytest.mark.parametrize(("confirmed", "day"), [(None, 14), (15, 30), (14 * 24 + 20, 14)])
def test_an_extension_counts_from_when_it_reached_before_the_limit(
    confirmed: float | None, day: int
) -> None:
    sent = 13 * DAY if confirmed != 15 else 14
    terms = Terms(clocks=(ExtensionTerms("final_answer.1", at(30 * DAY), TOLD),))
    history = put(owned(received(policy=STATUTE)), reply("reply-1", 2, terms=terms), policy=STATUTE)
    history = put(history, DispatchReply("reply-1", "email", **by(sent)), policy=STATUTE)
    if confirmed:
        history = put(history, ConfirmDelivery("reply-1", **by(confirmed)), policy=STATUTE)

    assert limit(history, 14 * DAY + 23) == day


def test_a_notice_that_reaches_at_the_limit_itself_counts() -> None:
    terms = Terms(clocks=(ExtensionTerms("final_answer.1", at(30 * DAY), TOLD),))
    history = put(owned(received(policy=STATUTE)), reply("reply-1", 2, terms=terms), policy=STATUTE)
    due = (state(history).clocks.obligations["final_answer.1"].started.due - at(0)).total_seconds()
    said = spoken(history, "reply-1", due / 3600)

    assert limit(said, 14 * DAY + 23) == 30


def test_a_pause_lengthens_the_limit_by_as_long_as_it_took() -> None:
    terms = Terms(clocks=(PauseTerms("final_answer.1", at(9 * DAY)),))
    history = put(owned(received(policy=STATUTE)), reply("reply-1", 2, terms=terms), policy=STATUTE)
    paused = put(history, DispatchReply("reply-1", "email", **by(2)), policy=STATUTE)
    paused = put(paused, ConfirmDelivery("reply-1", **by(DAY)), policy=STATUTE)
    resumed = put(paused, ResumeClock("final_answer.1", **by(4 * DAY)), policy=STATUTE)

    assert limit(history, 2 * DAY) == 14
    assert limit(paused, 2 * DAY) == 14 + 8
    assert limit(resumed, 4 * DAY) == 14 + 3


def test_where_receipt_counts_an_answer_on_its_way_is_not_in_time() -> None:
    late = told(found(owned(received(policy=RECEIPT))), closing(hour=14 * DAY))
    case = state(late)
    clock = case.clocks.obligations["final_answer.1"]
    arrived = state(put(late, ConfirmDelivery("reply-9", **by(14 * DAY + 1))))

    assert missed(case, clock, at(15 * DAY))
    assert not missed(arrived, clock, at(15 * DAY))


@pytest.mark.parametrize(("policy", "by_silence"), [(SILENCE, True), (STATUTE, False)])
def test_only_a_limit_with_that_effect_decides_by_silence(
    policy: Policy, *, by_silence: bool
) -> None:
    case = state(owned(received(policy=policy)))

    assert not accepted_by_silence(case, at(14 * DAY))
    assert accepted_by_silence(case, at(15 * DAY)) is by_silence


def test_a_successor_found_after_the_end_makes_no_met_limit_missed() -> None:
    history = closed(answered(found(owned(received(policy=SILENCE)))))
    dead = person(history, ComplainantDeceased(occurred_at=at(DAY), person=ANNA))
    fact = SuccessorIdentified(
        occurred_at=at(2 * DAY), person=ANNA, successor="person-heir", evidence="will"
    )

    assert not accepted_by_silence(state(person(dead, fact)), at(3 * WEEK))


def test_an_answer_that_bounced_was_none() -> None:
    history = closed(answered(found(owned(received(policy=SILENCE)))))
    bounced = failed(history, "reply-9", DAY)

    assert not accepted_by_silence(state(history), at(3 * WEEK))
    assert accepted_by_silence(state(bounced), at(3 * WEEK))


def test_an_attested_reply_left_is_settled_and_an_open_case_is_not() -> None:
    assert not settled(state(answered()), at(WEEK))


def test_time_that_passed_is_put_on_record_once() -> None:
    command = PassTime(**by(3 * WEEK, CLOCK))
    history = put(promised(due=DAY), command)

    assert decided(history, command) == []
    assert decided(history, PassTime(**by(4 * WEEK, CLOCK))) == []


def test_time_that_has_not_passed_is_not_put_on_record() -> None:
    assert decided(owned(), PassTime(**by(2, CLOCK))) == []


def test_the_first_response_lacks_what_no_reply_that_left_has_given() -> None:
    assert missing(state(owned())) == (
        "apology",
        "understanding",
        "named owner",
        "retell",
        "dated promise",
    )
    assert missing(state(promised())) == ()
    assert len(missing(state(failed(promised(), "reply-1", 3)))) == 5


def test_telling_it_again_counts_once_it_was_asked_in_a_reply_that_left_or_declined() -> None:
    written = put(owned(), reply("reply-1", 2))
    offer = RecordInquiry(RetellOffered(occurred_at=at(2), told_in="reply-1"), **by(2))
    decline = RetellDeclined(occurred_at=at(3), message="message-2")
    offered = put(written, offer)
    sent = put(offered, DispatchReply("reply-1", "email", **by(3)))
    declined = put(heard(written, "message-2", 3), RecordInquiry(decline, **by(3)))

    assert "retell" in missing(state(offered))
    assert "retell" not in missing(state(sent)) + missing(state(declined))
