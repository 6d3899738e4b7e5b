"""Pauses as packs allow them, and limits that only a register answered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.domain.case.law import LAW, pack, row, under
from tests.domain.case.register_rows import row as registered
from tests.domain.case.stories import DAY, at, put, reply, spoken, state

from answerable.domain.case.duties import duties
from answerable.domain.case.terms import PauseTerms, Terms
from answerable.domain.case.verdicts import Verdict, missed, verdict
from answerable.domain.deadlines.counting import Limit, Unit
from answerable.domain.deadlines.pack import Pause

IDENTITY = "law.identity:final_answer.1"
HOURS = row("final_answer", Limit(48, Unit.HOUR), pause=Pause(("identity",)))
POLICY = replace(LAW, packs={"law.identity": pack("law.identity", HOURS)})


def test_a_limit_in_hours_is_later_by_as_long_as_it_stood_still() -> None:
    still = Terms(clocks=(PauseTerms(IDENTITY, at(7), "identity"),))
    history = put(under("law.identity", policy=POLICY), reply("r", 2, terms=still), policy=POLICY)
    due = {duty.id: duty.due for duty in duties(state(spoken(history, "r", 2)), at(3))}

    assert due[IDENTITY] == at(48 + 5)


def test_a_pause_without_a_longest_lasts_as_long_as_its_ground() -> None:
    still = Terms(clocks=(PauseTerms(IDENTITY, at(300 * DAY), "identity"),))

    assert put(under("law.identity", policy=POLICY), reply("r", 2, terms=still), policy=POLICY)


@pytest.mark.parametrize(
    ("left", "found"), [(None, Verdict.NOT_DETERMINABLE), (1, Verdict.MET), (90, Verdict.MISSED)]
)
def test_what_only_a_register_answered_is_judged_by_when_it_says_that_was(
    left: int | None, found: Verdict
) -> None:
    stated = None if left is None else at(left * DAY)
    entry = registered(99 * DAY, replied=True, packs=("law.energy",), left_at=stated)
    case = state(put((), entry, policy=LAW))
    clock = case.clocks.obligations["law.energy:final_answer.1"]

    assert verdict(case, clock, at(99 * DAY)) is found
    assert missed(case, clock, at(99 * DAY)) is (found is Verdict.MISSED)
