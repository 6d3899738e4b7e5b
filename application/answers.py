"""What a view shows: now, from what is kept; or as it was known in the past, from the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import takewhile
from typing import Any, Generic, Protocol, TypeVar

from ..domain.event import RecordedEvent
from ..projections.view import View, at_moment, listed, place
from .folding import folded
from .ports import EventStore
from .project import Keeper
from .view_store import AnyView, Question

R = TypeVar("R")

PAGE = 500


class Kept(Protocol):
    """An answer of the view store: how far the view was, and which streams it left out."""

    @property
    def position(self) -> int:
        """How far the view was."""
        ...

    @property
    def ahead(self) -> Sequence[str]:
        """The streams left out: they were recorded after the moment asked about."""
        ...


K = TypeVar("K", bound=Kept)


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Some rows of a view in its order. `after`: where the next page goes on; None: no more."""

    rows: Sequence[R]
    after: str | None


@dataclass(frozen=True, slots=True)
class Answers:
    """What `view` shows at `moment` (now), everything on record counted."""

    keeper: Keeper
    moment: datetime

    def rows(self, view: View[Any, R], stream: str | None = None) -> list[R]:
        """Every row, in the order of the view; of one stream, or of all."""
        rows, _ = self._asked(Question(view, self.moment, stream))
        return [*rows]

    def page(self, view: View[Any, R], limit: int, after: str | None = None) -> Page[R]:
        """The first `limit` rows, or those that follow the page that gave `after`.

        A row that keeps its place from one page to the next is shown once. What a page costs does
        not grow with the number of rows.
        """
        question = Question(view, self.moment, limit=limit + 1, after=after or "")
        rows, places = self._asked(question)
        return Page(rows[:limit], places[limit - 1] if len(rows) > limit else None)

    def count(self, view: AnyView) -> tuple[int, int]:
        """How many rows there are, and how many of them are late."""
        ask = partial(self.keeper.views.count, view, self.moment)
        kept = self._up_to_date(view, ask, ask())
        made = [row for rows in self._made(view, kept).values() for row in rows.values()]
        late = sum(1 for row in made if self._is_late(view, row))
        return kept.total + len(made), kept.late + late

    def late(self, view: AnyView) -> list[str]:
        """The streams of which a row is late."""
        ask = partial(self.keeper.views.late, view, self.moment)
        kept = self._up_to_date(view, ask, ask())
        made = self._made(view, kept).items()
        own = [n for n, rows in made if any(self._is_late(view, row) for row in rows.values())]
        return sorted([*kept.rows, *own])

    def _asked(self, question: Question[R]) -> tuple[Sequence[R], Sequence[str]]:
        """The rows in answer, and the place of each."""
        view = question.view
        ask = partial(self.keeper.views.ask, question)
        kept = ask()
        if not kept.current:
            kept = self._up_to_date(view, ask, kept)
        if not kept.ahead:
            return kept.rows, kept.places
        found = zip(kept.places, kept.rows, strict=True)
        made = [
            (place(view, stream, name, row), at_moment(view, row, self.moment))
            for stream, rows in self._made(view, kept).items()
            for name, row in rows.items()
            if question.stream in {None, stream}
        ]
        further = [each for each in made if each[0] > question.after]
        merged = sorted([*found, *further], key=lambda pair: pair[0])[: question.limit]
        return [row for _, row in merged], [at for at, _ in merged]

    def _up_to_date(self, view: AnyView, ask: Callable[[], K], kept: K) -> K:
        """The answer, once everything on record after it was first asked for is folded in."""
        head = self.keeper.store.head()
        while kept.position < head:
            self.keeper.catch_up([view])
            kept = ask()
        return kept

    def _made(self, view: View[Any, R], kept: Kept) -> dict[str, Mapping[str, R]]:
        """The rows of streams that were left out, as they stood at a moment before their newest."""
        histories = {stream: self.keeper.store.read(stream) for stream in kept.ahead}
        return {
            stream: view.rows(stream, folded(view, _until(history, kept)).state, self.moment)
            for stream, history in histories.items()
        }

    def _is_late(self, view: AnyView, row: object) -> bool:
        due = getattr(row, view.due) if view.due else None
        return due is not None and due < self.moment


def as_of(
    store: EventStore, view: View[Any, R], moment: datetime, stream: str | None = None
) -> list[R]:
    """The rows as they were known at `moment`: from what had been recorded, as it stood then."""
    known = (each for each in _log(store, stream) if each.recorded_at <= moment)
    return rows_of(view, known, moment)


def as_of_position(
    store: EventStore,
    view: View[Any, R],
    position: int,
    moment: datetime | None = None,
    stream: str | None = None,
) -> list[R]:
    """The rows from the log up to `position`, as they stood at `moment`.

    Without a moment it is when the last of these events was recorded.
    """
    known = list(takewhile(lambda each: each.position <= position, _log(store, stream)))
    at = moment or max((each.recorded_at for each in known), default=None)
    return rows_of(view, known, at) if at else []


def rows_of(view: View[Any, R], events: Iterable[RecordedEvent], moment: datetime) -> list[R]:
    """What the view shows of these events at `moment`."""
    states: dict[str, Any] = {}
    for each in events:
        states[each.stream] = view.evolve(states.get(each.stream, view.initial), each)
    rows = ((name, view.rows(name, state, moment)) for name, state in states.items())
    return listed(view, rows, moment)


def _until(events: Iterable[RecordedEvent], kept: Kept) -> Iterator[RecordedEvent]:
    return (each for each in events if each.position <= kept.position)


def _log(store: EventStore, stream: str | None) -> Iterator[RecordedEvent]:
    """Everything on record in order, of one stream or of all."""
    if stream is not None:
        yield from store.read(stream)
        return
    after = 0
    while page := store.read_all(after, PAGE):
        yield from page
        after = page[-1].position
