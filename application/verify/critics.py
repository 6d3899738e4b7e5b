"""Who waits for an answer in a survey, re-derived from its events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeAlias

from ...domain.event import Event
from ...domain.survey.answering import AnswerFailed, CriticAnswered
from ...domain.survey.case_answers import CaseAnswerFailed, CriticAnsweredInCase
from ...domain.survey.collective import CollectiveAnswerPosted
from ...domain.survey.dialogue import DialogueDeclined
from ...domain.survey.feedback import CriticismReceived, ResponseReceived
from ...domain.survey.imported import ResponseRestated
from ...domain.survey.judging import CriticismJudged


@dataclass(frozen=True, slots=True)
class CriticRecord:
    """Until when an answer is due (None: none is), the answers that left, and a wish for none."""

    due: datetime | None = None
    answers: Mapping[str, datetime] = field(default_factory=dict[str, datetime])
    declined_at: datetime | None = None


Critics: TypeAlias = dict[tuple[str, str], CriticRecord]
"""What is on record of each response, by its survey and name."""
Place: TypeAlias = tuple[str, str]


def _due(critics: Critics, place: Place, target: Any) -> None:  # noqa: ANN401  # of a response
    said = critics.get(place, CriticRecord())
    critics[place] = replace(said, due=target.due if target else None)


def _answered(critics: Critics, place: Place, answer: str, at: datetime) -> None:
    said = critics.get(place, CriticRecord())
    critics[place] = replace(said, answers={**said.answers, answer: at})


def _failed(critics: Critics, place: Place, answer: str) -> None:
    said = critics.get(place, CriticRecord())
    stand = {one: at for one, at in said.answers.items() if one != answer}
    critics[place] = replace(said, answers=stand)


def _received(critics: Critics, survey: str, event: ResponseReceived) -> None:
    _due(critics, (survey, event.response), None)


def _criticised(critics: Critics, survey: str, event: CriticismReceived) -> None:
    _due(critics, (survey, event.criticism), event.target)


def _judged(critics: Critics, survey: str, event: CriticismJudged | ResponseRestated) -> None:
    _due(critics, (survey, event.response), event.target)


def _answered_alone(critics: Critics, survey: str, event: CriticAnswered) -> None:
    _answered(critics, (survey, event.criticism), event.answer, event.occurred_at)


def _answered_in_case(critics: Critics, survey: str, event: CriticAnsweredInCase) -> None:
    _answered(critics, (survey, event.criticism), event.reply, event.occurred_at)


def _answered_together(critics: Critics, survey: str, event: CollectiveAnswerPosted) -> None:
    for name in event.criticisms:
        _answered(critics, (survey, name), event.answer, event.occurred_at)


def _failed_in_case(critics: Critics, survey: str, event: CaseAnswerFailed) -> None:
    _failed(critics, (survey, event.criticism), event.reply)


def _failed_everywhere(critics: Critics, survey: str, event: AnswerFailed) -> None:
    for place in [place for place in critics if place[0] == survey]:
        _failed(critics, place, event.answer)


def _declined(critics: Critics, survey: str, event: DialogueDeclined) -> None:
    said = critics.get((survey, event.criticism), CriticRecord())
    critics[survey, event.criticism] = replace(said, declined_at=event.occurred_at)


READERS: dict[type[Event], Callable[[Critics, str, Any], None]] = {
    ResponseReceived: _received,
    CriticismReceived: _criticised,
    CriticismJudged: _judged,
    ResponseRestated: _judged,
    CriticAnswered: _answered_alone,
    CriticAnsweredInCase: _answered_in_case,
    CollectiveAnswerPosted: _answered_together,
    CaseAnswerFailed: _failed_in_case,
    AnswerFailed: _failed_everywhere,
    DialogueDeclined: _declined,
}


def read(critics: Critics, survey: str, event: Event) -> None:
    """Read one more event of a survey."""
    if reader := READERS.get(type(event)):
        reader(critics, survey, event)


def waits(critics: Critics, place: Place, moment: datetime) -> bool:
    """Is an answer owed there at `moment`?"""
    said = critics.get(place, CriticRecord())
    if said.due is None or (said.declined_at and said.declined_at <= moment):
        return False
    return all(at > moment for at in said.answers.values())
