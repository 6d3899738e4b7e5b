"""What a view is: a fold of each stream by itself, and the rows that follow from it at a moment.

Streams are folded apart, so the order in which independent streams arrive cannot matter (I17). What
depends on the time of day is never kept: rows are made for the moment asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from ..domain.event import Erased, Personal, RecordedEvent

S = TypeVar("S")
R = TypeVar("R")

ERASED_WORDS = "[erased]"


@dataclass(frozen=True, eq=False)
class View(Generic[S, R]):
    """One question about the log.

    `version` counts from 1; raise it whenever the fold or `state_type` changes, and the view is
    built anew. `rows` gives the rows of one stream as they stand at a moment, `order` what the rows
    of all streams are sorted by.
    """

    name: str
    version: int
    state_type: type[S]
    initial: S
    evolve: Callable[[S, RecordedEvent], S]
    rows: Callable[[str, S, datetime], Sequence[R]]
    order: Callable[[R], Any]


def late_by(due: datetime, moment: datetime) -> timedelta | None:
    """How long past `due` it is at `moment`; None up to then."""
    return moment - due if due < moment else None


def shown(words: Personal[str]) -> str:
    """The words, or that they were erased."""
    return ERASED_WORDS if isinstance(words.value, Erased) else words.value
