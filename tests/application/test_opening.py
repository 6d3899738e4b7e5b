"""Opening a log: by which rules what was left undone is finished, and what cannot be read there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.application.test_reacting import AskedStore, Mute

from answerable import Complainant, Desk, Law, Personal, Signal
from answerable.application.desk import JoinedDesk
from answerable.application.rules import STREAM, UnreadableRulesError
from answerable.bootstrap import open_desk
from answerable.domain.case.receiving import ReceiveCase

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


def spoilt(log: Path) -> str:
    """The case on a log under a pack, once the adoption of that pack cannot be read any more."""
    with opened(log, "pl.rf") as desk:
        case = desk.receive("It leaks").id
    with closing(sqlite3.connect(log)) as database:
        database.execute("UPDATE stored_events SET state = '{}' WHERE originator_id = ?", [STREAM])
        database.commit()
    return case


def receiving(desk: Desk) -> ReceiveCase:
    """A complaint to be put."""
    who = ("person-1", Complainant.CUSTOMER, Signal.FORMAL, "email", "message-1", None)
    words = Personal[str](subject="person-1", value="Cold soup")
    return ReceiveCase(*who, words, "issue-1", **desk.about("case-1"))


WAYS: dict[str, Callable[[Desk], object]] = {
    "a wish": lambda desk: desk.receive("It leaks again"),
    "a command": lambda desk: desk.execute(receiving(desk)),
    "many commands": lambda desk: desk.execute_all([receiving(desk)]),
    "a transaction of the host": lambda desk: joined(desk).execute(receiving(desk)),
    "many of them": lambda desk: joined(desk).execute_all([receiving(desk)]),
}


def joined(desk: Desk) -> JoinedDesk:
    """As within a transaction of the host."""
    return JoinedDesk(desk.place, desk.actor)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("packs", [("pl.rf",), ()])
def test_a_log_whose_rules_cannot_be_read_takes_no_command_in_any_way(
    tmp_path: Path, packs: tuple[str, ...], way: str
) -> None:
    spoilt(tmp_path / "log.db")
    with opened(tmp_path / "log.db", *packs) as desk:
        before = desk.store.head()

        with pytest.raises(UnreadableRulesError, match="no command is taken") as refused:
            WAYS[way](desk)

        assert f"{STREAM}/1 (PackAdopted, position 1)" in str(refused.value)
        assert desk.store.head() == before


def test_a_log_whose_rules_cannot_be_read_is_open_for_questions(tmp_path: Path) -> None:
    case = spoilt(tmp_path / "log.db")
    with opened(tmp_path / "log.db") as desk:
        assert desk.case(case).state.intake.received
        assert desk.replay(case)[0].type == "CaseReceived"
        assert "pl.rf:final_answer.1" in desk.case(case).testimonies()
