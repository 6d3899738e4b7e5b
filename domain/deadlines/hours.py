"""Limits in hours: elapsed time, whatever the clocks on the wall do, shared out over local days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from .counting import TICK, end_of_day, local_date
from .days import Day, Why
from .stops import Stop

HOUR = timedelta(hours=1)
NOTHING = timedelta(0)
_LENGTH = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:\.(\d{6}))?S")


def after_hours(start: datetime, hours: int, stops: Sequence[Stop]) -> datetime:
    """When that many hours have elapsed, those of `stops` aside (UTC)."""
    return put_off(start.astimezone(UTC) + hours * HOUR, start, stops)


def put_off(due: datetime, start: datetime, stops: Sequence[Stop]) -> datetime:
    """When what was over at `due` is over, with these stops, one after another, left out."""
    for stop in stops:
        if stop.begins < due:
            due += max(stop.ends - max(stop.begins, start), NOTHING)
    return due


def share_out(start: datetime, due: datetime, zone: str, stops: Sequence[Stop]) -> Iterator[Day]:
    """Each local day from `start` to `due`, with how much of it counts."""
    begin, last = start.astimezone(UTC), local_date(due, zone)
    day = local_date(start, zone)
    while day <= last:
        end = min(end_of_day(day, zone) + TICK, due)
        stood = sum((overlap(stop, begin, end) for stop in stops), NOTHING)
        yield _share(day, end - begin - stood, stood)
        begin, day = end, day + timedelta(days=1)


def overlap(stop: Stop, begin: datetime, end: datetime) -> timedelta:
    """How long the clock stood still between two moments."""
    return max(min(stop.ends, end) - max(stop.begins, begin), NOTHING)


def _share(day: date, counts: timedelta, stood: timedelta) -> Day:
    if stood and not counts:
        return Day(day, counted=False, why=Why.PAUSED)
    return Day(day, counted=True, why=Why.COUNTED, note=written(counts))


def written(length: timedelta) -> str:
    """A length in ISO 8601, such as PT8H0M0S: hours, minutes, seconds, no days."""
    whole = length // timedelta(seconds=1)
    rest = f".{length.microseconds:06d}" if length.microseconds else ""
    return f"PT{whole // 3600}H{whole // 60 % 60}M{whole % 60}{rest}S"


def read(length: str) -> timedelta:
    """The length that `written` wrote.

    Raises:
        ValueError: it is not one.
    """
    found = _LENGTH.fullmatch(length)
    if found is None:
        raise ValueError(f"no length of time: {length}")
    hours, minutes, seconds, rest = found.groups(default="0")
    return timedelta(
        hours=int(hours), minutes=int(minutes), seconds=int(seconds), microseconds=int(rest)
    )
