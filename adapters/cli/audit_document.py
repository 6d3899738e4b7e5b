"""An audit for programs: one document, or one line of a table for each item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from ...application.audit import Audit
from ...projections.audit.figure import Item, Mark
from ...projections.audit.tally import Result, Row
from .words import written_time

COLUMNS = (
    "question",
    "figure",
    "subject",
    "group",
    "attested",
    "counts",
    "at",
    "until",
    "amount",
    "events",
)


def document(audit: Audit) -> dict[str, Any]:
    """The answer to one question."""
    return {
        "question": audit.question.name,
        "title": audit.question.title,
        "findings": len(audit.findings),
        "figures": [described(each) for each in audit.results],
    }


def described(result: Result) -> dict[str, Any]:
    """One figure."""
    figure = result.figure
    return {
        "figure": figure.name,
        "sentence": figure.sentence,
        "measure": figure.measure.value,
        "none_expected": figure.none_expected,
        "ours": asdict(result.ours),
        "attested": asdict(result.attested),
        "months": [row(each) for each in result.months],
        "groups": [row(each) for each in result.groups],
        "items": [item(each) for each in result.items],
    }


def row(each: Row) -> dict[str, Any]:
    """One month or group."""
    return {
        "key": each.key,
        "ours": asdict(each.ours),
        "attested": asdict(each.attested),
        "cumulative": each.cumulative,
    }


def item(each: Item) -> dict[str, Any]:
    """One thing that was counted, with its events."""
    return {
        "subject": each.subject,
        "group": each.group,
        "attested": each.attested,
        "counts": each.counts,
        "at": each.at,
        "until": each.until,
        "amount": each.amount,
        "events": [asdict(mark) for mark in each.events],
    }


def table(audits: Iterable[Audit]) -> Iterator[tuple[str, ...]]:
    """The heads, then a row for each item of each figure."""
    yield COLUMNS
    for audit in audits:
        for result in audit.results:
            for each in result.items:
                yield (audit.question.name, *cells(each))


def cells(each: Item) -> tuple[str, ...]:
    """One item as cells, all but its question."""
    return (
        each.figure,
        each.subject,
        each.group,
        yes_no(each.attested),
        yes_no(each.counts),
        time(each.at),
        time(each.until),
        "" if each.amount is None else str(each.amount),
        " ".join(map(place, each.events)),
    )


def place(mark: Mark) -> str:
    """Where an event stands: stream, version and position."""
    return f"{mark.stream}/{mark.version}@{mark.position}"


def yes_no(said: bool | None) -> str:
    """In words; nothing where it is not decided."""
    return "" if said is None else "yes" if said else "no"


def time(moment: datetime | None) -> str:
    """In UTC; nothing where there is none."""
    return written_time(moment) if moment else ""
