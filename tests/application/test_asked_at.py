"""A question is asked about a moment or a position of the log; about nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

import answerable
from answerable.application.desk import Desk

ASKED: dict[str, Callable[[Desk, str, Any], object]] = {
    "promises": lambda desk, _, point: desk.promises(point),
    "critics": lambda desk, _, point: desk.critics(point),
    "next_due": lambda desk, _, point: desk.next_due(point),
    "replay": lambda desk, case, point: desk.replay(case, point),
    "audit": lambda desk, _, point: desk.audit("promises", point),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
@pytest.mark.parametrize(
    ("point", "told"),
    [
        (datetime(2026, 3, 2, 9), "has no zone"),  # noqa: DTZ001  # that is the point
        (date(2026, 3, 2), "not date"),
        ("2026-03-02T09:00Z", "not str"),
    ],
)
def test_what_is_no_point_of_a_log_is_named_as_such(
    ask: Callable[[Desk, str, Any], object], point: object, told: str
) -> None:
    desk = answerable.open()
    case = desk.receive("You charged me twice.")

    with pytest.raises((TypeError, ValueError), match=told):
        ask(desk, case.id, point)


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
@pytest.mark.parametrize("point", [None, 0, 1, datetime(2030, 1, 1, tzinfo=UTC)])
def test_a_moment_with_its_zone_and_a_position_are_answered(
    ask: Callable[[Desk, str, Any], object], point: object
) -> None:
    desk = answerable.open()

    ask(desk, desk.receive("You charged me twice.").id, point)
