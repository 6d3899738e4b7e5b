"""The adapter of the guide, put through the kit: it keeps what the guide says it keeps."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

GUIDE = (Path(__file__).parents[2] / "docs/write-an-adapter.md").read_text("utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```\n", GUIDE, re.MULTILINE | re.DOTALL)
TOLD = dict(re.findall(r"^\| `([a-z-]+)` \| (FAIL|SKIP) \|", GUIDE, re.MULTILINE))


def test_the_adapter_of_the_guide_keeps_what_the_guide_says(tmp_path: Path) -> None:
    (tmp_path / "lines_store.py").write_text("\n\n".join(BLOCKS), "utf-8")

    ended = subprocess.run(
        [sys.executable, "-m", "answerable.testing", "lines_store:ADAPTER"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )

    findings = [json.loads(line) for line in ended.stdout.splitlines()]
    failed = {each["guarantee"]: "FAIL" for each in findings if each["verdict"] == "FAIL"}
    skipped = {each["why"] for each in findings if each["verdict"] == "SKIP"}
    assert failed == TOLD, ended.stderr
    assert skipped == {
        "a file of lines is for one process",
        "it does not read several streams at once",
        "it keeps no views",
        "the kit was not told how to take an event out",
    }
