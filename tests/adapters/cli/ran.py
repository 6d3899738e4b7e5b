"""The command line in tests: run in this process on a real log, or as a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from answerable.adapters.cli.app import main
from answerable.application.desk import Desk
from answerable.bootstrap import open_desk

HOSTILE = "\x1b[2J\x1b]0;owned\x07[bold red]not markup[/bold red] \u202eturned\r\n\x9b31mred"


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one document on standard output."""
        told: dict[str, Any] = json.loads(self.out)
        return told


@dataclass(frozen=True)
class Line:
    """The command line with a log of its own."""

    log: Path
    capture: pytest.CaptureFixture[str]

    def __call__(self, *argv: str, opener: Callable[[str], Desk] = open_desk) -> Ran:
        """Run a command in this process."""
        self.capture.readouterr()
        code = main(opener, list(argv))
        wrote = self.capture.readouterr()
        return Ran(code, wrote.out, wrote.err)

    def desk(self) -> Desk:
        """A desk on the same log."""
        return open_desk(str(self.log))


def environment(log: Path) -> dict[str, str]:
    """The environment of a process whose log is `log`."""
    return {**os.environ, "ANSWERABLE_URL": str(log), "COLUMNS": "80"}


def process(log: Path, *argv: str) -> Ran:
    """Run a command as a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "answerable", *argv],
        capture_output=True,
        text=True,
        check=False,
        env=environment(log),
        cwd=log.parent,
    )
    return Ran(ended.returncode, ended.stdout, ended.stderr)
