"""The kit on an adapter that nobody tuned it for: an UmaDB server, from its wheel."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples/umadb"
NOT_KEPT = {"huge"}
"""Its server takes no message above 4 MiB."""


def test_umadb_keeps_all_but_huge_words() -> None:
    pytest.importorskip("umadb", reason="no UmaDB: pip install umadb")

    ended = subprocess.run(
        [sys.executable, "-m", "answerable.testing", "answerable_umadb.under_test:open_store"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(EXAMPLE), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )

    findings = [json.loads(line) for line in ended.stdout.splitlines()]
    failed = {each["guarantee"] for each in findings if each["verdict"] == "FAIL"}
    assert failed == NOT_KEPT, ended.stderr
    assert sum(each["verdict"] == "PASS" for each in findings) > 40
