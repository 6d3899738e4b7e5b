"""The rules in force, handed to `decide`: clocks, windows, mandates. Data, and no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

from .counting import Calendar, Limit, Term, Unit
from .due import due_after
from .pack import Obligation, Pack, SatisfiedBy, StartEvent

SEAT = "seat"
"""The calendar of a row that leaves it to where the organisation is."""


def _windows() -> Mapping[str, Limit]:
    return MappingProxyType(
        {
            "email": Limit(72, Unit.HOUR),
            "sms": Limit(24, Unit.HOUR),
            "post": Limit(14, Unit.CALENDAR_DAY),
        }
    )


def _no_packs() -> Mapping[str, Pack]:
    return MappingProxyType({})


def _no_calendars() -> Mapping[str, Calendar]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Policy:
    """The house's own clocks and thresholds, and the packs of law that stand beside them.

    `pack` and `version` name the house's own (ADR-0007). `packs` are those that can be applied,
    `applied` the ids of those that every new case comes under; `calendars` are the editions in
    force by name, `earlier` those that clocks may still go by, `place` the one of the
    organisation's seat. Amounts are in minor units of the house currency.
    """

    pack: str
    version: str
    calendar: Calendar
    obligations: tuple[Obligation, ...]
    bounce_windows: Mapping[str, Limit] = field(default_factory=_windows)
    other_bounce_window: Limit = Limit(72, Unit.HOUR)
    answer_promise: Limit = Limit(7, Unit.CALENDAR_DAY)
    follow_up: Limit = Limit(1, Unit.BUSINESS_DAY)
    critic_target: Limit = Limit(1, Unit.BUSINESS_DAY)
    fix_notice: Limit = Limit(5, Unit.BUSINESS_DAY)
    diligence_attempts: int = 3
    diligence_channels: int = 2
    diligence_over: Limit = Limit(5, Unit.BUSINESS_DAY)
    backdating: Limit = Limit(30, Unit.CALENDAR_DAY)
    contact_again: Limit = Limit(90, Unit.CALENDAR_DAY)
    remedy_mandate: int = 10_000
    durable_medium: bool = False
    packs: Mapping[str, Pack] = field(default_factory=_no_packs)
    applied: tuple[str, ...] = ()
    calendars: Mapping[str, Calendar] = field(default_factory=_no_calendars)
    earlier: tuple[Calendar, ...] = ()
    place: str | None = None

    def due(self, start: datetime, limit: Limit) -> datetime:
        """When `limit`, begun at `start`, is over on this policy's calendar (UTC)."""
        return due_after(start, limit, self.calendar)

    def bounce_window_end(self, dispatched_at: datetime, channel: str) -> datetime:
        """Until when a failure of a message sent by `channel` may still come back (UTC)."""
        return self.due(dispatched_at, self.bounce_windows.get(channel, self.other_bounce_window))

    def calendar_for(self, row: Obligation) -> Calendar | None:
        """The edition in force that a row of a pack is counted by; None if none is on record."""
        ours = row.calendar == SEAT or self.place in row.other_calendars
        return self.calendars.get((self.place if ours else row.calendar) or row.calendar)

    def edition(self, version: str) -> Calendar | None:
        """The edition of that version, in force or earlier; None if it is not on record."""
        every = (self.calendar, *self.calendars.values(), *self.earlier)
        return next((calendar for calendar in every if calendar.version == version), None)


@lru_cache(maxsize=256)
def plain(name: str, limit: Limit) -> Obligation:
    """A limit of the house: from receipt, the first day not counted, any reply that left."""
    return Obligation(
        name=name,
        start=StartEvent.RECEIVED,
        term=Term(limit),
        calendar="mon-fri",
        satisfied_by=SatisfiedBy.DISPATCHED,
        provenance=(),
    )


def house(zone: str) -> Policy:
    """The house pack: acknowledge in 1 business day, a binding answer in 7 calendar days (S1-10).

    Monday to Friday in the desk's own `zone` (IANA name).
    """
    return Policy(
        pack="house.default",
        version="1",
        calendar=Calendar(version="mon-fri/1", zone=zone),
        obligations=(
            plain("acknowledge", Limit(1, Unit.BUSINESS_DAY)),
            plain("final_answer", Limit(7, Unit.CALENDAR_DAY)),
        ),
    )
