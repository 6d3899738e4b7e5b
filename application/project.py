"""Views of the log: kept up to date in batches, built anew, asked as of any past moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import chain, takewhile
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from ..domain.event import RecordedEvent
from ..projections.view import View
from .ports import Advance, EventStore, Kept, UnreadableViewError, ViewStore

S = TypeVar("S")
R = TypeVar("R")

BATCH = 500


def catch_up(
    store: EventStore, view_store: ViewStore, views: Sequence[View[Any, Any]], batch: int = BATCH
) -> None:
    """Fold everything on record into `views`, `batch` events a transaction.

    Several threads and processes may do so at once: a batch that somebody else folded is left out.

    Raises:
        UnreadableEventError: an event cannot be read. The views stop before it; nothing is skipped.
        UnreadableViewError: a state is kept in another form.
    """
    while True:
        after = min(view_store.load(view.name, view.version, ()).position for view in views)
        page = store.read_all(after, batch)
        if not page:
            return
        steps = (_step(view_store, view, page, after) for view in views)
        view_store.advance([step for step in steps if step])


def rebuild(
    store: EventStore, view_store: ViewStore, views: Sequence[View[Any, Any]], batch: int = BATCH
) -> None:
    """Build `views` anew from the first event on."""
    for view in views:
        view_store.forget(view.name, view.version)
    catch_up(store, view_store, views, batch)


def current(
    store: EventStore,
    view_store: ViewStore,
    view: View[S, R],
    moment: datetime,
    stream: str | None = None,
) -> list[R]:
    """The rows at `moment` (now), everything on record counted; of one stream, or of all."""
    rows = current_by_stream(store, view_store, view, moment, stream)
    return sorted(chain.from_iterable(rows.values()), key=view.order)


def current_by_stream(
    store: EventStore,
    view_store: ViewStore,
    view: View[S, R],
    moment: datetime,
    stream: str | None = None,
) -> dict[str, Sequence[R]]:
    """The same rows, under the stream each belongs to."""
    while True:
        head = store.head()
        catch_up(store, view_store, [view])
        kept = view_store.load(view.name, view.version, None if stream is None else (stream,))
        if kept.position >= head:  # nobody began to rebuild it in between
            states = _decoded(view, kept)
            return {name: view.rows(name, state, moment) for name, state in states.items()}


def as_of(
    store: EventStore, view: View[S, R], moment: datetime, stream: str | None = None
) -> list[R]:
    """The rows as they were known at `moment`: from what had been recorded, as it stood then."""
    known = (each for each in _log(store, stream) if each.recorded_at <= moment)
    return _rows(view, _folded(view, known), moment)


def as_of_position(
    store: EventStore,
    view: View[S, R],
    position: int,
    moment: datetime | None = None,
    stream: str | None = None,
) -> list[R]:
    """The rows from the log up to `position`, as they stood at `moment`.

    Without a moment it is when the last of these events was recorded.
    """
    known = list(takewhile(lambda each: each.position <= position, _log(store, stream)))
    at = moment or max((each.recorded_at for each in known), default=None)
    return _rows(view, _folded(view, known), at) if at else []


def _step(
    view_store: ViewStore, view: View[S, Any], page: Sequence[RecordedEvent], after: int
) -> Advance | None:
    """What `page`, which follows `after`, adds to what is kept of the view."""
    kept = view_store.load(view.name, view.version, {each.stream for each in page})
    if not after <= kept.position < page[-1].position:
        return None
    before = _decoded(view, kept)
    states = _folded(view, (each for each in page if each.position > kept.position), before)
    changed = {name: state for name, state in states.items() if state is not before.get(name)}
    return Advance(
        view=view.name,
        version=view.version,
        expected=kept.position,
        position=page[-1].position,
        states={name: _adapter(view).dump_json(s) for name, s in changed.items()},
    )


def _folded(
    view: View[S, Any], events: Iterable[RecordedEvent], before: Mapping[str, S] | None = None
) -> dict[str, S]:
    """The state of each stream that has one."""
    states = dict(before or {})
    for recorded in events:
        old = states.get(recorded.stream, view.initial)
        new = view.evolve(old, recorded)
        if new is not old:
            states[recorded.stream] = new
    return states


def _rows(view: View[S, R], states: Mapping[str, S], moment: datetime) -> list[R]:
    """The rows of every stream, in the order of the view."""
    rows = [row for name, state in states.items() for row in view.rows(name, state, moment)]
    return sorted(rows, key=view.order)


def _decoded(view: View[S, Any], kept: Kept) -> dict[str, S]:
    return {stream: _state(view, stream, kept.states[stream]) for stream in kept.states}


def _state(view: View[S, Any], stream: str, kept: bytes) -> S:
    try:
        state: S = _adapter(view).validate_json(kept)
    except ValidationError:
        pass  # raised outside, so that no error carries the words along
    else:
        return state
    raise UnreadableViewError(view.name, stream)


@cache
def _adapter(view: View[Any, Any]) -> TypeAdapter[Any]:
    """What writes the states of a view and reads them."""
    return TypeAdapter(view.state_type)


def _log(store: EventStore, stream: str | None) -> Iterator[RecordedEvent]:
    """Everything on record in order, of one stream or of all."""
    if stream is not None:
        yield from store.read(stream)
        return
    after = 0
    while page := store.read_all(after, BATCH):
        yield from page
        after = page[-1].position
