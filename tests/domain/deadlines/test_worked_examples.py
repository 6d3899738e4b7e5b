"""The examples reckoned by hand are complete and well formed, whatever a counter makes of them."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

WORKED = Path(__file__).parent / "worked"
PACKS = (
    "au.rg271",
    "eu.gdpr.12",
    "house.default",
    "it.arera",
    "it.banca",
    "it.banca.payment",
    "it.ivass",
    "pl.rf",
    "pl.rf.payment",
    "pl.telecom",
    "pl.upk.7a",
    "uk.duaa.164A",
    "uk.fca",
    "uk.fca.psd",
    "uk.fca.srt",
    "us.cfpb",
)
ALWAYS = {"name", "start", "zone", "calendar", "reckoning", "clause", "mark"}
KINDS = {
    "limit": {"due_date"},
    "extension": {"due_date"},
    "pause": {"due_date", "paused_days"},
    "missing_info": {"due_date"},
    "compensation": {"due_date", "accrued", "currency"},
    "escalation": {"due_date"},
    "refused": set[str](),
}
ALSO = {"kind", "obligation", "limit", "due", "over_at", "conflict"}
ROW = {"satisfied_by", "escalation", "version"}

Example = Mapping[str, Any]


def read(path: Path) -> list[Example]:
    """The examples of a file, each with its pack."""
    found = tomllib.loads(path.read_text("utf-8"))
    return [{"pack": found.get("pack"), **example} for example in found["example"]]


EXAMPLES = [example for path in sorted(WORKED.glob("*.toml")) for example in read(path)]


def test_there_are_at_least_sixty_and_three_a_pack() -> None:
    counted = Counter(example["pack"] for example in EXAMPLES)

    assert sorted(pack for pack in counted if pack) == sorted(PACKS)
    assert min(counted.values()) >= 3
    assert counted.total() >= 60


def test_a_file_is_named_for_its_pack() -> None:
    named = {path.stem: {e["pack"] for e in read(path)} for path in WORKED.glob("*.toml")}

    assert named == {pack: {pack} for pack in PACKS} | {"no-pack": {None}}


def test_no_two_examples_of_a_pack_say_the_same() -> None:
    assert len({(e["pack"], e["name"]) for e in EXAMPLES}) == len(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e['pack']}: {e['name']}")
def test_an_example_says_what_it_needs_and_nothing_else(example: Example) -> None:
    needs = ALWAYS | KINDS[example.get("kind", "limit")]
    rule = {"obligation"} if example["pack"] else {"limit"}
    known = needs | ALSO | ROW | {"pack"}

    assert needs | rule <= example.keys() <= known
    assert isinstance(example["start"], datetime)
    assert example["start"].tzinfo is None
    assert ZoneInfo(example["zone"])
    assert example["mark"] in {"F", "F2", "M", "D"}
    assert example["reckoning"].endswith((".", ")"))


@pytest.mark.parametrize(
    "example", [e for e in EXAMPLES if "due_date" in e], ids=lambda e: f"{e['pack']}: {e['name']}"
)
def test_the_instants_of_an_example_agree_with_its_date(example: Example) -> None:
    day, zone = example["due_date"], ZoneInfo(example["zone"])

    assert type(day) is date
    assert day >= example["start"].date()
    if "due" in example:
        assert example["due"].astimezone(zone).date() == day
        assert example["due"].utcoffset() == example["due"].astimezone(zone).utcoffset()
    if "over_at" in example:
        midnight = example["over_at"].astimezone(zone)
        assert (midnight.hour, (midnight.date() - day).days) == (0, 1)
        assert example["over_at"].utcoffset() == midnight.utcoffset()


@pytest.mark.parametrize("words", ["art. 7a", "working days", "40 days", "+10", "PS25/19"])
def test_the_conflicts_of_the_sources_are_reckoned(words: str) -> None:
    told = [e for e in EXAMPLES if "conflict" in e]

    assert any(words in f"{e['conflict']} {e['clause']}" for e in told)
