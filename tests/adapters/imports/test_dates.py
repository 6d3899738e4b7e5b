"""Dates as they are written in registers and reviews."""

from datetime import date, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.adapters.imports.dates import Order, OrderVotes, Stamp, read_stamp

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
MONTH_FIRST = ("{m}/{d}/{y}", "{m:02}/{d:02}/{y}", "{m}/{d}/{s:02}", "{m:02}/{d:02}/{s:02}")
ALWAYS = (
    "{y}-{m:02}-{d:02}",
    "{y}{m:02}{d:02}",
    "{y}/{m:02}/{d:02}",
    "{y}-{m:02}-{d:02}T12:00:00-05:00",
    "{y}-{m:02}-{d:02} 00:00:00",
    "{y}-{m:02}-{d:02}T00:00:00.000Z",
    "{d:02}.{m:02}.{y}",
)


def month_first() -> Order:
    return Order.MONTH_FIRST


def not_asked() -> Order:
    raise AssertionError("this date has one reading")


@given(DAYS, st.sampled_from(MONTH_FIRST + ALWAYS))
def test_a_day_is_the_same_however_it_is_written(day: date, shape: str) -> None:
    text = shape.format(y=day.year, s=day.year % 100, m=day.month, d=day.day)

    stamp = read_stamp(text, month_first)

    assert stamp is not None
    assert stamp.day == day


@given(DAYS)
def test_day_first_is_read_when_that_is_the_order(day: date) -> None:
    assert read_stamp(f"{day:%d/%m/%Y}", lambda: Order.DAY_FIRST) == Stamp(day)


@given(DAYS, st.sampled_from(ALWAYS))
def test_the_order_is_not_asked_for_where_it_is_not_needed(day: date, shape: str) -> None:
    text = shape.format(y=day.year, m=day.month, d=day.day)

    assert read_stamp(text, not_asked) == read_stamp(text, month_first)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Recensito in Italia il 6 gennaio 2024", date(2024, 1, 6)),
        ("Recensito negli Stati Uniti il 1º dicembre 2023", date(2023, 12, 1)),
        ("12 września 2016", date(2016, 9, 12)),
        ("12 WRZ 2016", date(2016, 9, 12)),
        ("Sep 12, 2016", date(2016, 9, 12)),
        ("12-Sep-16", date(2016, 9, 12)),
        ("September 12th, 2016", date(2016, 9, 12)),
    ],
)
def test_months_by_name_are_read_in_three_languages(text: str, day: date) -> None:
    stamp = read_stamp(text, month_first)

    assert stamp is not None
    assert stamp.day == day


@pytest.mark.parametrize(
    "text",
    ["2016-02-30", "13/13/2016", "2/30/2016", "soon", "", "2016-09-12 at noon", "31 foo 2020"],
)
def test_a_day_that_does_not_exist_is_none(text: str) -> None:
    assert read_stamp(text, month_first) is None


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2/24/2015 11:35", time(11, 35)),
        ("2/24/2015 12:05 AM", time(0, 5)),
        ("2015-02-24 15:20:42", time(15, 20, 42)),
        ("2015-02-24T15:20:42+02:00", time(15, 20, 42, tzinfo=timezone(timedelta(hours=2)))),
        ("2015-02-24", None),
    ],
)
def test_a_time_of_day_is_kept_as_stated(text: str, clock: time | None) -> None:
    assert read_stamp(text, month_first) == Stamp(date(2015, 2, 24), clock)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["1/2/2016", "3/4/2016"], Order.MONTH_FIRST),
        (["1/2/2016", "25/4/2016"], Order.DAY_FIRST),
        (["4/25/2016", "25/4/2016"], Order.MONTH_FIRST),
        (["2016-04-25", "25.04.2016", "99/99/2016"], Order.MONTH_FIRST),
    ],
)
def test_the_order_is_the_default_unless_only_the_other_is_possible(
    texts: list[str], order: Order
) -> None:
    assert OrderVotes(texts).order(Order.MONTH_FIRST) is order


def test_day_first_by_default_gives_way_to_month_first() -> None:
    assert OrderVotes(["4/25/2016"]).order(Order.DAY_FIRST) is Order.MONTH_FIRST
    assert OrderVotes(["25/4/2016"]).order(Order.DAY_FIRST) is Order.DAY_FIRST


@pytest.mark.parametrize("text", ["01/01/0001", "0001-01-01", "1 January 1583", "12/31/1899"])
def test_a_day_before_zones_kept_whole_minutes_is_none(text: str) -> None:
    assert read_stamp(text, month_first) is None
