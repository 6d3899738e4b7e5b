"""Opening a log: by which rules what was left undone is finished, and what cannot be read there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.application.test_reacting import AskedStore, Mute

from answerable import Desk, Law
from answerable.bootstrap import open_desk

START = datetime(2026, 4, 30, 14, tzinfo=UTC)


def opened(log: Path, *packs: str) -> Desk:
    """A desk on the log under these packs."""
    return open_desk(str(log), law=Law(packs), clock=lambda: START)


def clocks(desk: Desk, case: str) -> list[str]:
    """What runs there."""
    return sorted(each.name for each in desk.next_due() if each.case == case)


def taken_to_case(desk: Desk) -> str:
    """The case as which the criticism of a guest goes on."""
    survey = desk.survey()
    heard = survey.hear("Cold soup", "email", asked=False)
    survey.judge(heard, "cold", critical=True)
    return survey.to_case(heard).id


@pytest.mark.parametrize("before", [("pl.rf",), ()])
def test_a_case_that_was_left_undone_comes_under_the_packs_of_whoever_opens_it(
    tmp_path: Path, before: tuple[str, ...]
) -> None:
    log, other = tmp_path / "log.db", tmp_path / "other.db"
    with opened(other, "pl.rf") as desk:
        expected = clocks(desk, taken_to_case(desk))
    with opened(log, *before) as desk:
        mute = replace(desk.place, reactions=Mute(AskedStore()))
        case = taken_to_case(replace(desk, place=mute))
        assert not desk.store.read(case)

    with opened(log, "pl.rf") as desk:
        assert clocks(desk, case) == expected
