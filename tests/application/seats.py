"""A log of guests at tables, and views of it: small enough to follow by eye."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from answerable.adapters.stored_form import StoredForm
from answerable.application.answers import Answers
from answerable.application.ports import EventStore
from answerable.application.project import Keeper
from answerable.domain.command import Command
from answerable.domain.event import Actor, Event, RecordedEvent
from answerable.projections.view import View

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
MARTA = Actor("staff-marta", "agent")


class Seated(Event):
    guests: int


class Left(Event):
    pass


@dataclass(frozen=True, slots=True)
class Table:
    guests: int = 0
    seen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    table: str
    guests: int
    seen: str


FORM = StoredForm({"Seated": Seated, "Left": Left}, MappingProxyType({}), os.urandom)
EMPTY = Table()


def seat(table: Table, recorded: RecordedEvent) -> Table:
    if isinstance(recorded.event, Seated):
        if recorded.event.guests < 0:
            raise ValueError(f"secret words of {recorded.stream}")
        return Table(table.guests + recorded.event.guests, (*table.seen, recorded.version))
    return table


def taken(stream: str, table: Table, moment: datetime) -> dict[str, Taken]:
    if moment < MONDAY or not table.guests:
        return {}
    return {"table": Taken(stream, table.guests, " ".join(map(str, table.seen)))}


def opens(table: Table) -> tuple[datetime, ...]:  # noqa: ARG001
    return (MONDAY,)


def view(version: int = 1, name: str = "taken") -> View[Table, Taken]:
    return View(name, version, Taken, EMPTY, seat, taken, opens, order=("guests",))


def record(
    store: EventStore, stream: str, *guests: int, now: datetime = MONDAY, form: str = ""
) -> None:
    """So many guests more at a table, an event each."""
    version = len(store.read(stream))
    name = f"{stream}/{version}{form}"
    command = Command(stream=stream, id=name, actor=MARTA, now=now, occurred_at=MONDAY)
    store.append(command, version, [Seated(occurred_at=MONDAY, guests=n) for n in guests])


def rows(keeper: Keeper, of: View[Table, Taken], moment: datetime = MONDAY) -> dict[str, int]:
    """How many guests sit at each table, in the order of the view."""
    return guests(Answers(keeper, moment).rows(of))


def guests(found: Sequence[Taken]) -> dict[str, int]:
    return {row.table: row.guests for row in found}
