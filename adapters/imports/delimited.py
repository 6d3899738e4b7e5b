"""Rows of a delimited file (CSV), with quoted cells over several lines.

A row that does not fit the header is rejected with all the lines it took, but reading resumes at
the first of those lines that is a whole row by itself: an unclosed quote does not swallow a file.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Sequence

from .rows import Rejected, Row, TableError

DELIMITERS = (",", ";", "\t", "|")
_RECORD_LIMIT = 1 << 20


class _TooLongError(Exception):
    """A quoted cell has no end in sight."""


class _Feed:
    """Lines for the csv reader, remembering those that the row at hand has taken."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._before = 0
        self._size = 0
        self.taken: list[str] = []
        self.ended_inside = False

    @property
    def line(self) -> int:
        """The line, from 1, on which the row at hand begins."""
        return self._before + 1

    def begin(self) -> None:
        """A new row begins with the next line."""
        self._before += len(self.taken)
        self._size = 0
        self.taken, self.ended_inside = [], False

    def give_back(self, kept: int) -> None:
        """All lines of the row at hand but the first `kept` come again."""
        self._again.extendleft(reversed(self.taken[kept:]))
        del self.taken[kept:]

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines, None)
        if line is None:
            self.ended_inside = bool(self.taken)
            raise StopIteration
        self.taken.append(line)
        self._size += len(line)
        if self._size > _RECORD_LIMIT:
            raise _TooLongError
        return line


class Delimited:
    """The columns and rows of delimited lines. `columns` are unique: a second `X` is `X (2)`."""

    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        self._feed = _Feed(lines)
        self._delimiter = delimiter
        self._reader = csv.reader(self._feed, delimiter=delimiter)
        self.columns = self._header()

    def rows(self) -> Iterator[Row | Rejected]:
        """Each row after the header, read or rejected; empty lines are no rows."""
        while (cells := self._next()) is not None:
            if isinstance(cells, Rejected):
                yield cells
            elif cells:
                yield Row(self._feed.line, dict(zip(self.columns, cells, strict=True)), self._raw())

    def _header(self) -> tuple[str, ...]:
        cells: list[str] = []
        while not any(cells):
            self._feed.begin()
            try:
                found = next(self._reader, None)
            except (csv.Error, _TooLongError) as broken:
                raise TableError("The first line of the file is no header.") from broken
            if found is None:
                raise TableError("The file has no header and no rows.")
            cells = [] if _names_delimiter(found) else found
        return unique([cell.strip() for cell in cells])

    def _next(self) -> list[str] | Rejected | None:
        self._feed.begin()
        try:
            cells = next(self._reader, None)
        except (csv.Error, _TooLongError):
            return self._reject("cannot be read as a row: a cell is too long or never closed")
        if self._feed.ended_inside and cells is not None:
            return self._reject("the file ends inside a quoted cell")
        if cells and len(cells) != len(self.columns):
            return self._reject(f"has {len(cells)} cells, the header has {len(self.columns)}")
        return cells

    def _raw(self) -> str:
        return "".join(self._feed.taken)

    def _reject(self, reason: str) -> Rejected:
        taken = self._feed.taken
        whole = (at for at in range(1, len(taken)) if self._fits(taken[at]))
        self._feed.give_back(next(whole, len(taken)))
        return Rejected(self._feed.line, reason, self._raw())

    def _fits(self, line: str) -> bool:
        try:
            cells = next(csv.reader([line], delimiter=self._delimiter, strict=True), None)
        except csv.Error:
            return False
        return cells is not None and len(cells) == len(self.columns)


def _names_delimiter(cells: Sequence[str]) -> bool:
    """Whether this is the line `sep=;` that a spreadsheet may put first."""
    return bool(cells) and cells[0].startswith("sep=") and not any(cells[1:])


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """`names`, with those that are empty or stand twice told apart by their place."""
    told: list[str] = []
    for at, name in enumerate(names, 1):
        known = name or f"column {at}"
        told.append(known if known not in told else f"{known} ({at})")
    return tuple(told)


def sniff(sample: Sequence[str]) -> str:
    """The delimiter under which most sample rows are as wide as the header, and it widest."""
    return max(DELIMITERS, key=lambda delimiter: _fit(sample, delimiter))


def _fit(sample: Sequence[str], delimiter: str) -> tuple[bool, int, int]:
    try:
        rows = [cells for cells in csv.reader(sample, delimiter=delimiter) if cells]
    except csv.Error:
        return False, 0, 0
    width = next((len(cells) for cells in rows if not _names_delimiter(cells)), 0)
    return width > 1, sum(len(cells) == width for cells in rows), width
