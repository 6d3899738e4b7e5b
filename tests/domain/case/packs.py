"""Packs for tests: what the house pack leaves to law."""

from __future__ import annotations

from dataclasses import replace

from tests.domain.case.stories import HOUSE

from answerable.domain.deadlines.counting import Limit, MeasuredFrom, Unit
from answerable.domain.deadlines.pack import (
    Effect,
    Extension,
    NoticeBefore,
    Pause,
    SatisfiedBy,
    Silence,
)
from answerable.domain.deadlines.policy import plain


def days(value: int) -> Limit:
    return Limit(value, Unit.CALENDAR_DAY)


def longer(to: int, *must_tell: str) -> Extension:
    return Extension(MeasuredFrom.START, NoticeBefore.ORIGINAL_LIMIT, must_tell, days(to))


ACKNOWLEDGE = plain("acknowledge", Limit(1, Unit.BUSINESS_DAY))
FOURTEEN = plain("final_answer", days(14))
STATUTE = replace(
    HOUSE,
    pack="test.statute",
    obligations=(
        ACKNOWLEDGE,
        replace(
            FOURTEEN, extension=longer(30, "cause", "expected_date"), pause=Pause((), days(10))
        ),
    ),
)
"""Fourteen days; thirty if told why and until when; a pause of ten at most."""

SILENCE = replace(
    HOUSE,
    pack="test.silence",
    obligations=(
        ACKNOWLEDGE,
        replace(FOURTEEN, silence=Silence(Effect.DEEMED_ACCEPTED, rebuttable=True)),
    ),
)
"""No answer in fourteen days counts as yes."""

RECEIPT = replace(
    HOUSE,
    pack="test.receipt",
    obligations=(ACKNOWLEDGE, replace(FOURTEEN, satisfied_by=SatisfiedBy.DELIVERED)),
)
"""The answer must have reached within fourteen days."""

DURABLE = replace(HOUSE, pack="test.durable", durable_medium=True)
"""An answer is in writing."""
