"""The benchmarks run from end to end at tiny sizes, and their page says what their results say."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks/results"
SHORT = (*(f"G{n}" for n in (1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14)), "L1", "start")
"""The others start processes of their own: seconds each."""


def bench(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.run", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_every_goal_can_be_measured(tmp_path: Path) -> None:
    ran = bench(*SHORT, "--quick", "--rounds", 1, "--on", "sqlite", "--results", tmp_path)

    assert ran.returncode == 0, ran.stderr
    for name in SHORT:
        (line,) = (tmp_path / f"{name}.jsonl").read_text("utf-8").splitlines()
        assert json.loads(line)["ways"]


def test_a_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    again = ("G9", "--quick", "--on", "sqlite", "--results", tmp_path, "--rounds")
    bench(*again, 1)
    file = tmp_path / "G9.jsonl"
    first = file.read_text("utf-8")
    file.write_text(first + '{"on": "sqli', encoding="utf-8")

    bench(*again, 2)

    found = file.read_text("utf-8")
    assert [json.loads(line)["round"] for line in found.splitlines()] == [1, 2]
    assert found.startswith(first)


def test_the_page_and_the_plot_are_made_of_the_results() -> None:
    checked = bench("--check")

    assert (checked.returncode, checked.stdout.strip(), checked.stderr) == (0, "", "")


def test_each_goal_that_is_missed_is_explained() -> None:
    assert "not looked into yet" not in (ROOT / "docs/performance.md").read_text("utf-8")


@pytest.mark.parametrize("file", sorted(RESULTS.iterdir()), ids=lambda file: file.name)
def test_the_results_name_no_place_of_the_machine(file: Path) -> None:
    assert "/" not in file.read_text("utf-8").replace("p99/p50", "")
