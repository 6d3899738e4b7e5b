"""Tables for spreadsheets: RFC 4180, and no cell that one would take for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

FORMULA = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""What a formula begins with, in both widths, and what is dropped before one."""


def cell(value: str) -> str:
    """The value; with an apostrophe in front where a spreadsheet would work it out."""
    return f"'{value}" if value[:1] in FORMULA and value else value


def lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Each row as a line, its end included."""
    for row in rows:
        out = StringIO(newline="")
        csv.writer(out, lineterminator="\r\n").writerow([cell(value) for value in row])
        yield out.getvalue()
