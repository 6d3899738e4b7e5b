"""Steps of somebody else's event log, in the order of the file, and what is odd about them.

A time without a zone is taken in the zone the reader names. Where a clock was put back and a time
stands twice, it is read so that the case does not go backwards; nothing is ever sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

NO_TIME = "its time cannot be read"
NO_ZONE = "its time names no zone"
TWICE = "its time stands twice on that clock, and names no zone"
NEVER = "its time was never on that clock, and names no zone"
BACKWARDS = "it is earlier than the step before it"
AS_TEXT = "its time is kept as text"


@dataclass(frozen=True, slots=True)
class Raw:
    """A step as the file has it: everything that is no case, activity, time or resource beside."""

    case: str
    activity: str
    time: str
    resource: str
    others: Mapping[str, str]
    line: int
    odd: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step with its time in UTC (None: it cannot be read) and what is odd about it."""

    raw: Raw
    at: datetime | None
    odd: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that is no step, on which line, why, and as it stands."""

    line: int
    reason: str
    raw: str


def timed(raws: Iterable[Raw | Unread], zone: ZoneInfo) -> Iterator[Step | Unread]:
    """Each step with its time, in the order of the file; a case is followed through the file."""
    before: dict[str, datetime] = {}
    for raw in raws:
        if isinstance(raw, Unread):
            yield raw
            continue
        last = before.get(raw.case)
        step = read(raw, zone, last)
        if step.at is None:
            yield step
            continue
        before[raw.case] = step.at
        back = last is not None and step.at < last
        yield replace(step, odd=(*step.odd, BACKWARDS)) if back else step


def read(raw: Raw, zone: ZoneInfo, last: datetime | None) -> Step:
    """The step with its time, after one of its case that was at `last`."""
    try:
        said = datetime.fromisoformat(raw.time.strip())
    except ValueError:
        return Step(raw, None, (*raw.odd, NO_TIME))
    if said.tzinfo is not None:
        return Step(raw, said.astimezone(UTC), raw.odd)
    first, second = (said.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return Step(raw, first, (*raw.odd, NO_ZONE))
    if first > second:
        return Step(raw, first, (*raw.odd, NEVER))
    at = second if last is not None and last > first else first
    return Step(raw, at, (*raw.odd, TWICE))
