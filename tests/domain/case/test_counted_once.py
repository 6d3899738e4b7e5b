"""A clock that many cases share is the one that each would have counted for itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.case.stories import HOUSE
from tests.domain.deadlines.drawing import MOMENTS, ZONES

from answerable.domain.case.obligations import ClockStarted
from answerable.domain.case.starting import counted, counted_alone, house_clocks
from answerable.domain.deadlines.counting import Calendar, Limit, Unit
from answerable.domain.deadlines.pack import Obligation
from answerable.domain.deadlines.policy import plain

ROWS = st.builds(
    plain,
    st.sampled_from(["acknowledge", "final_answer"]),
    st.builds(Limit, st.integers(1, 3), st.sampled_from(list(Unit))),
)
CALENDARS = st.sampled_from(
    [
        replace(HOUSE.calendar, zone=zone, holidays=holidays)
        for zone in ("UTC", "Pacific/Apia")
        for holidays in ({}, {date(2026, 3, 30): "a day off"})
    ]
)
"""Of one edition by name, and yet different."""


def told(clocks: list[ClockStarted]) -> list[str]:
    return [clock.occurred_at.isoformat() for clock in clocks]


@given(MOMENTS, st.lists(st.sampled_from(ZONES), min_size=2))
def test_a_clock_keeps_the_zone_in_which_its_start_was_told(
    moment: datetime, zones: list[str]
) -> None:
    for start in (moment.astimezone(ZoneInfo(zone)) for zone in zones):
        assert {*told(house_clocks(start, 1, HOUSE))} == {start.isoformat()}


def test_the_two_hours_of_one_name_in_autumn_start_two_clocks() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Warsaw"))
    second = first.replace(fold=1)
    starts = [*told(house_clocks(first, 1, HOUSE)), *told(house_clocks(second, 1, HOUSE))]
    assert len({*starts}) == 2


@given(
    st.tuples(
        ROWS,
        st.sampled_from([datetime(2026, 3, 29, hour, tzinfo=UTC) for hour in (0, 12)]),
        st.integers(1, 2),
        CALENDARS,
        st.sampled_from([("house", "1"), ("house", "2"), ("other", "1")]),
        st.sampled_from(["", "other:"]),
    )
)
def test_no_clock_is_that_of_another_rule_or_calendar(
    facts: tuple[Obligation, datetime, int, Calendar, tuple[str, str], str],
) -> None:
    assert counted(*facts) == counted_alone(*facts)
