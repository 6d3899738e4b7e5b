"""Folding the streams of a page: from where they were held, or from their first event on.

Nothing of a fold is stored. A stream is short enough to be read whole, as every command reads it;
those that were folded last are held, so that a tail is followed without reading them again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from ..domain.event import RecordedEvent
from ..projections.keeping import KeptStream, Stretches, kept_stream
from .ports import EventStore, StoreError
from .view_store import Advance, AnyView, ViewStore

HELD_STREAMS = 1024


class UnfoldableEventError(StoreError):
    """A view cannot take an event in: its own fold raised. It stops there; nothing is skipped."""

    def __init__(self, view: str, recorded: RecordedEvent, cause: str) -> None:
        self.view = view
        self.position = recorded.position
        self.type = recorded.type
        self.reason = f"its fold raised {cause}"
        where = f"{recorded.stream}/{recorded.version}"
        super().__init__(
            f"view {view} stops before {where} ({self.type}, position {self.position}): "
            f"{self.reason}"
        )


@dataclass(frozen=True, slots=True)
class Folded:
    """A stream as one fold has it up to `version`; `newest` is the event that last changed it."""

    version: int
    state: Any
    newest: RecordedEvent | None


class Held:
    """The streams folded last, at most `most` of each fold, for several threads.

    An entry is a function of the log up to its version: it may be gone, but never wrong.
    """

    def __init__(self, most: int = HELD_STREAMS) -> None:
        self._most = most
        self._folded: OrderedDict[tuple[str, Any], Folded] = OrderedDict()
        self._lock = Lock()

    def get(self, stream: str, view: AnyView, version: int) -> Folded | None:
        """The stream as it was after `version`."""
        with self._lock:
            found = self._folded.get((stream, view.evolve))
            return found if found and found.version == version else None

    def put(self, stream: str, view: AnyView, folded: Folded) -> None:
        """Hold a stream; the one that was touched longest ago goes."""
        with self._lock:
            self._folded[stream, view.evolve] = folded
            self._folded.move_to_end((stream, view.evolve))
            if len(self._folded) > self._most:
                self._folded.popitem(last=False)


def streams_of(page: Iterable[RecordedEvent]) -> dict[str, list[RecordedEvent]]:
    """The events of each stream, in order."""
    streams: dict[str, list[RecordedEvent]] = {}
    for recorded in page:
        streams.setdefault(recorded.stream, []).append(recorded)
    return streams


@dataclass(frozen=True, slots=True)
class Ahead:
    """For a view that nobody asks yet: what has to be read again is folded up to `until` at once.

    `kept` tells that it was, so that later batches leave it alone: otherwise a stream that goes on
    among many others would be read again for nearly each of its events.
    """

    kept: ViewStore
    until: int


@dataclass(slots=True)
class Folding:
    """Folds the streams of a batch, page by page, for one view or several that share a fold."""

    views: Sequence[AnyView]
    store: EventStore
    held: Held
    ahead: Ahead | None = None
    _folded: dict[str, Folded] = field(default_factory=dict[str, Folded])
    _fresh: set[str] = field(default_factory=set[str])
    _passed: dict[str, int] = field(default_factory=dict[str, int])

    def take(self, streams: Mapping[str, Sequence[RecordedEvent]]) -> int:
        """Fold on, by the events of one page; so many streams are folded by then.

        Raises:
            UnfoldableEventError: a fold raised.
        """
        view, done = self.views[0], self._run_ahead(streams, self.ahead) if self.ahead else ()
        for stream, events in streams.items():
            if stream in done:
                continue
            first = events[0].version
            if first == 1:
                self._fresh.add(stream)
            before = self._folded.get(stream)
            if before is None or before.version != first - 1:
                before = self._before(stream, first)
            self._folded[stream] = folded(view, events, before)
        return len(self._folded)

    def steps(self, after: int, position: int, *, beside: bool) -> Iterator[Advance]:
        """What the events past `after` change in each view; rows are made once, from all of them.

        Raises:
            UnfoldableEventError: a fold raised.
        """
        found: dict[str, dict[str, KeptStream[Any]]] = {view.name: {} for view in self.views}
        for stream, now in self._folded.items():
            if self.ahead is None:  # else none is asked for again, and those of the tail would go
                self.held.put(stream, self.views[0], now)
            if now.newest is not None and now.newest.position > after:
                known: dict[object, Stretches] = {}
                for view in self.views:
                    found[view.name][stream] = _kept(view, now.state, now.newest, known)
        for view in self.views:
            own = found[view.name]
            fresh = frozenset(self._fresh & own.keys())
            yield Advance(view, after, position, own, fresh, beside, self._passed)

    def _run_ahead(
        self, streams: Mapping[str, Sequence[RecordedEvent]], ahead: Ahead
    ) -> Collection[str]:
        """Fold those that would have to be read again, unless that was done; which are they?"""
        lost = [name for name, events in streams.items() if self._is_lost(name, events[0].version)]
        if not lost:
            return ()
        reached = [ahead.kept.reached(view, lost) for view in self.views]
        for stream in lost:
            newest, known = streams[stream][-1], self._folded.get(stream)
            if known and known.version >= newest.version:
                continue
            if min(each.get(stream, 0) for each in reached) >= newest.position:
                self._passed[stream] = newest.position
            else:
                whole = [e for e in self.store.read(stream) if e.position <= ahead.until]
                self._folded[stream] = folded(self.views[0], whole)
        return set(lost)

    def _is_lost(self, stream: str, version: int) -> bool:
        """Is the stream before this version nowhere at hand?"""
        known = self._folded.get(stream)
        if version == 1 or (known and known.version == version - 1):
            return False
        return self.held.get(stream, self.views[0], version - 1) is None

    def _before(self, stream: str, version: int) -> Folded | None:
        """The stream before this version: held, or read from the log."""
        known = self.held.get(stream, self.views[0], version - 1)
        if known or version == 1:
            return known
        return folded(self.views[0], [e for e in self.store.read(stream) if e.version < version])


def folded(view: AnyView, events: Iterable[RecordedEvent], before: Folded | None = None) -> Folded:
    """A stream after more events.

    Raises:
        UnfoldableEventError: the fold raised.
    """
    state, newest = (before.state, before.newest) if before else (view.initial, None)
    version = before.version if before else 0
    for recorded in events:
        after = _step(view, state, recorded)
        newest = newest if after is state else recorded
        state, version = after, recorded.version
    return Folded(version, state, newest)


def _step(view: AnyView, state: object, recorded: RecordedEvent) -> object:
    try:
        return view.evolve(state, recorded)
    except Exception as error:  # noqa: BLE001  # whatever a fold of somebody's own does
        cause = type(error).__name__
    raise UnfoldableEventError(view.name, recorded, cause)


def _kept(
    view: AnyView, state: object, newest: RecordedEvent, known: dict[object, Stretches]
) -> KeptStream[Any]:
    try:
        return kept_stream(view, state, newest, known)
    except Exception as error:  # noqa: BLE001  # the same
        cause = type(error).__name__
    raise UnfoldableEventError(view.name, newest, cause)
