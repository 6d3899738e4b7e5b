"""The restaurant that asks its guests whether they liked it."""

from __future__ import annotations

from typing import Any, TypeAlias

from tests.domain.survey.story import Story, said

from answerable.domain.survey.answering import Conversation, Way
from answerable.domain.survey.asking import Channel, Mode, OpenSurvey
from answerable.domain.survey.feedback import Feedback
from answerable.domain.survey.readiness import DeclareReadiness
from answerable.domain.survey.receiving import ReceiveResponse
from answerable.domain.survey.scores import Scale
from answerable.domain.survey.survey import Survey, SurveyCommand, SurveyEvent, decider

Restaurant: TypeAlias = Story[SurveyCommand, Survey, SurveyEvent]

TERMS: dict[str, object] = {
    "mode": Mode.NAMED,
    "channel": Channel.IN_PERSON,
    "invitations": 20,
    "response_rate": 50,
    "critic_share": 25,
    "personal_answers": True,
    "overdue_elsewhere": (),
}
READY: dict[str, object] = {
    "expected_answers": "whether the soup was hot",
    "ready_for_negative": True,
    "responder": "staff-chef",
    "responder_name": said("Maria Sowa", "staff-chef"),
    "capacity": 3,
}


def begun() -> Restaurant:
    return Story(decider)


def opened(**terms: object) -> Restaurant:
    story = begun()
    story.put(DeclareReadiness, **READY)
    story.put(OpenSurvey, **(TERMS | terms))
    return story


def feedback(**more: object) -> Feedback:
    """A guest we asked says no, at the table."""
    usual: dict[str, object] = {
        "person": "person-guest",
        "channel": "in_person",
        "asked": True,
        "contactable": True,
        "scale": Scale.THUMB,
        "score": 0,
        "words": said("The soup was cold."),
    }
    return Feedback.model_validate(usual | more)


def unasked(**more: object) -> Feedback:
    """The same, unasked."""
    return feedback(asked=False, **more)


def criticised(name: str = "criticism-1", **more: object) -> Restaurant:
    """An open survey with one critic."""
    story = opened()
    story.put(ReceiveResponse, name, feedback(**more))
    return story


def answer(**more: object) -> dict[str, object]:
    """The fields of an answer that counts: by a person with a name, proposing something."""
    usual: dict[str, object] = {
        "answer": "answer-1",
        "criticism": "criticism-1",
        "by": "staff-chef",
        "signed": said("Maria Sowa", "staff-chef"),
        "way": Way.EMAIL,
        "words": said("You are right, it left the kitchen too late."),
        "proposal": said("Come again on Friday, the soup will be hot."),
    }
    return usual | more


def collective(**more: object) -> dict[str, object]:
    """The fields of a collective answer that counts."""
    usual: dict[str, object] = {
        "answer": "answer-all",
        "criticisms": ("criticism-1",),
        "by": "staff-chef",
        "signed": said("Maria Sowa", "staff-chef"),
        "place": "the board at the door",
        "words": said("You said that the soup was cold."),
        "proposal": said("We bought a warmer."),
    }
    return usual | more


YES: dict[str, Any] = {"critical": True, "reason": said("It bites.")}
NO: dict[str, Any] = {"critical": False, "reason": said("It is full of praise.")}
TALK = Conversation(
    impressions=said("cold soup"), feelings=said("cross"), opinion=said("too few waiters")
)
