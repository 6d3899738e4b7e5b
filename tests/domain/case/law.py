"""Packs of law for tests, beside the house's own: small, and with everything a pack can say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from tests.domain.case.packs import days, longer
from tests.domain.case.stories import (
    COLLEAGUE,
    DAY,
    HOUSE,
    MACHINE,
    History,
    by,
    owned,
    put,
    received,
    words,
)

from answerable.domain.case.silence import RebutSilence
from answerable.domain.case.time_passing import PassTime
from answerable.domain.deadlines.counting import Calendar, Limit, Roll, Term, Unit
from answerable.domain.deadlines.pack import (
    Completed,
    Effect,
    Escalation,
    Form,
    MissingInfo,
    Obligation,
    Pack,
    PackVersion,
    Pause,
    SatisfiedBy,
    Signpost,
    Silence,
    StartEvent,
    Step,
    Then,
)
from answerable.domain.deadlines.policy import Policy, plain

OMBUDSMAN = "Ombudsman of Kettles"


def row(name: str, limit: Limit, **says: object) -> Obligation:
    """A row counted by the Polish calendar."""
    rule = replace(plain(name, limit), calendar="PL", term=Term(limit, roll=Roll.NEXT_WORKING_DAY))
    return replace(rule, **says)  # type: ignore[arg-type]


def pack(name: str, *rows: Obligation, until: date = date(2027, 12, 31)) -> Pack:
    version = PackVersion("2020", date(2020, 1, 1), date(2020, 1, 1), until, rows)
    return Pack(name, name, "PL", "tests", "Not legal advice.", ("none",), (version,))


LAW_CONSUMER = pack(
    "law.consumer",
    row("acknowledge", days(2), must_tell=("received", "who")),
    row(
        "final_answer",
        days(14),
        form=Form.DURABLE_MEDIUM,
        extension=replace(longer(30, "cause"), grounds=("complex",)),
        pause=Pause(("facts",), days(10)),
        silence=Silence(Effect.DEEMED_ACCEPTED, rebuttable=True),
        missing_info=MissingInfo(
            days(7),
            ("left_unexamined_else",),
            Then.LEFT_UNEXAMINED,
            Completed.COUNTS_FROM_ORIGINAL_START,
        ),
    ),
    row(
        "acknowledge_in_shop",
        Limit(0, Unit.CALENDAR_DAY),
        only_when="in_shop",
        instead_of="acknowledge",
        satisfied_by=SatisfiedBy.SPOKEN,
    ),
    row("send_again", days(3), start=StartEvent.SENDING_AGAIN_DEMANDED),
)
LAW_ENERGY = pack(
    "law.energy",
    row(
        "final_answer",
        days(10),
        silence=Silence(
            Effect.COMPENSATION, currency="EUR", steps=(Step(days(10), 3000), Step(days(20), 6000))
        ),
        escalation=Escalation(OMBUDSMAN, Signpost.WHEN_NOT_UPHELD, opens_after=days(12)),
    ),
)
LAW_QUICK = pack(
    "law.quick",
    row("resolution", days(3), satisfied_by=SatisfiedBy.ACCEPTED, otherwise="law.bank"),
)
LAW_BANK = pack(
    "law.bank",
    row(
        "final_answer",
        days(21),
        calendar="seat",
        silence=Silence(Effect.MAY_ESCALATE),
        escalation=Escalation("Court of Banks", Signpost.ALWAYS),
    ),
)
POLAND = Calendar(
    version="PL-1",
    zone="Europe/Warsaw",
    holidays=MappingProxyType({date(2026, 11, 11): "Independence Day"}),
    years=(2026, 2026),
)
PACKS = {each.id: each for each in (LAW_CONSUMER, LAW_ENERGY, LAW_QUICK, LAW_BANK)}
LAW = replace(
    HOUSE,
    packs=PACKS,
    calendars={"PL": POLAND, "PL-coast": replace(POLAND, version="PL-coast-1")},
    place="PL-coast",
)
"""Every pack is there to be applied; none is unless it is asked for."""

ACK = "law.consumer:acknowledge.1"
CONSUMER = "law.consumer:final_answer.1"
ENERGY = "law.energy:final_answer.1"
BANKS = "law.bank:final_answer.1"


def under(*packs: str, policy: Policy = LAW, **more: Any) -> History:  # noqa: ANN401  # any field
    """A complaint that comes under these packs, and has its owner."""
    return owned(received(policy=policy, packs=packs, **more))


def silent(hour: float = 15 * DAY) -> History:
    """Nobody answered; the clock has seen it."""
    return put(under("law.consumer"), PassTime(**by(hour, MACHINE)), policy=LAW)


REBUTTAL = RebutSilence(
    CONSUMER, words("Sent, and lost"), "letter", **by(16 * DAY, second=COLLEAGUE.id)
)
