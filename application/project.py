"""Keeping views up to date with the log: in batches, several at once, or built anew beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from ..domain.event import RecordedEvent
from .collector import at_rest
from .folding import Ahead, Folding, Held, UnfoldableEventError, streams_of
from .ports import EventStore, UnreadableEventError
from .view_store import AnyView, ViewStore

BATCH = 16_000
"""So many events are folded at most in one transaction, before the collector of cycles wakes."""
STREAMS = 4000
"""A batch ends with the page in which so many streams are reached: what is folded of them stays."""
PAGE = 200
"""So many events are read at a time: of those before no more stays than what is folded."""

Progress = Callable[[str, float], None]
"""Told what is being done, and how far from 0 to 1 it is."""


def silent(_what: str, _share: float) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Keeps views of a log beside it."""

    store: EventStore
    views: ViewStore
    held: Held = field(default_factory=Held)

    def catch_up(self, views: Sequence[AnyView], batch: int = BATCH) -> None:
        """Fold everything on record into `views`, `batch` events a transaction.

        Several threads and processes may do so at once: a batch that somebody else folded is left
        out.

        Raises:
            UnreadableEventError: an event cannot be read. Views stop before it; none is skipped.
            UnfoldableEventError: the fold of a view raised; the same.
        """
        while self.fold_some(views, batch):
            pass

    def fold_some(self, views: Sequence[AnyView], batch: int = BATCH) -> bool:
        """Fold the next events into those of `views` that are furthest behind; were there any?"""
        behind, after, until = furthest({view: self.views.stand(view).position for view in views})
        return self.fold(behind, after, batch, until=until) > after

    def fold(
        self,
        views: Sequence[AnyView],
        after: int,
        batch: int = BATCH,
        *,
        until: int | None = None,
        beside: bool = False,
        ahead: Ahead | None = None,
    ) -> int:
        """Fold at most `batch` events past `after` into `views`, which all stand there.

        The position they are at then: not past `until`, and `after` where there is nothing new. An
        event that cannot be taken in is an error only once it is the next.
        """
        groups = [Folding(group, self.store, self.held, ahead) for group in sharing(views)]
        try:
            return at_rest(lambda: self._fold(groups, after, batch, until, beside=beside))
        except (UnreadableEventError, UnfoldableEventError):
            if ahead:
                return self.fold(views, after, batch, until=until, beside=beside)
            if batch == 1:
                raise
            return self.fold(views, after, batch // 2, until=until, beside=beside)

    def rebuild(
        self, views: Sequence[AnyView], progress: Progress | None = None, batch: int = BATCH
    ) -> None:
        """Build views anew beside the live ones, which serve meanwhile, and let them take over.

        Raises:
            UnreadableEventError: an event cannot be read; the live views stay.
            UnfoldableEventError: the fold of one raised; the same.
        """
        head = self.store.head()
        for view in views:
            self.views.begin(view)
        while stands := self._building(views):
            behind, after, until = furthest(stands)
            ahead = Ahead(self.views, head) if after < head else None
            until = min(until or head, head) if ahead else until
            if progress:
                names = ", ".join(view.name for view in behind)
                progress(f"building {names}", min(after / max(self.store.head(), 1), 1.0))
            if self.fold(behind, after, batch, until=until, beside=True, ahead=ahead) == after:
                for view in behind:
                    self.views.swap(view, self.store.head())

    def _building(self, views: Iterable[AnyView]) -> dict[AnyView, int]:
        """How far those are that are being built anew."""
        found = ((view, self.views.stand(view).building) for view in views)
        return {view: position for view, position in found if position is not None}

    def _fold(
        self, folding: Sequence[Folding], after: int, batch: int, until: int | None, *, beside: bool
    ) -> int:
        """Page by page, all of them in one transaction."""
        position = after
        for page in self._pages(after, batch, until):
            streams, position = streams_of(page), page[-1].position
            reached = [each.take(streams) for each in folding]
            if max(reached) >= STREAMS:
                break
        if position > after:
            steps = (each.steps(after, position, beside=beside) for each in folding)
            self.views.advance([*chain.from_iterable(steps)])
        return position

    def _pages(
        self, after: int, batch: int, until: int | None
    ) -> Iterator[Sequence[RecordedEvent]]:
        """The next events, at most `batch` of them, as long as there are any."""
        left = batch
        while left > 0:
            asked = min(left, PAGE)
            page = self.store.read_all(after, asked)
            known = page if until is None else [e for e in page if e.position <= until]
            if known:
                yield known
            if len(known) < asked:
                return
            after, left = known[-1].position, left - asked


def furthest(stands: Mapping[AnyView, int]) -> tuple[list[AnyView], int, int | None]:
    """The views that are furthest behind, where they stand, and where the next ones do, if any."""
    after = min(stands.values())
    behind = [view for view, position in stands.items() if position == after]
    return behind, after, min((each for each in stands.values() if each > after), default=None)


def sharing(views: Iterable[AnyView]) -> list[list[AnyView]]:
    """The views in groups that share a fold."""
    groups: dict[object, list[AnyView]] = {}
    for view in views:
        groups.setdefault((view.evolve, id(view.initial)), []).append(view)
    return list(groups.values())
