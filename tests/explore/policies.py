"""The packs the worlds stand under: the house's, and one with everything a law may bring."""

from __future__ import annotations

from answerable.domain.deadlines.counting import Calendar, Limit, Unit
from answerable.domain.deadlines.policy import Extension, ObligationRule, Silence

from .state import Remembering

CALENDAR = Calendar(version="mon-fri/1", zone="Europe/Warsaw")
ACKNOWLEDGE = ObligationRule("acknowledge", Limit(1, Unit.BUSINESS_DAY))
HOUSE = Remembering(
    "house.default",
    "1",
    CALENDAR,
    (ACKNOWLEDGE, ObligationRule("final_answer", Limit(7, Unit.CALENDAR_DAY))),
)
STRICT = Remembering(
    "test.strict",
    "1",
    CALENDAR,
    (
        ACKNOWLEDGE,
        ObligationRule(
            "final_answer",
            Limit(3, Unit.CALENDAR_DAY),
            receipt_counts=True,
            extension=Extension(Limit(12, Unit.CALENDAR_DAY), ("cause",)),
            pause=Limit(5, Unit.CALENDAR_DAY),
            silence=Silence.DEEMED_ACCEPTED,
        ),
    ),
    durable_medium=True,
)
