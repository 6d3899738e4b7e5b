"""Late recordings and backdating: what was put on record long after it occurred (I18)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ...domain.case.obligations import ClockStarted
from ...domain.deadlines.counting import Limit, Unit
from ...domain.deadlines.due import due_after
from ...domain.event import RecordedEvent
from ..case_timeline import IMPORT
from .figure import Figure, Item, Measure, Question, marks
from .history import History

LATE = "recorded_late"
ALONE = "backdated_by_one"
HOUSE_LIMIT = Limit(30, Unit.CALENDAR_DAY)


def observe(history: History, moment: datetime) -> Iterator[Item]:  # noqa: ARG001  # see `Question`
    """Every event recorded more than a business day late, and those past the house limit."""
    for recorded in history.events:
        occurred = recorded.occurred_at
        if recorded.recorded_at <= history.business_day_after(occurred):
            continue
        behind = marks(recorded)
        subject = f"{recorded.stream}/{recorded.version}"
        until = recorded.recorded_at
        yield Item(LATE, subject, occurred, behind, until=until, group=recorded.actor.role)
        if recorded.recorded_at > due_after(occurred, HOUSE_LIMIT, history.calendar):
            alone = by_one(recorded)
            yield Item(ALONE, subject, occurred, behind, counts=alone, until=until)


def by_one(recorded: RecordedEvent) -> bool:
    """Did one person put it on record alone, who may not? A clock or a process is nobody."""
    second = recorded.confirmed_by
    exempt = recorded.actor.role in {IMPORT, "process"} or isinstance(recorded.event, ClockStarted)
    return not exempt and second in {None, recorded.actor.id}


RECORDING = Question(
    name="recording",
    title="Late recordings and backdating",
    figures=(
        Figure(
            LATE,
            "Events recorded more than one business day (Monday to Friday, in the zone of the "
            "case) after they occurred, by the role of whoever recorded them.",
            Measure.TIME,
        ),
        Figure(
            ALONE,
            "Events recorded more than 30 calendar days after they occurred by one person, of all "
            "that were recorded so late.",
            Measure.SHARE,
            none_expected=True,
        ),
    ),
    observe=observe,
)
"""The 30 days are those of the house pack, whatever a product has set since."""
