"""The rules in force, handed to `decide`: clocks, windows, mandates. Data, and no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from .counting import Calendar, Limit, Unit
from .due import due_after


class Silence(StrEnum):
    """What the law makes of a missed limit."""

    NONE = "none"
    DEEMED_ACCEPTED = "deemed_accepted"


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension a rule allows: to how far from the start, and what the notice must tell."""

    to: Limit
    must_tell: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ObligationRule:
    """One clock of a pack.

    `name` is `acknowledge` (met by the first reply that left) or `final_answer` (met by a closing
    reply that left, or that reached where `receipt_counts`). `pause` is the longest pause allowed.
    """

    name: str
    limit: Limit
    receipt_counts: bool = False
    extension: Extension | None = None
    pause: Limit | None = None
    silence: Silence = Silence.NONE


def _windows() -> Mapping[str, Limit]:
    return MappingProxyType(
        {
            "email": Limit(72, Unit.HOUR),
            "sms": Limit(24, Unit.HOUR),
            "post": Limit(14, Unit.CALENDAR_DAY),
        }
    )


@dataclass(frozen=True, slots=True)
class Policy:
    """A pack with its calendar and the house's thresholds (ADR-0007).

    Amounts are in minor units of the house currency.
    """

    pack: str
    version: str
    calendar: Calendar
    obligations: tuple[ObligationRule, ...]
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

    def due(self, start: datetime, limit: Limit) -> datetime:
        """When `limit`, begun at `start`, is over on this policy's calendar (UTC)."""
        return due_after(start, limit, self.calendar)

    def bounce_window_end(self, dispatched_at: datetime, channel: str) -> datetime:
        """Until when a failure of a message sent by `channel` may still come back (UTC)."""
        return self.due(dispatched_at, self.bounce_windows.get(channel, self.other_bounce_window))

    def rule(self, name: str) -> ObligationRule | None:
        """The clock of that name, if this pack has one."""
        return next((rule for rule in self.obligations if rule.name == name), None)


def house(zone: str) -> Policy:
    """The house pack: acknowledge in 1 business day, a binding answer in 7 calendar days (S1-10).

    Monday to Friday in the desk's own `zone` (IANA name).
    """
    return Policy(
        pack="house.default",
        version="1",
        calendar=Calendar(version="mon-fri/1", zone=zone),
        obligations=(
            ObligationRule("acknowledge", Limit(1, Unit.BUSINESS_DAY)),
            ObligationRule("final_answer", Limit(7, Unit.CALENDAR_DAY)),
        ),
    )
