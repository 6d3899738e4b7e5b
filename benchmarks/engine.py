"""The engine the way its documentation shows it: an `Application` with an `Aggregate`, as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID  # noqa: TID251  # the engine makes them

from answerable.adapters.host_process import left_as_it_was
from answerable.domain.catalogue import EVENT_TYPES
from answerable.domain.command import Command

from . import codec
from .case import events as history
from .case import note
from .places import Place

with left_as_it_was():
    from eventsourcing.application import Application
    from eventsourcing.domain import Aggregate, event


class Complaint(Aggregate):
    """A case as an aggregate, with the same rules and the same fold behind it."""

    @event("Opened")
    def __init__(self) -> None:
        self.state = codec.CASE.initial

    def put(self, command: Command) -> None:
        """Decide, and trigger an event for each fact."""
        for fact in codec.decide(command, self.state):
            self.record(type(fact).__name__, fact.model_dump(mode="json"))

    @event("Recorded")
    def record(self, topic: str, fact: dict[str, Any]) -> None:
        """Fold a fact."""
        self.state = codec.CASE.evolve(self.state, EVENT_TYPES[topic].model_validate(fact))


class Complaints(Application):  # type: ignore[type-arg]
    """As the tutorial has it."""

    def open(self) -> UUID:
        """A case of twelve facts."""
        case = Complaint()
        for fact in history():
            case.record(type(fact).__name__, fact.model_dump(mode="json"))
        self.save(case)
        return case.id

    def put(self, case_id: UUID) -> None:
        """The command."""
        case: Complaint = self.repository.get(case_id)
        case.put(note("case-1"))
        self.save(case)


class Documented:
    """The application with cases to put commands to."""

    def __init__(self, env: dict[str, str]) -> None:
        self.application = Complaints(env=env)
        self._cases: Iterator[UUID] = iter(())

    def fill(self, cases: int) -> None:
        """New cases."""
        self._cases = cycle([self.application.open() for _ in range(cases)])

    def put(self) -> None:
        """A command on the next case."""
        self.application.put(next(self._cases))


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
