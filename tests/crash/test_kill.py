"""A few kills at random moments; the programs do as many as they are asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.adapters.cli.test_import_commands import REGISTER

KILL = Path(__file__).with_name("kill.py")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_no_acknowledged_event_is_lost_when_its_writer_is_killed() -> None:
    done = subprocess.run(
        [sys.executable, str(KILL), "--cycles", "10"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 lost, 0 halved" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_an_import_that_was_killed_comes_to_the_events_of_one_that_was_not(tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text(REGISTER, "utf-8")
    program = [sys.executable, str(KILL.with_name("import_kills.py")), str(register)]

    done = subprocess.run([*program, "--kills", "2"], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "equal multisets: 2 of 2" in done.stdout
