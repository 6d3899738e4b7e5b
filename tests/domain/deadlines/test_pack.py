"""A pack answers with exactly one row, or says why it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from answerable.domain.deadlines.counting import Limit, MeasuredFrom, Roll, Term, Unit
from answerable.domain.deadlines.in_force import (
    UnknownObligationError,
    UnvettedDateError,
    rule_in_force,
    version_in_force,
)
from answerable.domain.deadlines.pack import (
    Confidence,
    Effect,
    Escalation,
    Extension,
    NoticeBefore,
    Obligation,
    Pack,
    PackVersion,
    Part,
    Pause,
    Provenance,
    SatisfiedBy,
    Signpost,
    Silence,
    StartEvent,
    sourced,
)

KNOWN = Provenance(tuple(Part), "the law", Confidence.PRIMARY, date(2026, 11, 22))


def answer(value: int) -> Obligation:
    return Obligation(
        name="final_answer",
        start=StartEvent.RECEIVED,
        term=Term(Limit(value, Unit.CALENDAR_DAY), roll=Roll.NEXT_WORKING_DAY),
        calendar="PL",
        satisfied_by=SatisfiedBy.DELIVERED,
        provenance=(KNOWN,),
    )


OLD = PackVersion(
    version="2017",
    effective_from=date(2017, 1, 10),
    effective_until=date(2022, 12, 31),
    vetted_from=date(2018, 1, 1),
    vetted_until=date(2022, 12, 31),
    obligations=(answer(30),),
)
NEW = PackVersion(
    version="2023",
    effective_from=date(2023, 1, 1),
    vetted_from=date(2023, 1, 1),
    vetted_until=date(2027, 12, 31),
    obligations=(answer(14),),
)
PACK = Pack(
    id="pl.test",
    title="A law",
    jurisdiction="PL",
    applies_to="complaints",
    disclaimer="Not legal advice.",
    sources=("the law",),
    versions=(OLD, NEW),
)


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2018, 1, 1), 30),
        (date(2022, 12, 31), 30),
        (date(2023, 1, 1), 14),
        (date(2027, 12, 31), 14),
    ],
)
def test_a_start_event_has_the_rule_of_its_day(day: date, value: int) -> None:
    assert rule_in_force(PACK, day, "final_answer").term.limit.value == value


@pytest.mark.parametrize("day", [date(2016, 1, 1), date(2017, 12, 31), date(2028, 1, 1)])
def test_outside_the_vetted_days_the_pack_says_so(day: date) -> None:
    with pytest.raises(UnvettedDateError, match=r"pl\.test does not answer for") as refused:
        rule_in_force(PACK, day, "final_answer")

    assert (refused.value.on, refused.value.vetted) == (day, (date(2018, 1, 1), NEW.vetted_until))


def test_two_versions_for_one_day_are_no_answer() -> None:
    twice = replace(PACK, versions=(replace(OLD, effective_until=None), OLD))

    with pytest.raises(UnvettedDateError):
        version_in_force(twice, date(2020, 1, 1))


def test_a_version_that_ended_does_not_answer_even_if_vetted_too_far() -> None:
    assert not replace(OLD, vetted_until=date(2024, 1, 1)).answers(date(2023, 1, 1))


def test_an_unknown_obligation_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownObligationError, match="it has final_answer") as refused:
        rule_in_force(PACK, date(2024, 1, 1), "acknowledge")

    assert (refused.value.obligation, refused.value.known) == ("acknowledge", ("final_answer",))


def test_each_part_that_a_row_has_needs_a_source() -> None:
    plain = answer(14)
    whole = replace(
        plain,
        must_tell=("cause",),
        extension=Extension(MeasuredFrom.START, NoticeBefore.ORIGINAL_LIMIT, ("cause",)),
        pause=Pause(("facts",)),
        silence=Silence(Effect.DEEMED_ACCEPTED),
        escalation=Escalation("a body", Signpost.ALWAYS),
    )

    assert list(sourced(plain)) == [Part.LIMIT, Part.ROLL, Part.SATISFIED_BY]
    assert set(sourced(whole)) == set(Part) - {Part.MISSING_INFO}
