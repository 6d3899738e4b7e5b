"""Critics in surveys: answered in person or together, in time, in silence, won back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.projections.audit.told import DAY, HOUR, MONDAY, At, an, answers, found, log, words

from answerable.domain.survey.answering import AnswerFailed, CriticAnswered, Way
from answerable.domain.survey.collective import CollectiveAnswerPosted
from answerable.domain.survey.dialogue import CriticApproached, DialogueDeclined
from answerable.domain.survey.feedback import (
    CriticismReceived,
    Feedback,
    ResponseReceived,
    Target,
)
from answerable.domain.survey.scores import Scale

NEXT_DAY = MONDAY + 1 * DAY


def said(score: float, *, person: str = "person-1", scale: Scale = Scale.NPS) -> Feedback:
    known = person != "nobody"
    return Feedback(
        person=person, channel="email", asked=known, contactable=known, scale=scale, score=score
    )


def criticism(name: str = "criticism-1", person: str = "person-1") -> At:
    target = Target(
        due=NEXT_DAY, due_date=NEXT_DAY.date(), zone="UTC", calendar="mon-fri/1", rule="1 day"
    )
    return an(CriticismReceived, criticism=name, feedback=said(2, person=person), target=target)


def answered(name: str = "criticism-1", way: Way = Way.EMAIL) -> At:
    return an(
        CriticAnswered,
        answer=f"answer-{name}",
        criticism=name,
        by="staff-1",
        signed=words("Marta"),
        way=way,
        words=words(),
        proposal=words(),
        conversation=None,
        tone_override=None,
    )


POSTED = an(
    CollectiveAnswerPosted,
    answer="answer-all",
    criticisms=("criticism-1", "criticism-2"),
    by="staff-1",
    signed=words("Marta"),
    place="the door",
    words=words(),
    proposal=words(),
    tone_override=None,
)
FAILED = an(AnswerFailed, answer="answer-criticism-1", failure="bounced")
APPROACHED = an(CriticApproached, criticism="criticism-1", by="staff-1", way=Way.PHONE)
DECLINED = an(DialogueDeclined, criticism="criticism-1", message="message-1")


def test_a_critic_answered_only_by_a_post_for_several_is_watched() -> None:
    both = log("survey-1", criticism(), criticism("criticism-2"), answered(), POSTED)

    assert answers("answered_collectively", both) == [False, True]


def test_an_answer_in_time_counts_and_one_that_failed_does_not() -> None:
    late = MONDAY + 3 * DAY

    assert answers("critics_answered", log("survey-1", criticism(), answered())) == [True]
    assert answers("answered_in_target", log("survey-1", criticism(), answered())) == [True]
    failed = log("survey-1", criticism(), answered(), FAILED)
    assert answers("critics_answered", failed, moment=late) == [False]
    assert answers("answered_in_target", failed, moment=late) == [False]
    assert answers("answered_in_target", failed, moment=MONDAY + 3 * HOUR) == [None]
    assert [mark.type for mark in found("critics_answered", failed, moment=late)[0].events] == [
        "CriticismReceived",
        "CriticAnswered",
        "AnswerFailed",
    ]


def test_silence_after_asking_is_a_finding_once_the_target_passed() -> None:
    asked = log("survey-1", criticism())

    assert answers("silence_after_asking", asked, moment=NEXT_DAY) == [False]
    assert answers("silence_after_asking", asked, moment=NEXT_DAY + HOUR) == [True]


def test_nobody_is_missed_who_was_not_asked_or_cannot_be_written_to() -> None:
    unknown = log("survey-1", criticism(person="nobody"))

    assert found("silence_after_asking", unknown) == []
    assert found("approached_in_person", unknown) == []
    assert answers("critics_answered", unknown) == [False]


def test_a_critic_who_wants_no_dialogue_is_neither_answered_nor_waiting() -> None:
    assert answers("critics_answered", log("survey-1", criticism(), DECLINED)) == [None]


@pytest.mark.parametrize(
    ("events", "counts"),
    [
        ((), False),
        ((APPROACHED,), True),
        ((answered(),), True),
        ((answered(way=Way.PUBLIC_REPLY),), False),
    ],
)
def test_in_person_is_by_going_there_or_writing_to_one_alone(
    events: tuple[At, ...],
    counts: bool,  # noqa: FBT001  # an example has no name
) -> None:
    assert answers("approached_in_person", log("survey-1", criticism(), *events)) == [counts]


@pytest.mark.parametrize(
    ("scale", "score", "good"),
    [
        (Scale.NPS, 7, True),
        (Scale.NPS, 6, False),
        (Scale.CSAT, 4, True),
        (Scale.CSAT, 3, False),
        (Scale.CES_EFFORT, 1, None),
    ],
)
def test_a_critic_is_won_back_by_a_good_score_within_ninety_days(
    scale: Scale,
    score: float,
    good: bool | None,  # noqa: FBT001  # the same
) -> None:
    later = an(ResponseReceived, response="response-1", feedback=said(score, scale=scale))
    other = an(
        ResponseReceived, response="response-2", feedback=said(9, person="person-2", scale=scale)
    )

    assert answers("won_back", log("survey-1", criticism(), later, other)) == (
        [] if good is None else [good]
    )


def test_a_score_after_ninety_days_wins_nobody_back() -> None:
    first, again = log(
        "survey-1",
        criticism(),
        lambda at: ResponseReceived(
            occurred_at=at + timedelta(days=91), response="response-1", feedback=said(9)
        ),
    )

    assert answers("won_back", [first, again]) == []
