"""`answerable-verify FILE`: is this case file whole and unaltered, and what does it tell?"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

from .canonical_json import Json
from .languages import LANGUAGES, sentence
from .notes import note_of
from .verifying import Report, signatures_by, verify_path
from .wrong import WrongError

WRONG_USE = 2


class WrongUseError(Exception):
    """The call cannot be answered; `says` is a sentence for who called, `file` what it is about."""

    def __init__(self, says: str, file: Path | None = None) -> None:
        super().__init__(says)
        self.says = says
        self.file = file


def main(argv: Sequence[str] | None = None) -> int:
    """0 when every check that the file allows passed, 1 when one failed, 2 on wrong use."""
    given = sys.argv[1:] if argv is None else argv
    out: Any = sys.stdout
    if isinstance(out, TextIOWrapper):
        out.reconfigure(errors="backslashreplace")
    try:
        said = _arguments().parse_args(given)
        report = _report(said)
    except WrongUseError as wrong:
        return _refuse(wrong, as_json="--json" in given)
    if said.json:
        text = json.dumps(document(report, said.lang), ensure_ascii=True, indent=2)
    else:
        text = "\n".join(lines(report, said.lang))
    out.write(text + "\n")
    return 0 if report.holds else 1


def _report(said: argparse.Namespace) -> Report:
    """What is to be said of the file, against the checkpoint that is held.

    Raises:
        WrongUseError: a file cannot be read, or the checkpoint is none.
    """
    try:
        held = said.checkpoint.read_bytes() if said.checkpoint else None
        if held is not None:
            note_of(held)
        return verify_path(said.file, held)
    except OSError as error:
        file = error.filename
        raise WrongUseError(f"{file}: {error.strerror}", file and Path(file)) from None
    except WrongError:
        where = {"file": str(said.checkpoint)}
        raise WrongUseError(sentence(said.lang, "no-checkpoint", where), said.checkpoint) from None


def _refuse(wrong: WrongUseError, *, as_json: bool) -> int:
    """Say why there is no answer: to people on standard error, to programs on both."""
    sys.stderr.write(f"answerable-verify: {wrong.says}\n")
    if as_json:
        file = wrong.file and str(wrong.file)
        why = {"kind": "usage", "message": wrong.says, "file": file, "exit_code": WRONG_USE}
        sys.stdout.write(json.dumps({"error": why}, ensure_ascii=True, indent=2) + "\n")
    return WRONG_USE


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


class _Arguments(argparse.ArgumentParser):
    """A parser that leaves to the caller how a wrong call is answered."""

    def error(self, message: str) -> NoReturn:
        """It is wrong use."""
        raise WrongUseError(f"{message}\n{self.format_usage().rstrip()}")


def _arguments() -> argparse.ArgumentParser:
    parser = _Arguments(
        prog="answerable-verify",
        allow_abbrev=False,
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
