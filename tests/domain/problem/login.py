"""The login defect behind many cases."""

from __future__ import annotations

from typing import TypeAlias

from tests.domain.survey.story import MONDAY, Story

from answerable.domain.case.inquiry import Cause
from answerable.domain.event import Event
from answerable.domain.problem.cause import OpenProblem, RecordFinding, RootCauseIdentified
from answerable.domain.problem.notices import DeliverFix, LinkCase
from answerable.domain.problem.problem import Problem, ProblemCommand, ProblemEvent, decider

Login: TypeAlias = Story[ProblemCommand, Problem, ProblemEvent]


def found(kind: type[Event], **fields: object) -> Event:
    """A finding, made on Monday."""
    return kind.model_validate({"occurred_at": MONDAY, **fields})


CAUSE = found(
    RootCauseIdentified,
    cause=Cause.POLICY,
    stage="use",
    why="sessions end after a minute",
    led_to="a rule made for shared terminals",
)


def begun() -> Login:
    return Story(decider)


def known(*cases: str) -> Login:
    """Open, its cause identified, these cases linked."""
    story = begun()
    story.put(OpenProblem, "login fails on Mondays")
    story.put(RecordFinding, CAUSE)
    for case in cases:
        story.put(LinkCase, case)
    return story


def fixed(*cases: str) -> Login:
    story = known(*cases)
    story.put(DeliverFix, "fix-1", "the rule was withdrawn")
    return story
