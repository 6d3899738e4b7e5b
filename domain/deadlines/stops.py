"""Times in which a clock stood still. Rare: most limits run on whoever is waited for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from .counting import local_date


@dataclass(frozen=True, slots=True)
class Stop:
    """The clock stood still from `begins` until just before `ends`.

    A limit in days loses the local days from that of `begins` until the day before that of `ends`.
    """

    begins: datetime
    ends: datetime


def in_order(stops: Iterable[Stop]) -> list[Stop]:
    """The stops one after another: those that overlap or touch are one, empty ones are none."""
    apart: list[Stop] = []
    for stop in sorted(stops, key=lambda stop: stop.begins):
        if stop.ends <= stop.begins:
            continue
        if apart and stop.begins <= apart[-1].ends:
            last = apart.pop()
            apart.append(Stop(last.begins, max(last.ends, stop.ends)))
        else:
            apart.append(stop)
    return apart


def days_lost(stops: Iterable[Stop], zone: str) -> list[tuple[date, date]]:
    """The local days that a limit in days loses: each first day, and the day that counts again."""
    return [(local_date(stop.begins, zone), local_date(stop.ends, zone)) for stop in stops]


def stands_still(day: date, lost: Sequence[tuple[date, date]]) -> bool:
    """Is `day` one of those?"""
    return any(first <= day < again for first, again in lost)
