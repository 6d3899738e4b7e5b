"""A town of complaints for the views to look at: told at the desk, on a clock that we set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from tests.projections.without_words import without_words

from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.memory.views import MemoryViews
from answerable.application.answers import Answers, rows_of
from answerable.application.case_desk import CaseDesk
from answerable.application.desk import Desk
from answerable.application.project import Keeper
from answerable.bootstrap import open_desk, stored_form
from answerable.domain.command import Command
from answerable.domain.deadlines.policy import Policy
from answerable.domain.event import Actor, Event, RecordedEvent
from answerable.projections.catalogue import VIEWS
from answerable.projections.view import View

R = TypeVar("R")

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MARTA = Actor("staff-marta", "lead")


class Town:
    """A desk, and the time on the wall."""

    def __init__(self, policy: Policy | None = None) -> None:
        self.now = MONDAY
        self.desk: Desk = open_desk("memory:", actor=MARTA, policy=policy, clock=lambda: self.now)

    def after(self, pause: timedelta) -> Town:
        """Some time passes."""
        self.now += pause
        return self

    @property
    def log(self) -> Sequence[RecordedEvent]:
        return self.desk.store.read_all(0, 100_000)

    def rows(self, view: View[Any, R], moment: datetime | None = None) -> list[R]:
        """As the view shows it, kept and asked in the usual way."""
        at = moment or self.now
        return Answers(Keeper(self.desk.store, MemoryViews()), at).rows(view)

    def owned(self, words: str = "the soup was cold", **said: Any) -> CaseDesk:  # noqa: ANN401
        """A case with an owner."""
        case = self.desk.receive(words, **said)
        case.name_owner("Marta")
        return case


def every_row(
    log: Sequence[RecordedEvent], moment: datetime, views: Sequence[View[Any, Any]] = VIEWS
) -> dict[str, list[Any]]:
    """What every view shows of such a log, folded here and now."""
    return {view.name: rows_of(view, log, moment) for view in views}


def relogged(
    log: Sequence[RecordedEvent], change: Callable[[Event], Event] = without_words
) -> MemoryStore:
    """The same history in a log of its own, each event changed."""
    store = MemoryStore(stored_form())
    for n, each in enumerate(log):
        command = Command(
            stream=each.stream,
            id=f"again-{n}",
            actor=each.actor,
            now=each.recorded_at,
            occurred_at=each.occurred_at,
        )
        store.append(command, each.version - 1, [change(each.event)])
    return store
