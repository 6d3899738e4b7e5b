"""A few kills of each kind; the program makes as many as it is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from secrets import randbelow

import pytest
from tests.postgres.server import NoPostgresError, programs

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")


@pytest.mark.parametrize(
    ("on", "victim", "cycles"),
    [("sqlite", "client", 8), ("postgres", "client", 4), ("postgres", "backend", 2)],
)
def test_what_was_acknowledged_is_there_whoever_was_killed(
    on: str, victim: str, cycles: int, tmp_path: Path
) -> None:
    if on == "postgres":
        try:
            programs()
        except NoPostgresError as error:
            pytest.skip(str(error))
    asked = ["--on", on, "--victim", victim, "--cycles", str(cycles)]
    results = str(tmp_path / "results.jsonl")
    seed = ["--seed", str(randbelow(10**6))]

    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kills", results, *asked, *seed],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{cycles} cycles, wrong: []" in done.stdout
