"""Unanswered critics: who gave a critical signal, asked or not, and has no answer.

The most urgent is the critic we asked. A criticism that became a case is shown by the case alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ..domain.case.case import Case
from ..domain.event import RecordedEvent
from ..domain.survey.feedback import Response, Responses
from ..domain.survey.standing import waiting
from ..domain.survey.survey import ResponseEvent, evolve_responses
from . import case_critics
from .case_critics import Signal
from .case_fold import follow
from .view import View, late_by, shown
from .without_words import without_words


class Turn(StrEnum):
    """Whose turn it is."""

    US = "us"
    THEM = "them"


@dataclass(frozen=True, slots=True)
class UnansweredCritic:
    """One critic who waits. `critic` is a pseudonym, `source` where the signal came in.

    `words` None: none are on record. `target` None: no limit runs.
    """

    critic: str
    source: str
    case: str | None
    since: datetime
    asked: bool
    words: str | None
    waiting: Turn
    target: datetime | None
    late_by: timedelta | None


@dataclass(frozen=True, slots=True)
class Critics:
    """What one stream holds of critics: a case, or what was said in a survey.

    `attested` are the messages that a reply stated by a register answers.
    """

    case: Case = field(default_factory=Case)
    attested: frozenset[str] = frozenset()
    responses: Responses = field(default_factory=Responses)


KEPT = frozenset({"MessageReceived.text", "IssueRaised.words", "Feedback.words"})


def evolve(critics: Critics, recorded: RecordedEvent) -> Critics:
    """What was said, and what left for whoever said it."""
    event = recorded.event
    if isinstance(event, ResponseEvent):
        said = evolve_responses(critics.responses, without_words(event, KEPT))
        return replace(critics, responses=said)
    case = follow(critics.case, event, KEPT)
    if case is critics.case:
        return critics
    attested = case_critics.attested(critics.attested, case, event)
    return replace(critics, case=case, attested=attested)


def rows(stream: str, critics: Critics, moment: datetime) -> list[UnansweredCritic]:
    """Who waits at `moment`, each critic of a case once."""
    return [*in_case(stream, critics, moment), *in_survey(critics.responses, moment)]


def in_case(stream: str, critics: Critics, moment: datetime) -> Iterator[UnansweredCritic]:
    """One row for each critic of the case, since their first unanswered signal."""
    case = critics.case
    signals = case_critics.unanswered(case, critics.attested, moment)
    for critic in dict.fromkeys(signal.critic for signal in signals):
        theirs = [signal for signal in signals if signal.critic == critic]
        yield case_row(stream, case, theirs, moment)


def case_row(stream: str, case: Case, theirs: list[Signal], moment: datetime) -> UnansweredCritic:
    """The critic with their oldest unanswered words."""
    first, target = theirs[0], case_critics.target(case, moment)
    words = next((signal.words for signal in theirs if signal.words), None)
    back = case_critics.asked_back(case, theirs, moment)
    return UnansweredCritic(
        critic=first.critic,
        source=first.channel,
        case=stream,
        since=first.at,
        asked=case.intake.received is not None and case.intake.received.asked,
        words=shown(words) if words else None,
        waiting=Turn.THEM if back else Turn.US,
        target=target,
        late_by=late_by(target, moment) if target else None,
    )


def in_survey(responses: Responses, moment: datetime) -> Iterator[UnansweredCritic]:
    """The critics of a survey who did not become a case."""
    for response in responses.known.values():
        if response.case is None and waiting(response, moment):
            yield survey_row(response, moment)


def survey_row(response: Response, moment: datetime) -> UnansweredCritic:
    """The critic; once we approached them and they have not said more, it is their turn."""
    said, target = response.feedback, response.target
    return UnansweredCritic(
        critic=said.person,
        source=said.place or said.channel,
        case=None,
        since=response.received_at,
        asked=said.asked,
        words=shown(said.words) if said.words else None,
        waiting=Turn.THEM if response.approached and not response.messages else Turn.US,
        target=target.due if target else None,
        late_by=late_by(target.due, moment) if target else None,
    )


def order(row: UnansweredCritic) -> tuple[bool, bool, datetime, datetime, str]:
    """Whom we asked first, then by target; those without one last."""
    return not row.asked, row.target is None, row.target or row.since, row.since, row.critic


UNANSWERED_CRITICS = View(
    name="unanswered_critics",
    version=1,
    state_type=Critics,
    initial=Critics(),
    evolve=evolve,
    rows=rows,
    order=order,
)
