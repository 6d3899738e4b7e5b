"""Packs for tests: what the house pack leaves to law."""

from __future__ import annotations

from dataclasses import replace

from tests.domain.case.stories import HOUSE

from answerable.domain.deadlines.counting import Limit, Unit
from answerable.domain.deadlines.policy import Extension, ObligationRule, Silence


def days(value: int) -> Limit:
    return Limit(value, Unit.CALENDAR_DAY)


ACKNOWLEDGE = ObligationRule("acknowledge", Limit(1, Unit.BUSINESS_DAY))
STATUTE = replace(
    HOUSE,
    pack="test.statute",
    obligations=(
        ACKNOWLEDGE,
        ObligationRule(
            "final_answer",
            days(14),
            extension=Extension(days(30), must_tell=("cause", "expected_date")),
            pause=days(10),
        ),
    ),
)
"""Fourteen days; thirty if told why and until when; a pause of ten at most."""

SILENCE = replace(
    HOUSE,
    pack="test.silence",
    obligations=(
        ACKNOWLEDGE,
        ObligationRule("final_answer", days(14), silence=Silence.DEEMED_ACCEPTED),
    ),
)
"""No answer in fourteen days counts as yes."""

RECEIPT = replace(
    HOUSE,
    pack="test.receipt",
    obligations=(ACKNOWLEDGE, ObligationRule("final_answer", days(14), receipt_counts=True)),
)
"""The answer must have reached within fourteen days."""

DURABLE = replace(HOUSE, pack="test.durable", durable_medium=True)
"""An answer is in writing."""
