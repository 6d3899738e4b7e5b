"""How hard cases end: numbers 1 to 11 of docs/hard-cases.md, each on the basis it names."""

from __future__ import annotations

import pytest
from tests.domain.case.merges import FILE, asked, file_of, merged, taken_over
from tests.domain.case.packs import DURABLE
from tests.domain.case.refusals.saying import NARROW, WARNED
from tests.domain.case.stories import (
    ANNA,
    BRUNO,
    COLLEAGUE,
    DAY,
    History,
    answered,
    at,
    by,
    closed,
    closing,
    decided,
    ended,
    failed,
    final,
    found,
    heard,
    names,
    owned,
    person,
    put,
    reachable,
    received,
    refused,
    reply,
    sent,
    spoken,
    state,
    told,
    words,
)

from answerable.domain.case import closing as closings
from answerable.domain.case import delivery, reopening
from answerable.domain.case.closing import CloseCase
from answerable.domain.case.conduct import RecordConduct, SafetyStepsTaken
from answerable.domain.case.delivery import PostReply
from answerable.domain.case.deposit import DepositReply
from answerable.domain.case.duties import settled
from answerable.domain.case.ending import Basis, Stage, Why
from answerable.domain.case.intake import Aside, ClaimCodeIssued, RecordFact, SetMessageAside
from answerable.domain.case.issues import Outcome
from answerable.domain.case.people import (
    ComplainantDeceased,
    RepresentativeAuthorised,
    SuccessorIdentified,
)
from answerable.domain.case.reopening import ReopenCase
from answerable.domain.case.replies import Ground, Kind

HEIR = "person-heir"


def basis(history: History) -> Basis | None:
    case = state(history)
    assert case.stage is Stage.CLOSED
    return case.ending.basis


def bounced_thrice() -> History:
    """By e-mail and by post, over more than a week."""
    history = put(reachable(found(), "post"), closing())
    for hour, channel in ((4, "email"), (DAY, "post"), (8 * DAY, "email")):
        history = failed(sent(history, "reply-9", hour, channel), "reply-9", hour + 1)
    return history


def test_01_a_written_reply_ends_it_and_the_bounce_window_only_delays_settled() -> None:
    case = state(closed())

    assert case.ending.basis is Basis.REPLIED
    assert not settled(case, at(4 + 71))
    assert settled(case, at(4 + 73))


def test_02_a_spoken_reply_ends_it() -> None:
    assert basis(ended(spoken(put(found(), closing()), "reply-9", 5))) is Basis.SPOKEN


def test_02_a_spoken_reply_ends_it_with_a_written_copy_where_the_pack_wants_one() -> None:
    said = spoken(put(answered(), closing("reply-10", 5)), "reply-10", 5)
    history = ended(said, policy=DURABLE)

    assert basis(history) is Basis.SPOKEN
    assert state(failed(history, "reply-9", DAY)).stage is Stage.OPEN


def test_03_what_cannot_be_delivered_ends_after_enough_attempts() -> None:
    tried = bounced_thrice()
    laid = put(tried, DepositReply("reply-9", Ground.EXHAUSTED, **by(9 * DAY)))

    assert basis(ended(laid, 9 * DAY)) is Basis.UNDELIVERABLE


@pytest.mark.parametrize("hour", [2 * DAY, 6 * DAY])
def test_03_two_attempts_or_too_few_days_are_not_enough(hour: int) -> None:
    history = put(reachable(found(), "post"), closing())
    for number in range(2 + (hour == 2 * DAY)):
        channel = ("email", "post")[number % 2]
        history = failed(sent(history, "reply-9", 4 + number, channel), "reply-9", 4.5 + number)

    command = DepositReply("reply-9", Ground.EXHAUSTED, **by(hour))
    assert refused(history, command) is delivery.GROUND_HOLDS


def test_03_a_failure_after_the_end_opens_it_again_in_the_same_decision() -> None:
    new = decided(closed(), delivery.ReportFailure("reply-9", "bounce", **by(DAY)))

    assert names(new)[:2] == ["ReplyFailed", "CaseReopened"]
    assert state((*closed(), *new)).stage is Stage.OPEN


def test_04_an_anonymous_complaint_ends_by_a_reply_laid_under_its_claim_code() -> None:
    code = ClaimCodeIssued(occurred_at=at(1), code=words("K-7"))
    history = found(put(owned(received(channel="web")), RecordFact(code, **by(1))))
    laid = put(history, closing(), DepositReply("reply-9", Ground.NO_CONTACT, **by(5)))

    assert basis(ended(laid)) is Basis.DEPOSITED


def test_04_without_a_code_a_second_person_approves_the_deposit() -> None:
    history = put(found(owned(received(channel="web"))), closing())
    laid = put(history, DepositReply("reply-9", Ground.NO_CONTACT, **by(5, second=COLLEAGUE.id)))

    assert basis(ended(laid)) is Basis.DEPOSITED


def test_05_a_public_review_ends_by_a_reply_posted_under_it() -> None:
    history = put(found(owned(received(channel="review"))), closing())
    posted = put(history, PostReply("reply-9", "https://example.org/review/1", **by(5)))

    assert basis(ended(posted)) is Basis.POSTED


def test_05_a_review_deleted_meanwhile_ends_by_a_deposit() -> None:
    history = put(found(owned(received(channel="review"))), closing())
    laid = put(
        history, DepositReply("reply-9", Ground.REVIEW_DELETED, **by(5, second=COLLEAGUE.id))
    )

    assert basis(ended(laid)) is Basis.DEPOSITED


def test_06_a_withdrawal_rests_on_their_message_and_is_confirmed() -> None:
    history = heard(owned(), "message-2", 2)
    withdrawn = found(history, Outcome.WITHDRAWN, rests_on="message-2")

    assert refused(withdrawn, CloseCase(**by(4))) is closings.CLOSING_REPLY_LEFT
    assert basis(closed(answered(withdrawn))) is Basis.WITHDRAWN


def test_07_a_duplicate_is_merged_and_not_closed() -> None:
    case = state(merged())

    assert (case.stage, case.ending.basis) == (Stage.MERGED, None)
    assert state(taken_over()).promises.keys() == FILE.promises.keys()


def test_07_two_people_in_one_case_each_get_a_reply() -> None:
    assert refused(answered(found(person_too())), CloseCase(**by(9))) is closings.CLOSING_REPLY_LEFT


def person_too() -> History:
    """Bruno's case, taken over by Anna's."""
    bruno = asked(owned(received(person=BRUNO, message="message-b", issue=None)), who=BRUNO)
    return taken_over(owned(), file_of(bruno))


def test_08_abuse_narrows_the_channel_and_never_the_answer() -> None:
    narrowed = found(reachable(put(WARNED, NARROW), "post"), hour=7)
    written = put(narrowed, closing(hour=8))

    assert refused(written, delivery.DispatchReply("reply-9", "email", **by(9))) is (
        delivery.RESTRICTED_CHANNEL
    )
    assert basis(ended(sent(written, "reply-9", 9, "post"), 10)) is Basis.REPLIED


def test_08_repeating_after_the_final_position_is_judged_by_another_and_reopens_nothing() -> None:
    stated = heard(closed(final(), 27), "message-3", 2 * DAY)
    command = ReopenCase(Why.DISPUTED, "message-3", **by(49))
    judged = put(stated, SetMessageAside("message-3", Aside.NO_NEW_MATTER, **by(50, COLLEAGUE)))

    assert refused(stated, command) is reopening.POSITION_FINAL
    assert state(judged).stage is Stage.CLOSED


def test_09_in_danger_the_answer_goes_out_under_an_alias_and_the_log_knows_who_wrote() -> None:
    steps = SafetyStepsTaken(occurred_at=at(2), record="conduct-1")
    history = answered(found(put(owned(), RecordConduct(steps, **by(2)))), alias=True)

    assert basis(closed(history)) is Basis.REPLIED
    assert state(history).replies["reply-9"].issued.author == state(history).ownership.owner


def died() -> History:
    return person(found(), ComplainantDeceased(occurred_at=at(3), person=ANNA))


def test_10_the_answer_goes_to_the_successor() -> None:
    fact = SuccessorIdentified(occurred_at=at(3), person=ANNA, successor=HEIR, evidence="will")
    history = reachable(person(died(), fact), "post", HEIR, 3)
    written = put(history, closing(to=HEIR))

    assert basis(ended(sent(written, "reply-9", 4, "post"))) is Basis.SUCCESSOR


def test_10_without_a_successor_it_is_laid_ready_for_the_estate() -> None:
    written = put(died(), closing())
    laid = put(written, DepositReply("reply-9", Ground.ESTATE, **by(5, second=COLLEAGUE.id)))

    assert basis(ended(laid)) is Basis.DEPOSITED


def test_10_nothing_is_laid_ready_for_the_estate_of_the_living_or_by_one_person() -> None:
    alone = DepositReply("reply-9", Ground.ESTATE, **by(5))
    both = DepositReply("reply-9", Ground.ESTATE, **by(5, second=COLLEAGUE.id))

    assert refused(put(died(), closing()), alone) is delivery.GROUND_HOLDS
    assert refused(put(found(), closing()), both) is delivery.GROUND_HOLDS


def test_11_the_answer_goes_to_the_representative() -> None:
    fact = RepresentativeAuthorised(
        occurred_at=at(2), person=ANNA, representative="person-lawyer", evidence="power"
    )
    history = reachable(person(owned(), fact), "post", "person-lawyer")
    written = put(found(history), closing(to="person-lawyer"))

    assert basis(ended(sent(written, "reply-9", 4, "post"))) is Basis.REPLIED


def test_11_who_writes_without_authority_is_asked_for_it() -> None:
    history = heard(owned(), "message-2", 2, "person-uncle")
    asked_for = told(history, reply("reply-1", 3, Kind.CLARIFICATION, to="person-uncle"))

    assert basis(closed(answered(found(asked_for)))) is Basis.REPLIED
