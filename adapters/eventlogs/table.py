"""An event log as a table: a row is a step, with columns for its case, activity and time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..imports.rows import Rejected, Row, TableError
from ..imports.tables import Table
from .steps import Raw, Unread

KNOWN: Mapping[str, tuple[str, ...]] = {
    "case": ("case:concept:name", "caseid", "case_id", "case id", "case", "trace"),
    "activity": ("concept:name", "activityid", "activity_id", "activity id", "activity", "event"),
    "time": ("time:timestamp", "completetimestamp", "timestamp", "complete timestamp", "time"),
    "resource": ("org:resource", "resource", "user"),
}
NEEDED = ("case", "activity", "time")


def columns(found: Sequence[str], mapped: Sequence[str]) -> dict[str, str]:
    """Which column holds what: as told, else by the names such columns usually have.

    Raises:
        TableError: a column is told that is not there, or one is missing.
    """
    told = _told(found, mapped)
    lower = {name.casefold(): name for name in reversed(found)}
    guessed = {
        target: next((lower[name] for name in names if name in lower), "")
        for target, names in KNOWN.items()
    }
    chosen = {**guessed, **told}
    if missing := [target for target in NEEDED if not chosen[target]]:
        raise TableError(
            f"No column says {', '.join(missing)}: name it with --map. "
            f"The file has {', '.join(found)}."
        )
    return chosen


def _told(found: Sequence[str], mapped: Sequence[str]) -> dict[str, str]:
    pairs = [each.partition("=") for each in mapped]
    told = {target: column for target, _, column in pairs}
    wrong = [f"{t}={c}" for t, c in told.items() if t not in KNOWN or c not in found]
    if wrong:
        raise TableError(
            f"--map takes {', '.join(KNOWN)}=COLUMN, not {', '.join(wrong)}; "
            f"the file has {', '.join(found)}."
        )
    return told


def steps(table: Table, chosen: Mapping[str, str]) -> Iterator[Raw | Unread]:
    """Each row as a step; what is no row is handed on as it stands."""
    for row in table.rows:
        if isinstance(row, Rejected):
            yield Unread(row.line, row.reason, row.raw)
        else:
            yield step(row, chosen)


def step(row: Row, chosen: Mapping[str, str]) -> Raw:
    """One row."""
    resource = chosen["resource"]
    named = {chosen[target] for target in KNOWN}
    return Raw(
        row.cells[chosen["case"]],
        row.cells[chosen["activity"]],
        row.cells[chosen["time"]],
        row.cells[resource] if resource else "",
        {name: value for name, value in row.cells.items() if name not in named and value},
        row.line,
    )
