"""A case file from when the format was frozen: whoever keeps one must be able to use it."""

import json
from pathlib import Path

from answerable.adapters.verifier.verifying import verify_path

KEPT = Path(__file__).parent / "kept"


def test_a_file_made_then_is_verified_now_and_tells_the_same() -> None:
    report = verify_path(KEPT / "case.zip", (KEPT / "held").read_bytes())

    checks = {told.check: told.result for told in report.checks}
    told = {"kind": report.kind, "checks": checks, "cases": report.cases}
    assert told == json.loads((KEPT / "report.json").read_text("utf-8"))
