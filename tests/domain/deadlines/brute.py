"""A second counter, written apart: one day at a time, nothing looked up, nothing shared.

It knows only plain words and dates, so that it can agree with the counter only by being right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

ONE = timedelta(days=1)
QUARTER = timedelta(minutes=15)
Span = tuple[datetime, datetime]
"""From when to just before when a clock stood still."""


@dataclass(frozen=True)
class Rule:
    """A rule in plain words, and the days off of a place."""

    value: int
    unit: str
    first_day: str
    roll: str
    zone: str
    weekend: frozenset[int]
    holidays: Mapping[date, str]

    def off(self, day: date) -> str:
        """Why nobody works on that day; empty if they do."""
        return self.holidays.get(day) or ("weekend" if day.weekday() in self.weekend else "")

    def forbidden(self, day: date) -> bool:
        """May the limit not end on that day?"""
        if self.roll == "next_working_day":
            return bool(self.off(day))
        if self.roll == "sunday_or_holiday":
            return day in self.holidays or day.weekday() == 6
        return False


def last_tick(day: date, zone: str) -> datetime:
    """The last microsecond that is still on `day` there, looked for from the outside."""
    moment = datetime.combine(day + ONE, time(13), tzinfo=UTC)
    while moment.astimezone(ZoneInfo(zone)).date() > day:
        moment -= QUARTER
    return moment + QUARTER - timedelta(microseconds=1)


def hourly(start: datetime, hours: int) -> datetime:
    """One hour after another."""
    moment = start.astimezone(UTC)
    for _ in range(hours):
        moment += timedelta(hours=1)
    return moment


def hourly_around(start: datetime, hours: int, spans: list[Span]) -> datetime:
    """Cuts time at every beginning and end, and uses up the pieces in which the clock ran."""
    begin, left = start.astimezone(UTC), timedelta(hours=hours)
    far = begin + left + sum((abs(end - since) for since, end in spans), timedelta())
    cuts = sorted({begin, far, *(min(max(at, begin), far) for span in spans for at in span)})
    for piece, after in pairwise(cuts):
        if any(since <= piece < end for since, end in spans):
            continue
        if after - piece >= left:
            return piece + left
        left -= after - piece
    return begin


def stood(day: date, rule: Rule, spans: list[Span]) -> bool:
    """Did the clock stand still on that day, or from some time of it until another day?"""
    zone = ZoneInfo(rule.zone)
    return any(
        since < end and since.astimezone(zone).date() <= day < end.astimezone(zone).date()
        for since, end in joined(spans)
    )


def joined(spans: list[Span]) -> list[Span]:
    """Pauses that touch made one, by trying each pair until none does."""
    known = [span for span in spans if span[0] < span[1]]
    for one in known:
        for other in known:
            if one is not other and one[0] <= other[0] <= one[1]:
                rest = [span for span in known if span is not one and span is not other]
                return joined([*rest, (one[0], max(one[1], other[1]))])
    return known


def around(
    start: datetime, rule: Rule, spans: list[Span]
) -> tuple[datetime, list[tuple[date, bool]]]:
    """The same around pauses: as many days as without one, none of them a day it stood still."""
    begins = start.astimezone(ZoneInfo(rule.zone)).date()
    left = sum(counts for _, counts in brute_force(start, rule)[1])
    inclusive = rule.first_day == "inclusive" and rule.value > 0
    day, walked = begins - ONE, list[tuple[date, bool]]()
    while left or day < begins:
        day += ONE
        free = rule.unit == "business_day" and bool(rule.off(day))
        counts = not free and not stood(day, rule, spans) and (day > begins or inclusive)
        walked.append((day, counts))
        left -= counts
    while rule.forbidden(day) or stood(day, rule, spans):
        day += ONE
        walked.append((day, False))
    return last_tick(day, rule.zone), walked


def last_day(start: date, rule: Rule) -> date:
    """The day with which the limit is full, walked to from the day before the start."""
    if rule.value == 0:
        return start
    if rule.unit == "month":
        return by_months(start, rule)
    left = rule.value * (7 if rule.unit == "week" else 1)
    day = start - ONE if rule.first_day == "inclusive" else start
    while left:
        day += ONE
        if rule.unit != "business_day" or not rule.off(day):
            left -= 1
    return day


def by_months(start: date, rule: Rule) -> date:
    """Walks until the date has come round `value` times, or a month was too short for it."""
    day, left = start, rule.value
    while left:
        day += ONE
        too_short = (day + ONE).day == 1 and day.day < start.day
        if day.day == start.day or too_short:
            left -= 1
    if rule.first_day == "inclusive" and day.day == start.day:
        day -= ONE
    return day


def brute_force(start: datetime, rule: Rule) -> tuple[datetime, list[tuple[date, bool]]]:
    """When it is over, and each day that was passed with whether it counted."""
    begins = start.astimezone(ZoneInfo(rule.zone)).date()
    full = last_day(begins, rule)
    walked: list[tuple[date, bool]] = []
    day = begins
    while day <= full:
        first = day == begins and (rule.first_day == "exclusive" or rule.value == 0)
        skipped = rule.unit == "business_day" and bool(rule.off(day))
        walked.append((day, not first and not skipped))
        day += ONE
    end = full
    while rule.forbidden(end):
        end += ONE
        walked.append((end, False))
    return last_tick(end, rule.zone), walked
