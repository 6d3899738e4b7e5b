"""`answerable-verify FILE`: is this case file whole and unaltered, and what does it tell?"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from .canonical_json import Json
from .languages import LANGUAGES, sentence
from .verifying import Report, signatures_by, verify_path

WRONG_USE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """0 when every check that the file allows passed, 1 when one failed, 2 on wrong use."""
    said = _arguments().parse_args(argv)
    out: Any = sys.stdout
    if isinstance(out, TextIOWrapper):
        out.reconfigure(errors="backslashreplace")
    try:
        held = said.checkpoint.read_bytes() if said.checkpoint else None
        report = verify_path(said.file, held)
    except OSError as error:
        sys.stderr.write(f"answerable-verify: {error.filename}: {error.strerror}\n")
        return WRONG_USE
    if said.json:
        text = json.dumps(document(report, said.lang), ensure_ascii=True, indent=2)
    else:
        text = "\n".join(lines(report, said.lang))
    out.write(text + "\n")
    return 0 if report.holds else 1


def document(report: Report, language: str) -> Json:
    """The report for programs; sentences in the language asked for."""
    return {
        "kind": report.kind,
        "holds": report.holds,
        "signatures": signatures_by(),
        "checks": [
            {
                "check": told.check,
                "result": told.result,
                "says": told.says,
                "values": dict(told.values),
                "sentence": sentence(language, told.says, told.values),
            }
            for told in report.checks
        ],
        "cases": report.cases,
    }


def lines(report: Report, language: str) -> Iterator[str]:
    """The report for people, line by line."""
    for told in report.checks:
        words = sentence(language, told.says, told.values)
        yield f"{told.result:<11}  {told.check:<11}  {words}"
    yield ""
    by = sentence(language, signatures_by(), {})
    yield sentence(language, "signatures", {"by": by})
    yield sentence(language, "verdict-pass" if report.holds else "verdict-fail", {})
    if not report.holds and report.kind == "case_file":
        yield sentence(language, "no-facts", {})
    for case in report.cases:
        yield ""
        yield from case_lines(case, language)


def case_lines(case: Json, language: str) -> Iterator[str]:
    """What a case tells, line by line."""
    if not case["told"]:
        yield _said(language, "case-line-odd", case)
        return
    yield _said(language, "case-line" if case["as_of"] else "case-line-hidden", case)
    for end in case["ends"]:
        where = {"case": case["case"], "version": end["version"]}
        says = sentence(language, end["says"], where)
        yield "  " + _said(language, "end-line", {**end, "replies": "", "says": says})
    for promise in case["promises"]:
        yield "  " + _said(language, "promise-line", promise)
    for limit in case["limits"]:
        yield "  " + _said(language, "limit-line", limit)
    for time in case["times"]:
        yield "  " + _said(language, time["what"], time)
    for hidden in case["withheld"]:
        yield "  " + _said(language, "withheld-line", hidden)
    for question in case["unknown"]:
        yield "  " + sentence(language, question, {})


def _said(language: str, says: str, values: Json) -> str:
    """A sentence with these values; standings in words, and a time that never came as such."""
    unsure = values.get("standing") == "unknown"
    words = {name: _word(language, name, value) for name, value in values.items()}
    words |= {name: "?" for name in ("done_at", "met_at") if unsure}
    return sentence(language, says, words)


def _word(language: str, name: str, value: Any) -> str:  # noqa: ANN401  # any JSON value
    if name in {"standing", "state"}:
        return sentence(language, value, {})
    return sentence(language, "never", {}) if value is None else str(value)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="answerable-verify",
        description="Say whether a case file or a log file is whole and unaltered.",
        epilog="Exit code 0: every check the file allows passed. 1: one failed. 2: wrong use.",
    )
    parser.add_argument("file", type=Path, help="the file, or a folder with the same names")
    parser.add_argument("--checkpoint", type=Path, help="a checkpoint of this log that you hold")
    parser.add_argument("--json", action="store_true", help="write JSON for programs")
    parser.add_argument("--lang", choices=sorted(LANGUAGES), default="en", help="the language")
    return parser


if __name__ == "__main__":
    sys.exit(main())
