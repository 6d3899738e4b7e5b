"""When a new date was told on the last day, by histories told by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.projections.audit.told import (
    DAY,
    FRIDAY,
    HOUR,
    MADE,
    At,
    an,
    answers,
    delivered,
    log,
    received,
    reply,
    words,
)

from answerable.domain.case.promises import NewDateProposed

LATER = FRIDAY + 20 * DAY
LAST_DAY = "new_date_on_the_last_day"


def told(moment: datetime, due: datetime, reply_name: str, promise: str = "promise-1") -> list[At]:
    """A new date, in a reply that reached at once."""
    date = an(NewDateProposed, promise=promise, due=due, reason=words(), told_in=reply_name)
    return [
        reply(reply_name),
        lambda _: delivered(reply_name)(moment),
        lambda _: date(moment),
    ]


@pytest.mark.parametrize(
    ("moment", "last"),
    [
        (FRIDAY - DAY - timedelta(microseconds=1), False),
        (FRIDAY - DAY, True),
        (FRIDAY - HOUR, True),
    ],
)
def test_a_new_date_within_a_day_of_the_due_time_is_one_of_the_last_day(
    moment: datetime,
    last: bool,  # noqa: FBT001  # an example has no name
) -> None:
    history = log("case-1", received(), MADE, *told(moment, FRIDAY + 7 * DAY, "reply-1"))

    assert answers(LAST_DAY, history, moment=LATER) == [last]


def test_the_second_new_date_is_held_against_the_first() -> None:
    first = told(FRIDAY - 2 * DAY, FRIDAY + 7 * DAY, "reply-1")
    second = told(FRIDAY - HOUR, FRIDAY + 9 * DAY, "reply-2")
    third = told(FRIDAY + 9 * DAY - HOUR, FRIDAY + 11 * DAY, "reply-3")

    history = log("case-1", received(), MADE, *first, *second, *third)

    assert answers(LAST_DAY, history, moment=LATER) == [False, False, True]


def test_a_new_date_for_a_promise_that_is_not_here_is_no_item() -> None:
    elsewhere = told(FRIDAY - HOUR, LATER, "reply-1", promise="promise-2")

    assert answers(LAST_DAY, log("case-1", received(), MADE, *elsewhere), moment=LATER) == []
