"""Who may ask: only somebody ready to answer."""

from __future__ import annotations

import pytest
from tests.domain.survey.restaurant import READY, TERMS, answer, begun, criticised, opened, unasked
from tests.domain.survey.story import DAY, IMPORT, MONDAY, POLICY, WAITER, said

from answerable.domain.deadlines.counting import Limit, Unit
from answerable.domain.survey import asking
from answerable.domain.survey.answering import AnswerCritic
from answerable.domain.survey.asking import (
    AskFeedback,
    FeedbackAsked,
    Mode,
    OpenSurvey,
    SurveyOpened,
    expected_critics,
)
from answerable.domain.survey.imported import AttestSurvey
from answerable.domain.survey.readiness import DeclareReadiness, ReadinessDeclared
from answerable.domain.survey.receiving import ReceiveResponse


def test_readiness_is_declared_once_until_it_changes() -> None:
    story = begun()

    assert story.names(DeclareReadiness, **READY) == ["ReadinessDeclared"]
    assert story.names(DeclareReadiness, **READY) == []
    assert story.names(DeclareReadiness, **(READY | {"capacity": 4})) == ["ReadinessDeclared"]


def test_the_refusal_to_open_says_everything_that_is_missing() -> None:
    story = begun()

    missing = story.refused(
        asking.READY_TO_ASK,
        OpenSurvey,
        **(TERMS | {"overdue_elsewhere": ("survey-9/criticism-9",)}),
    )

    assert missing == (
        "a declaration of readiness",
        "the answers we expect",
        "readiness for a negative answer",
        "a named responder",
        "capacity for 3 critics within the target (declared: 0)",
        "an answer to survey-9/criticism-9",
    )


@pytest.mark.parametrize(
    ("lacking", "missing"),
    [
        ({"expected_answers": " "}, "the answers we expect"),
        ({"ready_for_negative": False}, "readiness for a negative answer"),
        ({"responder": None}, "a named responder"),
        ({"responder_name": None}, "a named responder"),
        ({"responder_name": said(" ", "staff-chef")}, "a named responder"),
        ({"capacity": 2}, "capacity for 3 critics within the target (declared: 2)"),
    ],
)
def test_what_the_declaration_lacks_is_missing(lacking: dict[str, object], missing: str) -> None:
    story = begun()
    story.put(DeclareReadiness, **(READY | lacking))

    assert story.refused(asking.READY_TO_ASK, OpenSurvey, **TERMS) == (missing,)


def test_an_anonymous_survey_promises_no_personal_answers_but_a_date_to_come() -> None:
    story = begun()
    story.put(DeclareReadiness, **READY)

    missing = story.refused(asking.READY_TO_ASK, OpenSurvey, **(TERMS | {"mode": Mode.ANONYMOUS}))
    past = {"mode": Mode.ANONYMOUS, "personal_answers": False, "collective_by": MONDAY}

    assert missing == (
        "names or codes, to keep the promise of personal answers",
        "a date to come for the collective answer",
    )
    assert story.refused(asking.READY_TO_ASK, OpenSurvey, **(TERMS | past)) == missing[1:]


def test_critics_are_not_promised_an_answer_later_than_the_house_gives_it() -> None:
    story = begun()
    story.put(DeclareReadiness, **READY)
    slow = TERMS | {"target": Limit(2, Unit.BUSINESS_DAY)}
    quick = TERMS | {"target": Limit(2, Unit.HOUR)}

    assert story.refused(asking.READY_TO_ASK, OpenSurvey, **slow) == (
        "a target no later than the house's",
    )
    assert story.names(OpenSurvey, **quick) == ["SurveyOpened"]


@pytest.mark.parametrize(
    "hopes", [{"invitations": 0}, {"response_rate": 0}, {"critic_share": 0}, {"critic_share": 101}]
)
def test_nobody_asks_without_expecting_a_critic(hopes: dict[str, object]) -> None:
    story = begun()
    story.put(DeclareReadiness, **READY)

    story.refused(asking.EXPECTATION, OpenSurvey, **(TERMS | hopes))


def test_the_opening_states_its_terms_and_the_target_of_the_house() -> None:
    story = opened()
    event = story.events[-1]

    assert isinstance(event, SurveyOpened)
    assert event.target == POLICY.critic_target
    assert expected_critics(event) == 3
    assert isinstance(story.events[0], ReadinessDeclared)


def test_a_survey_is_not_opened_again_on_other_terms() -> None:
    story = opened()

    assert story.names(OpenSurvey, **TERMS) == []
    story.refused(asking.ONE_WAVE, OpenSurvey, **(TERMS | {"invitations": 10}))


def test_an_overdue_critic_of_this_stream_keeps_it_from_opening() -> None:
    story = begun()
    story.put(ReceiveResponse, "criticism-1", unasked())
    story.put(DeclareReadiness, **READY)
    story.now += 2 * DAY

    missing = story.refused(asking.READY_TO_ASK, OpenSurvey, **TERMS)
    story.put(AnswerCritic, **answer())

    assert missing == ("an answer to criticism-1",)
    assert story.names(OpenSurvey, **TERMS) == ["SurveyOpened"]


def test_asking_says_who_asked_whom() -> None:
    story = opened()

    event = story.put(AskFeedback, "ask-1", "person-guest", ())[-1]

    assert isinstance(event, FeedbackAsked)
    assert (event.person, event.by) == ("person-guest", WAITER.id)


def test_nobody_is_asked_before_the_opening() -> None:
    begun().refused(asking.OPENED_FIRST, AskFeedback, "ask-1", "person-guest", ())


def test_no_more_people_are_asked_than_expected() -> None:
    story = opened(invitations=1)
    story.put(AskFeedback, "ask-1", "person-guest", ())

    story.refused(asking.AS_MANY_AS_EXPECTED, AskFeedback, "ask-2", "person-other", ())


def test_a_person_is_not_asked_while_something_speaks_against_it() -> None:
    story = criticised()
    story.put(AskFeedback, "ask-1", "person-other", ())

    held = story.refused(asking.NOT_NOW, AskFeedback, "ask-2", "person-third", ("an open case",))
    again = story.refused(asking.NOT_NOW, AskFeedback, "ask-2", "person-other", ())
    critic = story.refused(asking.NOT_NOW, AskFeedback, "ask-2", "person-guest", ())

    assert held == ("an open case",)
    assert again == ("an invitation in this survey",)
    assert critic == ("an unanswered criticism in this survey",)


def test_nobody_is_asked_while_a_critic_we_asked_is_overdue_seen_by_a_tick_or_not() -> None:
    story = criticised()
    story.now += 2 * DAY

    missing = story.refused(asking.SILENCE_FIRST, AskFeedback, "ask-1", "person-other", ())
    story.put(AnswerCritic, **answer())

    assert missing == ("criticism-1",)
    assert story.names(AskFeedback, "ask-1", "person-other", ()) == ["FeedbackAsked"]


def test_an_attested_survey_can_invite_nobody() -> None:
    story = begun()
    story.put(AttestSurvey, "reviews.csv", actor=IMPORT)

    story.refused(asking.ATTESTED_ASKS_NOBODY, DeclareReadiness, **READY)
    story.refused(asking.ATTESTED_ASKS_NOBODY, OpenSurvey, **TERMS)
    story.refused(asking.ATTESTED_ASKS_NOBODY, AskFeedback, "ask-1", "person-guest", ())
