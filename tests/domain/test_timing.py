"""What holds for the time of every command (I18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.domain.command import Command, RefusedError
from answerable.domain.deadlines.policy import house
from answerable.domain.event import Actor, Event
from answerable.domain.timing import BACKDATED_BY_TWO, FACT_DATED, NOT_AHEAD, require_timely

POLICY = house("Europe/Warsaw")
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
TICK = timedelta(microseconds=1)
LAST = datetime(2026, 10, 3, tzinfo=UTC) - timedelta(hours=2)
"""Thirty days ago in Warsaw, from midnight on."""


class Seen(Event):
    """A fact."""


@dataclass(frozen=True, slots=True)
class Record(Command):
    """A command that carries a fact."""

    fact: Seen


def command(
    occurred_at: datetime, role: str = "agent", second: str | None = None, now: datetime = NOW
) -> Command:
    return Command(
        stream="case-1",
        id="command-1",
        actor=Actor("staff-1", role),
        now=now,
        occurred_at=occurred_at,
        confirmed_by=second,
    )


@pytest.mark.parametrize("occurred_at", [NOW, NOW - timedelta(days=1), LAST])
def test_what_occurred_lately_is_recorded_by_one(occurred_at: datetime) -> None:
    require_timely(command(occurred_at), POLICY)


def test_nothing_is_recorded_before_it_occurs() -> None:
    with pytest.raises(RefusedError) as refusal:
        require_timely(command(NOW + TICK), POLICY)

    assert refusal.value.rule == NOT_AHEAD


@pytest.mark.parametrize("second", [None, "staff-1"])
def test_what_occurred_long_ago_is_not_recorded_by_one(second: str | None) -> None:
    with pytest.raises(RefusedError) as refusal:
        require_timely(command(LAST - TICK, second=second), POLICY)

    assert refusal.value.rule == BACKDATED_BY_TWO


def test_what_occurred_long_ago_is_recorded_by_two() -> None:
    require_timely(command(LAST - TICK, second="staff-2"), POLICY)


@pytest.mark.parametrize("role", ["import", "process"])
def test_history_from_elsewhere_and_what_follows_from_it_need_no_second_person(role: str) -> None:
    require_timely(command(datetime(2014, 1, 1, tzinfo=UTC), role), POLICY)


@pytest.mark.parametrize("apart", [-TICK, TICK])
def test_a_fact_is_dated_as_the_command_that_records_it(apart: timedelta) -> None:
    with pytest.raises(RefusedError) as refusal:
        require_timely(record(NOW - TICK, NOW - TICK + apart), POLICY)

    assert refusal.value.rule == FACT_DATED
    require_timely(record(NOW, NOW), POLICY)


@given(st.datetimes(datetime(2020, 1, 1), NOW.replace(tzinfo=None)), st.integers(0, 10**6))  # noqa: DTZ001  # made aware below
def test_what_may_be_recorded_now_could_have_been_recorded_sooner(
    naive: datetime, seconds: int
) -> None:
    occurred_at = naive.replace(tzinfo=UTC)
    sooner = max(occurred_at, NOW - timedelta(seconds=seconds))

    assert allowed(command(occurred_at, now=sooner)) or not allowed(command(occurred_at))


def record(occurred_at: datetime, of_fact: datetime) -> Record:
    return Record(
        Seen(occurred_at=of_fact),
        stream="case-1",
        id="command-1",
        actor=Actor("staff-1", "agent"),
        now=NOW,
        occurred_at=occurred_at,
    )


def allowed(asked: Command) -> bool:
    try:
        require_timely(asked, POLICY)
    except RefusedError:
        return False
    return True
