"""`import cfpb` and `import surveys`: what is reported, and what is kept."""

import gzip
import json
from pathlib import Path

import pytest
from tests.adapters.cli.ran import HOSTILE, Line

from answerable.adapters.cli.exits import Exit
from answerable.adapters.imports.cfpb_meaning import Standing
from answerable.adapters.imports.scores import SCALES

REGISTER = """\
Date received,Product,Issue,Company response to consumer,Timely response?,Complaint ID
2019-12-01,Mortgage,Late fee,Closed with explanation,Yes,1
2019-12-02,Mortgage,Late fee,Closed with explanation,No,2
2019-12-03,Mortgage,Late fee,Closed,Yes,3
2019-12-04,Mortgage,Late fee,In progress,Yes,4
not a day,Mortgage,Late fee,In progress,Yes,5
"""
IMPORTED = {
    *("file", "read", "new", "changed", "unchanged", "repeated", "standing", "limits", "rejected"),
    *("rejected_file", "first_rejected", "unknown", "notes"),
}
ANSWERS = "date,stars,text\n2026-01-05,1,Zimna zupa\n2026-01-06,5,Pyszne\n"


@pytest.fixture
def register(line: Line) -> Path:
    """A small register in the current folder."""
    path = line.log.parent / "register.csv"
    path.write_text(REGISTER, "utf-8")
    return path


def test_a_register_is_reported_by_what_it_states(line: Line, register: Path) -> None:
    told = line("import", "cfpb", str(register), "--json").document["import"]

    assert told.keys() == IMPORTED
    assert (told["read"], told["new"], told["rejected"]) == (5, 4, 1)
    assert told["standing"] == {
        Standing.IN_TIME: 1,
        Standing.LATE: 1,
        Standing.TIME_UNSTATED: 0,
        Standing.CALLED_CLOSED: 1,
        Standing.OPEN: 1,
    }
    assert [row["line"] for row in told["first_rejected"]] == [6]


def test_a_second_import_adds_nothing(line: Line, register: Path) -> None:
    line("import", "cfpb", str(register))

    told = line("import", "cfpb", str(register), "--json").document["import"]

    assert (told["new"], told["changed"], told["unchanged"]) == (0, 0, 4)


def test_one_table_tells_everything(line: Line, register: Path) -> None:
    out = line("import", "cfpb", str(register)).out

    assert all(standing in out for standing in Standing)
    assert "rejected, line 6:" in out
    assert "register.csv.rejected.jsonl" in out
    assert max(map(len, out.splitlines())) <= 100


def test_rejected_rows_are_kept_whole(line: Line, register: Path) -> None:
    line("import", "cfpb", str(register), "--rejected", "kept.jsonl")

    (row,) = (line.log.parent / "kept.jsonl").read_text("utf-8").splitlines()
    assert json.loads(row)["raw"].startswith("not a day,")


def test_what_the_register_answered_is_no_critic(line: Line, register: Path) -> None:
    line("import", "cfpb", str(register))

    assert line("critics", "--json").document["total"] == 2
    assert line("promises", "--json").document["total"] == 0


def test_a_survey_is_mapped_and_the_mapping_is_shown(line: Line) -> None:
    answers = line.log.parent / "answers.csv"
    answers.write_text(ANSWERS.replace("stars", "punkty"), "utf-8")

    ran = line("import", "surveys", "answers.csv", "--map", "score=punkty", "--scale", "stars")

    assert ran.code == 0
    assert "mapping: score=punkty" in ran.out
    (critic,) = line("critics", "--json").document["critics"]
    assert critic["words"] == "Zimna zupa"


@pytest.mark.parametrize(("flag", "asked"), [("--asked", True), ("--unasked", False)])
def test_whether_they_were_asked_can_be_told(line: Line, *, flag: str, asked: bool) -> None:
    (line.log.parent / "answers.csv").write_text(ANSWERS, "utf-8")

    line("import", "surveys", "answers.csv", flag, "--source", "spring", "--zone", "Europe/Warsaw")

    (critic,) = line("critics", "--json").document["critics"]
    assert critic["asked"] is asked
    assert critic["since"] == "2026-01-04T23:00:00Z"


def test_a_scale_that_is_none_is_refused_with_those_there_are(line: Line) -> None:
    (line.log.parent / "answers.csv").write_text(ANSWERS, "utf-8")

    ran = line("import", "surveys", "answers.csv", "--scale", "label")

    assert ran.code == Exit.WRONG_USE
    assert all(scale in ran.err for scale in SCALES)


def test_the_help_names_every_scale(line: Line) -> None:
    out = line("import", "surveys", "--help").out

    assert all(scale in out for scale in SCALES)


def test_cells_of_a_file_act_on_no_terminal(line: Line) -> None:
    answers = line.log.parent / "answers.csv"
    column = HOSTILE.replace("\r\n", " ").replace('"', "")
    answers.write_text(f'"{column}",text\n2026-01-05,hello\n', "utf-8")

    ran = line("import", "surveys", "answers.csv", "--map", "score=none")

    assert ran.code == Exit.WRONG_USE
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(ran.err)


@pytest.mark.parametrize("command", [["cfpb"], ["surveys"], ["surveys", "--map", "text=a"]])
@pytest.mark.parametrize("name", ["answerable.db", "packed.gz", "page.pdf"])
def test_a_binary_file_is_refused_and_nothing_of_it_is_shown(
    line: Line, name: str, command: list[str]
) -> None:
    line.desk().receive("My private words.").desk.close()
    folder = line.log.parent
    (folder / "packed.gz").write_bytes(gzip.compress(line.log.read_bytes()))
    (folder / "page.pdf").write_bytes(b"%PDF-1.4 stream")

    ran = line("import", *command, name)

    assert ran.code == Exit.WRONG_USE
    assert ran.err.startswith(f"answerable: {name} is no text but a binary file")
    assert "SQLite" not in ran.err
    assert "%PDF" not in ran.err
