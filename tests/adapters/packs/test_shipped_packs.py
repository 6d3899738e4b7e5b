"""The packs that come with the package: complete, sourced, and one rule for each vetted day."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from answerable.adapters.packs.loading import shipped
from answerable.adapters.packs.schema import as_text
from answerable.domain.deadlines.counting import FirstDay, Limit, Roll, Unit
from answerable.domain.deadlines.in_force import UnvettedDateError, rule_in_force
from answerable.domain.deadlines.pack import Effect, Obligation, Pack
from answerable.domain.deadlines.policy import house

ROOT = Path(__file__).parents[3]
WORKED = ROOT / "tests/domain/deadlines/worked"
PACKS = shipped()
BUILD_2 = {
    *("house.default", "pl.upk.7a", "pl.rf", "pl.rf.payment", "pl.telecom"),
    *("it.banca", "it.banca.payment", "it.ivass", "it.arera"),
    *("uk.fca", "uk.fca.srt", "uk.fca.psd", "uk.duaa.164A"),
    *("eu.gdpr.12", "au.rg271", "us.cfpb"),
}
DAY = timedelta(days=1)
CALENDARS = {"house", "seat", "PL", "IT", "US", "GB-ENG", "GB-SCT", "GB-NIR", "GB-WLS"}


def days(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    return (first + n * DAY for n in range((last - first).days + 1))


def names(pack: Pack) -> set[str]:
    return {row.name for version in pack.versions for row in version.obligations}


def rows() -> list[Obligation]:
    return [o for pack in PACKS.values() for v in pack.versions for o in v.obligations]


def examples() -> list[dict[str, Any]]:
    files = [tomllib.loads(path.read_text("utf-8")) for path in sorted(WORKED.glob("*.toml"))]
    return [{"pack": f["pack"], **e} for f in files if "pack" in f for e in f["example"]]


def row_of(example: dict[str, Any]) -> Obligation:
    return rule_in_force(PACKS[example["pack"]], example["start"].date(), example["obligation"])


def test_the_sixteen_packs_come_with_the_package() -> None:
    assert set(PACKS) == BUILD_2
    assert {pack.disclaimer for pack in PACKS.values()} == {"Not legal advice."}


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.id)
def test_exactly_one_rule_answers_for_each_vetted_day_and_obligation(pack: Pack) -> None:
    answering = [
        (day, Counter(row.name for v in pack.versions if v.answers(day) for row in v.obligations))
        for day in days(*pack.vetted)
    ]

    assert {day for day, found in answering if found != dict.fromkeys(names(pack), 1)} == set()


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.id)
def test_the_rule_in_force_is_that_of_the_version_in_force(pack: Pack) -> None:
    ends = {day for v in pack.versions for day in (v.vetted_from, v.vetted_until)}
    for day in ends:
        (version,) = [v for v in pack.versions if v.vetted_from <= day <= v.vetted_until]
        for row in version.obligations:
            assert rule_in_force(pack, day, row.name) is row


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.id)
def test_a_pack_says_that_it_does_not_answer_outside_its_vetted_days(pack: Pack) -> None:
    first, last = pack.vetted
    for day in (first - DAY, last + DAY):
        with pytest.raises(UnvettedDateError) as refused:
            rule_in_force(pack, day, next(iter(names(pack))))

        for word in (pack.id, str(day), str(first), str(last)):
            assert word in str(refused.value)


def test_each_row_has_a_source_a_mark_and_a_day_on_which_it_was_looked_at() -> None:
    told = [each for row in rows() for each in row.provenance]

    assert all(row.provenance for row in rows())
    assert all(each.source and each.of for each in told)
    assert {each.verified_on for each in told} == {date(2026, 11, 22)}


def test_the_packs_exercise_every_way_of_counting() -> None:
    terms = [row.term for row in rows()]

    assert {term.limit.unit for term in terms} == set(Unit)
    assert {term.roll for term in terms} == set(Roll)
    assert {term.first_day for term in terms} == set(FirstDay)
    assert {row.silence.effect for row in rows()} == set(Effect)


def test_every_row_names_a_calendar_that_can_be_had() -> None:
    named = {name for row in rows() for name in (row.calendar, *row.other_calendars)}

    assert named <= CALENDARS


def test_the_pack_of_the_house_says_what_the_policy_of_the_house_says() -> None:
    found = {row.name: row.term.limit for row in PACKS["house.default"].versions[0].obligations}

    assert found == {rule.name: rule.term.limit for rule in house("UTC").obligations}


@pytest.mark.parametrize("example", examples(), ids=lambda e: f"{e['pack']}: {e['name']}")
def test_the_rows_have_what_the_examples_reckoned_by_hand_need(example: dict[str, Any]) -> None:
    if example.get("kind") == "refused":
        with pytest.raises(UnvettedDateError):
            row_of(example)
        return
    row = row_of(example)
    body = row.escalation.body if row.escalation else None

    assert row.satisfied_by == example.get("satisfied_by", row.satisfied_by)
    assert example["calendar"] in {row.calendar, *row.other_calendars} or row.calendar == "seat"
    assert example.get("escalation", body) == body
    assert has(row, example)


def has(row: Obligation, example: dict[str, Any]) -> bool:
    """Has the row the part that the example is about?"""
    match example.get("kind"):
        case "extension":
            return row.extension is not None and row.extension.to is not None
        case "pause":
            longest = row.pause.longest if row.pause else None
            return longest == Limit(example["paused_days"], Unit.CALENDAR_DAY)
        case "missing_info":
            return row.missing_info is not None
        case "compensation":
            owed = {0, *(step.amount for step in row.silence.steps)}
            paid = {amount for _, amount in example["accrued"]}
            return (owed, row.silence.currency) == (paid, example["currency"])
        case "escalation":
            return row.escalation is not None and row.escalation.opens_after is not None
        case _:
            return True


def test_the_examples_name_the_version_they_are_under() -> None:
    for example in (e for e in examples() if "version" in e):
        (version,) = [
            v for v in PACKS[example["pack"]].versions if v.answers(example["start"].date())
        ]
        assert version.version == example["version"]


def test_the_published_schema_is_that_of_the_types() -> None:
    published = (ROOT / "adapters/packs/pack.schema.json").read_text("utf-8")

    assert published == as_text()
