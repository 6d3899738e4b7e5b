"""The work that is measured: a complaint case of twelve events, and a command that adds one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import count
from os import getpid

import answerable
from answerable.adapters.stored_form import Row
from answerable.bootstrap import HERE, open_desk, stored_form
from answerable.domain.case.inquiry import InvestigationNoted, RecordInquiry
from answerable.domain.command import Command
from answerable.domain.event import Event, Personal, RecordedEvent

LENGTH = 12
WHEN = datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC)
IDS = count(1)
PERSON = "person-260d2da3e06e4b17aa30f75c429234ac"


@cache
def history() -> tuple[Row, ...]:
    """The twelve events of an open case with a promise, as a desk recorded and stored them."""
    desk = open_desk("memory:", clock=lambda: WHEN)
    case = desk.receive("My third letter about the same invoice, which I paid on 2 March.")
    case.name_owner("Dorota Kania")
    case.acknowledge("I am sorry. You will hear from me within 7 days.", "Dorota Kania")
    case.propose(["a refund", "a credit note"], reaction="A refund, please.")
    (issue,) = case.state.issues
    case.decide(issue, answerable.Outcome.UPHELD, "It was charged twice.")
    form = stored_form()
    rows = [
        Row(e.position, e.stream, e.version, e.type, form.encode(_same(e), e.event))
        for e in desk.store.read(case.id)
    ]
    assert len(rows) == LENGTH
    return tuple(rows)


def _same(recorded: RecordedEvent) -> Command:
    at = recorded.recorded_at
    return Command(stream="", id=recorded.command_id, actor=recorded.actor, now=at, occurred_at=at)


@cache
def events() -> tuple[Event, ...]:
    """The same events, ready to be written."""
    return tuple(each.event for each in stored_form().decode_all(history()))


def stream(number: int) -> str:
    """The id of the case with this number."""
    return f"case-{number:032x}"


def streams(first: int = 0, last: int | None = None) -> Iterator[str]:
    """The ids of case after case; from the first again when they are used up."""
    number = first
    while True:
        yield stream(number)
        number = number + 1 if last is None or number < last - 1 else first


def note(case: str, now: datetime | None = None) -> Command:
    """A command that adds one event to an open case."""
    at = now or datetime.now(UTC)  # noqa: TID251  # a command as a product puts it
    noted = InvestigationNoted(
        occurred_at=at,
        why=Personal[str](subject=PERSON, value="The invoice was booked twice by hand."),
        led_to=Personal[str](subject=PERSON, value="Two reminders."),
        solution=Personal[str](subject=PERSON, value="One booking is undone."),
    )
    name = f"command-{getpid():08x}{next(IDS):012x}{at.microsecond:012x}"
    return RecordInquiry(noted, stream=case, id=name, actor=HERE, now=at, occurred_at=at)
