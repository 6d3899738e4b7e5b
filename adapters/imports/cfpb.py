"""Rows of a CFPB complaint register as entries of one shape, whatever the export calls its columns.

The register is American: `7/8/2016` is the 8th of July, unless dates of the same file can only be
read day first and none only month first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from .cfpb_meaning import Standing, standing
from .dates import Order, OrderVotes, read_stamp
from .rows import Rejected, Row, TableError, UnreadableError

CODES = (
    "product",
    "sub_product",
    "issue",
    "sub_issue",
    "company",
    "state",
    "zip_code",
    "tags",
    "consent",
    "submitted_via",
    "response",
    "public_response",
)
_ALIASES = {
    "received": ("datereceived", "receiveddate"),
    "sent": ("datesenttocompany", "datesent"),
    "zip_code": ("zipcode", "zip"),
    "tags": ("tags", "tag"),
    "consent": ("consumerconsentprovided", "consentstatus", "consumerconsent"),
    "response": ("companyresponsetoconsumer", "companyresponse"),
    "public_response": ("companypublicresponse",),
    "narrative": (
        "consumercomplaintnarrative",
        "consumernarrative",
        "complaintwhathappened",
        "narrative",
    ),
    "timely": ("timelyresponse", "timely"),
    "disputed": ("consumerdisputed", "disputed"),
    "ref": ("complaintid", "publicid"),
}
_FIELDS = MappingProxyType(
    {alias: field for field, aliases in _ALIASES.items() for alias in aliases}
    | {field.replace("_", ""): field for field in CODES}
)
_REQUIRED = MappingProxyType({"received": "Date received", "product": "Product", "issue": "Issue"})
_SUBMITTED = MappingProxyType({"datesubmitted": "received", "datereceived": "sent"})
_YES, _NO, _UNSAID = {"yes", "true", "1", "y"}, {"no", "false", "0", "n"}, {"", "n/a", "na", "nan"}
_MEANT = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False) | dict.fromkeys(_UNSAID)


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What one row of the register says. None: there is no such column; "" : it is empty.

    `ref` is the register's own complaint id, `received` the day the register got the complaint,
    `sent` the day it went to the company; both days are in the register's zone. `timely` and
    `disputed` are the register's word. `extra` holds the columns of other names.
    """

    ref: str | None
    received: date
    sent: date | None
    product: str | None
    sub_product: str | None
    issue: str | None
    sub_issue: str | None
    company: str | None
    state: str | None
    zip_code: str | None
    tags: str | None
    consent: str | None
    submitted_via: str | None
    narrative: str | None
    response: str | None
    public_response: str | None
    timely: bool | None
    disputed: bool | None
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def standing(self) -> Standing:
        """Where the complaint stands by the register's word."""
        return standing(self.response, timely=self.timely)


@dataclass(frozen=True, slots=True)
class Columns:
    """How the columns of one file are called. `submitted`: its receipt is `Date submitted`."""

    submitted: bool

    def field(self, column: str) -> str | None:
        """The field that `column` holds, or None for an extra one."""
        return _field(column, submitted=self.submitted)


@cache
def _field(column: str, *, submitted: bool) -> str | None:
    name = _squashed(column)
    if submitted and name in _SUBMITTED:
        return _SUBMITTED[name]
    return _FIELDS.get(name)


def _squashed(column: str) -> str:
    return re.sub(r"[\W_]", "", column.casefold())


def read_columns(columns: Collection[str]) -> Columns:
    """Find the register's columns among `columns`.

    Where a file has `Date submitted`, that is the day of receipt and its `Date received` the day
    the company got it (so the data dictionary of such exports says).

    Raises:
        TableError: columns are missing without which this is no CFPB export; says which.
    """
    names = {_squashed(column) for column in columns}
    found = Columns(submitted="datesubmitted" in names and "datesenttocompany" not in names)
    told = {found.field(column) for column in columns}
    if missing := [title for field, title in _REQUIRED.items() if field not in told]:
        raise TableError(
            f"This is no CFPB export: it has no column {' and no column '.join(missing)}. "
            f"Its columns are: {', '.join(columns) or 'none'}."
        )
    return found


def date_order(rows: Iterable[Row | Rejected], columns: Columns) -> Order:
    """How this file's dates by number are to be read; stops at the first proof of month first."""
    votes = OrderVotes()
    for row in rows:
        if isinstance(row, Row):
            _vote(votes, row, columns)
        if votes.month_first:
            break
    return votes.order(Order.MONTH_FIRST)


def _vote(votes: OrderVotes, row: Row, columns: Columns) -> None:
    for column, cell in row.cells.items():
        if columns.field(column) in {"received", "sent"}:
            votes.add(cell)


def read_entries(
    rows: Iterable[Row | Rejected], columns: Columns, order: Callable[[], Order]
) -> Iterator[tuple[int, RegisterEntry] | Rejected]:
    """Each row's line and entry, or why it is rejected; `order` is asked at a date by number."""
    for row in rows:
        if isinstance(row, Rejected):
            yield row
            continue
        try:
            yield row.line, _entry(row, columns, order)
        except UnreadableError as why:
            yield Rejected(row.line, str(why), row.raw)


def _entry(row: Row, columns: Columns, order: Callable[[], Order]) -> RegisterEntry:
    cells, extra = _sorted(row, columns)
    received = _day(cells, "received", order)
    if received is None:
        raise UnreadableError("has no date received")
    codes = {name: _joined(cells.get(name)) for name in CODES}
    return RegisterEntry(
        ref=_ref(cells.get("ref", "")),
        received=received,
        sent=_day(cells, "sent", order),
        narrative=_text(cells.get("narrative")),
        timely=_yes_or_no(cells, "timely"),
        disputed=_yes_or_no(cells, "disputed"),
        extra=tuple(sorted(extra.items())),
        **codes,
    )


def _sorted(row: Row, columns: Columns) -> tuple[dict[str, str], dict[str, str]]:
    cells: dict[str, str] = {}
    extra: dict[str, str] = {}
    for column, cell in row.cells.items():
        field, text = columns.field(column), cell.strip()
        if field is None:
            extra[re.sub(r"[\W_]+", "_", column.casefold()).strip("_")] = text
        elif cells.get(field) and text and cells[field] != text:
            raise UnreadableError(f"two columns disagree on {field}")
        else:
            cells[field] = cells.get(field) or text
    return cells, extra


def _day(cells: Mapping[str, str], field: str, order: Callable[[], Order]) -> date | None:
    text = cells.get(field, "")
    if text.casefold() in _UNSAID:
        return None
    stamp = read_stamp(text, order)
    if stamp is None:
        raise UnreadableError(f"the date {field} does not exist or is not written as one")
    return stamp.day


def _yes_or_no(cells: Mapping[str, str], field: str) -> bool | None:
    word = cells.get(field, "").casefold()
    if word not in _MEANT:
        raise UnreadableError(f"the column {field} says neither yes nor no")
    return _MEANT[word]


def _ref(text: str) -> str | None:
    if text.casefold() in _UNSAID:
        return None
    found = re.fullmatch(r"0*(\d{1,20})(?:\.0*)?", text)
    if found is None:
        raise UnreadableError("the complaint id is not a whole number")
    return found[1]


def _joined(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())


def _text(text: str | None) -> str | None:
    return None if text is None else text.replace("\r\n", "\n").replace("\r", "\n")
