"""Promises: kept in time, broken for good, renegotiated by what reached, ended by their word."""

from __future__ import annotations

import pytest
from tests.domain.case.stories import (
    CLOCK,
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
    failed,
    found,
    heard,
    owned,
    promise,
    promised,
    put,
    reply,
    spoken,
    state,
    told,
    words,
)

from answerable.domain.case.answering import IssueReply
from answerable.domain.case.delivery import ConfirmDelivery, DispatchReply
from answerable.domain.case.duties import duties, settled
from answerable.domain.case.promise_changes import (
    FulfilPromise,
    RefuseNewDate,
    ReleasePromise,
    VoidPromise,
)
from answerable.domain.case.promises import (
    PromiseKind,
    PromiseVoided,
    Standing,
    due_in_force,
    standing,
)
from answerable.domain.case.replies import Apology
from answerable.domain.case.terms import NewDateTerms, Terms
from answerable.domain.case.time_passing import PassTime
from answerable.domain.event import Actor

DUE = 5 * DAY
LATER = 10 * DAY


def stands(history: History, hour: float, name: str = "promise-1") -> Standing:
    case = state(history)
    return standing(case.promises[name], case.replies, at(hour))


def kept(history: History, hour: float, now: float | None = None) -> History:
    return put(history, FulfilPromise("promise-1", words("Sent"), **by(hour, now=now)))


def renegotiated(history: History, hour: float, actor: Actor = OWNER) -> History:
    """A new date is written, and lies here; a lead offers an even later one."""
    name, new = ("reply-3", 3 * WEEK) if actor is LEAD else ("reply-2", LATER)
    terms = Terms(new_dates=(NewDateTerms("promise-1", at(new), words("The part is late")),))
    return put(history, reply(name, hour, actor=actor, terms=terms))


def dispatched(history: History, hour: float, name: str = "reply-2") -> History:
    return put(history, DispatchReply(name, "email", **by(hour)))


def due(history: History, hour: float) -> float:
    """The hour then due."""
    case = state(history)
    moment = due_in_force(case.promises["promise-1"], case.replies, at(hour))
    return (moment - at(0)).total_seconds() / 3600


def sorry(terms: Terms | None = None) -> IssueReply:
    """An apology for the broken promise, after the break."""
    says = terms or Terms()
    return reply("reply-2", DUE + 3, tells=("promise-1",), apology=Apology.REGRET, terms=says)


PROMISED = promised(due=DUE)


@pytest.mark.parametrize(
    ("done", "stood"), [(DAY, Standing.KEPT), (DUE, Standing.KEPT), (DUE + 1, Standing.BROKEN)]
)
def test_a_promise_is_kept_by_what_was_done_by_its_due_time(done: float, stood: Standing) -> None:
    history = kept(PROMISED, done)

    assert stands(history, done - 1) is Standing.OPEN
    assert stands(history, LATER) is stood


def test_a_promise_is_open_at_its_due_time_and_broken_a_moment_later() -> None:
    assert stands(PROMISED, DUE) is Standing.OPEN
    assert stands(PROMISED, DUE + 0.001) is Standing.BROKEN


def test_what_was_done_in_time_and_recorded_late_mends_a_broken_promise() -> None:
    late = put(PROMISED, PassTime(**by(DUE + 1, CLOCK)))
    history = kept(late, DUE - 1, now=LATER)

    assert stands(late, LATER) is Standing.BROKEN
    assert stands(history, LATER) is Standing.KEPT


def test_an_earlier_time_that_comes_to_light_counts() -> None:
    history = kept(kept(PROMISED, DUE + 1), DUE - 1, now=LATER)

    assert stands(history, LATER) is Standing.KEPT


def test_what_is_done_late_ends_the_duty_and_not_the_break() -> None:
    history = kept(PROMISED, DUE + 1)

    assert stands(history, LATER) is Standing.BROKEN
    assert "promise-1" not in {duty.id for duty in duties(state(history), at(LATER))}


def test_an_answer_promised_is_kept_by_the_reply_that_left_with_it() -> None:
    answer = found(promised(due=DUE, kind=PromiseKind.ANSWER))
    written = answered(answer, hour=4, keeps=("promise-1",))

    assert stands(written, DAY) is Standing.KEPT
    assert stands(failed(written, "reply-9", DAY), DAY) is Standing.OPEN
    assert stands(failed(written, "reply-9", DAY), LATER) is Standing.BROKEN


def test_the_failure_of_a_keeping_reply_after_closing_reopens_promise_and_case() -> None:
    answer = found(promised(due=DUE, kind=PromiseKind.ANSWER))
    history = failed(closed(answered(answer, keeps=("promise-1",))), "reply-9", DAY)

    assert {duty.name for duty in duties(state(history), at(DAY))} >= {"answer", "final_answer"}


@pytest.mark.parametrize(
    ("way", "counts"),
    [
        ("written", False),
        ("sent, window not over", False),
        ("sent, window over", True),
        ("sent and confirmed", True),
        ("sent and confirmed after the due time", False),
        ("sent and failed", False),
        ("spoken", True),
        ("spoken at the due time itself", True),
    ],
)
def test_a_new_date_counts_once_it_reached_before_the_old_one(way: str, *, counts: bool) -> None:
    early = renegotiated(PROMISED, 3)
    late = renegotiated(PROMISED, DUE - 2)
    history = {
        "written": lambda: early,
        "sent, window not over": lambda: dispatched(late, DUE - 2),
        "sent, window over": lambda: dispatched(early, 3),
        "sent and confirmed": lambda: put(
            dispatched(late, DUE - 2), ConfirmDelivery("reply-2", **by(DUE - 1))
        ),
        "sent and confirmed after the due time": lambda: put(
            dispatched(late, DUE - 2), ConfirmDelivery("reply-2", **by(DUE + 1))
        ),
        "sent and failed": lambda: failed(dispatched(early, 3), "reply-2", DAY),
        "spoken": lambda: spoken(late, "reply-2", DUE - 1),
        "spoken at the due time itself": lambda: spoken(late, "reply-2", DUE),
    }[way]()

    assert due(history, DUE + 1) == (LATER if counts else DUE)
    assert stands(history, DUE + 1) is (Standing.OPEN if counts else Standing.BROKEN)


def test_a_confirmation_after_the_window_does_not_undo_a_new_date_that_counted() -> None:
    history = dispatched(renegotiated(PROMISED, 3), 3)
    confirmed = put(history, ConfirmDelivery("reply-2", **by(DUE + 1)))

    assert stands(history, DUE + 2) is stands(confirmed, DUE + 2) is Standing.OPEN


def test_a_returned_letter_undoes_a_new_date_that_counted() -> None:
    history = dispatched(renegotiated(PROMISED, 3), 3)
    returned = failed(history, "reply-2", DUE + 2)

    assert stands(history, DUE + 2) is Standing.OPEN
    assert stands(returned, DUE + 2) is Standing.BROKEN


def test_a_second_new_date_is_a_leads() -> None:
    once = spoken(renegotiated(PROMISED, 3), "reply-2", 3)
    twice = spoken(renegotiated(once, 4, LEAD), "reply-3", 4)

    assert due(twice, LATER) == 3 * WEEK


def test_a_new_date_refused_leaves_the_old_one() -> None:
    history = heard(spoken(renegotiated(PROMISED, 3), "reply-2", 3), "message-2", 4)
    refused = put(history, RefuseNewDate("promise-1", "message-2", **by(5)))

    assert due(refused, LATER) == DUE


@pytest.mark.parametrize("hour", [DAY, DUE])
def test_a_promise_is_released_by_their_message_and_no_longer_owed(hour: float) -> None:
    history = heard(PROMISED, "message-2", hour)
    released = put(history, ReleasePromise("promise-1", "message-2", **by(hour)))

    assert stands(released, hour - 1) is Standing.OPEN
    assert stands(released, LATER) is Standing.RELEASED
    assert "promise-1" not in {duty.id for duty in duties(state(released), at(LATER))}


def test_a_release_after_the_due_time_ends_the_duty_and_not_the_break() -> None:
    history = heard(PROMISED, "message-2", DUE + 1)
    released = put(history, ReleasePromise("promise-1", "message-2", **by(DUE + 1)))

    assert stands(released, LATER) is Standing.BROKEN
    assert "promise-1" not in {duty.id for duty in duties(state(released), at(LATER))}


def test_a_release_in_time_that_is_recorded_late_mends() -> None:
    history = heard(heard(PROMISED, "message-2", DAY), "message-3", DUE + 1)
    late = put(history, ReleasePromise("promise-1", "message-3", **by(DUE + 1)))
    found_again = put(late, ReleasePromise("promise-1", "message-2", **by(DAY, now=LATER)))

    assert stands(late, LATER) is Standing.BROKEN
    assert stands(found_again, LATER) is Standing.RELEASED


def test_an_entry_error_nobody_was_told_of_is_struck_out_by_two() -> None:
    history = put(owned(), reply("reply-1", 2, terms=Terms(promises=(promise(),))))
    struck = put(history, VoidPromise("promise-1", **by(3, second=COLLEAGUE.id)))

    assert struck[-1] == PromiseVoided(
        occurred_at=at(3), promise="promise-1", judges=(OWNER.id, COLLEAGUE.id)
    )
    assert stands(struck, 0) is stands(struck, LATER) is Standing.VOIDED
    assert "promise-1" not in {duty.id for duty in duties(state(struck), at(DAY))}


def test_a_promise_stated_in_the_closing_reply_outlives_the_case() -> None:
    history = closed(answered(found(PROMISED), tells=("promise-1",)))
    case = state(history)

    assert not settled(case, at(4 * DAY))
    assert [duty.id for duty in duties(case, at(4 * DAY))] == ["promise-1"]
    assert settled(state(kept(history, DAY)), at(WEEK))


def test_a_broken_promise_asks_for_an_apology_and_a_new_date() -> None:
    broken = put(PROMISED, PassTime(**by(DUE + 1, CLOCK)))
    asked = {duty.name for duty in duties(state(broken), at(DUE + 2))}
    new = Terms(promises=(promise("promise-2", due=3 * WEEK),))
    only_sorry = told(broken, sorry())
    mended = told(broken, sorry(new))

    assert "repair" in asked
    assert "repair" in {duty.name for duty in duties(state(only_sorry), at(DUE + 4))}
    assert "repair" not in {duty.name for duty in duties(state(mended), at(DUE + 4))}
    assert stands(mended, WEEK) is Standing.BROKEN


def test_a_sorry_said_before_the_break_is_none_for_it() -> None:
    told_before = answered(found(PROMISED), tells=("promise-1",))
    broken = put(closed(told_before), PassTime(**by(DUE + 1, CLOCK)))

    assert "repair" in {duty.name for duty in duties(state(broken), at(DUE + 2))}


def test_a_promise_fulfilled_late_asks_for_an_apology_and_no_new_date() -> None:
    broken = kept(put(PROMISED, PassTime(**by(DUE + 1, CLOCK))), DUE + 2)
    mended = told(broken, sorry())

    assert "repair" in {duty.name for duty in duties(state(broken), at(DUE + 2))}
    assert "repair" not in {duty.name for duty in duties(state(mended), at(DUE + 4))}


def test_evidence_of_earlier_times_takes_the_amends_away() -> None:
    broken = put(PROMISED, PassTime(**by(DUE + 1, CLOCK)))
    mended = kept(broken, DUE - 1, now=DUE + 2)

    assert "repair" not in {duty.name for duty in duties(state(mended), at(DUE + 2))}
