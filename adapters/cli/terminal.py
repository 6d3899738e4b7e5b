"""Where answers go: one JSON document, or text that fits a terminal and survives a pipe."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

from .answer import Answer, Document
from .words import tame, whole_seconds, written_time

if TYPE_CHECKING:
    from .console import Output

PIPED_WIDTH = 100
"""Columns of a table that nobody looks at; every id has room in it."""


def written(document: Document) -> str:
    """The document as JSON in ASCII, so that no terminal acts on words in it."""
    return json.dumps(document, indent=2, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return written_time(value)
    if isinstance(value, timedelta):
        return whole_seconds(value)
    raise TypeError(f"a document holds no {type(value).__name__}")


@dataclass(frozen=True, slots=True)
class Terminal:
    """Standard output for answers, standard error for everything else."""

    as_json: bool
    no_color: bool

    def give(self, answer: Answer) -> None:
        """Give the answer: its document with `--json`, else what is drawn of it."""
        if self.as_json:
            sys.stdout.write(written(answer.document) + "\n")
            return
        if answer.lines is not None:
            as_they_are(sys.stdout, answer.lines)
            return
        console = self._console()
        for part in answer.draw():
            whole = getattr(part, "no_wrap", None) is True
            if console.is_terminal:
                console.print(part, soft_wrap=whole)
                continue
            with console.capture() as drawn:
                console.print(part, soft_wrap=whole)
            sys.stdout.write("".join(f"{row.rstrip()}\n" for row in drawn.get().splitlines()))

    def say(self) -> Callable[[str], None]:
        """Says one line after another; one that is not set in is a title."""
        from .tables import line  # noqa: PLC0415  # few commands tell anything

        console = self._console()

        def said(text: str) -> None:
            style = "" if text.startswith(" ") else "bold"
            console.print(line(text, style), soft_wrap=True)

        return said

    def _console(self) -> Output:
        from .console import Output  # noqa: PLC0415  # --json needs none of it

        console = Output(
            file=sys.stdout,
            no_color=self.no_color or None,
            markup=False,
            highlight=False,
            emoji=False,
        )
        if not console.is_terminal:
            console.width = max(PIPED_WIDTH, console.width)
        return console

    @property
    def is_watched(self) -> bool:
        """Does a person look at the answer?"""
        return sys.stdout.isatty() and not self.as_json

    @contextmanager
    def progress(self) -> Generator[Callable[[str, float], None]]:
        """Told what is done and how far from 0 to 1 it is; shows it if somebody watches."""
        if not sys.stderr.isatty():
            yield lambda _what, _share: None
            return
        from .progress import bar  # noqa: PLC0415  # nobody watches most runs

        with bar(no_color=self.no_color) as show:
            yield show


def as_they_are(stream: TextIO, lines: Iterable[str]) -> None:
    """Write lines with the ends they have, on every system."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(newline="")
    stream.writelines(lines)


def note(text: str) -> None:
    """A sentence beside the answer, on standard error."""
    sys.stderr.write(tame(text) + "\n")
