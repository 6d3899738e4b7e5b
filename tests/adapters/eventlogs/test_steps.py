"""Times of foreign steps: in the order of the file, through changes of the clock, with ties."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.adapters.eventlogs import steps
from answerable.adapters.eventlogs.steps import Raw, Step, Unread, timed

WARSAW = ZoneInfo("Europe/Warsaw")
PUT_BACK = datetime(2025, 10, 26, 1, tzinfo=UTC)


def raw(time: str, case: str = "1", line: int = 1) -> Raw:
    return Raw(case, "activity", time, "", {}, line)


def read(*times: str) -> list[Step]:
    found = timed((raw(time, line=n) for n, time in enumerate(times, 2)), WARSAW)
    return [step for step in found if isinstance(step, Step)]


@given(st.lists(st.integers(-180, 180)))
def test_no_case_goes_backwards_where_a_clock_was_put_back(minutes: list[int]) -> None:
    true = [PUT_BACK + timedelta(minutes=each) for each in sorted(minutes)]
    said = [at.astimezone(WARSAW).replace(tzinfo=None).isoformat(" ") for at in true]

    found = read(*said)

    assert [step.raw.time for step in found] == said
    assert all(steps.BACKWARDS not in step.odd for step in found)
    for step, at in zip(found, true, strict=True):
        if steps.TWICE not in step.odd:
            assert step.at == at


@given(st.lists(st.integers(0, 3)))
def test_steps_stay_in_the_order_of_the_file_ties_included(hours: list[int]) -> None:
    said = [f"2026-03-02T1{each}:00:00+01:00" for each in hours]

    found = read(*said)

    assert [step.raw.line for step in found] == list(range(2, len(said) + 2))
    back = [steps.BACKWARDS in step.odd for step in found]
    assert back == [n > 0 and hours[n] < hours[n - 1] for n in range(len(hours))]


def test_a_time_that_stands_twice_follows_the_step_before_it() -> None:
    (first, second, third) = read(
        "2025-10-26 02:30:00", "2025-10-26 02:10:00", "2025-10-26 02:10:00"
    )

    assert first.at == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    assert second.at == third.at == datetime(2025, 10, 26, 1, 10, tzinfo=UTC)
    assert steps.TWICE in second.odd


def test_a_time_that_never_was_is_told() -> None:
    (step,) = read("2026-03-29 02:30:00")

    assert step.odd == (steps.NEVER,)
    assert step.at is not None


@pytest.mark.parametrize("time", ["", "soon", "2026-02-30 10:00:00", "10000-01-01"])
def test_a_time_nobody_can_read_is_kept_as_it_stands(time: str) -> None:
    (step,) = read(time)

    assert (step.at, step.raw.time, step.odd) == (None, time, (steps.NO_TIME,))


def test_each_case_is_followed_by_itself_and_what_is_no_step_is_handed_on() -> None:
    lines: list[Raw | Unread] = [
        raw("2026-03-02T10:00Z", "1"),
        Unread(3, "has 2 cells", "x,y"),
        raw("2026-03-02T09:00Z", "2"),
    ]

    found = list(timed(lines, WARSAW))

    assert isinstance(found[1], Unread)
    assert [step.odd for step in found if isinstance(step, Step)] == [(), ()]
