"""What an import refuses before anything is made: its file, its options, where rows are kept."""

import os
from pathlib import Path

import pytest
from tests.adapters.cli.ran import Line
from tests.adapters.cli.test_import_commands import REGISTER

from answerable.adapters.cli.exits import Exit


@pytest.mark.parametrize(
    ("argv", "holds"),
    [
        (["cfpb"], None),
        (["cfpb"], b""),
        (["cfpb"], b"\0\0"),
        (["cfpb"], b"Field,Description\nState,where\n"),
        (["surveys"], None),
        (["surveys"], b"Field,Description\nState,where\n"),
        (["surveys", "--map", "text=words"], b"date,stars,text\n2026-01-05,1,Zimna\n"),
        (["surveys", "--zone", "Mars/Base"], b"date,stars,text\n2026-01-05,1,Zimna\n"),
        (["surveys", "--rejected", "gone/rows"], b"date,stars,text\n2026-01-05,1,Zimna\n"),
        (["surveys", "--rejected", "."], b"date,stars,text\n2026-01-05,1,Zimna\n"),
        (["surveys", "--rejected", "file.csv"], b"date,stars,text\n2026-01-05,1,Zimna\n"),
        (["surveys", "--rejected", "precious"], b"date,stars,text\n2026-01-05,1,Zimna\n"),
        (["cfpb", "--rejected", "gone/rows"], REGISTER.encode()),
    ],
)
def test_a_file_that_cannot_be_imported_makes_no_log(
    line: Line, tmp_path: Path, argv: list[str], holds: bytes | None
) -> None:
    file = tmp_path / "file.csv"
    (tmp_path / "precious").write_text("precious", "utf-8")
    if holds is not None:
        file.write_bytes(holds)

    assert line("import", *argv, str(file)).code == Exit.WRONG_USE
    assert not line.log.exists()


@pytest.mark.parametrize(
    ("kept", "says"),
    [
        ("gone/rows", "Rejected rows cannot be kept there: there is no folder gone. Name a file."),
        (".", "Rejected rows cannot be kept there: . is a folder. Name a file."),
        ("register.csv", "cannot be kept in the file being imported"),
        ("precious", "precious holds something else: keep rejected rows elsewhere"),
    ],
)
def test_an_import_says_why_its_rejected_rows_cannot_be_kept(
    line: Line, tmp_path: Path, kept: str, says: str
) -> None:
    (tmp_path / "precious").write_text("precious", "utf-8")
    (tmp_path / "register.csv").write_text(REGISTER, "utf-8")

    assert says in line("import", "cfpb", "register.csv", "--rejected", kept).err


@pytest.mark.skipif(not hasattr(os, "geteuid") or not os.geteuid(), reason="root may write it all")
def test_a_file_for_rejected_rows_that_may_not_be_written_makes_no_log(
    line: Line, tmp_path: Path
) -> None:
    (tmp_path / "register.csv").write_text(REGISTER, "utf-8")
    (tmp_path / "kept").touch(0o400)

    ran = line("import", "cfpb", "register.csv", "--rejected", "kept")

    assert (ran.code, line.log.exists()) == (Exit.WRONG_USE, False)
    assert "it may not be written" in ran.err


def test_an_import_into_a_url_with_two_slashes_says_how_to_write_it(
    line: Line, tmp_path: Path
) -> None:
    file = tmp_path / "register.csv"
    file.write_text("Date received,Product,Issue\n2019-12-01,Mortgage,Late fee\n", "utf-8")

    ran = line("import", "cfpb", str(file), "--url", "sqlite://x.db")

    assert ran.code == Exit.WRONG_USE
    assert "write sqlite:///FILE with three" in ran.err


def test_a_file_that_is_no_register_is_told_what_it_lacks(line: Line, tmp_path: Path) -> None:
    (tmp_path / "dictionary.csv").write_text("Field,Description\nProduct,What it is\n", "utf-8")

    ran = line("import", "cfpb", "dictionary.csv")

    assert ran.code == Exit.WRONG_USE
    assert "no column Date received" in ran.err
