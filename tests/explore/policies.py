"""The packs the worlds stand under: the house's, and one with everything a law may bring."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from answerable.domain.deadlines.counting import Calendar, Limit, MeasuredFrom, Unit
from answerable.domain.deadlines.pack import (
    Effect,
    Escalation,
    Extension,
    Form,
    NoticeBefore,
    Obligation,
    Pack,
    PackVersion,
    Pause,
    SatisfiedBy,
    Signpost,
    Silence,
    Step,
)
from answerable.domain.deadlines.policy import plain

from .state import Remembering

CALENDAR = Calendar(version="mon-fri/1", zone="Europe/Warsaw")


def law(name: str, *rows: Obligation) -> Pack:
    """A small pack of law, in force for good."""
    version = PackVersion("1", date(2020, 1, 1), date(2020, 1, 1), date(2099, 1, 1), rows)
    return Pack(name, name, "PL", "worlds", "Not legal advice.", ("none",), (version,))


def row(name: str, days: int, **says: Any) -> Obligation:  # noqa: ANN401  # any field of a row
    """A row counted in calendar days."""
    return replace(plain(name, Limit(days, Unit.CALENDAR_DAY)), calendar="PL", **says)


CONSUMER = law(
    "law.consumer",
    row("acknowledge", 1, must_tell=("who",)),
    row(
        "final_answer",
        3,
        form=Form.DURABLE_MEDIUM,
        silence=Silence(Effect.DEEMED_ACCEPTED, rebuttable=True),
    ),
)
QUICK = law("law.quick", row("resolution", 2, satisfied_by=SatisfiedBy.ACCEPTED))
ENERGY = law(
    "law.energy",
    row(
        "final_answer",
        2,
        silence=Silence(
            Effect.COMPENSATION,
            currency="EUR",
            steps=(
                Step(Limit(2, Unit.CALENDAR_DAY), 3000),
                Step(Limit(4, Unit.CALENDAR_DAY), 6000),
            ),
        ),
        escalation=Escalation("the ombudsman", Signpost.WHEN_NOT_UPHELD),
    ),
)
PACKS = {each.id: each for each in (CONSUMER, QUICK, ENERGY)}
ACKNOWLEDGE = plain("acknowledge", Limit(1, Unit.BUSINESS_DAY))
HOUSE = Remembering(
    "house.default",
    "1",
    CALENDAR,
    (ACKNOWLEDGE, plain("final_answer", Limit(7, Unit.CALENDAR_DAY))),
)
LAWFUL = Remembering(
    HOUSE.pack,
    HOUSE.version,
    CALENDAR,
    HOUSE.obligations,
    packs=PACKS,
    applied=("law.consumer", "law.quick"),
    calendars={"PL": CALENDAR},
    place="PL",
)
STRICT = Remembering(
    "test.strict",
    "1",
    CALENDAR,
    (
        ACKNOWLEDGE,
        replace(
            plain("final_answer", Limit(3, Unit.CALENDAR_DAY)),
            satisfied_by=SatisfiedBy.DELIVERED,
            extension=Extension(
                MeasuredFrom.START,
                NoticeBefore.ORIGINAL_LIMIT,
                ("cause",),
                Limit(12, Unit.CALENDAR_DAY),
            ),
            pause=Pause((), Limit(5, Unit.CALENDAR_DAY)),
            silence=Silence(Effect.DEEMED_ACCEPTED, rebuttable=True),
        ),
    ),
    durable_medium=True,
)
