"""Exports for process miners, and event logs of others, at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.adapters.cli.ran import HOSTILE, Line
from tests.adapters.cli.test_docs import SECTIONS, inner_fields, table

from answerable.adapters.cli.stories import tell


@pytest.fixture
def told(line: Line) -> Line:
    """A log with the five stories."""
    with line.desk() as desk:
        tell(desk, lambda _: None)
    return line


@pytest.fixture
def csv(line: Line) -> Path:
    """An event log of somebody else."""
    path = line.log.parent / "log.csv"
    path.write_text(
        "CaseID,ActivityID,CompleteTimestamp,Note\n"
        "7,register,2026-03-02 10:00:00,first\n"
        f'8,"{HOSTILE}",2026-03-02 09:00:00,\n'
        "7,decide,2026-03-01 10:00:00,\n"
        "7,archive\n",
        "utf-8",
    )
    return path


@pytest.mark.parametrize("name", ["log.json", "log.sqlite", "log.db"])
def test_ocel_is_written_by_the_name_of_its_file(told: Line, name: str) -> None:
    ended = told("export", "ocel", "-o", name, "--json")

    export = ended.document["export"]
    written = (told.log.parent / name).read_bytes()
    assert ended.code == 0
    assert list(export) == list(table(SECTIONS["export ocel"], "Field"))
    assert written.startswith(b"{" if name == "log.json" else b"SQLite format 3")
    if name == "log.json":
        assert len(json.loads(written)["events"]) == export["events"]


def test_xes_is_written_and_read_again_as_a_timeline(told: Line) -> None:
    export = told("export", "xes", "-o", "log.xes", "--json").document["export"]

    timeline = told("timeline", "log.xes", "--json").document

    assert list(export) == list(table(SECTIONS["export xes"], "Field"))
    assert (timeline["events"], timeline["cases"]) == (export["events"], export["traces"])
    assert "without any words" in told("export", "xes", "-o", "other.xes").out


def test_no_file_is_replaced_and_none_is_left_half_written(told: Line) -> None:
    (told.log.parent / "log.json").write_text("mine", "utf-8")

    ended = told("export", "ocel", "-o", "log.json")

    assert ended.code == 2
    assert "is there already" in ended.err
    assert (told.log.parent / "log.json").read_text("utf-8") == "mine"
    assert told("export", "ocel", "-o", "no/folder.json").code == 2
    assert list(told.log.parent.glob("*.part")) == []


def test_the_cases_of_an_event_log_are_told_in_brief(line: Line, csv: Path) -> None:
    document = line("timeline", str(csv), "--json").document
    ended = line("timeline", str(csv), "--limit", "1")

    described = table(SECTIONS["timeline"], "Field")
    assert [*document, "case", "steps"] == list(described)
    assert list(document["in_brief"][0]) == inner_fields(described["in_brief"])
    assert [(each["case"], each["steps"]) for each in document["in_brief"]] == [("7", 2), ("8", 1)]
    assert document["no_steps"] == 1
    assert ended.code == 0
    assert "3 steps of 2 cases, in the order of the file." in ended.out
    assert "line 6 is no step" in ended.out
    assert "The first 1 are shown" in ended.out


def test_a_case_is_told_step_by_step_in_the_order_of_the_file(line: Line, csv: Path) -> None:
    document = line("timeline", str(csv), "--case", "7", "--json").document
    ended = line("timeline", str(csv), "--case", "7", "--zone", "Europe/Warsaw")

    described = table(SECTIONS["timeline"], "Field")
    assert list(document["steps"][0]) == inner_fields(described["steps"])
    assert [step["activity"] for step in document["steps"]] == ["register", "decide"]
    assert "it is earlier than the step before it" in document["steps"][1]["odd"]
    assert "2026-03-02 09:00" in ended.out
    assert "Note: first" in ended.out


def test_foreign_words_move_no_cursor(line: Line, csv: Path) -> None:
    out = line("timeline", str(csv), "--case", "8").out

    assert "\x1b" not in out
    assert "not markup" in out


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (("--case", "9"), "There is no case 9"),
        (("--zone", "Mars/North"), "There is no time zone Mars/North"),
        (("--zone", "Europe"), "There is no time zone Europe"),
        (("--map", "case=Nothing"), "not case=Nothing; the file has"),
    ],
)
def test_wrong_use_ends_with_2(line: Line, csv: Path, argv: tuple[str, ...], why: str) -> None:
    ended = line("timeline", str(csv), *argv)

    assert ended.code == 2
    assert why in ended.err


def test_a_binary_file_is_no_event_log_and_nothing_of_it_is_shown(line: Line) -> None:
    (line.log.parent / "log.csv").write_bytes(b"secret\0,\1\n")

    ended = line("timeline", "log.csv")

    assert ended.code == 2
    assert "no text but a binary file" in ended.err
    assert "secret" not in ended.err


def test_an_export_into_no_folder_names_the_folder(told: Line) -> None:
    ended = told("export", "xes", "-o", "nowhere/log.xes")

    assert (ended.code, ended.err) == (2, "answerable: nowhere is no folder.\n")


def test_a_file_that_is_missing_ends_with_2(line: Line) -> None:
    assert line("timeline", "nothing.xes").code == 2
