"""Short histories of many processes; the program makes them as long as it is asked to."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from secrets import randbelow
from typing import Any

import pytest
from tests.faults.judging import against_time, read_otherwise
from tests.faults.knocks import Said

ROOT = Path(__file__).parents[2]


def history(place: str, events: int, results: Path) -> dict[str, Any]:
    """What the program finds, in a process that may fork."""
    size = ["--events", str(events), "--writers", "6", "--readers", "3"]
    asked = ["--on", place, *size, "--seed", str(randbelow(10**6))]
    program = [sys.executable, "-m", "tests.faults.history", str(results), *asked]
    subprocess.run(program, cwd=ROOT, check=False)
    found: dict[str, Any] = json.loads(results.read_text())
    return found


@pytest.fixture
def results(tmp_path: Path) -> Path:
    return tmp_path / "results.jsonl"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork and no SIGKILL")
def test_a_history_on_one_file_holds_all_that_was_acknowledged_once_and_in_order(
    results: Path,
) -> None:
    found = history("sqlite", 2500, results)

    assert found["events"] >= 2500
    assert set(found["wrong"].values()) == {0}, found
    assert found["kills"]


def test_a_history_on_a_server_holds_all_that_was_acknowledged_once_and_in_order(
    results: Path, postgres_url: str
) -> None:
    found = history(postgres_url, 1500, results)

    assert found["events"] >= 1500
    assert set(found["wrong"].values()) == {0}, found
    assert found["kills"]


def test_a_recorder_that_gives_no_order_is_found_out(results: Path, postgres_url: str) -> None:
    found = history(f"functions+{postgres_url}", 1500, results)

    assert found["wrong"]["read otherwise"], found
    assert "was skipped" in found["examples"][-1]


LOG = [(1, "cmd-1", 1), (2, "cmd-2", 1), (4, "cmd-3", 2)]


@pytest.mark.parametrize(
    ("seen", "wrong"),
    [
        (LOG, 0),
        (LOG[:2], 0),
        ([], 0),
        ([LOG[0], LOG[2]], 1),
        ([LOG[0], LOG[0]], 1),
        ([LOG[1], LOG[0]], 1),
        ([(1, "cmd-9", 1)], 1),
        ([*LOG, (5, "cmd-4", 1)], 1),
    ],
)
def test_a_reader_saw_the_log_or_it_did_not(seen: list[tuple[int, str, int]], wrong: int) -> None:
    assert len(list(read_otherwise(LOG, seen))) == wrong


def test_what_is_put_after_an_answer_stands_behind_it() -> None:
    said = [
        Said("put", "cmd-1", at=1),
        Said("done", "cmd-1", positions=(5,), at=2),
        Said("put", "cmd-2", at=3),
        Said("done", "cmd-2", positions=(4,), at=4),
    ]

    assert len(list(against_time(said))) == 1
    assert list(against_time(said[:2])) == []
