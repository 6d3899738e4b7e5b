"""How fast due dates are counted with every day and its reason, beside a plain loop of `holidays`.

All count the same limits in business days from the same starts and must agree; rounds are
interleaved, and processor time is compared, so that what else the machine does falls on each.
Results as JSON: `python benchmarks/deadlines.py`.
"""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from random import Random
from statistics import median
from time import process_time
from typing import TypeVar
from zoneinfo import ZoneInfo

import holidays

from answerable.adapters.calendars.package import PackageCalendars
from answerable.domain.deadlines.calendar import calendar_of
from answerable.domain.deadlines.counting import (
    Calendar,
    Limit,
    Roll,
    Term,
    Unit,
    end_of_day,
    local_date,
)
from answerable.domain.deadlines.due import Reckoned, from_day, reckon, reckon_each

T = TypeVar("T")
FIRST = datetime(2021, 1, 1, tzinfo=UTC)
SECONDS = 5 * 365 * 24 * 3600
YEARS = (2020, 2028)
DAY = timedelta(days=1)
SATURDAY = 5
LIMITS = (1, 3, 5, 15, 20, 35)
"""In business days, as the shipped packs and their extensions have them."""
Walked = tuple[datetime, list[tuple[date, bool, str]]]
LOOPS = ("plain", "with_reasons", "packaged")
WAYS = ("in_bulk", "one_by_one", "unshared")
TERMS = {n: Term(Limit(n, Unit.BUSINESS_DAY), roll=Roll.NEXT_WORKING_DAY) for n in LIMITS}


@dataclass(frozen=True)
class Case:
    """A start event, the day that is there, and a limit in business days."""

    start: datetime
    day: date
    value: int


def cases(count: int, random: Random, zone: str) -> list[Case]:
    """Random moments of five years, and random limits."""
    starts = [FIRST + timedelta(seconds=random.randrange(SECONDS)) for _ in range(count)]
    return [Case(at, local_date(at, zone), random.choice(LIMITS)) for at in starts]


def one_by_one(every: list[Case], calendar: Calendar) -> list[Reckoned]:
    """Due dates and instants in the zone, each with every day and its reason as a list."""
    return [reckon(case.start, TERMS[case.value], calendar) for case in every]


def in_bulk(every: list[Case], calendar: Calendar) -> list[Reckoned]:
    """The same, all starts of one limit at once."""
    found: dict[int, Iterator[Reckoned]] = {}
    for value, term in TERMS.items():
        starts = [case.start for case in every if case.value == value]
        found[value] = iter(reckon_each(starts, term, calendar))
    return [next(found[case.value]) for case in every]


def unshared(every: list[Case], calendar: Calendar) -> list[Reckoned]:
    """The same, each counted for itself: no two starts on one day share their answer."""
    count = from_day.__wrapped__
    zone = calendar.zone
    return [count(local_date(c.start, zone), TERMS[c.value], calendar) for c in every]


def plain(every: list[Case], off: holidays.HolidayBase) -> list[date]:
    """The last days alone, by a loop over days: no zone, no instant, no reasons kept."""
    found: list[date] = []
    for case in every:
        day, left = case.day, case.value
        while left:
            day += DAY
            if day.weekday() < SATURDAY and day not in off:
                left -= 1
        found.append(day)
    return found


def with_reasons(every: list[Case], off: holidays.HolidayBase, zone: str) -> list[Walked]:
    """The same loop, with what we give: every day and its reason, and the instant it is over."""
    found: list[Walked] = []
    for case in every:
        day, left = case.start.astimezone(ZoneInfo(zone)).date(), case.value
        days = [(day, False, "start")]
        while left:
            day += DAY
            name = off.get(day) or ("weekend" if day.weekday() >= SATURDAY else "")
            days.append((day, not name, name or "counted"))
            left -= not name
        found.append((end_of_day(day, zone), days))
    return found


def packaged(every: list[Case], off: holidays.HolidayBase) -> list[date]:
    """The last days alone, by the package's own `get_nth_working_day`."""
    return [off.get_nth_working_day(case.day, case.value) for case in every]


@dataclass
class Round:
    """How much processor time each took for the same cases, in seconds."""

    in_bulk: float
    one_by_one: float
    unshared: float
    plain: float
    with_reasons: float
    packaged: float
    days: int


def timed(every: list[Case], calendar: Calendar, off: holidays.HolidayBase) -> Round:
    """One round; all must agree on every date."""
    bulk, took_bulk = timing(lambda: in_bulk(every, calendar))
    found, took_one = timing(lambda: one_by_one(every, calendar))
    alone, took_alone = timing(lambda: unshared(every, calendar))
    dates, took_plain = timing(lambda: plain(every, off))
    walked, took_reasons = timing(lambda: with_reasons(every, off, calendar.zone))
    named, took_named = timing(lambda: packaged(every, off))
    assert bulk == found == alone
    assert [each.due_date for each in found] == dates == named
    assert [each.due for each in found] == [over for over, _ in walked]
    days = sum(len(each.trace) for each in found)
    return Round(took_bulk, took_one, took_alone, took_plain, took_reasons, took_named, days)


def timing(work: Callable[[], T]) -> tuple[T, float]:
    """What it gives, and how much processor time it took."""
    began = process_time()
    given = work()
    return given, process_time() - began


def measured(count: int, rounds: int, seed: int) -> dict[str, object]:
    """Every round, and what they come to."""
    calendar = calendar_of(PackageCalendars(*YEARS).known("PL").editions[-1])
    off = holidays.country_holidays("PL", years=range(YEARS[0], YEARS[1] + 1), language="pl")
    random = Random(seed)  # noqa: S311  # examples, no secrets
    size = count // rounds
    found = [timed(cases(size, random, calendar.zone), calendar, off) for _ in range(rounds)]
    return {
        "due_dates": size * rounds,
        "limits_in_business_days": LIMITS,
        "days_materialised": sum(each.days for each in found),
        "due_dates_per_second": {
            way: round(size * rounds / sum(vars(each)[way] for each in found)) for way in WAYS
        },
        **{f"times_{loop}": compared(found, loop) for loop in LOOPS},
        "rounds": [vars(each) for each in found],
        "python": platform.python_version(),
        "holidays": version("holidays"),
    }


def compared(rounds: list[Round], loop: str) -> dict[str, dict[str, float]]:
    """How many times as long the loop took as each of our ways."""
    every = [vars(each) for each in rounds]
    return {way: ratios([each[loop] / each[way] for each in every]) for way in WAYS}


def ratios(each: list[float]) -> dict[str, float]:
    """The middle one of the rounds, the least and the greatest."""
    told = {"median": median(each), "least": min(each), "greatest": max(each)}
    return {name: round(value, 2) for name, value in told.items()}


def main() -> int:
    """Measures, and writes JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print(json.dumps(measured(asked.count, asked.rounds, asked.seed), indent=2))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
