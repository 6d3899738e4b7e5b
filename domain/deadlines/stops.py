"""Times in which a clock stood still. Rare: most limits run on whoever is waited for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeAlias

from .counting import local_date

Lost: TypeAlias = Sequence[tuple[date, date]]
"""The local days that a limit in days loses: each first day, and the day that counts again."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The clock stood still from `begins` until just before `ends`.

    A limit in days loses the local days from that of `begins` until the day before that of `ends`.
    """

    begins: datetime
    ends: datetime


def in_order(stops: Iterable[Stop]) -> list[Stop]:
    """The stops one after another: those that overlap or touch are one, empty ones are none.

    In UTC, because between two times of one zone Python counts what the clock on the wall shows.
    """
    apart: list[Stop] = []
    there = (Stop(stop.begins.astimezone(UTC), stop.ends.astimezone(UTC)) for stop in stops)
    for stop in sorted(there, key=lambda stop: stop.begins):
        if stop.ends <= stop.begins:
            continue
        if apart and stop.begins <= apart[-1].ends:
            last = apart.pop()
            apart.append(Stop(last.begins, max(last.ends, stop.ends)))
        else:
            apart.append(stop)
    return apart


def days_lost(stops: Iterable[Stop], zone: str) -> Lost:
    """The local days that a limit in days loses to these stops."""
    return [(local_date(stop.begins, zone), local_date(stop.ends, zone)) for stop in stops]


def stands_still(day: date, lost: Lost) -> bool:
    """Is `day` one of those?"""
    return any(first <= day < again for first, again in lost)
