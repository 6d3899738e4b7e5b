"""What is said becomes one instant at once; what is vague is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from answerable.domain.command import RefusedError
from answerable.domain.deadlines.policy import house
from answerable.domain.deadlines.wording import EXACT_DATE, Said, resolve

POLICY = house("Europe/Warsaw")
MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
END = "59:59.999999+00:00"


@pytest.mark.parametrize(
    ("said", "at", "rule"),
    [
        ("in 7 days", f"2026-11-09T22:{END}", "7 calendar_day"),
        ("  In  1   business day ", f"2026-11-03T22:{END}", "1 business_day"),
        ("48 hours", "2026-11-04T09:00:00+00:00", "48 hour"),
        ("2026-11-29", f"2026-11-29T22:{END}", "by 2026-11-29"),
        (date(2026, 11, 29), f"2026-11-29T22:{END}", "by 2026-11-29"),
        ("2026-11-29T12:00+01:00", "2026-11-29T11:00:00+00:00", "by 2026-11-29T12:00:00+01:00"),
        (
            datetime(2026, 11, 29, 12, tzinfo=UTC),
            "2026-11-29T12:00:00+00:00",
            "by 2026-11-29T12:00:00+00:00",
        ),
    ],
)
def test_an_exact_wording_is_one_instant(said: Said, at: str, rule: str) -> None:
    due = resolve(said, MONDAY, POLICY)

    assert (due.at, due.rule) == (datetime.fromisoformat(at), rule)
    assert due.zone == "Europe/Warsaw"


@pytest.mark.parametrize(
    "vague",
    [
        "soon",
        "in a few days",
        "next week",
        "",
        "in 7 days or so",
        "2026-13-01",
        "2026-11-29T12:00",
        datetime(2026, 11, 29, 12),  # noqa: DTZ001  # an instant without a zone is none
    ],
)
def test_a_vague_wording_is_refused(vague: Said) -> None:
    with pytest.raises(RefusedError) as refusal:
        resolve(vague, MONDAY, POLICY)

    assert refusal.value.rule == EXACT_DATE


@pytest.mark.parametrize(
    ("zone", "hour"), [("Asia/Tokyo", 14), ("America/New_York", 22), (None, 22)]
)
def test_a_date_ends_where_it_ends_first(zone: str | None, hour: int) -> None:
    due = resolve("in 7 days", MONDAY, POLICY, zone)

    assert due.at == datetime.fromisoformat(f"2026-11-09T{hour}:{END}")
    assert due.date == date(2026, 11, 9)
