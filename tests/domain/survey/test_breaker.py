"""The first critic left waiting stops the asking; answering all lets it go on."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.domain.survey.restaurant import (
    YES,
    Restaurant,
    answer,
    criticised,
    feedback,
    opened,
    unasked,
)
from tests.domain.survey.story import CLOCK, DAY, HOUR, said

from answerable.domain.case.obligations import DueTimePassed
from answerable.domain.case.time_passing import PassTime
from answerable.domain.survey.answering import AnswerCritic, FailAnswer
from answerable.domain.survey.breaker import SurveyPaused
from answerable.domain.survey.dialogue import DeclineDialogue, HearCritic
from answerable.domain.survey.judging import JudgeResponse
from answerable.domain.survey.receiving import ReceiveResponse
from answerable.domain.survey.scores import Scale
from answerable.domain.survey.standing import late
from answerable.domain.survey.survey import overdue, paused


def due(story: Restaurant) -> datetime:
    target = story.state.responses.known["criticism-1"].target
    assert target is not None
    return target.due


def passed(story: Restaurant) -> list[str]:
    return story.names(PassTime, actor=CLOCK)


def test_before_the_due_time_nothing_passes() -> None:
    story = criticised()
    story.now = due(story)

    assert passed(story) == []
    assert not paused(story.state, story.now)


def test_the_first_overdue_critic_pauses_the_asking() -> None:
    story = criticised()
    story.now = due(story) + timedelta(microseconds=1)

    assert paused(story.state, story.now)
    assert passed(story) == ["DueTimePassed", "SurveyPaused"]
    fact, pause = story.events[-2:]
    assert isinstance(fact, DueTimePassed)
    assert (fact.duty, fact.due) == ("criticism-1", due(story))
    assert isinstance(pause, SurveyPaused)
    assert pause.waiting == ("criticism-1",)


def test_an_unasked_critic_is_overdue_and_pauses_nothing() -> None:
    story = opened()
    story.put(ReceiveResponse, "criticism-1", unasked())
    story.now += 2 * DAY

    assert passed(story) == ["DueTimePassed"]
    assert overdue(story.state, story.now) == ("criticism-1",)
    assert not paused(story.state, story.now)


def test_answering_the_last_of_them_resumes_the_asking_in_the_same_decision() -> None:
    story = criticised()
    story.put(ReceiveResponse, "criticism-2", feedback(person="person-other"))
    story.now += 2 * DAY
    passed(story)
    second = answer(answer="answer-2", criticism="criticism-2")

    assert story.names(AnswerCritic, **answer()) == ["CriticAnswered"]
    assert story.names(AnswerCritic, **second) == ["CriticAnswered", "SurveyResumed"]


def test_a_failed_answer_pauses_it_again_in_the_same_decision() -> None:
    story = criticised()
    story.put(AnswerCritic, **answer())
    story.now += 2 * DAY

    assert passed(story) == []
    names = story.names(FailAnswer, "answer-1", "bounced")
    assert names == ["AnswerFailed", "DueTimePassed", "SurveyPaused"]


def test_a_critic_who_wants_no_dialogue_waits_for_nothing() -> None:
    story = criticised()
    story.now += 2 * DAY
    passed(story)
    story.put(HearCritic, "criticism-1", "message-1", "email", None, said("Leave me alone."))

    names = story.names(DeclineDialogue, "criticism-1", "message-1")

    assert names == ["DialogueDeclined", "SurveyResumed"]
    assert not late(story.state.responses.known["criticism-1"], story.now)


def test_a_criticism_recorded_or_judged_after_its_due_time_pauses_at_once() -> None:
    story = opened()
    story.now += 3 * DAY
    early = story.now - 3 * DAY

    names = story.names(ReceiveResponse, "criticism-1", feedback(), occurred_at=early)
    story.put(AnswerCritic, **answer())
    mute = feedback(scale=Scale.NONE, score=None)
    story.put(ReceiveResponse, "response-2", mute, occurred_at=early)
    judged = story.names(JudgeResponse, "response-2", **YES)

    assert names == ["CriticismReceived", "DueTimePassed", "SurveyPaused"]
    assert judged == ["CriticismJudged", "DueTimePassed", "SurveyPaused"]


def test_a_clock_that_is_behind_does_not_turn_back_what_was_noticed() -> None:
    story = criticised()
    story.now += 2 * DAY
    passed(story)
    story.now -= 2 * DAY - HOUR

    assert passed(story) == []
    assert story.names(ReceiveResponse, "response-2", feedback(score=1)) == ["ResponseReceived"]


def test_a_late_answer_that_fails_pauses_it_again_though_its_due_time_passed_before() -> None:
    story = criticised()
    story.now += 2 * DAY
    passed(story)
    story.put(AnswerCritic, **answer())

    assert story.names(FailAnswer, "answer-1", "bounced") == ["AnswerFailed", "SurveyPaused"]
