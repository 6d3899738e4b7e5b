"""`test-adapter` tells which guarantees an adapter keeps, in words and as a document."""

import re
from pathlib import Path

import pytest
from tests.adapters.cli.ran import Line
from tests.adapters.cli.test_docs import SECTIONS, table

from answerable.adapters.cli.exits import Exit

ONLY = ("--only", "tenants-are-apart", "--only", "reads-back", "--only", "outlives-closing")
SOUND, LEAKING = "tests.kit.keeper:SOUND", "tests.kit.keeper:LEAKING"


@pytest.fixture(name="line")
def at_the_root(line: Line, monkeypatch: pytest.MonkeyPatch) -> Line:
    monkeypatch.chdir(Path(__file__).parents[3])
    return line


def test_a_sound_adapter_is_told_to_be_sound(line: Line) -> None:
    ran = line("test-adapter", SOUND, "--seed", "7", *ONLY)

    assert ran.code == Exit.FINE
    assert re.search(r"^PASS +What was appended is read back", ran.out, re.MULTILINE)
    assert re.search(r"^SKIP +A log that is closed", ran.out, re.MULTILINE)
    assert "2 kept, 0 not kept, 1 not tried; the seed was 7." in ran.out


def test_a_broken_adapter_is_told_by_the_guarantee(line: Line) -> None:
    ran = line("test-adapter", LEAKING, *ONLY, "--json")

    assert ran.code == Exit.WRONG_ON_RECORD
    verdicts = {each["guarantee"]: each["verdict"] for each in ran.document["guarantees"]}
    assert verdicts["tenants-are-apart"] == "FAIL"
    assert ran.document["counts"]["FAIL"] >= 1


def test_the_fields_of_a_report_are_those_documented(line: Line) -> None:
    document = line("test-adapter", SOUND, "--only", "reads-back", "--json").document

    assert list(document["guarantees"][0]) == list(table(SECTIONS["test-adapter"], "Field"))


@pytest.mark.parametrize("name", ["tests.kit.keeper:NOBODY", "nowhere", "tests.kit.keeper:GONE"])
def test_a_name_that_is_no_adapter_is_wrong_use(line: Line, name: str) -> None:
    ran = line("test-adapter", name)

    assert ran.code == Exit.WRONG_USE
    assert name in ran.err


def test_an_unknown_guarantee_is_wrong_use(line: Line) -> None:
    ran = line("test-adapter", SOUND, "--only", "is-perfect")

    assert ran.code == Exit.WRONG_USE
    assert "no such guarantee" in ran.err
