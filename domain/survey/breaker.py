"""The breaker: the first critic we asked who waits too long stops the asking (S0-5).

Silence after asking is worse than not asking. Answering all of them lets the asking go on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias, assert_never

from ..case.obligations import DueTimePassed
from ..event import Event
from .feedback import Responses
from .standing import overdue


class SurveyPaused(Event):
    """Nobody more is asked: these critics, whom we asked, wait past their due time."""

    waiting: tuple[str, ...]


class SurveyResumed(Event):
    """Every one of them was answered: the asking may go on."""


BreakerEvent: TypeAlias = DueTimePassed | SurveyPaused | SurveyResumed


@dataclass(frozen=True, slots=True)
class Breaker:
    """Is the asking paused on record, and which due times were seen to pass?"""

    paused: bool = False
    passed: frozenset[tuple[str, datetime]] = frozenset()


def kept_waiting(responses: Responses, moment: datetime) -> tuple[str, ...]:
    """The critics we asked who wait at `moment` past their due time."""
    late = overdue(responses, moment)
    return tuple(name for name in late if responses.known[name].feedback.asked)


def tick(
    breaker: Breaker, responses: Responses, moment: datetime, *, asking: bool
) -> list[BreakerEvent]:
    """What is to be noticed at `moment`: due times that passed, and the asking paused or resumed.

    Only where we are `asking` can anything be paused.
    """
    late = [(name, responses.known[name].target) for name in overdue(responses, moment)]
    passed = [
        DueTimePassed(occurred_at=moment, duty=name, due=target.due)
        for name, target in late
        if target and (name, target.due) not in breaker.passed
    ]
    waits = kept_waiting(responses, moment) if asking else ()
    if waits and not breaker.paused:
        return [*passed, SurveyPaused(occurred_at=moment, waiting=waits)]
    if breaker.paused and not waits:
        return [*passed, SurveyResumed(occurred_at=moment)]
    return [*passed]


def evolve(breaker: Breaker, event: BreakerEvent) -> Breaker:
    """Fold one more fact in."""
    match event:
        case DueTimePassed(duty=name, due=due):
            return replace(breaker, passed=breaker.passed | {(name, due)})
        case SurveyPaused():
            return replace(breaker, paused=True)
        case SurveyResumed():
            return replace(breaker, paused=False)
        case _:
            assert_never(event)
