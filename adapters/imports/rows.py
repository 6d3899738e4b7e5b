"""What reading a table gives: rows, and what could not be read as one. Nothing is dropped."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO


class TableError(ValueError):
    """The file as a whole is not what it was taken for; the message says what it lacks."""


class UnreadableError(ValueError):
    """A cell says what its column cannot mean. The message names the column, never the cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on (from 1), its cells by column, and its text as it stood."""

    line: int
    cells: Mapping[str, str]
    raw: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken, and why. `reason` never quotes the row; `raw` is the row."""

    line: int
    reason: str
    raw: str


_BEGINS = b'{"line": '


class RejectFile:
    """The file, of the user's choosing, that keeps rejected rows: one JSON object a line.

    It may hold personal text, so only its owner may read it. With nothing rejected there is none.
    An earlier file of rejected rows is replaced; any other file is left alone.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._file: TextIO | None = None

    def __enter__(self) -> Self:
        if not _replaceable(self.path):
            raise TableError(f"{self.path} holds something else: keep rejected rows elsewhere.")
        self._file = open(self.path, "w", encoding="utf-8", opener=_private)
        return self

    def write(self, rejected: Rejected) -> None:
        """Keep one more; call it only inside `with`."""
        if self._file is None:
            raise ValueError("the file of rejected rows is not open")
        self._file.write(json.dumps(asdict(rejected), ensure_ascii=False) + "\n")
        self.count += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()
        if self.count == 0:
            self.path.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _replaceable(path: Path) -> bool:
    """Whether there is no file, an empty one, or one of rejected rows."""
    try:
        with path.open("rb") as file:
            return file.readline(len(_BEGINS)) in {b"", _BEGINS}
    except FileNotFoundError:
        return True
