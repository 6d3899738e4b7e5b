"""What is used of the eventsourcing package, taken in without its change to `dataclasses`.

Importing it swaps a function of the standard library's `dataclasses` for the whole process. The
swap is undone at once: it serves only classes of the engine that are decorated twice, and we have
none (ADR 0005).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Generator
from contextlib import contextmanager

__all__ = [
    "EventSourcingError",
    "SQLiteApplicationRecorder",
    "SQLiteConnection",
    "SQLiteConnectionPool",
    "SQLiteCursor",
    "SQLiteDatastore",
    "SQLiteTransaction",
    "StoredEvent",
]


SWAPPED = "_process_class"


@contextmanager
def _dataclasses_as_they_were() -> Generator[None]:
    before = vars(dataclasses)[SWAPPED]
    try:
        yield
    finally:
        setattr(dataclasses, SWAPPED, before)


with _dataclasses_as_they_were():
    from eventsourcing.domain import EventSourcingError
    from eventsourcing.persistence import StoredEvent
    from eventsourcing.sqlite import (
        SQLiteApplicationRecorder,
        SQLiteConnection,
        SQLiteConnectionPool,
        SQLiteCursor,
        SQLiteDatastore,
        SQLiteTransaction,
    )
