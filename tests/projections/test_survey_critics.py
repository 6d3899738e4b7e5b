"""Critics of a survey or a review: shown until answered, and never twice."""

from __future__ import annotations

from tests.projections.town import DAY, HOUR, Town

from answerable.application.survey_desk import SurveyDesk
from answerable.domain.case.replies import Kind
from answerable.domain.survey.answering import Way
from answerable.domain.survey.asking import Channel, Mode
from answerable.domain.survey.dialogue import ApproachCritic, DeclineDialogue, HearCritic
from answerable.domain.survey.scores import Scale
from answerable.projections.unanswered_critics import UNANSWERED_CRITICS, Turn, UnansweredCritic


def review(survey: SurveyDesk, words: str | None = "cold soup", stars: float = 1.0) -> str:
    """A public review that nobody asked for."""
    return survey.hear(
        words,
        "review",
        person="person-guest",
        asked=False,
        place="the map",
        scale=Scale.STARS,
        score=stars,
    )


def critics(town: Town) -> list[UnansweredCritic]:
    return town.rows(UNANSWERED_CRITICS)


def test_a_bad_review_is_a_critic_and_praise_is_none(town: Town) -> None:
    survey = town.desk.survey()
    bad = review(survey)
    review(survey, "lovely", 5.0)
    town.after(4 * DAY)

    target = survey.state.responses.known[bad].target
    assert target is not None
    assert critics(town) == [
        UnansweredCritic(
            critic="person-guest",
            source="the map",
            case=None,
            since=town.now - 4 * DAY,
            asked=False,
            words="cold soup",
            waiting=Turn.US,
            target=target.due,
            late_by=town.now - target.due,
        )
    ]


def test_a_score_without_words_has_none_and_stands_where_it_came_in(town: Town) -> None:
    survey = town.desk.survey()
    survey.hear(None, "sms", asked=False, scale=Scale.NPS, score=0.0)

    (row,) = critics(town)

    assert (row.words, row.source, row.late_by) == (None, "sms", None)


def test_an_answer_counts_until_it_is_known_to_have_failed(town: Town) -> None:
    survey = town.desk.survey()
    said = review(survey)
    answer = survey.answer(said, "we are sorry", "a new soup", "Marta", Way.PUBLIC_REPLY)
    assert critics(town) == []

    town.after(HOUR)
    survey.answer_failed(answer, "taken down")

    assert len(critics(town)) == 1


def test_one_answer_for_those_nobody_can_write_to_answers_each(town: Town) -> None:
    survey = town.desk.survey()
    survey.declare_ready("what they say", "Marta", 10)
    survey.open(Channel.PAPER, 10, 50, 20, mode=Mode.ANONYMOUS, collective_by=town.now + 5 * DAY)
    said = tuple(
        survey.hear("no", "paper", contactable=False, scale=Scale.THUMB, score=0.0)
        for _ in range(2)
    )
    assert [row.asked for row in critics(town)] == [True, True]

    survey.answer_all(said, "you said: cold", "we did: warm plates", "Marta", "the door")

    assert critics(town) == []


def test_a_criticism_that_became_a_case_is_shown_once_and_by_the_case(town: Town) -> None:
    survey = town.desk.survey()
    said = review(survey)
    case = survey.to_case(said)

    (row,) = critics(town)
    assert (row.case, row.critic, row.words) == (case.id, "person-guest", "cold soup")

    case.name_owner("Marta")
    case.send(case.reply(Kind.PROPOSAL, "sorry", signed="Marta", proposal="dinner"))
    assert critics(town) == []


def test_it_is_their_turn_once_approached_until_they_say_more(town: Town) -> None:
    survey = town.desk.survey()
    said = review(survey)
    about = town.desk.about
    town.desk.execute(ApproachCritic(said, Way.PHONE, **about(survey.id)))
    assert [row.waiting for row in critics(town)] == [Turn.THEM]

    more = HearCritic(said, "message-1", "phone", None, None, **about(survey.id))
    town.desk.execute(more)
    assert [row.waiting for row in critics(town)] == [Turn.US]

    town.desk.execute(DeclineDialogue(said, "message-1", **about(survey.id)))
    assert critics(town) == []


def test_whom_we_asked_stands_first_then_the_earliest_target(town: Town) -> None:
    unasked = town.desk.survey()
    review(unasked)
    town.after(HOUR)
    case = town.desk.receive("cold")
    survey = town.desk.survey()
    survey.declare_ready("what they say", "Marta", 10)
    survey.open(Channel.IN_PERSON, 10, 50, 20)
    town.after(2 * DAY)
    survey.hear("no", "in_person", person="person-asked", scale=Scale.THUMB, score=0.0)

    assert [row.critic for row in critics(town)] == [
        "person-asked",
        "person-guest",
        case.complainant,
    ]


def test_whoever_runs_the_clock_reaches_the_survey_in_which_a_critic_waits(town: Town) -> None:
    survey = town.desk.survey()
    survey.declare_ready("what they say", "Marta", 10)
    survey.open(Channel.IN_PERSON, 10, 50, 20)
    survey.hear("no", "in_person", scale=Scale.THUMB, score=0.0)
    town.after(4 * DAY).desk.pass_time()

    assert [each.stream for each in town.log if each.type == "SurveyPaused"] == [survey.id]
