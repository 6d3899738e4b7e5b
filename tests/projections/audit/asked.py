"""What every test of an audit begins with: the items that questions find in a log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from answerable.domain.event import RecordedEvent
from answerable.projections.audit.catalogue import QUESTIONS
from answerable.projections.audit.figure import Item, Question
from answerable.projections.audit.history import History

FIGURES = {figure.name: q for q in QUESTIONS.values() for figure in q.figures}


def streams_of(log: Iterable[RecordedEvent]) -> dict[str, list[RecordedEvent]]:
    """The events of each stream."""
    streams: dict[str, list[RecordedEvent]] = {}
    for each in log:
        streams.setdefault(each.stream, []).append(each)
    return streams


def items_of(
    log: Iterable[RecordedEvent], moment: datetime, questions: Iterable[Question]
) -> list[Item]:
    """What these questions find."""
    histories = [History(stream, events) for stream, events in streams_of(log).items()]
    return [item for q in questions for each in histories for item in q.observe(each, moment)]


def items(log: Sequence[RecordedEvent], moment: datetime, figure: str) -> list[Item]:
    """What one figure counts."""
    found = items_of(log, moment, [FIGURES[figure]])
    return [item for item in found if item.figure == figure]
