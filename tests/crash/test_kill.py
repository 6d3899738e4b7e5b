"""Ten kills at random moments; `kill.py` does as many as it is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

KILL = Path(__file__).with_name("kill.py")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_no_acknowledged_event_is_lost_when_its_writer_is_killed() -> None:
    done = subprocess.run(
        [sys.executable, str(KILL), "--cycles", "10"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 lost, 0 halved" in done.stdout
