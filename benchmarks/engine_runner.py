"""The engine's `ProjectionRunner` as documented. It cannot run on SQLite: there it has no
subscriptions.
"""

from __future__ import annotations

from itertools import count
from typing import Any

from psycopg.sql import SQL, Identifier

from answerable.adapters.host_process import left_as_it_was

from .engine import Complaint, Complaints, environment
from .places import Place

with left_as_it_was():
    from eventsourcing.dispatch import singledispatchmethod
    from eventsourcing.persistence import Tracking
    from eventsourcing.postgres import PostgresTrackingRecorder
    from eventsourcing.projection import Projection, ProjectionRunner

NUMBERS = count(1)
MAKE = SQL("CREATE TABLE IF NOT EXISTS {} (id text PRIMARY KEY, notes bigint)")
PUT = SQL(
    "INSERT INTO {} AS kept VALUES (%s, 1) ON CONFLICT (id) DO UPDATE SET notes = kept.notes + 1"
)


class Counted(PostgresTrackingRecorder):
    """A table with the number of facts of each case, and the position it goes up to."""

    def __init__(self, datastore: Any, **kwargs: Any) -> None:  # noqa: ANN401  # the engine's own
        super().__init__(datastore, **kwargs)
        table = Identifier(self.datastore.schema, f"notes_{next(NUMBERS)}")
        self.sql_create_statements.append(MAKE.format(table))
        self.put = PUT.format(table)

    def noted(self, name: str, tracking: Tracking) -> None:
        """One row and the position, in one transaction."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(self.put, (name,))


class Notes(Projection[Counted]):
    """Counts the facts of each case."""

    @singledispatchmethod
    def process_event(self, event: Any, tracking: Tracking) -> None:  # noqa: ANN401  # the same
        """Only facts count."""
        del event
        with self.view.datastore.transaction(commit=True) as cursor:
            self.view._insert_tracking(cursor, tracking)  # noqa: SLF001  # as documented

    @process_event.register
    def _(self, event: Complaint.Recorded, tracking: Tracking) -> None:  # type: ignore[name-defined]
        self.view.noted(str(event.originator_id), tracking)


class Followed:
    """A log of the engine, to be followed from its first event on."""

    def __init__(self, env: dict[str, str], events: int) -> None:
        self._env = env
        application = Complaints(env=env)
        for _ in range(events // 13):
            application.open()
        self._head = application.recorder.max_notification_id() or 0
        self.events = self._head
        application.close()

    def follow(self) -> None:
        """A new projection each time, until it has caught up."""
        kind = type(f"Notes{next(NUMBERS)}", (Notes,), {"name": f"notes{next(NUMBERS)}"})
        with ProjectionRunner(
            application_class=Complaints, projection_class=kind, view_class=Counted, env=self._env
        ) as runner:
            runner.wait(self._head, timeout=120)


def followed(place: Place, events: int) -> Followed | None:
    """The runner on a log of its own, where it can run."""
    if place.name != "postgres":
        return None
    return Followed({**environment(place), "POSTGRES_MAX_OVERFLOW": "20"}, events)
