"""A reply counts only for whom it was given to, in the way in which they can have had it."""

from __future__ import annotations

from tests.domain.case.stories import (
    BRUNO,
    COLLEAGUE,
    DAY,
    at,
    by,
    closed,
    closing,
    ended,
    failed,
    found,
    joined,
    owned,
    put,
    reachable,
    received,
    refused,
    reply,
    sent,
    state,
    told,
)

from answerable.domain.case.answering import unanswered
from answerable.domain.case.delivery import GROUND_HOLDS, IN_PUBLIC, PostReply
from answerable.domain.case.deposit import DepositReply
from answerable.domain.case.people import RecordPerson, RepresentativeAuthorised
from answerable.domain.case.replies import Ground


def test_an_answer_is_not_posted_to_one_who_complained_in_private() -> None:
    history = put(
        joined(owned(received(channel="review"))),
        reply("reply-1", 3, to=BRUNO),
        reply("reply-2", 3),
    )

    assert refused(history, PostReply("reply-1", "the review", **by(4))) is IN_PUBLIC
    assert put(history, PostReply("reply-2", "the review", **by(4)))


def test_an_answer_is_posted_to_who_speaks_for_the_reviewer() -> None:
    fact = RepresentativeAuthorised(
        occurred_at=at(2), person="person-anna", representative=BRUNO, evidence="evidence-1"
    )
    spoken_for = put(owned(received(channel="review")), RecordPerson(fact, **by(2)))

    assert put(
        spoken_for, reply("reply-1", 3, to=BRUNO), PostReply("reply-1", "the review", **by(4))
    )


def test_a_review_that_is_gone_lays_nothing_down_while_another_way_is_known() -> None:
    gone = DepositReply("reply-1", Ground.REVIEW_DELETED, **by(4, second=COLLEAGUE.id))
    review = owned(received(channel="review"))
    known = put(reachable(review, "email"), reply("reply-1", 3))

    assert refused(known, gone) is GROUND_HOLDS
    assert put(review, reply("reply-1", 3), gone)


def test_the_answer_a_case_ends_on_stands_alone_when_an_earlier_one_fails() -> None:
    twice = ended(told(told(found(), closing("reply-8", 4)), closing("reply-9", 5)), 8)

    assert unanswered(state(failed(twice, "reply-8", 9))) == ()


def test_attempts_that_failed_before_something_arrived_show_no_dead_end() -> None:
    history = found(reachable(owned(), "post"))
    for number, channel in enumerate(("post", "email", "post")):
        name, hour = f"reply-{number}", 4 + number * 3 * DAY
        history = sent(put(history, reply(name, hour)), name, hour, channel)
        history = failed(history, name, hour + 1)
    laid = DepositReply("reply-9", Ground.EXHAUSTED, **by(20 * DAY))
    dead = put(history, closing("reply-9", 20 * DAY))
    alive = put(told(history, reply("reply-8", 15 * DAY)), closing("reply-9", 20 * DAY))

    assert put(dead, laid)
    assert refused(alive, laid) is GROUND_HOLDS


def test_a_message_answered_in_an_earlier_span_is_not_answered_again() -> None:
    opened = failed(closed(), "reply-9", 9)

    assert state(told(opened, closing("reply-10", 10))).replies["reply-10"].issued.answers
