"""Going to a critic, hearing more, and what a case answers."""

from __future__ import annotations

from tests.domain.survey.restaurant import NO, criticised, feedback, opened
from tests.domain.survey.story import DAY, HOUR, PROCESS, WAITER, said

from answerable.domain.survey import case_answers, dialogue
from answerable.domain.survey import feedback as region
from answerable.domain.survey.answering import Way
from answerable.domain.survey.case_answers import (
    CriticismTakenToCase,
    RecordCaseAnswer,
    RecordCaseAnswerFailure,
    TakeToCase,
)
from answerable.domain.survey.dialogue import (
    ApproachCritic,
    CriticApproached,
    DeclineDialogue,
    HearCritic,
)
from answerable.domain.survey.judging import JudgeResponse
from answerable.domain.survey.receiving import ReceiveResponse
from answerable.domain.survey.scores import Scale
from answerable.domain.survey.standing import waiting
from answerable.domain.survey.survey import overdue

MORE = ("criticism-1", "message-1", "email", said("mail-1"), said("And the bread was stale."))


def test_whom_a_criticism_concerns_goes_to_the_critic() -> None:
    story = criticised(concerns="staff-cook")

    event = story.put(ApproachCritic, "criticism-1", Way.IN_PERSON)[-1]
    other = story.put(ApproachCritic, "criticism-1", Way.IN_PERSON, "staff-chef")[-1]

    assert isinstance(event, CriticApproached)
    assert isinstance(other, CriticApproached)
    assert (event.by, other.by) == ("staff-cook", "staff-chef")


def test_otherwise_whoever_says_so_went() -> None:
    event = criticised().put(ApproachCritic, "criticism-1", Way.PHONE)[-1]

    assert isinstance(event, CriticApproached)
    assert event.by == WAITER.id


def test_a_critic_is_not_approached_in_public() -> None:
    story = criticised(place="a review site")

    story.refused(dialogue.IN_PERSON, ApproachCritic, "criticism-1", Way.PUBLIC_REPLY)


def test_approaching_is_not_yet_an_answer() -> None:
    story = criticised()
    story.put(ApproachCritic, "criticism-1", Way.IN_PERSON)

    assert overdue(story.state, story.now + 2 * DAY) == ("criticism-1",)


def test_what_a_critic_says_further_is_kept_once() -> None:
    story = criticised()

    assert story.names(HearCritic, *MORE) == ["CriticWrote"]
    assert story.names(HearCritic, MORE[0], "message-2", *MORE[2:]) == []
    assert story.names(HearCritic, *MORE[:2], "letter", None, None) == []
    story.refused(region.CRITICISM_KNOWN, HearCritic, "criticism-9", *MORE[1:])


def test_only_the_critics_own_message_ends_the_dialogue() -> None:
    story = criticised()

    story.refused(dialogue.DECLINED_BY_MESSAGE, DeclineDialogue, "criticism-1", "message-1")
    story.put(HearCritic, *MORE)
    story.now += HOUR
    assert story.names(DeclineDialogue, "criticism-1", "message-1") == ["DialogueDeclined"]

    declined = story.state.responses.known["criticism-1"]
    assert waiting(declined, story.now - HOUR)
    assert not waiting(declined, story.now)


def test_a_criticism_goes_on_as_one_case() -> None:
    story = criticised()

    event = story.put(TakeToCase, "criticism-1", "case-1")[-1]

    assert isinstance(event, CriticismTakenToCase)
    assert event.person == "person-guest"
    story.refused(case_answers.ONE_CASE, TakeToCase, "criticism-1", "case-2")


def test_only_a_criticism_becomes_a_case() -> None:
    story = opened()
    story.put(ReceiveResponse, "response-1", feedback(score=1))

    story.refused(region.CRITICISM_KNOWN, TakeToCase, "response-1", "case-1")
    story.refused(region.CRITICISM_KNOWN, TakeToCase, "criticism-9", "case-1")


def test_a_reply_in_the_case_answers_the_critic_until_it_fails() -> None:
    story = opened()
    story.put(ReceiveResponse, "criticism-1", feedback(), "case-1")
    reply = ("criticism-1", "case-1", "reply-1")

    assert story.names(RecordCaseAnswer, *reply, actor=PROCESS) == ["CriticAnsweredInCase"]
    assert not waiting(story.state.responses.known["criticism-1"], story.now)
    assert story.names(RecordCaseAnswerFailure, *reply, actor=PROCESS) == ["CaseAnswerFailed"]
    assert waiting(story.state.responses.known["criticism-1"], story.now)


def test_a_reply_that_is_sent_again_after_failing_stands_again() -> None:
    story = opened()
    story.put(ReceiveResponse, "criticism-1", feedback(), "case-1")
    reply = ("criticism-1", "case-1", "reply-1")
    story.put(RecordCaseAnswer, *reply, actor=PROCESS)
    story.put(RecordCaseAnswerFailure, *reply, actor=PROCESS)
    story.now += HOUR

    assert story.names(RecordCaseAnswer, *reply, actor=PROCESS) == ["CriticAnsweredInCase"]
    assert not waiting(story.state.responses.known["criticism-1"], story.now)


def test_a_failure_of_a_reply_that_never_left_is_nothing() -> None:
    story = opened()
    story.put(ReceiveResponse, "criticism-1", feedback(), "case-1")

    reply = ("criticism-1", "case-1", "reply-1")

    assert story.names(RecordCaseAnswerFailure, *reply, actor=PROCESS) == []


def test_no_reply_of_a_case_answers_what_never_became_one() -> None:
    story = criticised()

    reply = ("criticism-1", "case-1", "reply-1")
    story.refused(case_answers.TAKEN_TO_CASE, RecordCaseAnswer, *reply, actor=PROCESS)
    story.refused(region.CRITICISM_KNOWN, RecordCaseAnswer, "criticism-9", "case-1", "reply-1")


def test_a_case_goes_on_answering_what_was_judged_praise_since() -> None:
    story = opened()
    praise = feedback(scale=Scale.STARS, score=3)
    story.put(ReceiveResponse, "criticism-1", praise, "case-1")
    story.put(JudgeResponse, "criticism-1", **NO)

    reply = ("criticism-1", "case-1", "reply-1")
    names = story.names(RecordCaseAnswer, *reply, actor=PROCESS)

    assert names == ["CriticAnsweredInCase"]


def test_nobody_records_by_hand_that_a_case_answered() -> None:
    story = opened()
    story.put(ReceiveResponse, "criticism-1", feedback(), "case-1")

    story.refused(case_answers.FOLLOWS_REPLY, RecordCaseAnswer, "criticism-1", "case-1", "reply-1")
