"""Every exit code, and what is said with it."""

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from importlib.metadata import version

import pytest
from tests.adapters.cli.ran import Line
from tests.adapters.cli.test_lists import promised

from answerable.adapters.cli.app import main
from answerable.adapters.cli.exits import Exit
from answerable.application.desk import Desk
from answerable.application.ports import ConflictError, UnavailableError, UnreadableEventError
from answerable.bootstrap import open_desk


def refusing(url: str) -> Desk:
    """A desk whose first wish is one that the domain refuses."""
    desk = open_desk(url)
    with desk:
        desk.receive("It broke.").close(no_lesson="none")
    return desk


def raising(error: BaseException) -> Callable[[str], Desk]:
    """What cannot open a desk, by this error."""

    def opener(_url: str) -> Desk:
        raise error

    return opener


def test_a_question_that_is_answered_ends_with_0(line: Line) -> None:
    line.desk().receive("It broke.").desk.close()

    assert line("critics").code == 0


def test_the_version_is_told(line: Line) -> None:
    assert line("--version").out.startswith(f"answerable {version('answerable')} (Python 3.")


def test_no_command_at_all_shows_the_help(line: Line) -> None:
    ran = line()

    assert ran.code == 0
    assert "promises" in ran.out


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["promises"], "There is no log at"),
        (["promises", "--nonsense"], "No such option"),
        (["nonsense"], "No such command"),
        (["case"], "See `answerable case --help`"),
        (["promises", "--url", "postgres://x"], "memory:"),
        (["promises", "--url", "sqlite://x.db"], "write sqlite:///FILE with three"),
        (["promises", "--limit", "0"], "--limit"),
        (["import", "cfpb", "missing.csv"], "missing.csv: No such file"),
        (["import", "cfpb", "."], "directory"),
        (["import", "surveys", "missing.csv", "--zone", "Mars/Base"], "Europe/Rome"),
        (["import", "surveys", "missing.csv", "--zone", "Europe"], "Europe/Rome"),
        (["import", "surveys", "missing.csv", "--dates", "odd"], "month-first, day-first"),
        (["import", "surveys", "missing.csv", "--asked", "--unasked"], "not both"),
        (["casefile", "case-1", "-o", "x", "--withhold", "foo"], "takes personal, not 'foo'"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_to_do(line: Line, argv: list[str], says: str) -> None:
    ran = line(*argv)

    assert (ran.code, ran.out) == (Exit.WRONG_USE, "")
    assert says in ran.err


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["case", "show", "case-none"], "case-none is not on record: check the id.\n"),
        (["case", "find", "cfpb:99"], "No register on record states a row cfpb:99"),
        (["case", "replay", "case-none"], "case-none is not on record"),
        (["promises", "--as-of", "yesterday"], "2026-03-01T12:00Z"),
        (["promises", "--as-of", "99999"], "this log goes from 1 to"),
        (["case", "replay", "case-none", "--at", "1", "--as-of", "1"], "not both"),
    ],
)
def test_what_is_not_on_record_ends_with_2(line: Line, argv: list[str], says: str) -> None:
    line.desk().receive("It broke.").desk.close()

    ran = line(*argv)

    assert ran.code == Exit.WRONG_USE
    assert says in ran.err


@pytest.mark.parametrize(
    "url", ["host=127.0.0.1 password=sekret", "postgresql:me:sekret@db", "postgresql:/me:sekret@db"]
)
def test_the_settings_of_a_connection_are_not_shown(line: Line, url: str) -> None:
    ran = line("critics", "--url", url)

    assert ran.code == Exit.WRONG_USE
    assert "sekret" not in ran.err


def test_a_question_makes_no_log(line: Line) -> None:
    line("critics")

    assert not line.log.exists()


def test_a_question_makes_no_log_of_an_empty_file(line: Line) -> None:
    line.log.touch()

    assert "There is no log at" in line("critics").err
    assert line.log.stat().st_size == 0


def test_a_file_to_be_made_where_there_is_no_folder_names_the_folder(line: Line) -> None:
    promised(line)

    ran = line("replay", "--html", "gone/page.html")

    assert ran.err == "answerable: gone/page.html cannot be: there is no folder gone.\n"


def test_a_file_that_is_no_log_is_named(line: Line) -> None:
    line.log.write_text("not a database, but long enough to be taken for one" * 20, "utf-8")

    ran = line("critics")

    assert ran.code == Exit.WRONG_USE
    assert str(line.log) in ran.err


def test_a_database_of_something_else_is_left_alone(line: Line) -> None:
    with closing(sqlite3.connect(line.log)) as other:
        other.execute("CREATE TABLE theirs (a)")

    assert line("critics").code == Exit.WRONG_USE


def test_a_log_that_cannot_be_written_says_what_to_do(line: Line) -> None:
    line.desk().receive("It broke.").desk.close()

    for reason in (
        "the file or its folder is read-only",
        "attempt to write a readonly database",
    ):
        ran = line("critics", opener=raising(UnavailableError("x.db", reason)))

        assert ran.code == Exit.WRONG_USE
        assert "a question its views: copy the log to a folder that can be written" in ran.err
    assert "copy the log" not in line("critics", opener=raising(UnavailableError("x", "busy"))).err


@pytest.mark.skipif(not hasattr(os, "geteuid") or not os.geteuid(), reason="root may write it all")
def test_a_read_only_folder_says_what_to_do(line: Line) -> None:
    line.desk().receive("It broke.").desk.close()
    line.log.parent.chmod(0o500)

    ran = line("critics")

    line.log.parent.chmod(0o700)
    assert "copy the log" in ran.err


def test_a_refusal_ends_with_3_and_names_its_rule(line: Line) -> None:
    line.desk().close()

    ran = line("promises", "--json", opener=refusing)

    assert ran.code == Exit.REFUSED
    error = ran.document["error"]
    assert error.keys() == {
        *("kind", "message", "exit_code", "rule", "source", "sentence", "missing", "remedy")
    }
    assert error["rule"] == "closing-reply-left"
    assert error["sentence"] in ran.err


def test_an_event_that_cannot_be_read_ends_with_1(line: Line) -> None:
    line.desk().close()
    broken = UnreadableEventError("case-1", 2, 7, "CaseReceived", "it is no JSON")

    ran = line("promises", opener=raising(broken))

    assert ran.code == Exit.WRONG_ON_RECORD
    assert "case-1/2 (CaseReceived, position 7)" in ran.err
    assert "at most 6 events stand before it" in ran.err


def test_a_busy_log_says_to_run_it_again(line: Line) -> None:
    line.desk().close()

    ran = line("promises", opener=raising(ConflictError("case-1", 1, 2)))

    assert ran.code == Exit.WRONG_USE
    assert "Run it again" in ran.err


def test_a_defect_is_not_taken_for_a_finding(line: Line) -> None:
    line.desk().close()

    ran = line("promises", "--json", opener=raising(RuntimeError("nobody expects it")))

    assert ran.code == Exit.DEFECT
    assert ran.document["error"]["kind"] == "defect"


def test_being_interrupted_ends_with_130_and_a_sentence(line: Line) -> None:
    line.desk().close()

    ran = line("promises", opener=raising(KeyboardInterrupt()))

    assert (ran.code, ran.out) == (Exit.STOPPED, "")
    assert ran.err == "Stopped. What was recorded stays on record.\n"


def test_an_error_with_json_is_one_document_and_also_in_words(line: Line) -> None:
    ran = line("promises", "--json", "--nonsense")

    assert ran.code == Exit.WRONG_USE
    assert ran.document["error"].keys() == {"kind", "message", "exit_code"}
    assert ran.document["error"]["message"] in ran.err


def test_names_of_files_cannot_act_on_a_terminal(line: Line) -> None:
    ran = line("import", "cfpb", "\x1b[2Jgone.csv")

    assert "\x1b" not in ran.err
    assert "\\x1b[2Jgone.csv" in ran.err


def test_without_arguments_those_of_the_process_count(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["answerable", "--help"])
    assert main(open_desk) == 0
    assert "promises" in line.capture.readouterr().out
