"""From what is said ("in 7 days", a date, an instant) to one absolute due time (S1-8).

Vague words are refused: "soon" binds nobody. A date means until the end of that day in the
earlier-ending of the desk's and the complainant's zones (model, promises).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeAlias

from ..command import RefusedError, Rule
from .counting import Limit, Unit, end_of_day, local_date
from .policy import Policy

Said: TypeAlias = str | date | datetime | Limit
"""How a due time is said: an aware instant, a date, a limit, or words such as `in 7 days`."""

EXACT_DATE = Rule(
    "promise-exact-date",
    "S1-8",
    "A promise names an exact date; vague words are refused.",
    "Say a date (2026-11-29), an instant with its zone, or a length: in 7 days, in 3 business "
    "days, in 48 hours.",
)
_LENGTH = re.compile(r"(?:in )?(\d{1,4}) (business day|day|hour)s?")
_UNITS = {
    "business day": Unit.BUSINESS_DAY,
    "day": Unit.CALENDAR_DAY,
    "hour": Unit.HOUR,
}


@dataclass(frozen=True, slots=True)
class Due:
    """A due time (UTC) with the local date, zone and words it came from."""

    at: datetime
    date: date
    zone: str
    rule: str


def resolve(said: Said, now: datetime, policy: Policy, zone: str | None = None) -> Due:
    """The absolute due time of what is said at `now`; `zone` is the complainant's, if known.

    Raises:
        RefusedError: by `EXACT_DATE`, when it is no exact date.
    """
    ours = policy.calendar.zone
    if isinstance(said, datetime):
        return instant(said, ours)
    if isinstance(said, date):
        return whole_day(said, ours, zone or ours, f"by {said.isoformat()}")
    limit = said if isinstance(said, Limit) else length(said)
    if limit is None:
        return from_text(str(said), ours, zone or ours)
    due = policy.due(now, limit)
    rule = f"{limit.value} {limit.unit}"
    if limit.unit is Unit.HOUR:
        return Due(due, local_date(due, ours), ours, rule)
    return whole_day(local_date(due, ours), ours, zone or ours, rule)


def length(said: str) -> Limit | None:
    """The length that words such as `in 3 business days` say; None where they say none."""
    found = _LENGTH.fullmatch(" ".join(said.lower().split()))
    return Limit(int(found[1]), _UNITS[found[2]]) if found else None


def instant(said: datetime, ours: str) -> Due:
    """An instant stands as it is; without a zone it is no instant."""
    if said.tzinfo is None:
        raise RefusedError(EXACT_DATE, "the time zone")
    at = said.astimezone(UTC)
    return Due(at, local_date(at, ours), ours, f"by {said.isoformat()}")


def whole_day(day: date, ours: str, theirs: str, rule: str) -> Due:
    """Until the end of `day` where it ends first."""
    return Due(min(end_of_day(day, ours), end_of_day(day, theirs)), day, ours, rule)


def from_text(said: str, ours: str, theirs: str) -> Due:
    """An ISO date or instant written as text; anything else is too vague to promise."""
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            value = read(said.strip())
        except ValueError:
            continue
        if isinstance(value, datetime):
            return instant(value, ours)
        return whole_day(value, ours, theirs, f"by {value.isoformat()}")
    raise RefusedError(EXACT_DATE)
