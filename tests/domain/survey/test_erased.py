"""Erasing what is personal changes nothing that is owed (I19)."""

from __future__ import annotations

from tests.domain.survey.restaurant import NO, YES, Restaurant, answer, begun, criticised, feedback
from tests.domain.survey.story import DAY, IMPORT, erased, said
from tests.domain.survey.test_imported import row

from answerable.domain.survey.answering import AnswerCritic, FailAnswer
from answerable.domain.survey.dialogue import HearCritic
from answerable.domain.survey.imported import AttestSurvey, ImportResponses
from answerable.domain.survey.judging import JudgeResponse
from answerable.domain.survey.receiving import ReceiveResponse
from answerable.domain.survey.standing import answered, silence_after_asking
from answerable.domain.survey.survey import decider, overdue, paused


def lived() -> Restaurant:
    story = criticised(external_id=said("mail-0"))
    story.put(HearCritic, "criticism-1", "message-1", "email", said("mail-1"), said("More."))
    story.put(AnswerCritic, **answer())
    story.put(FailAnswer, "answer-1", "bounced")
    three_stars = feedback(scale="stars", score=3, person="person-other")
    story.put(ReceiveResponse, "criticism-2", three_stars)
    story.put(JudgeResponse, "criticism-2", **NO)
    story.put(ReceiveResponse, "response-3", feedback(scale="none", score=None), "case-3")
    story.put(JudgeResponse, "response-3", **YES, case="case-3")
    story.now += 2 * DAY
    story.put(AnswerCritic, **answer(answer="answer-2"))
    return story


def test_what_is_owed_is_the_same_without_the_words() -> None:
    story = lived()
    erased_events = [erased(event) for event in story.events]
    before, after = story.state, decider.fold(erased_events)

    assert "value='" not in repr(erased_events)
    for moment in (story.now - 3 * DAY, story.now - 2 * DAY, story.now, story.now + DAY):
        assert overdue(after, moment) == overdue(before, moment)
        assert paused(after, moment) == paused(before, moment)
        for name, response in before.responses.known.items():
            bare = after.responses.known[name]
            assert answered(bare, moment) == answered(response, moment)
            assert silence_after_asking(bare, moment) == silence_after_asking(response, moment)


def test_a_survey_without_its_words_goes_on() -> None:
    story = lived()
    story.events = [erased(event) for event in story.events]

    assert story.names(AnswerCritic, **answer(answer="answer-3")) == ["CriticAnswered"]


def test_a_row_whose_words_were_erased_is_known_again() -> None:
    story = begun()
    story.put(AttestSurvey, "reviews.csv", actor=IMPORT)
    story.put(ImportResponses, (row(),), actor=IMPORT)
    story.events = [erased(event) for event in story.events]

    assert story.names(ImportResponses, (row(),), actor=IMPORT) == []
    assert story.names(ImportResponses, (row(score=1),), actor=IMPORT) == ["ResponseRestated"]
