"""I1 one level up: a problem ends when word of its fix left for every case."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from tests.explore.openings import receipt, sent, taken, views
from tests.explore.state import START
from tests.explore.worlds import PEOPLE
from tests.invariants.spoiling import Log, numbered, saying, without

from answerable.application.verify import CHECKS, check
from answerable.bootstrap import open_desk
from answerable.domain.case.delivery import ReportFailure
from answerable.domain.case.inquiry import Cause
from answerable.domain.case.intake import CaseLinked, RecordFact
from answerable.domain.case.replies import Kind
from answerable.domain.command import Command
from answerable.domain.event import RecordedEvent
from answerable.domain.problem.cause import OpenProblem, RecordFinding, RootCauseIdentified
from answerable.domain.problem.notices import DeliverFix
from answerable.domain.problem.problem import EndProblem

PROBLEM = "problem-1"


def fixed() -> list[Command]:
    """A case is linked to a problem, told of its fix, and the problem ends; then word bounces."""
    (view,) = views(PEOPLE)
    about: dict[str, Any] = {**view.about(), "stream": PROBLEM}
    link = CaseLinked(occurred_at=START, other=PROBLEM, why="same cause")
    cause = RootCauseIdentified(
        occurred_at=START, cause=Cause.POLICY, stage="use", why="a rule", led_to="it"
    )
    return [
        receipt(view, "email"),
        *taken(view),
        OpenProblem("login fails", **about),
        RecordFact(link, **view.about()),
        RecordFinding(cause, **about),
        DeliverFix("fix-1", "the rule is gone", **about),
        *sent(view, 1, Kind.STATUS, apology=None, tells=(f"{PROBLEM}/fix-1",)),
        EndProblem(**about),
        ReportFailure(view.id("reply", 1), "bounce", **view.about()),
    ]


def played() -> Log:
    """What a desk has on record after that."""
    desk = open_desk("memory:", policy=PEOPLE.policy, clock=lambda: START)
    for number, command in enumerate(fixed()):
        desk.execute(replace(command, id=f"command-{number}"))
    return list(desk.store.read_all(0, 1000))


@pytest.mark.parametrize(
    "how",
    [
        without("FixNoticeLeft"),
        without("ReplyDispatched"),
        without("ProblemReopened"),
        saying("ProblemEnded", fix="fix-9"),
    ],
)
def test_an_end_of_a_problem_that_not_all_heard_of_is_seen(
    how: Callable[[Log], Iterable[RecordedEvent]],
) -> None:
    log = played()

    assert list(check(log)) == []
    assert list(CHECKS["I1"](numbered(how(log)))) != []
