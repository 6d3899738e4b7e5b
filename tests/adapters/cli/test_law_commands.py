"""Packs, deadlines, explanations and rechecks on the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.adapters.cli.ran import Line

import answerable

ASKED = ("deadline", "--pack", "pl.rf", "--start", "2026-04-30T16:00", "--tz", "Europe/Warsaw")


@pytest.fixture
def case(line: Line) -> str:
    """A complaint under Polish law, in the log of the command line."""
    with answerable.open(str(line.log), zone="Europe/Warsaw", packs=("pl.rf",)) as desk:
        return desk.receive("My card was charged twice").id


def test_a_deadline_is_told_as_one_document(line: Line) -> None:
    told = line(*ASKED, "--obligation", "final_answer", "--json")

    keys = ["pack", "version", "obligation", "start", "due", "due_date", "satisfied_by", "trace"]
    assert told.code == 0
    assert list(told.document)[:8] == keys
    assert told.document["due_date"] == "2026-06-01"
    assert told.document["start"] == "2026-04-30T14:00:00Z"
    assert list(told.document["trace"][0]) == ["date", "counted", "reason"]
    assert sum(day["counted"] for day in told.document["trace"]) == 30


def test_without_an_obligation_every_limit_is_told(line: Line) -> None:
    told = line(*ASKED, "--json").document["deadlines"]

    assert [each["obligation"] for each in told] == ["final_answer"]


@pytest.mark.parametrize(("lang", "word"), [("pl", "maja"), ("it", "maggio"), ("en", "May")])
def test_a_deadline_is_told_in_a_language(line: Line, lang: str, word: str) -> None:
    assert word in line(*ASKED, "--lang", lang).out


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (("--pack", "pl.none"), "answerable: There is no pack pl.none; there are"),
        (("--seat", "XX"), "There is no calendar of a seat XX: use PL, IT, "),
        (("--pack", "au.rg271", "--seat", "PL-XX"), "There is no calendar of a seat PL-XX"),
        (("--start", "1999-01-01"), "vetted for start events from"),
        (("--start", "2026-02-30"), "no date or time"),
        (("--tz", "Europe/Nowhere"), "no time zone"),
        (("--obligation", "none"), "has no rule none"),
        (("--lang", "fr"), "--lang is one of"),
    ],
)
def test_what_cannot_be_told_ends_with_2_and_says_why(
    line: Line, said: tuple[str, ...], why: str
) -> None:
    ended = line(*ASKED, *said)

    assert ended.code == 2
    assert why in ended.err


def test_a_calendar_that_nothing_installed_fills_is_no_defect(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)

    told = line(*ASKED, "--json")

    assert (told.code, told.document["error"]["kind"]) == (2, "usage")
    assert "pl.rf (PL)" in told.err
    assert "pip install 'answerable[calendars]'." in told.err


def test_a_limit_in_hours_that_ends_at_midnight_tells_of_no_seconds(line: Line) -> None:
    said = line("deadline", "--pack", "au.rg271", "--start", "2026-04-30").out

    assert "Friday, 1 May 2026: the time limit ends, and nothing of this day counts" in said
    assert "0 seconds" not in said


@pytest.mark.parametrize("command", [("packs",), ASKED], ids=lambda said: said[0])
def test_a_pack_file_with_an_error_names_file_line_and_rule(
    line: Line, command: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "our.pack.toml").write_text('id = "our.pack"\ntitle = 3\n', "utf-8")

    ended = line(*command, "--pack-folder", str(tmp_path))

    assert ended.code == 2
    assert "our.pack.toml, line 2, our.pack: title" in ended.err


def test_every_pack_is_listed_with_the_dates_it_answers_for(line: Line) -> None:
    packs = {each["pack"]: each for each in line("packs", "--json").document["packs"]}

    assert len(packs) >= 16
    assert packs["pl.rf"]["vetted_until"] >= "2026-11-22"
    assert "Not legal advice." in line("packs").out


def test_a_case_is_explained_limit_by_limit(line: Line, case: str) -> None:
    limits = line("explain", case, "--json").document["limits"]

    assert {each["id"] for each in limits} >= {"pl.rf:final_answer.1", "final_answer.1"}
    assert "Reguła: pl.rf" in line("explain", case, "--lang", "pl").out


def test_only_cases_are_explained(line: Line, case: str) -> None:
    assert line("explain", "policy-rules").code == 2
    assert line("explain", f"{case}0").code == 2


def test_a_recheck_counts_everything_again(line: Line, case: str) -> None:
    told = line("recheck", "--calendar-as-known", "now", "--json").document
    shown = line("case", "show", case, "--json").document["case"]

    assert told["counted"] == len(shown["limits"])
    assert (told["disagree"], told["moved_now"], told["limits"]) == (0, 0, [])
    assert "0 do not come out as recorded" in line("recheck").out
    assert line("recheck", "--calendar-as-known", "soon").code == 2


@pytest.mark.parametrize("name", ["deadline", "packs", "explain", "recheck"])
def test_help_loads_no_heavy_library(line: Line, name: str) -> None:
    assert line(name, "--help").code == 0


def test_where_else_to_go_is_shown(line: Line) -> None:
    ask: Callable[..., answerable.Desk] = answerable.open
    with ask(str(line.log), packs=("it.banca",)) as desk:
        late = desk.acting(
            at=desk.place.now().replace(year=2026, month=1, day=5), confirmed_by="staff-2"
        )
        name = late.receive("The account was closed").id

    assert "may go to" in line("case", "show", name).out
