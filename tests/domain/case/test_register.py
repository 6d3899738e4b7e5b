"""What a register states: kept as its word, ended as attested, and never over ours."""

from __future__ import annotations

from tests.domain.case.merges import taken_over
from tests.domain.case.register_rows import row
from tests.domain.case.stories import (
    ANNA,
    COLLEAGUE,
    DAY,
    History,
    answered,
    at,
    by,
    closed,
    decided,
    found,
    heard,
    joined,
    names,
    owned,
    put,
    reply,
    state,
    words,
)

from answerable.domain.case.duties import duties, settled
from answerable.domain.case.ending import Basis, Stage, Why
from answerable.domain.case.issues import About, RaiseIssue
from answerable.domain.case.register import RegisterEntryRecorded
from answerable.domain.case.reopening import ReopenCase
from answerable.domain.event import ERASED, Personal

OPEN = put((), row(0))
CLOSED = put((), row(0, replied=True, status="Closed with explanation"))


def test_a_row_without_a_reply_is_an_open_case_whatever_its_status_says() -> None:
    case = state(put((), row(0, status="Closed")))

    assert case.stage is Stage.OPEN
    assert {duty.name for duty in duties(case, at(0))} == {"acknowledge", "final_answer"}


def test_a_row_with_a_reply_ends_as_attested_and_states_no_reply_of_ours() -> None:
    case = state(CLOSED)

    assert (case.stage, case.ending.basis) == (Stage.CLOSED, Basis.ATTESTED)
    assert case.replies == {}
    assert case.register.attested["reply-1"].left_at == at(-24)
    assert settled(case, at(0))


def test_an_import_invents_no_owner_apology_or_promise() -> None:
    case = state(CLOSED)

    assert (case.ownership.owner, dict(case.promises), case.inquiry.facts) == (None, {}, ())


def test_an_unchanged_row_adds_nothing_even_under_other_ids() -> None:
    same = row(DAY, message="message-7", issue="issue-7", reply="reply-7")
    known = row(DAY, replied=True, status="Closed with explanation", reply="reply-7")

    assert decided(OPEN, same) == []
    assert decided(CLOSED, known) == []


def test_a_changed_row_adds_the_entry_and_nothing_else_where_nothing_else_changed() -> None:
    assert names(decided(OPEN, row(DAY, status="Closed"))) == ["RegisterEntryRecorded"]
    assert names(decided(CLOSED, row(DAY, replied=True, status="Closed with relief"))) == [
        "RegisterEntryRecorded"
    ]


def test_a_reply_the_register_takes_back_opens_the_case_in_a_new_span() -> None:
    case = state(put(CLOSED, row(DAY, status="Untimely response")))

    assert (case.stage, case.ending.span) == (Stage.OPEN, 2)
    assert {duty.id for duty in duties(case, at(DAY))} == {"acknowledge.2", "final_answer.2"}


def test_a_reply_stated_again_ends_it_again() -> None:
    opened = put(CLOSED, row(DAY, status="Untimely response"))
    again = put(opened, row(2 * DAY, replied=True, status="Closed", reply="reply-2"))

    assert state(again).ending.basis is Basis.ATTESTED
    assert state(again).ending.rests_on == ("reply-2",)


def test_a_register_never_ends_a_case_we_have_written_in() -> None:
    ours = put(owned(OPEN), reply("reply-9", 2, channel="web"))

    assert names(decided(ours, row(DAY, replied=True, status="Closed"))) == [
        "RegisterEntryRecorded"
    ]


def test_a_register_never_opens_a_case_we_have_ended() -> None:
    ours = closed(answered(found(owned(heard(OPEN, "message-2", 1)))))

    assert names(decided(ours, row(DAY, status="Untimely response"))) == ["RegisterEntryRecorded"]
    assert state(ours).ending.basis is Basis.REPLIED


def test_a_register_answers_nothing_that_was_said_to_us() -> None:
    wrote = heard(OPEN, "message-2", 1)

    assert names(decided(wrote, row(DAY, replied=True, status="Closed"))) == [
        "RegisterEntryRecorded"
    ]


def test_a_register_answers_nobody_who_joined_its_case_with_us() -> None:
    signed = joined(OPEN)

    assert names(decided(signed, row(DAY, replied=True, status="Closed"))) == [
        "RegisterEntryRecorded"
    ]


def test_a_register_answers_no_issue_that_was_raised_with_us() -> None:
    more = put(OPEN, RaiseIssue("issue-2", About.PRODUCT, words("And it burns"), **by(1)))

    assert names(decided(more, row(DAY, replied=True, status="Closed"))) == [
        "RegisterEntryRecorded"
    ]


def test_a_register_answers_nobody_whom_a_merge_brought() -> None:
    carries = taken_over(owned(put((), row(0, message="message-r", issue="issue-r"))))

    assert names(decided(carries, row(DAY, replied=True, status="Closed"))) == [
        "RegisterEntryRecorded"
    ]


def test_a_complainant_who_writes_after_an_attested_end_can_have_it_opened() -> None:
    wrote = heard(CLOSED, "message-2", DAY)
    again = put(wrote, ReopenCase(Why.DISPUTED, "message-2", **by(DAY, COLLEAGUE)))

    assert state(again).stage is Stage.OPEN
    assert names(decided(again, row(2 * DAY, replied=True, status="Closed"))) == [
        "RegisterEntryRecorded"
    ]


def test_a_row_whose_words_were_erased_is_still_the_same_row() -> None:
    erased = Personal[str](subject=ANNA, value=ERASED)

    def forget(history: History) -> History:
        return tuple(
            event.model_copy(update={"words": {"narrative": erased}})
            if isinstance(event, RegisterEntryRecorded)
            else event
            for event in history
        )

    assert decided(forget(OPEN), row(DAY)) == []
    assert names(decided(forget(OPEN), row(DAY, status="Closed"))) == ["RegisterEntryRecorded"]


def test_changed_words_are_a_change() -> None:
    other = {"narrative": words("It was never my debt")}

    assert names(decided(OPEN, row(DAY, words=other))) == ["RegisterEntryRecorded"]
