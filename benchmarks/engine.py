"""The engine the way its documentation shows it: an `Application` with an `Aggregate`, as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from urllib.parse import parse_qs, urlsplit
from uuid import UUID  # noqa: TID251  # the engine makes them

from answerable.adapters.host_process import left_as_it_was

from .places import Place

with left_as_it_was():
    from eventsourcing.application import Application
    from eventsourcing.domain import Aggregate, event

WORDS = "My third letter about the same invoice, which I paid on 2 March. " * 5


class Complaint(Aggregate):
    """A case that takes notes."""

    @event("Opened")
    def __init__(self, words: str) -> None:
        self.words = words
        self.notes = 0

    @event("Noted")
    def note(self, why: str, led_to: str) -> None:
        """One more note."""
        self.why, self.led_to = why, led_to
        self.notes += 1


class Complaints(Application):  # type: ignore[type-arg]
    """As the tutorial has it."""

    def open(self, length: int) -> UUID:
        """A case of so many events."""
        case = Complaint(WORDS)
        for _ in range(length - 1):
            case.note(WORDS, "two reminders")
        self.save(case)
        return case.id

    def note(self, case_id: UUID) -> None:
        """The command."""
        case: Complaint = self.repository.get(case_id)
        case.note(WORDS, "two reminders")
        self.save(case)


class Documented:
    """The application with cases to put commands to."""

    def __init__(self, env: dict[str, str]) -> None:
        self.application = Complaints(env=env)
        self._cases: Iterator[UUID] = iter(())

    def fill(self, length: int, cases: int) -> None:
        """New cases."""
        self._cases = cycle([self.application.open(length) for _ in range(cases)])

    def note(self) -> None:
        """A command on the next case."""
        self.application.note(next(self._cases))


def documented(place: Place) -> Documented:
    """The application on a log of its own."""
    return Documented(environment(place))


def environment(place: Place) -> dict[str, str]:
    """What its documentation asks for, and nothing else."""
    url = place.url()
    if place.name == "sqlite":
        return {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": url}
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": parts.path.lstrip("/"),
        "POSTGRES_HOST": query["host"][0],
        "POSTGRES_PORT": "5432",
        "POSTGRES_USER": "postgres",
        "POSTGRES_PASSWORD": "",
        "POSTGRES_SCHEMA": "public",
    }
