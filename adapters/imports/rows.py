"""What reading a table gives: rows, and what could not be read as one. Nothing is dropped."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self


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

    They stand in the order of the file they are from. It may hold personal text, so only its owner
    may read it. With nothing rejected there is none. An earlier file of rejected rows is replaced;
    any other file is left alone.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._places: list[tuple[int, int]] = []
        self._end = 0
        self._file: BinaryIO | None = None

    @property
    def count(self) -> int:
        """How many rows are kept."""
        return len(self._places)

    def __enter__(self) -> Self:
        _require_ours(self.path)
        self._file = open(self.path, "wb", opener=_private)
        return self

    def write(self, rejected: Rejected) -> None:
        """Keep one more; call it only inside `with`."""
        if self._file is None:
            raise ValueError("the file of rejected rows is not open")
        self._places.append((rejected.line, self._end))
        said = json.dumps(asdict(rejected), ensure_ascii=False)
        self._end += self._file.write(f"{said}\n".encode())

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()
        if not self.path.is_file():  # a device or a pipe
            return
        if not self._places:
            self.path.unlink()
        elif self._places != sorted(self._places):
            self._put_in_order()

    def _put_in_order(self) -> None:
        part = self.path.with_name(f"{self.path.name}.part")
        part.unlink(missing_ok=True)
        with self.path.open("rb") as kept, open(part, "wb", opener=_private) as ordered:
            for _, place in sorted(self._places):
                kept.seek(place)
                ordered.write(kept.readline())
        part.replace(self.path)


def require_place(path: Path, source: Path) -> None:
    """Refuse a place where rejected rows of `source` cannot be kept, before anything is imported.

    Raises:
        TableError: there is no folder for it, it may not be written, or it holds something else.
    """
    if path.resolve() == source.resolve():
        raise TableError("Rejected rows cannot be kept in the file being imported.")
    if not path.parent.is_dir() or path.is_dir():
        missing = f"{path} is a folder" if path.is_dir() else f"there is no folder {path.parent}"
        raise TableError(f"Rejected rows cannot be kept there: {missing}. Name a file.")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise TableError(f"Rejected rows cannot be kept in {path}: it may not be written.")
    _require_ours(path)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _require_ours(path: Path) -> None:
    """Leave alone what is not an empty file or one of rejected rows."""
    try:
        with path.open("rb") as file:
            begins = file.readline(len(_BEGINS))
    except FileNotFoundError:
        return
    if begins not in {b"", _BEGINS}:
        raise TableError(f"{path} holds something else: keep rejected rows elsewhere.")
