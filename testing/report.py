"""What an adapter keeps of its contract: PASS, FAIL or SKIP for each guarantee, in a sentence.

    python -m answerable.testing MODULE:NAME [--seed N] [--only GUARANTEE] [--first]

Each guarantee is one JSON document in a line, as soon as it is known. Exit code 1 on any FAIL, 2
when there is no such adapter or guarantee.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType
from typing import Literal, TextIO, TypeAlias

import pytest

from .adapter import NAMED_BY, UnknownAdapterError, adapter_named

LIMIT_SECONDS = 150
"""A guarantee that takes longer is not kept."""
LONGEST_REASON = 300
PLUGINS_WE_NEED = ("-p", "_hypothesis_pytestplugin")
QUIET = ("-q", "-p", "no:cacheprovider", "--import-mode=importlib", "-W", "ignore")

Verdict: TypeAlias = Literal["PASS", "FAIL", "SKIP"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One guarantee: its stable name, what it says, whether it is kept, and why not."""

    guarantee: str
    sentence: str
    verdict: Verdict
    why: str


class Collector:
    """A pytest plugin that writes each finding as it is made."""

    def __init__(self, out: TextIO, only: Sequence[str]) -> None:
        self._out = out
        self._only = only
        self._sentences: dict[str, str] = {}
        self._findings: dict[str, Finding] = {}
        self.findings: list[Finding] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the guarantees asked for."""
        for item in items:
            doc = getattr(getattr(item, "function", None), "__doc__", None) or ""
            self._sentences[item.nodeid] = " ".join(doc.split())
        if self._only:
            items[:] = [item for item in items if guarantee(item.nodeid) in self._only]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Generator[None, None, object]:
        """No guarantee takes for ever."""
        with limited():
            return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """The worst of setting up, running and letting go."""
        if report.when == "call" or not report.passed:
            known = self._findings.get(report.nodeid)
            if known is None or known.verdict == "PASS":
                self._findings[report.nodeid] = self._finding(report)

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """Say what was found."""
        finding = self._findings[nodeid]
        self.findings.append(finding)
        self._out.write(json.dumps(asdict(finding)) + "\n")
        self._out.flush()

    def _finding(self, report: pytest.TestReport) -> Finding:
        verdict: Verdict = "PASS" if report.passed else "SKIP" if report.skipped else "FAIL"
        name = guarantee(report.nodeid)
        return Finding(name, self._sentences[report.nodeid], verdict, reason(report))


def guarantee(nodeid: str) -> str:
    """The stable name of a guarantee, from that of its test."""
    return nodeid.rpartition("::")[2].removeprefix("test_").replace("_", "-")


def reason(report: pytest.TestReport) -> str:
    """Why a guarantee is not kept, or was not looked at, in one line."""
    if report.passed:
        return ""
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    crash = getattr(report.longrepr, "reprcrash", None)
    lines = str(crash.message if crash else report.longrepr).split("\n")
    told = [line.strip() for line in lines if line.strip()] or ["it failed"]
    said = told[0].removeprefix("AssertionError: ")
    if said.startswith("assert "):  # of a bare assertion the next line tells more
        said = "; ".join([said, *[line.strip("+ ") for line in told[1:2]]])
    return said if len(said) <= LONGEST_REASON else f"{said[:LONGEST_REASON]} …"


@contextmanager
def limited() -> Generator[None]:
    """End what takes too long with an error, where the system can."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def too_long(_signal: int, _frame: FrameType | None) -> None:
        pytest.fail(f"it did not end within {LIMIT_SECONDS} s")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, LIMIT_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def judge(name: str, seed: int, only: Sequence[str], out: TextIO, *, first: bool) -> list[Finding]:
    """Try every guarantee, or those in `only`; with `first`, stop at the first that is not kept."""
    os.environ[NAMED_BY] = name
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.environ.pop("PYTEST_ADDOPTS", None)
    here = str(Path(__file__).with_name("judged.py"))
    chosen = ["-c", os.devnull, "-o", "python_classes=Of*", f"--hypothesis-seed={seed}"]
    collector = Collector(out, only)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        stop = ["-x"] if first else []
        pytest.main([here, *chosen, *QUIET, *PLUGINS_WE_NEED, *stop], plugins=[collector])
    return collector.findings


def main(argv: Sequence[str] | None = None) -> int:
    """Report on one adapter; 1 when it does not keep a guarantee."""
    parser = argparse.ArgumentParser(prog="python -m answerable.testing")
    parser.add_argument("adapter", metavar="MODULE:NAME")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", action="append", default=[], metavar="GUARANTEE")
    parser.add_argument("--first", action="store_true", help="stop at the first FAIL")
    asked = parser.parse_args(argv)
    try:
        adapter_named(asked.adapter)
    except UnknownAdapterError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    findings = judge(asked.adapter, asked.seed, asked.only, sys.stdout, first=asked.first)
    if not findings:
        sys.stderr.write("there is no such guarantee\n")
        return 2
    return int(any(finding.verdict == "FAIL" for finding in findings))
