"""What is used of the eventsourcing package, taken in without its change to `dataclasses`.

Importing it swaps a function of the standard library's `dataclasses` for the whole process. The
swap is undone at once: it serves only classes of the engine that are decorated twice, and we have
none (ADR 0005).
"""

from __future__ import annotations

from ..host_process import left_as_it_was

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

with left_as_it_was():
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
