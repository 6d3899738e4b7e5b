"""What was voided, merged, set aside or struck out: records that left the count (I2, I3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ...domain.case.ending import CaseVoided
from ...domain.case.intake import CaseReceived, MessageSetAside
from ...domain.case.merging import CaseMerged, CaseRestored, MergeDeclined
from ...domain.case.promises import PromiseVoided
from ...domain.event import Event
from .figure import Figure, Item, Measure, Question, marks
from .history import History

VOIDED = "voided"
MERGED = "merged"
UNDONE = "merge_undone"
DECLINED = "merge_declined"
ASIDE = "message_set_aside"
PROMISES = "promise_struck_out"

COUNTED: dict[type[Event], str] = {
    CaseRestored: UNDONE,
    MergeDeclined: DECLINED,
    PromiseVoided: PROMISES,
}


def observe(history: History, moment: datetime) -> Iterator[Item]:  # noqa: ARG001  # see `Question`
    """Every case received, whether it was voided or merged; and each thing set aside in it."""
    received = history.first(CaseReceived)
    if received is None:
        return
    for figure, kind in ((VOIDED, CaseVoided), (MERGED, CaseMerged)):
        gone = history.every(kind)
        behind, at = marks(received, *gone), received.occurred_at
        yield Item(figure, history.stream, at, behind, counts=bool(gone))
    for recorded in history.every(*COUNTED):
        figure, subject = COUNTED[type(recorded.event)], f"{history.stream}/{recorded.version}"
        yield Item(figure, subject, recorded.occurred_at, marks(recorded))
    for recorded, aside in history.told(MessageSetAside):
        behind = marks(recorded, *history.of("message", aside.message))
        subject = f"{history.stream}/{aside.message}"
        yield Item(ASIDE, subject, recorded.occurred_at, behind, group=str(aside.why))


STRUCK_OUT = Question(
    name="struck-out",
    title="Voided and merged records",
    figures=(
        Figure(VOIDED, "Cases ever voided, of all received.", Measure.SHARE),
        Figure(MERGED, "Cases ever merged into another, of all received.", Measure.SHARE),
        Figure(UNDONE, "Merges that were undone.", Measure.COUNT),
        Figure(DECLINED, "Merges that the other case declined.", Measure.COUNT),
        Figure(ASIDE, "Messages judged to need no answer of their own, by why.", Measure.COUNT),
        Figure(PROMISES, "Promises struck out as never told.", Measure.COUNT),
    ),
    observe=observe,
)
