"""What somebody said is kept, and critical by its score or by a person's judgement."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.domain.survey.restaurant import (
    NO,
    READY,
    TERMS,
    YES,
    begun,
    criticised,
    feedback,
    opened,
    unasked,
)
from tests.domain.survey.story import CHEF, DAY, MONDAY, PROCESS, said

from answerable.domain.deadlines.counting import Limit, Unit
from answerable.domain.event import ERASED, Personal
from answerable.domain.survey import feedback as region
from answerable.domain.survey import judging, receiving
from answerable.domain.survey.asking import Mode, OpenSurvey
from answerable.domain.survey.case_answers import CriticismTakenToCase
from answerable.domain.survey.feedback import CriticismReceived, Verdict
from answerable.domain.survey.judging import JudgeResponse, TriageResponse, TriageWave
from answerable.domain.survey.readiness import DeclareReadiness
from answerable.domain.survey.receiving import LinkReview, ReceiveResponse
from answerable.domain.survey.scores import Scale

TUESDAY_NIGHT = datetime(2026, 3, 3, 23, tzinfo=UTC) - timedelta(microseconds=1)
WORDS = {"scale": Scale.NONE, "score": None}
PASSIVE = {"scale": Scale.NPS, "score": 7}
THREE_STARS = {"scale": Scale.STARS, "score": 3}


def test_a_spoken_no_is_a_criticism_due_the_next_business_day() -> None:
    event = opened().put(ReceiveResponse, "criticism-1", feedback())[-1]

    assert isinstance(event, CriticismReceived)
    assert event.target.due == TUESDAY_NIGHT
    assert (event.target.rule, event.target.zone) == ("1 business_day", "Europe/Warsaw")


def test_praise_is_kept_and_owes_nothing() -> None:
    story = opened()

    assert story.names(ReceiveResponse, "response-1", feedback(score=1)) == ["ResponseReceived"]
    assert story.state.responses.criticism("response-1") is None


def test_the_same_message_of_a_channel_is_not_kept_twice() -> None:
    story = begun()
    mail = unasked(external_id=said("mail-7"))

    assert story.names(ReceiveResponse, "criticism-1", mail) == ["CriticismReceived"]
    assert story.names(ReceiveResponse, "criticism-2", mail) == []
    other = mail.model_copy(update={"channel": "sms"})
    assert story.names(ReceiveResponse, "criticism-2", other) == ["CriticismReceived"]


def test_an_erased_id_is_known_to_nobody() -> None:
    story = begun()
    mail = unasked(external_id=Personal[str](subject="person-guest", value=ERASED))

    assert story.names(ReceiveResponse, "criticism-1", mail) == ["CriticismReceived"]
    assert story.names(ReceiveResponse, "criticism-2", mail) == ["CriticismReceived"]


def test_nobody_was_asked_where_no_survey_is_open() -> None:
    story = begun()

    story.refused(receiving.ASKED_IN_SURVEY, ReceiveResponse, "criticism-1", feedback())
    assert story.names(ReceiveResponse, "criticism-1", unasked()) == ["CriticismReceived"]


def test_a_score_off_its_scale_is_refused() -> None:
    off = unasked(score=2)

    begun().refused(receiving.ON_SCALE, ReceiveResponse, "criticism-1", off)


def test_a_persons_judgement_makes_words_critical_and_a_machines_does_not() -> None:
    verdict = Verdict(by="staff-chef", critical=True)
    by_person, by_machine = unasked(**WORDS, judged=verdict), unasked(**WORDS, proposed=verdict)
    story = begun()

    assert story.names(ReceiveResponse, "criticism-1", by_person) == ["CriticismReceived"]
    assert story.names(ReceiveResponse, "response-2", by_machine) == ["ResponseReceived"]
    story.refused(judging.BY_A_PERSON, ReceiveResponse, "criticism-3", by_person, actor=PROCESS)


def test_no_judgement_of_the_words_takes_back_a_critical_score() -> None:
    kind = unasked(judged=Verdict(by="staff-chef", critical=False))

    assert begun().names(ReceiveResponse, "criticism-1", kind) == ["CriticismReceived"]


def test_a_criticism_becomes_the_case_named_for_it_and_praise_does_not() -> None:
    story = opened()

    events = story.put(ReceiveResponse, "criticism-1", feedback(), "case-1")
    praise = story.names(ReceiveResponse, "response-2", feedback(score=1), "case-2")

    taken = events[-1]
    assert isinstance(taken, CriticismTakenToCase)
    assert (taken.case, taken.asked, taken.received_at) == ("case-1", True, MONDAY)
    assert praise == ["ResponseReceived"]


def test_in_an_anonymous_survey_the_answer_is_due_by_the_date_promised() -> None:
    friday = MONDAY + 4 * DAY
    story = opened(mode=Mode.ANONYMOUS, personal_answers=False, collective_by=friday)

    early = story.put(ReceiveResponse, "criticism-1", feedback(contactable=False))[-1]
    story.now = friday + DAY
    late = story.put(ReceiveResponse, "criticism-2", feedback(contactable=False))[0]

    assert isinstance(early, CriticismReceived)
    assert (early.target.due, early.target.rule) == (friday, "collective answer")
    assert isinstance(late, CriticismReceived)
    assert late.target.rule == "1 business_day"


def test_a_review_is_linked_to_its_earlier_case_once() -> None:
    story = criticised()

    assert story.names(LinkReview, "criticism-1", "case-0") == ["ReviewLinked"]
    assert story.state.responses.known["criticism-1"].earlier == {"case-0"}
    story.refused(region.RESPONSE_KNOWN, LinkReview, "criticism-9", "case-0")


def test_what_a_person_judges_critical_is_due_from_its_receipt_and_may_become_a_case() -> None:
    story = begun()
    story.put(ReceiveResponse, "response-1", unasked(**WORDS))
    story.now += DAY

    names = story.names(JudgeResponse, "response-1", **YES, case="case-1")

    judged = story.state.responses.criticism("response-1")
    assert names == ["CriticismJudged", "CriticismTakenToCase"]
    assert judged is not None
    assert judged.target is not None
    assert (judged.target.due, judged.case) == (TUESDAY_NIGHT, "case-1")


def test_judging_again_changes_nothing_and_takes_no_second_case() -> None:
    story = begun()
    story.put(ReceiveResponse, "criticism-1", unasked(), "case-1")

    assert story.names(JudgeResponse, "criticism-1", **YES, case="case-2") == ["CriticismJudged"]


def test_three_stars_can_be_praise_with_a_reason() -> None:
    story = begun()
    story.put(ReceiveResponse, "criticism-1", unasked(**THREE_STARS))

    story.refused(judging.REASON, JudgeResponse, "criticism-1", critical=False, reason=said(" "))
    names = story.names(JudgeResponse, "criticism-1", **NO)

    assert names == ["CriticismJudged"]
    assert story.state.responses.criticism("criticism-1") is None


def test_any_other_critical_score_stands() -> None:
    story = criticised()

    story.refused(judging.SCORE_STANDS, JudgeResponse, "criticism-1", **NO)


def test_what_a_person_judged_critical_is_taken_back_by_two() -> None:
    story = begun()
    verdict = Verdict(by="staff-waiter", critical=True)
    story.put(ReceiveResponse, "criticism-1", unasked(**WORDS, judged=verdict))
    wish: dict[str, Any] = {"response": "criticism-1", **NO}

    story.refused(judging.SECOND_JUDGE, JudgeResponse, **wish)
    story.refused(judging.SECOND_JUDGE, JudgeResponse, **wish, confirmed_by="staff-waiter")
    assert story.names(JudgeResponse, **wish, confirmed_by=CHEF.id) == ["CriticismJudged"]


def test_only_a_person_reads_and_judges_and_only_what_is_there() -> None:
    story = criticised()

    story.refused(judging.BY_A_PERSON, JudgeResponse, "criticism-1", **YES, actor=PROCESS)
    story.refused(judging.BY_A_PERSON, TriageResponse, "criticism-1", actor=PROCESS)
    story.refused(region.RESPONSE_KNOWN, JudgeResponse, "criticism-9", **YES)
    story.refused(region.RESPONSE_KNOWN, TriageResponse, "criticism-9")


@pytest.mark.parametrize(
    "doubtful",
    [WORDS, PASSIVE, {"score": 1, "proposed": Verdict(by="model-1", critical=True)}],
)
def test_what_no_score_settles_is_judged_and_not_only_read(doubtful: dict[str, object]) -> None:
    story = opened()
    story.put(ReceiveResponse, "response-1", feedback(**doubtful))

    story.refused(judging.JUDGE_IT, TriageResponse, "response-1")
    story.put(JudgeResponse, "response-1", **NO)
    assert story.names(TriageResponse, "response-1") == []


@pytest.mark.parametrize(
    "plain",
    [{}, {**PASSIVE, "words": None}, {**WORDS, "judged": Verdict(by="somebody", critical=False)}],
)
def test_what_is_settled_need_only_be_read(plain: dict[str, object]) -> None:
    story = opened()
    story.put(ReceiveResponse, "response-1", feedback(**plain))
    story.put(TriageResponse, "response-1")

    assert story.names(TriageWave) == ["SurveyWaveTriaged"]


def test_a_wave_is_triaged_only_when_every_response_was_read() -> None:
    story = criticised()
    story.put(ReceiveResponse, "response-2", feedback(score=1))
    story.put(TriageResponse, "criticism-1")

    missing = story.refused(judging.ALL_READ, TriageWave)
    story.put(TriageResponse, "response-2")

    assert missing == ("response-2",)
    assert story.names(TriageWave) == ["SurveyWaveTriaged"]


def test_confirming_a_criticism_moves_no_due_time() -> None:
    story = begun()
    story.put(ReceiveResponse, "criticism-1", unasked())
    story.put(DeclareReadiness, **READY)
    story.put(OpenSurvey, **(TERMS | {"target": Limit(2, Unit.HOUR)}))

    story.put(JudgeResponse, "criticism-1", **YES)

    target = story.state.responses.known["criticism-1"].target
    assert target is not None
    assert target.due == TUESDAY_NIGHT
