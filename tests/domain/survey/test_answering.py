"""What answers a critic, and what does not."""

from __future__ import annotations

import pytest
from tests.domain.survey.restaurant import (
    TALK,
    Restaurant,
    answer,
    collective,
    criticised,
    feedback,
    opened,
)
from tests.domain.survey.story import DAY, HOUR, MONDAY, PROCESS, said

from answerable.domain.event import ERASED, Personal
from answerable.domain.survey import answering, saying
from answerable.domain.survey import collective as collective_region
from answerable.domain.survey import feedback as region
from answerable.domain.survey.answering import (
    AnswerCritic,
    FailAnswer,
    Way,
)
from answerable.domain.survey.asking import Mode
from answerable.domain.survey.case_answers import RecordCaseAnswer
from answerable.domain.survey.collective import PostCollectiveAnswer
from answerable.domain.survey.feedback import Response
from answerable.domain.survey.receiving import ReceiveResponse
from answerable.domain.survey.standing import answered, silence_after_asking, waiting


def critic(story: Restaurant, name: str = "criticism-1") -> Response:
    found = story.state.responses.criticism(name)
    assert found is not None
    return found


def test_a_critic_is_answered_from_when_the_answer_left() -> None:
    story = criticised()
    story.now += HOUR

    assert story.names(AnswerCritic, **answer()) == ["CriticAnswered"]
    assert not answered(critic(story), MONDAY)
    assert answered(critic(story), story.now)


def test_a_failure_undoes_the_answer() -> None:
    story = criticised()
    story.put(AnswerCritic, **answer())
    story.now += HOUR

    assert story.names(FailAnswer, "answer-1", "mailbox full") == ["AnswerFailed"]
    assert waiting(critic(story), story.now)
    assert story.names(AnswerCritic, **answer()) == []
    assert story.names(AnswerCritic, **answer(answer="answer-2")) == ["CriticAnswered"]
    assert not waiting(critic(story), story.now)


def test_only_a_criticism_on_record_is_answered() -> None:
    story = criticised()
    story.put(ReceiveResponse, "response-2", feedback(score=1))

    story.refused(region.CRITICISM_KNOWN, AnswerCritic, **answer(criticism="criticism-9"))
    story.refused(region.CRITICISM_KNOWN, AnswerCritic, **answer(criticism="response-2"))
    unknown = story.refused(
        region.CRITICISM_KNOWN,
        PostCollectiveAnswer,
        **collective(criticisms=("criticism-1", "criticism-9")),
    )
    assert unknown == ("criticism-9",)
    story.refused(region.CRITICISM_KNOWN, PostCollectiveAnswer, **collective(criticisms=()))


@pytest.mark.parametrize("nobody", [{"signed": said(" ")}, {"by": ""}, {"actor": PROCESS}])
def test_an_automatic_thank_you_answers_nobody(nobody: dict[str, object]) -> None:
    story = criticised()

    story.refused(saying.NAMED_HUMAN, AnswerCritic, **(answer() | nobody))


@pytest.mark.parametrize("empty", [{"proposal": said("")}, {"words": said(" ")}])
def test_thanks_without_a_proposal_answer_nobody(empty: dict[str, object]) -> None:
    story = criticised()

    story.refused(saying.PROPOSAL, AnswerCritic, **(answer() | empty))


def test_what_was_sent_before_the_criticism_does_not_answer_it() -> None:
    story = criticised()

    story.refused(saying.LATER, AnswerCritic, **answer(), occurred_at=MONDAY - HOUR)


def test_a_criticism_that_became_a_case_is_answered_there() -> None:
    story = opened()
    story.put(ReceiveResponse, "criticism-1", feedback(), "case-1")

    story.refused(saying.IN_ITS_CASE, AnswerCritic, **answer())
    story.refused(saying.IN_ITS_CASE, PostCollectiveAnswer, **collective())


def test_only_what_stands_in_public_is_answered_in_public() -> None:
    private, public = criticised(), criticised(place="a review site")
    reply = answer(way=Way.PUBLIC_REPLY)

    private.refused(answering.IN_PUBLIC, AnswerCritic, **reply)
    assert public.names(AnswerCritic, **reply) == ["CriticAnswered"]


@pytest.mark.parametrize(
    "talk", [None, TALK.model_copy(update={"feelings": said("", "person-guest")})]
)
@pytest.mark.parametrize("way", [Way.IN_PERSON, Way.PHONE])
def test_of_a_conversation_the_critics_own_words_are_kept(way: Way, talk: object) -> None:
    story = criticised()

    story.refused(answering.IN_THEIR_WORDS, AnswerCritic, **answer(way=way, conversation=talk))
    spoken = answer(way=way, conversation=TALK)
    assert story.names(AnswerCritic, **spoken) == ["CriticAnswered"]


def test_an_answer_that_shames_needs_a_reason_to_stand() -> None:
    story = criticised()
    shaming = answer(words=said("You should have known that."))

    flags = story.refused(saying.TONE, AnswerCritic, **shaming)
    override = {"tone_override": said("a quotation of theirs", "staff-chef")}

    assert flags == ("shaming",)
    assert story.names(AnswerCritic, **(shaming | override)) == ["CriticAnswered"]


def test_erased_words_are_no_reason_to_refuse() -> None:
    erased = Personal[str](subject="person-guest", value=ERASED)
    story = criticised()

    names = story.names(AnswerCritic, **answer(words=erased, proposal=erased))

    assert names == ["CriticAnswered"]


def test_an_anonymous_survey_is_answered_in_one_post_for_all() -> None:
    friday = MONDAY + 4 * DAY
    story = opened(mode=Mode.ANONYMOUS, personal_answers=False, collective_by=friday)
    story.put(ReceiveResponse, "criticism-1", feedback())
    story.put(ReceiveResponse, "criticism-2", feedback())

    names = story.names(
        PostCollectiveAnswer, **collective(criticisms=("criticism-1", "criticism-2"))
    )

    assert names == ["CollectiveAnswerPosted"]
    assert not waiting(critic(story, "criticism-2"), story.now)
    assert story.names(FailAnswer, "answer-all", "taken down") == ["AnswerFailed"]
    assert waiting(critic(story, "criticism-1"), story.now)


def test_whoever_can_be_written_to_is_not_answered_by_a_post() -> None:
    story = criticised()

    reachable = story.refused(collective_region.UNREACHABLE, PostCollectiveAnswer, **collective())
    story.put(AnswerCritic, **answer())
    story.put(FailAnswer, "answer-1", "no such address")

    assert reachable == ("criticism-1",)
    assert story.names(PostCollectiveAnswer, **collective()) == ["CollectiveAnswerPosted"]


def test_whoever_left_no_contact_is_answered_by_a_post() -> None:
    story = criticised(contactable=False)

    assert story.names(PostCollectiveAnswer, **collective()) == ["CollectiveAnswerPosted"]


def test_only_an_answer_of_this_survey_fails_here() -> None:
    story = opened()
    story.put(ReceiveResponse, "criticism-1", feedback(), "case-1")
    story.put(RecordCaseAnswer, "criticism-1", "case-1", "reply-1", actor=PROCESS)

    story.refused(answering.ANSWER_KNOWN, FailAnswer, "answer-9", "bounced")
    story.refused(answering.ANSWER_KNOWN, FailAnswer, "reply-1", "bounced")


def test_silence_after_asking_is_never_mended() -> None:
    story = criticised()
    story.now += 2 * DAY
    before = silence_after_asking(critic(story), MONDAY)
    story.put(AnswerCritic, **answer())

    assert not before
    assert silence_after_asking(critic(story), story.now)


def test_an_answer_in_time_or_praise_is_no_silence() -> None:
    story = criticised()
    story.put(AnswerCritic, **answer())
    story.put(ReceiveResponse, "response-2", feedback(score=1))

    assert not silence_after_asking(critic(story), MONDAY + 9 * DAY)
    assert not silence_after_asking(story.state.responses.known["response-2"], MONDAY + 9 * DAY)
