"""From the first signal to the end of a problem."""

from __future__ import annotations

import pytest
from tests.domain.problem.login import CAUSE, begun, fixed, found, known
from tests.domain.survey.story import HOUR, PROCESS, erased, said

from answerable.domain.case.inquiry import Cause
from answerable.domain.event import Event
from answerable.domain.problem import cause, notices, problem
from answerable.domain.problem.cause import (
    OpenProblem,
    PreventiveActionPlanned,
    RecordFinding,
    ReproductionConfirmed,
    RootCauseIdentified,
    SignalRaised,
    WorkaroundPublished,
)
from answerable.domain.problem.notices import (
    DeliverFix,
    LinkCase,
    RecordFixNotice,
    RecordFixNoticeFailure,
    SeeRecurrence,
    UnlinkCase,
    WaiveFixNotice,
)
from answerable.domain.problem.problem import EndProblem, ProblemReopened, Stage, decider, owed

FOLLOWING = {"actor": PROCESS}
SIGNAL = found(SignalRaised, signal="signal-1", by="staff-1", words=said("Again!", "staff-1"))
WORKAROUND = found(WorkaroundPublished, place="knowledge base", workaround="log in twice")
STEPS = found(ReproductionConfirmed, evidence="evidence-1")
PLAN = found(PreventiveActionPlanned, action="action-1", what="test the rule before use")


def test_staff_notice_a_problem_before_anybody_opens_it() -> None:
    story = begun()

    story.put(RecordFinding, SIGNAL)
    before = story.state.stage
    story.put(OpenProblem, "login fails")

    assert (before, story.state.stage) == (Stage.NOTICED, Stage.OPEN)
    assert story.state.findings.signals == {"signal-1"}


def test_a_signal_is_raised_once() -> None:
    story = begun()
    story.put(RecordFinding, SIGNAL)

    story.now += HOUR
    later = SIGNAL.model_copy(update={"occurred_at": story.now})

    assert story.names(RecordFinding, later) == []


@pytest.mark.parametrize("finding", [WORKAROUND, STEPS, CAUSE, PLAN])
def test_a_finding_is_kept_once_the_problem_is_open(finding: Event) -> None:
    story = begun()

    story.refused(cause.PROBLEM_OPENED, RecordFinding, finding)
    story.put(OpenProblem, "login fails")
    assert story.names(RecordFinding, finding) == [type(finding).__name__]


def test_an_unknown_cause_is_no_cause_found() -> None:
    story = known()
    unknown = CAUSE.model_copy(update={"cause": Cause.UNKNOWN})

    story.refused(cause.CAUSE_KNOWN, RecordFinding, unknown)


def test_the_cause_last_identified_counts() -> None:
    story = known()
    better = CAUSE.model_copy(update={"cause": Cause.PRODUCT})
    story.put(RecordFinding, better)

    assert story.state.findings.cause == better


def test_no_cause_can_name_a_person() -> None:
    assert set(RootCauseIdentified.model_fields) == {
        "occurred_at",
        "cause",
        "stage",
        "why",
        "led_to",
    }


def test_a_case_is_linked_by_hand_only_to_a_problem_that_is_open() -> None:
    begun().refused(cause.PROBLEM_OPENED, LinkCase, "case-1")


def test_a_case_that_named_its_problem_before_it_was_opened_is_linked() -> None:
    story = begun()

    assert story.names(LinkCase, "case-1", **FOLLOWING) == ["CaseLinkedToProblem"]
    assert story.state.stage is Stage.NOTICED
    story.put(OpenProblem, "login fails")
    story.put(RecordFinding, CAUSE)
    story.put(DeliverFix, "fix-1", "gone")
    assert owed(story.state) == ("case-1",)


def test_a_case_is_unlinked_with_a_reason() -> None:
    story = fixed("case-1")

    story.refused(notices.REASON, UnlinkCase, "case-1", said(" "))
    assert story.names(UnlinkCase, "case-1", said("another defect")) == ["CaseUnlinkedFromProblem"]
    assert owed(story.state) == ()


def test_what_is_put_right_without_a_cause_is_a_workaround() -> None:
    story = begun()
    story.put(OpenProblem, "login fails")

    story.refused(notices.CAUSE_FIRST, DeliverFix, "fix-1", "restarted")


def test_a_fix_owes_word_of_it_to_every_linked_case_also_one_linked_later() -> None:
    story = fixed("case-1", "case-2")
    story.put(LinkCase, "case-3")

    assert owed(story.state) == ("case-1", "case-2", "case-3")
    assert owed(known("case-1").state) == ()


def test_word_of_a_fix_is_owed_until_it_left_and_again_when_it_failed() -> None:
    story = fixed("case-1")
    notice = ("case-1", "fix-1", "reply-1")

    assert story.names(RecordFixNotice, *notice, **FOLLOWING) == ["FixNoticeLeft"]
    assert owed(story.state) == ()
    assert story.names(RecordFixNoticeFailure, *notice, **FOLLOWING) == ["FixNoticeFailed"]
    assert owed(story.state) == ("case-1",)


def test_word_is_given_waived_or_lost_only_of_a_fix_there_was() -> None:
    story = fixed("case-1")

    story.refused(notices.FIX_KNOWN, RecordFixNotice, "case-1", "fix-9", "reply-1", **FOLLOWING)
    story.refused(
        notices.FIX_KNOWN, RecordFixNoticeFailure, "case-1", "fix-9", "reply-1", **FOLLOWING
    )
    story.refused(notices.FIX_KNOWN, WaiveFixNotice, "case-1", "fix-9", said("gone"))


def test_nobody_records_by_hand_that_word_of_a_fix_left() -> None:
    story = fixed("case-1")

    story.refused(notices.FOLLOWS, RecordFixNotice, "case-1", "fix-1", "reply-1")


def test_word_is_waived_with_a_reason_and_only_where_it_is_owed() -> None:
    story = fixed("case-1")

    story.refused(notices.REASON, WaiveFixNotice, "case-1", "fix-1", said(""))
    story.refused(notices.LINKED, WaiveFixNotice, "case-9", "fix-1", said("left the country"))
    waived = story.names(WaiveFixNotice, "case-1", "fix-1", said("left the country"))
    assert waived == ["FixNoticeWaived"]
    assert owed(story.state) == ()


def test_a_workaround_does_not_end_a_problem() -> None:
    story = known("case-1")
    story.put(RecordFinding, WORKAROUND)

    story.refused(problem.FIXED, EndProblem)


def test_a_problem_ends_only_when_all_were_told_and_says_who_was_not() -> None:
    story = fixed("case-1", "case-2")
    story.put(RecordFixNotice, "case-1", "fix-1", "reply-1", **FOLLOWING)

    missing = story.refused(problem.ALL_TOLD, EndProblem)
    story.put(WaiveFixNotice, "case-2", "fix-1", said("left the country"))

    assert missing == ("case-2",)
    assert story.names(EndProblem) == ["ProblemEnded"]
    assert story.state.stage is Stage.ENDED


def test_a_notice_that_fails_after_the_end_reopens_it_in_the_same_decision() -> None:
    story = fixed("case-1")
    story.put(RecordFixNotice, "case-1", "fix-1", "reply-1", **FOLLOWING)
    story.put(EndProblem)

    events = story.put(RecordFixNoticeFailure, "case-1", "fix-1", "reply-1", **FOLLOWING)

    assert [type(event).__name__ for event in events] == ["FixNoticeFailed", "ProblemReopened"]
    assert isinstance(events[1], ProblemReopened)
    assert events[1].owed == ("case-1",)
    assert story.state.stage is Stage.OPEN


def test_a_case_linked_after_the_end_reopens_it() -> None:
    story = fixed()
    story.put(EndProblem)

    assert story.names(LinkCase, "case-1") == ["CaseLinkedToProblem", "ProblemReopened"]


def test_a_recurrence_reopens_it_and_the_next_fix_owes_word_to_all_again() -> None:
    story = fixed("case-1")
    story.put(RecordFixNotice, "case-1", "fix-1", "reply-1", **FOLLOWING)
    story.put(EndProblem)

    assert story.names(SeeRecurrence, "case-2") == ["RecurrenceSeen", "ProblemReopened"]
    story.refused(problem.FIXED, EndProblem)
    story.put(DeliverFix, "fix-2", "sessions end after an hour")
    assert owed(story.state) == ("case-1",)
    assert story.names(RecordFixNoticeFailure, "case-1", "fix-1", "reply-1", **FOLLOWING) == [
        "FixNoticeFailed"
    ]
    assert story.names(RecordFixNotice, "case-1", "fix-2", "reply-2", **FOLLOWING) == [
        "FixNoticeLeft"
    ]
    assert story.names(EndProblem) == ["ProblemEnded"]


def test_a_better_fix_after_the_end_owes_word_again() -> None:
    story = fixed("case-1")
    story.put(RecordFixNotice, "case-1", "fix-1", "reply-1", **FOLLOWING)
    story.put(EndProblem)

    assert story.names(DeliverFix, "fix-2", "a better one") == ["FixDelivered", "ProblemReopened"]


def test_what_is_owed_is_the_same_without_the_words() -> None:
    story = fixed("case-1", "case-2", "case-3")
    story.put(RecordFinding, SIGNAL)
    story.put(WaiveFixNotice, "case-1", "fix-1", said("left the country"))
    story.put(UnlinkCase, "case-2", said("another defect"))

    after = decider.fold([erased(event) for event in story.events])

    assert owed(after) == owed(story.state) == ("case-3",)
    assert after.notices == story.state.notices


def test_of_two_notices_one_that_stands_is_enough() -> None:
    story = fixed("case-1")
    story.put(RecordFixNotice, "case-1", "fix-1", "reply-1", **FOLLOWING)
    story.put(RecordFixNotice, "case-1", "fix-1", "reply-2", **FOLLOWING)
    story.put(EndProblem)

    assert story.names(RecordFixNoticeFailure, "case-1", "fix-1", "reply-1", **FOLLOWING) == [
        "FixNoticeFailed"
    ]
    assert owed(story.state) == ()
