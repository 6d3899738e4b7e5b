"""No command that only records a fact lets a decision in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

import pytest
from tests.domain.case.stories import OWNER

from answerable.bootstrap import open_desk
from answerable.domain.case.ending import Basis, CaseClosed, Stage
from answerable.domain.command import Command, RefusedError
from answerable.domain.facts import FACT_OF_COMMAND, FACTS


def every_command(of: type[Command] = Command) -> set[type[Command]]:
    below = {one for each in of.__subclasses__() for one in every_command(each)}
    return {of, *below}


def test_every_command_that_carries_a_fact_says_which() -> None:
    # By name: a class with slots is made twice.
    ours = {each for each in every_command() if each.__module__.startswith("answerable.")}
    carrying = {each for each in ours if "fact" in {f.name for f in fields(each)}}

    assert {each.__name__ for each in carrying} == {each.__name__ for each in FACTS}


@pytest.mark.parametrize("command", FACTS, ids=lambda each: each.__name__)
def test_a_case_is_not_closed_by_a_fact_put_on_record(command: Callable[..., Command]) -> None:
    with open_desk(actor=OWNER) as desk:
        case = desk.receive("x")
        about = case.about()
        closed = CaseClosed(
            occurred_at=about["occurred_at"], span=1, basis=Basis.REPLIED, replies=()
        )
        if command.__module__.endswith("problem.cause"):
            about["stream"] = "problem-1"

        with pytest.raises(RefusedError) as refused:
            desk.execute(command(closed, **about))

        assert refused.value.rule is FACT_OF_COMMAND
        assert case.state.stage is Stage.OPEN
