"""What mends a broken promise, and what does not, by histories told by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.projections.audit.told import (
    DAY,
    FRIDAY,
    HOUR,
    MADE,
    MONDAY,
    At,
    an,
    answers,
    delivered,
    found,
    log,
    received,
    reply,
    words,
)

from answerable.domain.case.promises import (
    NewDateProposed,
    PromiseFulfilled,
)
from answerable.domain.case.replies import Apology

MONDAY_MIDNIGHT = datetime(2026, 3, 10, tzinfo=UTC)
LATER = FRIDAY + 20 * DAY

SORRY = reply(apology=Apology.REGRET, tells=("promise-1",))


def left(moment: datetime, name: str = "reply-1") -> At:
    """The reply left then."""
    return lambda _: delivered(name)(moment)


@pytest.mark.parametrize(
    ("moment", "unmended"),
    [
        (FRIDAY - HOUR, True),
        (FRIDAY, True),
        (FRIDAY + HOUR, False),
        (MONDAY_MIDNIGHT - timedelta(microseconds=1), False),
        (MONDAY_MIDNIGHT, True),
    ],
)
def test_only_an_apology_after_the_breach_and_by_the_next_business_day_mends_it(
    moment: datetime,
    unmended: bool,  # noqa: FBT001  # an example has no name
) -> None:
    told = log("case-1", received(), MADE, SORRY, left(moment))

    assert answers("broken_without_apology", told, moment=LATER) == [unmended]


@pytest.mark.parametrize("said", [{"apology": None}, {"tells": ()}])
def test_a_reply_without_an_apology_or_about_something_else_mends_nothing(
    said: dict[str, Any],
) -> None:
    right: dict[str, Any] = {"apology": Apology.REGRET, "tells": ("promise-1",)}
    wrong = reply(**(right | said))
    told = log("case-1", received(), MADE, wrong, left(FRIDAY + HOUR))

    assert answers("broken_without_apology", told, moment=LATER) == [True]


def test_nobody_is_late_with_an_apology_before_the_next_business_day_is_over() -> None:
    told = log("case-1", received(), MADE)

    assert answers("broken_without_apology", told, moment=FRIDAY) == []
    assert answers("broken_without_apology", told, moment=MONDAY_MIDNIGHT - HOUR) == [None]
    assert answers("broken_without_apology", told, moment=MONDAY_MIDNIGHT) == [True]


NEW_DATE = an(
    NewDateProposed, promise="promise-1", due=FRIDAY + 7 * DAY, reason=words(), told_in="reply-1"
)


def test_kept_to_a_later_date_is_not_kept_to_the_first() -> None:
    done = an(PromiseFulfilled, promise="promise-1", evidence=words())(FRIDAY + DAY)
    told = log(
        "case-1", received(), MADE, reply(), left(MONDAY + 3 * HOUR), NEW_DATE, lambda _: done
    )

    assert answers("kept_to_original_date", told, moment=LATER) == [False]
    (item,) = found("kept_to_last_agreed_date", told, moment=LATER)
    assert item.counts
    assert [mark.type for mark in item.events] == [
        "PromiseMade",
        "ReplyIssued",
        "ReplyDelivered",
        "NewDateProposed",
        "PromiseFulfilled",
    ]
