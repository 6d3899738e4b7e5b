"""Every command is accepted somewhere, and asking again changes nothing (I22)."""

from __future__ import annotations

from functools import cache
from typing import get_args

import pytest
from tests.domain.case.acceptances import SAYING, WORKING, Accepted
from tests.domain.case.answers import ANSWERING
from tests.domain.case.merges import merged, taken_over
from tests.domain.case.stories import closed, decided, names, put, state

from answerable.domain.case.case import Case, CaseEvent
from answerable.domain.case.deciding import CaseCommand
from answerable.domain.command import Command

ROWS = [*SAYING, *WORKING, *ANSWERING]
BY_ROW = pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{type(row.command).__name__} {row.then[0]} {row.when}".strip()
)


@BY_ROW
def test_what_follows_from_a_command(row: Accepted) -> None:
    assert names(decided(row.history, row.command, row.policy)) == row.then


@BY_ROW
def test_nothing_follows_from_asking_again(row: Accepted) -> None:
    after = put(row.history, row.command, policy=row.policy)

    assert decided(after, row.command, row.policy) == []


def test_every_command_of_a_case_is_accepted_somewhere() -> None:
    commands: set[type[Command]] = {*get_args(CaseCommand)}

    assert {cls.__name__ for cls in commands - {type(row.command) for row in ROWS}} == set()


def test_every_event_of_a_case_follows_from_some_command() -> None:
    followed = {name for row in ROWS for name in row.then}

    assert {cls.__name__ for cls in get_args(CaseEvent)} - followed == set()


@cache
def facts() -> dict[str, CaseEvent]:
    """One event of each type."""
    return {
        type(event).__name__: event
        for row in ROWS
        for event in decided(row.history, row.command, row.policy)
    }


@pytest.mark.parametrize("event", get_args(CaseEvent), ids=lambda event: event.__name__)
def test_any_fact_folds_into_any_case(event: type[CaseEvent]) -> None:
    fact = facts()[event.__name__]

    for history in ((), (fact,), closed(), merged(), taken_over()):
        assert isinstance(state((*history, fact)), Case)
