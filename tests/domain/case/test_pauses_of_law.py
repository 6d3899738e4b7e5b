"""Pauses as packs allow them, and limits that only a register answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeGuard

import pytest
from tests.domain.case.law import CONSUMER, LAW, POLAND, pack, row, under
from tests.domain.case.register_rows import row as registered
from tests.domain.case.stories import DAY, at, by, put, refused, reply, spoken, state

from answerable.domain.case.case import Case
from answerable.domain.case.duties import duties
from answerable.domain.case.limits import due_in_force
from answerable.domain.case.obligations import ClockStarted
from answerable.domain.case.starting import CALENDAR_KNOWN
from answerable.domain.case.terms import ExtensionTerms, PauseTerms, Terms
from answerable.domain.case.testifying import as_moved, testimony
from answerable.domain.case.time_passing import ResumeClock
from answerable.domain.case.verdicts import Verdict, missed, verdict
from answerable.domain.deadlines.counting import Limit, MeasuredFrom, Unit
from answerable.domain.deadlines.pack import Extension, NoticeBefore, Pause
from answerable.domain.deadlines.trace import recount

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


def limit(
    days: float, *told: tuple[float, object], moment: float = 99, resumed: float | None = None
) -> date:
    """When a limit in days of the Polish calendar is over that began on Monday 2 November 2026.

    `told` are days with what a spoken reply then told.
    """
    rule = row(
        "final_answer",
        Limit(int(days), Unit.CALENDAR_DAY),
        pause=Pause(()),
        extension=Extension(MeasuredFrom.START, NoticeBefore.LIMIT_IN_FORCE, (), FORTY),
    )
    policy = replace(LAW, packs={"law.days": pack("law.days", rule)})
    history = under("law.days", policy=policy)
    for n, (at_day, terms) in enumerate(told):
        told_in = reply(f"r{n}", at_day * DAY, terms=Terms(clocks=(terms,)))  # type: ignore[arg-type]
        history = spoken(put(history, told_in, policy=policy), f"r{n}", at_day * DAY)
    if resumed is not None:
        history = put(history, ResumeClock(DAYS, **by(resumed * DAY)), policy=policy)
    case, begun = state(history), next(e for e in history if clock_named(e, DAYS))
    return as_explained(case, begun, at(moment * DAY)).date()


def as_explained(case: Case, begun: ClockStarted, moment: datetime) -> datetime:
    """The limit in force, once it is the one that is explained day by day."""
    told = as_moved(testimony(begun), DAYS, case, moment)
    due = due_in_force(case.clocks.obligations[DAYS], case.replies, moment)
    assert due == (told.later or told.due)
    assert recount(told.days, told.term) == told.due_date
    return due


def clock_named(event: object, name: str) -> TypeGuard[ClockStarted]:
    return isinstance(event, ClockStarted) and event.obligation == name


def until(day: float) -> PauseTerms:
    return PauseTerms(DAYS, at(day * DAY))


def later(day: float) -> ExtensionTerms:
    return ExtensionTerms(DAYS, at(day * DAY), ())


DAYS = "law.days:final_answer.1"
FORTY = Limit(40, Unit.CALENDAR_DAY)


@pytest.mark.parametrize(
    ("days", "told", "due"),
    [
        pytest.param(12, [], 16, id="Saturday 14, rolled to Monday"),
        pytest.param(12, [(2, until(3))], 16, id="Sunday 15, rolled to the same Monday"),
        pytest.param(11, [], 13, id="Friday 13"),
        pytest.param(11, [(2, until(3))], 16, id="Saturday 14, rolled to Monday"),
        pytest.param(8, [], 10, id="Tuesday 10"),
        pytest.param(8, [(2, until(3))], 12, id="the holiday of the 11th, rolled to Thursday"),
        pytest.param(12, [(13, until(16))], 18, id="full on Saturday, but still until Wednesday"),
        pytest.param(8, [(2, until(4)), (3, until(5))], 13, id="two pauses at once: three days"),
    ],
)
def test_a_limit_is_counted_again_around_a_pause_and_then_rolls(
    days: float, told: list[tuple[float, object]], due: int
) -> None:
    assert limit(days, *told) == date(2026, 11, due)


def test_a_pause_moves_a_later_limit_told_before_it_and_none_told_after() -> None:
    assert limit(8, (1, later(20)), (2, until(5))) == date(2026, 11, 25)
    assert limit(8, (2, until(5)), (3, later(20))) == date(2026, 11, 22)
    assert limit(8, (1, later(20)), (2, until(2.2))) == date(2026, 11, 22)
    assert limit(8, (2, until(5)), (3, later(20)), (6, until(7))) == date(2026, 11, 23)
    assert limit(8, (2, until(6)), (3, later(20)), (4, until(6))) == date(2026, 11, 22)


def test_a_limit_extended_as_far_as_may_be_is_counted_again_as_the_pack_counts_it() -> None:
    """Forty days end on Saturday 12 December, and forty-one on Sunday: both on Monday."""
    as_told = ExtensionTerms(DAYS, datetime(2026, 12, 14, 22, 59, 59, 999999, tzinfo=UTC), ())

    assert limit(8, (1, as_told)) == date(2026, 12, 14)
    assert limit(8, (1, as_told), (2, until(3))) == date(2026, 12, 14)
    assert limit(8, (1, as_told), (2, until(5))) == date(2026, 12, 15)


def test_the_clock_runs_again_for_every_pause_that_was_told() -> None:
    told = [(2, until(9)), (3, until(10))]

    assert limit(14, *told) == date(2026, 11, 24)
    assert limit(14, *told, resumed=4) == date(2026, 11, 18)


def test_a_clock_whose_edition_is_not_on_record_cannot_stand_still() -> None:
    still = reply("r", 2, terms=Terms(clocks=(PauseTerms(IDENTITY, at(7), "identity"),)))
    elsewhere = replace(POLICY, calendars={})
    beyond = reply("r", 2, terms=Terms(clocks=(PauseTerms(DAYS, at(300 * DAY)),)))

    assert refused(under("law.identity", policy=POLICY), still, elsewhere) is CALENDAR_KNOWN
    kept = replace(POLICY, calendars={}, earlier=(POLAND,))
    assert put(under("law.identity", policy=POLICY), still, policy=kept)
    rule = row("final_answer", Limit(8, Unit.CALENDAR_DAY), pause=Pause(()))
    policy = replace(LAW, packs={"law.days": pack("law.days", rule)})
    assert refused(under("law.days", policy=policy), beyond, policy) is CALENDAR_KNOWN


def test_a_clock_that_is_no_longer_the_case_s_is_told_as_it_began() -> None:
    history = under("law.consumer")
    told = testimony(next(event for event in history if clock_named(event, CONSUMER)))

    assert as_moved(told, "another", state(history), at(3)) == told


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
