"""Merging and parting: nobody is lost, nothing is answered twice or not at all (I2)."""

from __future__ import annotations

from tests.domain.case.merges import (
    DUPLICATE,
    PRIMARY,
    asked,
    file_of,
    merged,
    parted,
    returned,
    taken_over,
)
from tests.domain.case.stories import (
    ANNA,
    BRUNO,
    CLOCK,
    COLLEAGUE,
    DAY,
    HOUSE,
    MACHINE,
    WEEK,
    History,
    at,
    by,
    closing,
    decided,
    ended,
    failed,
    heard,
    names,
    owned,
    person,
    promised,
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

from answerable.domain.case import closing as closings
from answerable.domain.case import deciding, merging
from answerable.domain.case.closing import CloseCase
from answerable.domain.case.delivery import DispatchReply, ReportFailure, SpeakReply
from answerable.domain.case.duties import duties
from answerable.domain.case.ending import Stage
from answerable.domain.case.intake import Aside, MessageReceived, SetMessageAside
from answerable.domain.case.issues import DecideIssue, Outcome
from answerable.domain.case.merging import CaseMerged, DeclineMerge, MergeCase, TakeOver
from answerable.domain.case.people import NoContactRequested
from answerable.domain.case.time_passing import OweNotice, PassTime, WaiveNotice

BRUNOS = promised(owned(received(person=BRUNO)), due=5 * DAY, who=BRUNO)
DUP = asked(BRUNOS, who=BRUNO)
ANNAS = owned(received(hour=DAY, message="message-a", issue="issue-a"), DAY + 1)
TOGETHER = taken_over(ANNAS, file_of(DUP), DAY + 2)


def owed(history: History, hour: float) -> dict[str, float]:
    """Every duty then, with its due time in hours."""
    return {
        duty.id: round((duty.due - at(0)).total_seconds() / 3600)
        for duty in duties(state(history), at(hour))
    }


def outcome(issue: str, hour: float) -> DecideIssue:
    return DecideIssue(issue, Outcome.UPHELD, words("It leaks"), **by(hour, COLLEAGUE))


def test_the_primary_inherits_people_issues_promises_and_talk_with_their_origin() -> None:
    case = state(TOGETHER)

    assert case.people.complainants == (ANNA, BRUNO)
    assert case.issues.keys() == {"issue-1", "issue-a"}
    assert case.promises.keys() == {"promise-1"}
    assert case.intake.messages["message-1"].origin == DUPLICATE
    assert case.replies["reply-1"].origin == DUPLICATE


def test_the_primary_inherits_the_clock_of_the_earliest_receipt_and_keeps_its_own() -> None:
    clocks = owed(TOGETHER, DAY + 3)

    assert clocks["case-1/final_answer.1"] == clocks["final_answer.1"] - DAY
    assert [*clocks][:2] == ["acknowledge.1", "promise-1"]


def test_a_later_duplicate_does_not_put_the_primarys_answer_off() -> None:
    after = received(hour=3 * DAY, message="message-d", issue="issue-d")
    late = asked(owned(after, 3 * DAY), 3 * DAY + 2)
    history = taken_over(owned(), file_of(late), 3 * DAY + 3)

    assert owed(history, 4 * DAY)["final_answer.1"] == owed(owned(), DAY)["final_answer.1"]


def test_the_merged_case_owes_nothing_itself_but_its_notice() -> None:
    case = merged(DUP)
    bounced = failed(case, "reply-notice", DAY)
    again = told(bounced, reply("reply-again", DAY + 1, to=BRUNO, tells=(PRIMARY,)))

    assert owed(case, DAY) == {}
    assert [*owed(bounced, DAY)] == [f"merge_notice.1.{PRIMARY}"]
    assert owed(again, DAY + 2) == {}


def test_a_notice_that_fails_again_is_owed_since_it_first_failed() -> None:
    first = failed(merged(DUP), "reply-notice", DAY)
    again = put(first, DispatchReply("reply-notice", "email", **by(2 * DAY)))
    twice = put(again, ReportFailure("reply-notice", "bounce", **by(3 * DAY)))

    assert owed(twice, 3 * DAY) == owed(first, DAY)


def test_a_notice_that_fails_before_the_merge_is_complete_is_owed_as_well() -> None:
    bounced = failed(DUP, "reply-notice", DAY)

    assert f"merge_notice.1.{PRIMARY}" in owed(merged(bounced, DAY), DAY)


def test_no_notice_is_owed_of_a_merge_that_was_declined() -> None:
    bounced = failed(DUP, "reply-notice", DAY)
    alone = put(bounced, DeclineMerge(PRIMARY, "merge-primary-open", **by(DAY, MACHINE)))

    assert f"merge_notice.1.{PRIMARY}" not in owed(alone, DAY)
    assert {"final_answer.1", "promise-1"} <= owed(alone, DAY).keys()


def test_a_new_notice_may_be_spoken() -> None:
    bounced = failed(merged(DUP), "reply-notice", DAY)
    written = put(bounced, reply("reply-again", DAY, to=BRUNO, tells=(PRIMARY,)))
    said = put(written, SpeakReply("reply-again", words("Read"), words("Fine"), **by(DAY)))

    assert owed(said, DAY) == {}


def test_the_primary_closes_only_with_a_reply_to_everybody() -> None:
    done = shared(TOGETHER, DAY + 3)
    done = put(done, outcome("issue-1", DAY + 4), outcome("issue-a", DAY + 4))
    one = told(done, closing("reply-8", DAY + 5, tells=("promise-1",)))
    both = told(one, closing("reply-9", DAY + 5, to=BRUNO, tells=("promise-1",)))

    assert refused(one, CloseCase(**by(DAY + 6))) is closings.CLOSING_REPLY_LEFT
    assert state(ended(both, DAY + 6)).stage is Stage.CLOSED


def test_a_message_during_the_merge_is_told_to_the_primary() -> None:
    case = merged(heard(DUP, "message-2", 4, BRUNO), 5)
    told_of = next(event for event in case if isinstance(event, CaseMerged)).since

    assert [message.message for message in told_of] == ["message-2"]
    assert all(isinstance(message, MessageReceived) for message in told_of)


def test_a_case_does_not_take_over_one_twice_nor_go_on_in_itself() -> None:
    again = TakeOver(DUPLICATE, file_of(DUP), **by(DAY + 3, MACHINE))

    assert decided(TOGETHER, again) == []


def test_two_cases_that_ask_for_each_other_both_decline() -> None:
    take_over = TakeOver("case-2", file_of(asked()), **by(5))

    assert refused(asked(), take_over) is deciding.NOT_MERGED
    assert refused(merged(DUP), take_over) is deciding.NOT_MERGED
    assert state(
        put(asked(), DeclineMerge(PRIMARY, "merge-primary-open", **by(5, MACHINE)))
    ).stage is (Stage.OPEN)


def test_an_answer_to_another_primary_changes_nothing() -> None:
    assert decided(asked(), DeclineMerge("case-7", "merge-primary-open", **by(5, MACHINE))) == []
    assert decided(asked(), MergeCase(PRIMARY, "reply-notice", **by(5))) == []


def test_parting_gives_each_case_back_what_was_its_own_as_it_now_stands() -> None:
    judged = put(shared(TOGETHER, DAY + 3), outcome("issue-1", DAY + 4))
    primary, file = parted(judged, DAY + 5)
    duplicate = returned(merged(DUP), file, DAY + 5)

    assert state(primary).issues.keys() == {"issue-a"}
    assert state(primary).people.complainants == (ANNA,)
    assert state(duplicate).issues["issue-1"].outcome is Outcome.UPHELD
    assert state(duplicate).promises.keys() == {"promise-1"}
    assert (state(primary).stage, state(duplicate).stage) == (Stage.OPEN, Stage.OPEN)


def test_parting_restores_both_clocks() -> None:
    primary, file = parted(TOGETHER, DAY + 5)
    duplicate = returned(merged(DUP), file, DAY + 5)

    assert owed(primary, DAY + 6) == owed(ANNAS, DAY + 6)
    assert owed(duplicate, DAY + 6) == owed(BRUNOS, DAY + 6)


def test_parting_leaves_what_was_said_in_between_with_both_and_its_origin() -> None:
    between = told(heard(TOGETHER, "message-2", DAY + 3, BRUNO), reply("reply-2", DAY + 3))
    primary, file = parted(between, DAY + 5)
    duplicate = returned(merged(DUP), file, DAY + 5)

    assert state(primary).intake.messages["message-2"].origin is None
    assert state(duplicate).intake.messages["message-2"].origin == PRIMARY
    assert state(duplicate).replies["reply-2"].origin == PRIMARY
    assert state(duplicate).replies["reply-1"].origin is None
    assert {"message-2", "reply-2"} <= {*state(primary).intake.messages, *state(primary).replies}


def test_what_became_known_in_between_is_not_lost_by_parting() -> None:
    known = failed(TOGETHER, "reply-1", DAY + 3)
    known = put(known, SetMessageAside("message-1", Aside.NO_NEW_MATTER, **by(DAY + 3, COLLEAGUE)))
    wish = heard(known, "message-2", DAY + 3, BRUNO)
    fact = NoContactRequested(occurred_at=at(DAY + 4), person=BRUNO, message="message-2")
    _, file = parted(reachable(person(wish, fact), "post", BRUNO, DAY + 4), DAY + 5)
    duplicate = state(returned(merged(DUP), file, DAY + 5))

    assert not duplicate.replies["reply-1"].left
    assert duplicate.intake.messages["message-1"].aside is Aside.NO_NEW_MATTER
    assert duplicate.people.no_contact == {BRUNO}
    assert f"contact-{BRUNO}-post" in duplicate.people.contacts


def test_what_became_known_in_the_merged_case_itself_is_not_undone_by_parting() -> None:
    bounced = failed(merged(DUP), "reply-1", DAY)
    _, file = parted(TOGETHER, DAY + 5)

    assert not state(returned(bounced, file, DAY + 5)).replies["reply-1"].left


def test_parting_before_the_merge_was_complete_lets_the_duplicate_go_on() -> None:
    _, file = parted(TOGETHER, DAY + 5)
    alone = returned(DUP, file, DAY + 5)

    assert state(alone).stage is Stage.OPEN
    assert decided(alone, merging.CompleteMerge(PRIMARY, **by(DAY + 6, MACHINE))) == []


def test_a_chain_of_merges_is_undone_link_by_link() -> None:
    second = taken_over(owned(), file_of(asked()), 4)
    third = taken_over(owned(), file_of(asked(second, 6, notice="reply-on")), 7)
    first, file = parted(third, 8)

    assert "case-1/case-1/final_answer.1" in owed(third, 7)
    assert {*owed(first, 9)} == {*owed(owned(), 9)}
    assert "case-1/final_answer.1" in file.obligations


def test_a_fix_owed_in_a_merged_case_is_owed_there_and_may_be_waived_there() -> None:
    owing = put(merged(DUP), OweNotice("problem-1/fix-1", **by(DAY)))
    waived = put(owing, WaiveNotice("problem-1/fix-1", words("Told"), **by(DAY + 1)))

    assert [*owed(owing, DAY)] == ["fix_notice.1.problem-1/fix-1"]
    assert owed(waived, DAY + 1) == {}


def test_a_fix_owed_by_both_is_owed_by_each_again_after_parting() -> None:
    fix = OweNotice("problem-1/fix-1", **by(2))
    dup = asked(put(BRUNOS, OweNotice("problem-1/fix-1", **by(3))), 5, who=BRUNO)
    annas = owned(received(message="message-a", issue="issue-a"))
    together = put(taken_over(annas, file_of(dup), 6), OweNotice("problem-1/fix-1", **by(7)))
    primary, _ = parted(together, 8)

    assert fix.about in " ".join(owed(primary, 9))


def test_amends_for_a_promise_go_with_the_promise() -> None:
    broken = put(TOGETHER, PassTime(**by(WEEK, CLOCK)))
    primary, file = parted(broken, WEEK + 1)
    duplicate = put(returned(merged(DUP), file, WEEK + 1), PassTime(**by(WEEK + 1, CLOCK)))

    assert "repair.1.promise-1" in owed(broken, WEEK)
    assert "repair.1.promise-1" not in owed(primary, WEEK + 1)
    assert "repair.1.promise-1" in owed(duplicate, WEEK + 1)


def test_time_passing_in_a_merged_case_puts_nothing_on_record() -> None:
    assert decided(merged(DUP), PassTime(**by(2 * WEEK, CLOCK))) == []
    assert "DueTimePassed" in names(decided(TOGETHER, PassTime(**by(2 * WEEK, CLOCK)), HOUSE))
