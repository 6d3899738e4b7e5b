"""`export`: the log in a file for process miners, whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...application.mining import Miner
from ...application.project import Progress
from .answer import Answer
from .exits import WrongUseError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...application.desk import Desk

SQLITE = frozenset({".sqlite", ".sqlite3", ".db"})


def ocel(desk: Desk, file: Path, progress: Progress) -> Answer:
    """OCEL 2.0: as SQLite where the name of the file says so, else as JSON."""
    from ..mining import ocel as as_json  # noqa: PLC0415  # loaded by who writes it
    from ..mining import ocel_sqlite  # noqa: PLC0415  # the same

    miner = Miner(desk.store, desk.store.head(), progress)

    def write(part: Path) -> dict[str, Any]:
        if file.suffix.lower() in SQLITE:
            with closing(sqlite3.connect(part)) as database:
                seen = ocel_sqlite.write(miner.activities(), database)
        else:
            with part.open("w", encoding="utf-8", newline="\n") as text:
                seen = as_json.write(miner.activities(), text)
        return {"events": seen.events, "objects": seen.counts(), "event_types": len(seen.types)}

    return answered("ocel", file, whole(file, write))


def xes(desk: Desk, file: Path, progress: Progress) -> Answer:
    """XES, a trace for each case."""
    from ..mining import xes as as_xes  # noqa: PLC0415  # the same

    miner = Miner(desk.store, desk.store.head(), progress)

    def write(part: Path) -> dict[str, Any]:
        with part.open("w", encoding="utf-8", newline="\n") as text:
            told = as_xes.write(miner.traces(), text)
        return {"events": told.events, "traces": told.traces}

    return answered("xes", file, whole(file, write))


def whole(file: Path, write: Callable[[Path], dict[str, Any]]) -> dict[str, Any]:
    """Write beside the file and put it in place once it is whole; nothing is ever replaced.

    Raises:
        WrongUseError: there is a file of that name, or no folder for it.
    """
    if file.exists():
        raise WrongUseError(f"{file} is there already: name another file.")
    if not file.parent.is_dir():
        raise WrongUseError(f"{file.parent} is no folder.")
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        told = write(part)
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    return told


def answered(form: str, file: Path, told: dict[str, Any]) -> Answer:
    """What was written."""
    document = {"export": {"format": form, "file": str(file), **told}}
    return Answer(document, lambda: draw(document["export"]))


def draw(told: dict[str, Any]) -> Iterator[RenderableType]:
    """One line."""
    from .tables import line  # noqa: PLC0415  # --json draws nothing

    of = (
        f"{told['traces']} cases" if "traces" in told else f"{sum(told['objects'].values())} things"
    )
    yield line(f"{told['events']} events of {of} are in {told['file']}, without any words.")
