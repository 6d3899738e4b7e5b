"""What is used of the eventsourcing package, taken in without what it does to the process.

It stands on psycopg, which comes with `answerable[postgres]`.
"""

from __future__ import annotations

from ..host_process import left_as_it_was

__all__ = ["PostgresApplicationRecorder", "PostgresDatastore", "StoredEvent"]

with left_as_it_was():
    from eventsourcing.persistence import StoredEvent
    from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
