"""A register entry as it is put on record: its key, its codes, and the words that may be personal.

What tells something of a person, and columns nobody here knows, are words; the rest are codes.
"""

from __future__ import annotations

import json
from dataclasses import fields

from .cfpb import RegisterEntry
from .cfpb_meaning import Standing, standing
from .recognition import Content, Staged

REGISTER = "cfpb"
_OTHER = "other."
_COLUMNS = tuple(each.name for each in fields(RegisterEntry) if each.name != "extra")
_WORDS = frozenset({"narrative", "zip_code", "tags"})
_INTAKE = (
    "received",
    "product",
    "sub_product",
    "issue",
    "sub_issue",
    "company",
    "state",
    "submitted_via",
    "sent",
)
_WEIGHTS = (
    Standing.OPEN,
    Standing.CALLED_CLOSED,
    Standing.TIME_UNSTATED,
    Standing.IN_TIME,
    Standing.LATE,
)
"""Of two rows of one complaint the later stage is believed, and of two times the worse."""


def key(entry: RegisterEntry) -> str:
    """The register's id or, without one, its intake codes and dates: what does not change later."""
    if entry.ref is not None:
        return entry.ref
    said = content(entry)
    return json.dumps([said[name] for name in _INTAKE], ensure_ascii=False)


def content(entry: RegisterEntry) -> dict[str, str | None]:
    """All that the row says, as text by column; None where the file has no such column."""
    told = {name: _said(getattr(entry, name)) for name in _COLUMNS}
    return told | {f"{_OTHER}{name}": cell for name, cell in entry.extra}


def personal(column: str) -> bool:
    """Whether what stands in `column` may tell something of a person."""
    return column in _WORDS or column.startswith(_OTHER)


def staged(line: int, entry: RegisterEntry) -> Staged:
    """The entry, ready to be recognised."""
    weight = _WEIGHTS.index(entry.standing)
    return Staged(key(entry), entry.ref is not None, weight, line, content(entry))


def timely(said: Content) -> bool | None:
    """Whether the register calls the response timely; None where it says neither."""
    return {"yes": True, "no": False}.get(said.get("timely") or "")


def stands(said: Content) -> Standing:
    """Where a complaint stands by what is on record of its row."""
    return standing(said.get("response"), timely=timely(said))


def _said(value: object) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)
