import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.adapters.cli.ran import Line

from answerable.adapters.cli.exits import Exit
from answerable.adapters.verifier.main import main as verify
from answerable.adapters.verifier.verifying import verify_path


@pytest.fixture
def case(line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A sealed case."""
    monkeypatch.setenv("ANSWERABLE_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("ANSWERABLE_ORIGIN", "desk.example/log")
    with line.desk() as desk:
        name = desk.receive("The parcel never came.").id
    assert line("ledger", "seal").code == 0
    return name


def test_a_case_file_is_made_and_verified(line: Line, case: str) -> None:
    told = line("casefile", case, "-o", "case.zip", "--json")

    assert told.code == 0
    assert told.document["unsealed"] == {case: 0}
    assert verify(["case.zip"]) == 0


def test_the_same_log_gives_the_same_bytes(line: Line, case: str) -> None:
    for name in ("one.zip", "other.zip"):
        assert line("casefile", case, "-o", name).code == 0

    assert Path("one.zip").read_bytes() == Path("other.zip").read_bytes()


@pytest.mark.parametrize("output", ["there", "there/"])
def test_a_file_that_is_there_is_left_alone_and_said_to_be(
    line: Line, case: str, output: str
) -> None:
    there = Path("there")
    there.mkdir() if output.endswith("/") else there.write_text("mine", "utf-8")

    told = line("casefile", case, "-o", output)

    assert told.code == Exit.WRONG_USE
    assert "there is there already, and is left alone: name another file." in told.err
    assert there.is_dir() or there.read_text("utf-8") == "mine"


def test_a_checkpoint_in_an_answer_is_not_broken_by_a_narrow_terminal(
    line: Line, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoint = line("ledger", "checkpoint", "--json").document["line"]
    name = f"{'a' * 60}.zip"
    for terminal in ("", "1"):
        Path(name).unlink(missing_ok=True)
        monkeypatch.setenv("FORCE_COLOR", terminal)

        out = line("casefile", case, "-o", name, "--no-color").out

        assert f"{name}, up to {checkpoint}\n" in out
        assert f"To check it: answerable-verify {name}\n" in out


def test_a_folder_shows_the_same_as_the_file(line: Line, case: str) -> None:
    line("casefile", case, "-o", "case.zip")
    line("casefile", case, "-o", "case/")

    assert verify_path(Path("case"), None) == verify_path(Path("case.zip"), None)


def test_it_continues_the_checkpoint_that_is_held(line: Line, case: str) -> None:
    Path("held").write_text(line("ledger", "checkpoint").out, "utf-8")
    with line.desk() as desk:
        desk.receive("The invoice came twice.")
    line("ledger", "seal")

    assert line("casefile", case, "-o", "case.zip", "--since", "held").code == 0
    assert verify(["case.zip", "--checkpoint", "held"]) == 0


def test_a_checkpoint_of_another_log_is_refused(line: Line, case: str) -> None:
    Path("held").write_bytes(b"no checkpoint")

    told = line("casefile", case, "-o", "case.zip", "--since", "held")

    assert told.code == 2
    assert not Path("case.zip").exists()


def test_events_with_personal_words_are_withheld(line: Line, case: str) -> None:
    line("casefile", case, "-o", "case.zip", "--withhold", "personal")

    assert b"The parcel never came." not in Path("case.zip").read_bytes()
    checks = verify_path(Path("case.zip"), None).checks
    asked = [told.check for told in checks if told.result != "PASS"]
    assert asked == ["witnesses", "held", "shown"]


def test_events_that_are_not_sealed_yet_are_counted_and_not_in_it(line: Line, case: str) -> None:
    with line.desk() as desk:
        desk.case(case).hear("Where is it?")

    told = line("casefile", case, "-o", "case.zip")

    assert "not sealed yet" in told.out
    assert verify(["case.zip"]) == 0


def test_a_case_of_which_nothing_is_sealed_is_refused(line: Line, case: str) -> None:
    assert line("casefile", case, "case-none", "-o", "case.zip").code == 2


def test_nothing_is_written_over(line: Line, case: str) -> None:
    Path("case.zip").write_bytes(b"")

    assert line("casefile", case, "-o", "case.zip").code == 2


def test_without_a_checkpoint_nothing_can_be_shown(line: Line) -> None:
    with line.desk() as desk:
        name = desk.receive("The parcel never came.").id

    assert line("casefile", name, "-o", "case.zip").code == 2


def test_no_case_file_is_made_of_an_event_that_was_changed(
    line: Line, case: str, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(line.log)) as database:
        database.execute(
            "UPDATE stored_events SET state = replace(state, 'email', 'phone') WHERE rowid = 1"
        )
        database.commit()

    ran = line("casefile", case, "-o", str(tmp_path / "changed.zip"), "--json")

    assert ran.code == Exit.WRONG_ON_RECORD
    assert ran.document["error"]["kind"] == "changed"
    assert not (tmp_path / "changed.zip").exists()
