"""What process miners are shown of an event: codes and pseudonyms, and never a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import cast

from hypothesis import given
from pydantic import BaseModel
from tests.projections.audit.told import MADE_BY, an, log, received, reply, words
from tests.projections.histories import LIVES, Life

from answerable.domain.case.intake import EvidenceAttached
from answerable.domain.case.obligations import DueTimePassed
from answerable.domain.case.ownership import Escalated
from answerable.domain.catalogue import EVENT_TYPES
from answerable.domain.event import Actor, Personal
from answerable.domain.policy.policy import PackAdopted
from answerable.projections.mining import ALWAYS, activity, names


def personal(value: object) -> Iterator[str]:
    """Every personal value inside."""
    if isinstance(value, Personal):
        yield str(cast("Personal[str]", value).value)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from personal(getattr(value, name))
    elif isinstance(value, tuple):
        for each in cast("tuple[object, ...]", value):
            yield from personal(each)


@given(LIVES)
def test_no_personal_value_is_in_an_activity(life: Life) -> None:
    for each in life.log:
        told = repr(activity(each))
        assert [said for said in personal(each.event) if said in told] == []


@given(LIVES)
def test_an_activity_has_the_place_the_time_and_the_stream_of_its_event(life: Life) -> None:
    for each in life.log:
        told = activity(each)
        assert told.id == f"{each.stream}/{each.version}"
        assert (told.type, told.at, told.stream) == (each.type, each.occurred_at, each.stream)
        assert told.things[0].id == each.stream
        assert set(told.codes) <= set(names(EVENT_TYPES[each.type]))
        assert len({thing.id for thing in told.things}) == len(told.things)


@given(LIVES)
def test_no_two_types_of_things_share_an_id(life: Life) -> None:
    types: dict[str, str] = {}
    for each in life.log:
        for thing in activity(each).things:
            assert types.setdefault(thing.id, thing.type) == thing.type


def test_only_fields_that_may_hold_a_code_are_declared() -> None:
    for kind in EVENT_TYPES.values():
        declared = names(kind)
        assert declared[: len(ALWAYS)] == ALWAYS
        assert {"words", "text", "reason", "occurred_at", "what"}.isdisjoint(declared)
    assert names(DueTimePassed) == (*ALWAYS, "due")


def test_text_that_is_no_code_is_left_out() -> None:
    (_, told, said) = log(
        "case-1",
        received(),
        reply(channel="to jan@example.org, please"),
        an(EvidenceAttached, evidence="evidence-1", kind="a photo", digest="ab", steps=words()),
    )

    assert "channel" not in activity(told).codes
    assert "kind" not in activity(said).codes
    assert activity(replace(told, actor=Actor("staff-1", "the boss"))).codes["role"] == "other"


def test_dates_times_and_numbers_are_written_plainly() -> None:
    adopted = an(
        PackAdopted,
        pack="pl.rf",
        version="3",
        digest="ab",
        vetted_from=date(2026, 1, 1),
        vetted_to=date(2026, 12, 31),
        by="staff-1",
    )
    passed = an(DueTimePassed, duty="promise-1", due=datetime(2026, 3, 2, tzinfo=UTC))

    (first, second) = log("policy-rules", adopted, passed)

    assert activity(first).codes["vetted_to"] == "2026-12-31"
    assert activity(first).codes["pack"] == "pl.rf"
    assert activity(second).codes["due"] == "2026-03-02T00:00:00.000000Z"


def test_one_thing_met_twice_is_one_thing_with_both_roles() -> None:
    (recorded,) = log("case-1", reply(to="person-1", author=MADE_BY))

    (staff,) = [thing for thing in activity(recorded).things if thing.type == "staff"]

    assert (staff.id, staff.qualifier) == (MADE_BY, "actor+author")


def test_a_limit_is_one_of_its_case_and_a_foreign_id_is_told_by_its_type() -> None:
    (recorded,) = log("case-1", an(Escalated, to="the manager of the house"))

    (case, staff) = activity(replace(recorded, actor=Actor("jan", "agent"))).things

    assert (case.type, staff.id) == ("case", "staff:jan")
