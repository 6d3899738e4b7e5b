"""Opening an event log: XES or a table, by what the file begins with; read in a stream."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

from ..imports.rows import TableError
from ..imports.source import Source, open_source
from ..imports.tables import open_table
from . import table, xes
from .steps import Step, Unread, timed


@dataclass(frozen=True, slots=True)
class EventLog:
    """An open event log. `columns` says which column of a table holds what; none for XES."""

    form: str
    columns: dict[str, str]
    steps: Iterator[Step | Unread]
    source: Source


@contextmanager
def open_log(path: Path, mapped: Sequence[str], zone: ZoneInfo) -> Generator[EventLog]:
    """The event log in the file at `path`; a time without a zone is taken in `zone`.

    Raises:
        TableError: the file holds no event log, or one that is not read.
        OSError: it cannot be read.
    """
    if is_xml(path):
        if mapped:
            raise TableError("XES names what each value is: leave --map out.")
        with open_source(path) as source:
            yield EventLog("xes", {}, timed(xes.steps(source.lines(), source), zone), source)
        return
    with open_table(path) as found:
        chosen = table.columns(found.columns, mapped)
        yield EventLog("csv", chosen, timed(table.steps(found, chosen), zone), found.source)


def is_xml(path: Path) -> bool:
    """Does the file begin as XML does?"""
    with open_source(path) as source:
        first = next(chain(source.lines(), [""]))
    return first.lstrip().startswith("<")
