"""Unanswered critics: who gave a critical signal, asked or not, and has no answer.

The most urgent is the critic we asked. A criticism that became a case is shown by the case alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ..domain.survey.feedback import Response, Responses
from ..domain.survey.standing import waiting
from . import case_critics
from .case_critics import Signal
from .case_fold import NOTHING_KNOWN, Known, changes, evolve
from .view import View, shown


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


def rows(stream: str, known: Known, moment: datetime) -> dict[str, UnansweredCritic]:
    """Who waits at `moment`, each critic of a case once."""
    return {**in_case(stream, known, moment), **in_survey(known.responses, moment)}


def in_case(stream: str, known: Known, moment: datetime) -> dict[str, UnansweredCritic]:
    """One row for each critic of the case, since their first unanswered signal."""
    signals = case_critics.unanswered(known.case, known.attested, moment)
    theirs: dict[str, list[Signal]] = {}
    for signal in signals:
        theirs.setdefault(signal.critic, []).append(signal)
    return {critic: case_row(stream, known, said, moment) for critic, said in theirs.items()}


def case_row(stream: str, known: Known, theirs: list[Signal], moment: datetime) -> UnansweredCritic:
    """The critic with their oldest unanswered words."""
    first, case = theirs[0], known.case
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
        target=target(known, moment),
        late_by=None,
    )


def target(known: Known, moment: datetime) -> datetime | None:
    """The earliest obligation that asks for something."""
    clocks = (duty.due for duty in known.owed(moment) if duty.kind == "obligation")
    return min(clocks, default=None)


def in_survey(responses: Responses, moment: datetime) -> dict[str, UnansweredCritic]:
    """The critics of a survey who did not become a case, each under the id of what they said."""
    return {
        name: survey_row(response)
        for name, response in responses.known.items()
        if response.case is None and waiting(response, moment)
    }


def survey_row(response: Response) -> UnansweredCritic:
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
        late_by=None,
    )


UNANSWERED_CRITICS = View(
    name="unanswered_critics",
    version=2,
    row_type=UnansweredCritic,
    initial=NOTHING_KNOWN,
    evolve=evolve,
    rows=rows,
    changes=changes,
    order=("-asked", "target", "since", "critic"),
    due="target",
)
"""Whom we asked first, then by target; those without one last."""
