"""The command line as a process of its own: from an import to a clean verdict."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.adapters.cli.ran import environment, process
from tests.adapters.cli.test_import_commands import REGISTER

from answerable.adapters.cli.exits import Exit

HEAVY = {"answerable.bootstrap", "answerable.domain.case.case", "eventsourcing", "sqlite3"}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where the log will be, beside a small register."""
    (tmp_path / "register.csv").write_text(REGISTER, "utf-8")
    return tmp_path / "answerable.db"


def test_from_an_import_to_a_clean_verdict(log: Path) -> None:
    imported = process(log, "import", "cfpb", "register.csv")
    critics = process(log, "critics", "--json")
    case = critics.document["critics"][0]["case"]
    replayed = process(log, "case", "replay", case)
    verified = process(log, "verify")

    assert [each.code for each in (imported, critics, replayed, verified)] == [0, 0, 0, 0]
    assert "called closed with no reply on record" in imported.out
    assert "nothing is wrong" in verified.out
    assert {imported.err, critics.err, replayed.err, verified.err} == {""}


def test_the_log_is_in_the_current_folder_unless_told(log: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if name != "ANSWERABLE_URL"}
    command = [sys.executable, "-m", "answerable", "import", "cfpb", "register.csv"]

    subprocess.run(command, check=True, cwd=log.parent, env=bare, capture_output=True)

    assert log.exists()


def test_the_demo_tells_the_five_stories_and_keeps_nothing(log: Path) -> None:
    told = process(log, "demo")

    assert (told.code, told.err) == (0, "")
    assert "REFUSED closing-reply-left" in told.out
    assert "Smakowało?" in told.out
    assert not log.exists()


def test_a_reader_that_goes_away_ends_it_quietly(log: Path) -> None:
    process(log, "import", "cfpb", "register.csv")
    command = [sys.executable, "-m", "answerable", "critics", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(log)
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()

    assert (running.returncode, said) == (Exit.NOBODY_READS, b"")


def test_a_table_whose_reader_goes_away_ends_quietly_too(log: Path) -> None:
    process(log, "import", "cfpb", "register.csv")
    command = [sys.executable, "-m", "answerable", "critics"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(log)
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()

    assert (running.returncode, said) == (Exit.NOBODY_READS, b"")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_an_interrupted_import_says_one_sentence(log: Path) -> None:
    endless = log.parent / "endless.csv"
    os.mkfifo(endless)
    # Whoever starts the tests in the background may have told every child to ignore the signal.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{heard}; import sys; from answerable.__main__ import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "import", "cfpb", str(endless)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment(log)) as running:
        assert running.stderr is not None
        with endless.open("w", encoding="utf-8"):  # waits until the import reads it
            running.send_signal(signal.SIGINT)
            said = running.stderr.read()

    assert running.returncode == Exit.STOPPED
    assert said == b"Stopped. What was recorded stays on record.\n"


def test_help_loads_nothing_but_the_command_line() -> None:
    code = (
        "import sys; sys.argv = ['answerable', 'promises', '--help']\n"
        "from answerable.__main__ import main; main(); print(sorted(sys.modules), file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert not {name for name in HEAVY if f"'{name}'" in ended.stderr}


def test_words_that_no_terminal_here_can_write_are_spelt_out(log: Path) -> None:
    (log.parent / "answers.csv").write_text("date,stars,text\n2026-01-05,1,żółć\n", "utf-8")
    narrow = {**environment(log), "PYTHONIOENCODING": "ascii"}
    process(log, "import", "surveys", "answers.csv")

    ended = subprocess.run(
        [sys.executable, "-m", "answerable", "critics"],
        capture_output=True,
        text=True,
        check=False,
        env=narrow,
    )

    assert (ended.returncode, ended.stderr) == (0, "")
    assert "\\u017c\\xf3\\u0142\\u0107" in ended.stdout
