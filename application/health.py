"""How far behind the log each view is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from .ports import EventStore, UnreadableEventError
from .view_store import AnyView, Parked, ViewStore


@dataclass(frozen=True, slots=True)
class Health:
    """A view and its lag.

    `behind` is the number of positions of the log past it, `waiting` how long ago the oldest event
    not yet folded in was recorded (None: there is none, or it cannot be read). `parked`: it stopped
    before an event. `building` is how far it is built anew beside.
    """

    view: str
    version: int
    position: int
    behind: int
    waiting: timedelta | None
    parked: Parked | None
    building: int | None


def health(
    store: EventStore, views: ViewStore, of: Iterable[AnyView], now: datetime
) -> list[Health]:
    """How each view stands at `now`."""
    head = store.head()
    found: list[Health] = []
    for view in of:
        stand = views.stand(view)
        behind = max(head - stand.position, 0)
        own = Health(
            view=view.name,
            version=view.version,
            position=stand.position,
            behind=behind,
            waiting=_waiting(store, stand.position, now) if behind else None,
            parked=stand.parked,
            building=stand.building,
        )
        found.append(own)
    return found


def _waiting(store: EventStore, position: int, now: datetime) -> timedelta | None:
    try:
        oldest = store.read_all(position, 1)
    except UnreadableEventError:
        return None
    return max(now - oldest[0].recorded_at, timedelta(0)) if oldest else None
