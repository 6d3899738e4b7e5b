"""Late recordings, backdating, and a clock that went back: by the two times of every event."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .events import StoredEvent
from .story import Story

ALONE = timedelta(days=30)
SATURDAY = 5
BRING_HISTORY = frozenset({"import", "process"})


class Timed(NamedTuple):
    """What is to be said of when an event was recorded.

    That is `late`, `imported`, `backdated`, `backdated-alone`, `ahead` or `back`.
    """

    version: int
    type: str
    what: str
    occurred_at: datetime
    recorded_at: datetime
    second: str | None


def timed(story: Story, events: list[StoredEvent]) -> list[Timed]:
    """Everything to be said of when these events were recorded.

    What an import recorded comes last: a history that began elsewhere is recorded afterwards.
    """
    zone = _zone(story)
    found: list[Timed] = []
    before: datetime | None = None
    for event in events:
        found += [_timed(event, what) for what in _whats(event, zone)]
        if before and event.recorded_at < before:
            found.append(_timed(event, "back"))
        before = event.recorded_at
    return sorted(found, key=lambda each: each.what == "imported")


def _whats(event: StoredEvent, zone: ZoneInfo | timezone) -> list[str]:
    whats: list[str] = []
    day = event.occurred_at.astimezone(zone).date()
    if event.occurred_at > event.recorded_at:
        whats.append("ahead")
    if event.recorded_at >= _end_of(_next_business_day(day), zone):
        whats.append("imported" if event.role == "import" else "late")
    imported = event.role in BRING_HISTORY or event.type == "ClockStarted"
    if not imported and event.recorded_at >= _end_of(day + ALONE, zone):
        alone = event.second is None or event.second == event.actor
        whats.append("backdated-alone" if alone else "backdated")
    return whats


def _timed(event: StoredEvent, what: str) -> Timed:
    return Timed(
        event.version, event.type, what, event.occurred_at, event.recorded_at, event.second
    )


def _next_business_day(day: date) -> date:
    """The next day from Monday to Friday; which days were off, the file does not tell."""
    following = day + timedelta(days=1)
    while following.weekday() >= SATURDAY:
        following += timedelta(days=1)
    return following


def _end_of(day: date, zone: ZoneInfo | timezone) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, zone)


def _zone(story: Story) -> ZoneInfo | timezone:
    """The zone of the case's first limit, or UTC."""
    first = next(iter(story.limits.values()), None)
    try:
        return ZoneInfo(first.started["zone"]) if first else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
