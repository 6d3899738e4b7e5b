"""What a view is made of: places that sort as the view does, times in UTC."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.projections.case_timeline import CASE_TIMELINE
from answerable.projections.view import FIRST, FOREVER, View, in_utc, instant, place


@dataclass(frozen=True)
class Row:
    first: bool
    number: int
    at: datetime | None
    name: str
    price: float = 1.0


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
TIMES = st.datetimes(timezones=ZONES)
ROWS = st.builds(
    Row, st.booleans(), st.integers(-(2**63), 2**63 - 1), st.none() | TIMES, st.sampled_from("ab")
)
ORDER = ("-first", "number", "at", "name")


def no_rows(_stream: str, _state: None, _moment: datetime) -> dict[str, Row]:
    return {}


VIEW: View[None, Row] = View(
    "rows", 1, Row, None, lambda state, _: state, no_rows, lambda _: (), ORDER
)


def key(row: Row) -> tuple[bool, int, bool, datetime, str]:
    return not row.first, row.number, row.at is None, in_utc(row.at or FIRST), row.name


@given(st.lists(ROWS))
def test_places_sort_as_the_fields_do(rows: list[Row]) -> None:
    assert sorted(rows, key=lambda row: place(VIEW, "s", "n", row)) == sorted(rows, key=key)


def test_rows_alike_have_places_of_their_own() -> None:
    row = Row(first=True, number=1, at=None, name="a")

    assert place(VIEW, "s", "n", row) < place(VIEW, "s", "o", row) < place(VIEW, "t", "n", row)


def test_what_has_no_order_as_text_is_refused() -> None:
    row = Row(first=True, number=1, at=None, name="a")

    with pytest.raises(TypeError, match="sorted by price"):
        place(replace(VIEW, order=("price",)), "s", "n", row)


@given(TIMES, TIMES)
def test_instants_sort_as_time_does(one: datetime, other: datetime) -> None:
    assert (instant(one) < instant(other)) == (in_utc(one) < in_utc(other))


def test_a_time_whose_zone_leads_out_of_time_is_the_first_or_the_last() -> None:
    east, west = timezone(timedelta(hours=1)), timezone(timedelta(hours=-1))

    assert in_utc(FIRST.replace(tzinfo=east)) == FIRST
    assert in_utc(FOREVER.replace(tzinfo=west)) == FOREVER
    assert in_utc(datetime(2026, 3, 2, 1, tzinfo=east)) == datetime(2026, 3, 2, tzinfo=UTC)


def test_nothing_in_a_history_changes_by_time_alone() -> None:
    assert CASE_TIMELINE.changes(CASE_TIMELINE.initial) == ()
