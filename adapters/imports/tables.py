"""A table from a file: CSV, a JSON list or one JSON object a line, packed with gzip or not.

Read in a stream: memory does not grow with the file.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from .delimited import Delimited, sniff
from .json_rows import ObjectList, object_lines
from .rows import Rejected, Row, TableError
from .source import Source, open_source

_SAMPLE = 64


@dataclass(frozen=True, slots=True)
class Table:
    """An open table. `columns` as written (of JSON: those of the first rows); `rows` once only."""

    columns: tuple[str, ...]
    rows: Iterator[Row | Rejected]
    source: Source


@contextmanager
def open_table(path: Path) -> Generator[Table]:
    """The table in the file at `path`.

    Raises:
        TableError: the file holds no table.
        OSError: it cannot be read.
    """
    with open_source(path) as source:
        lines = source.lines()
        sample = list(islice(lines, _SAMPLE))
        columns, rows = _read(sample, chain(sample, lines))
        yield Table(columns, _uncut(rows, source), source)


def _read(
    sample: list[str], lines: Iterator[str]
) -> tuple[tuple[str, ...], Iterator[Row | Rejected]]:
    match "".join(sample).lstrip()[:1]:
        case "":
            raise TableError("The file is empty.")
        case "[":
            return _with_columns(ObjectList(lines).rows())
        case "{":
            return _with_columns(_objects(sample, lines))
        case _:
            table = Delimited(lines, sniff(sample))
            return table.columns, table.rows()


def _objects(sample: list[str], lines: Iterator[str]) -> Iterator[Row | Rejected]:
    if not any(isinstance(row, Row) for row in object_lines(iter(sample))):
        raise TableError("The file is JSON, but neither a list of rows nor one object a line.")
    return object_lines(lines)


def _with_columns(
    rows: Iterator[Row | Rejected],
) -> tuple[tuple[str, ...], Iterator[Row | Rejected]]:
    first = list(islice(rows, _SAMPLE))
    columns = dict.fromkeys(name for row in first if isinstance(row, Row) for name in row.cells)
    return tuple(columns), chain(first, rows)


def _uncut(rows: Iterator[Row | Rejected], source: Source) -> Iterator[Row | Rejected]:
    """`rows`, but the one in which a packed file was cut off is rejected: its last cell may lie."""
    for row in rows:
        if isinstance(row, Row) and source.cut and not row.raw.endswith(("\n", "\r", "}")):
            yield Rejected(row.line, "the packed file is cut off inside this row", row.raw)
        else:
            yield row
