"""The published schema, read by another's validator, takes and refuses what our reader does."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

PACKS = Path(__file__).parents[3] / "adapters/packs"
SCHEMA = json.loads((PACKS / "pack.schema.json").read_text("utf-8"))
VALIDATOR: Any = Draft202012Validator(SCHEMA, format_checker=FormatChecker(["date"]))
FILES = sorted(PACKS.glob("*.toml"))


def as_json(text: str) -> Any:  # noqa: ANN401  # a schema may be asked about any JSON
    return json.loads(json.dumps(tomllib.loads(text), default=str))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_schema_takes_the_packs_that_come_with_the_package(file: Path) -> None:
    assert [
        error.message for error in VALIDATOR.iter_errors(as_json(file.read_text("utf-8")))
    ] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('id = "pl.rf"\n', ""),
        ('id = "pl.rf"', 'id = "pl.rf"\nname = "more"'),
        ("value = 30", 'value = "30"'),
        ("value = 30", "value = 30.5"),
        ('value = 30, unit = "calendar_day"', 'value = 30, unit = "moon"'),
        ('value = 30, unit = "calendar_day"', "value = 30"),
        ("effective_from = 2015-10-11", 'effective_from = "in autumn"'),
        ('satisfied_by = "dispatched"', 'satisfied_by = "thought_of"'),
        ("rebuttable = true", "rebuttable = 1"),
        ('confidence = "F2"', 'confidence = "sure"'),
    ],
)
def test_the_schema_refuses_what_has_the_wrong_form(before: str, after: str) -> None:
    text = (PACKS / "pl.rf.toml").read_text("utf-8")

    assert before in text
    assert not VALIDATOR.is_valid(as_json(text.replace(before, after, 1)))
