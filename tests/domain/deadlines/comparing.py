"""Puts the counter and the one written apart side by side.

As a program, on random cases over every pack, zone, day off and change of the clock:
`python -m tests.domain.deadlines.comparing --cases 100000 --seed 1`, and `--paused` for clocks that
stand still in between.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tests.domain.deadlines.brute import Rule, around, brute_force, hourly, hourly_around
from tests.domain.deadlines.by_pack import NAMES, ROWS, calendar
from tests.domain.deadlines.drawing import CHANGES, FIRST, MOST, SECONDS, ZONES

from answerable.domain.deadlines.counting import Calendar, FirstDay, Limit, Roll, Term, Unit
from answerable.domain.deadlines.due import reckon
from answerable.domain.deadlines.stops import Stop

SAME = 60
"""How many cases in turn have the same calendar and zone."""

Case = tuple[datetime, Term, Calendar]


def disagreement(start: datetime, term: Term, days: Calendar) -> str:
    """What the two counters make of a case, where they differ; else nothing."""
    found = reckon(start, term, days)
    if term.limit.unit is Unit.HOUR:
        slow = hourly(start, term.limit.value)
        return "" if found.due == slow else f"{start} {term}: {found.due} and {slow}"
    over, walked = brute_force(start, plain(term, days))
    counted = [(day.day, day.counted) for day in found.trace]
    if (found.due, counted) == (over, walked):
        return ""
    return f"{start} {term} {days.version} {days.zone}: {found.due} and {over}"


def disagreement_around(start: datetime, term: Term, days: Calendar, stops: list[Stop]) -> str:
    """What they make of a case in which the clock stood still, where they differ."""
    found = reckon(start, term, days, stops)
    spans = [(stop.begins.astimezone(UTC), stop.ends.astimezone(UTC)) for stop in stops]
    if term.limit.unit is Unit.HOUR:
        slow = hourly_around(start, term.limit.value, spans)
        return "" if found.due == slow else f"{start} {term} {stops}: {found.due} and {slow}"
    over, walked = around(start, plain(term, days), spans)
    counted = [(day.day, day.counted) for day in found.trace]
    if (found.due, counted) == (over, walked):
        return ""
    return f"{start} {term} {stops} {days.version} {days.zone}: {found.due} and {over}"


def plain(term: Term, days: Calendar) -> Rule:
    """The case in plain words."""
    return Rule(
        term.limit.value,
        term.limit.unit.value,
        term.first_day.value,
        term.roll.value,
        days.zone,
        days.weekend,
        days.holidays,
    )


def drawn(random: Random, days: Calendar) -> Case:
    """A random case: half of them by a row of a pack, half by any term at all."""
    start = FIRST + timedelta(seconds=random.randrange(SECONDS))
    if random.random() < 1 / 4:
        start = random.choice(CHANGES) + timedelta(minutes=random.randrange(-4000, 4000))
    start = start.astimezone(ZoneInfo(days.zone))
    if random.random() < 1 / 2:
        return start, random.choice(ROWS)[2].term, days
    unit = random.choice(tuple(Unit))
    limit = Limit(random.randint(0, MOST[unit]), unit)
    return start, Term(limit, random.choice(tuple(FirstDay)), random.choice(tuple(Roll))), days


def pauses(random: Random, start: datetime) -> list[Stop]:
    """One to three times in which a clock stood still, about a limit that begins at `start`."""
    begins = [start + timedelta(minutes=random.randrange(-3000, 90_000)) for _ in range(3)]
    stops = [Stop(begin, begin + timedelta(minutes=random.randrange(60_000))) for begin in begins]
    return stops[: random.randint(1, 3)]


def compare(cases: int, seed: int, *, paused: bool = False) -> list[str]:
    """Every disagreement in that many random cases, with or without pauses."""
    random = Random(seed)  # noqa: S311  # examples, no secrets
    days = [calendar(random.choice(NAMES), random.choice(ZONES)) for _ in range(0, cases, SAME)]
    every = (drawn(random, days[case // SAME]) for case in range(cases))
    if paused:
        around_stops = (disagreement_around(*case, pauses(random, case[0])) for case in every)
        return [found for found in around_stops if found]
    return [found for case in every if (found := disagreement(*case))]


def main() -> int:
    """Compares, and says what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--paused", action="store_true", help="let each clock stand still")
    asked = parser.parse_args()
    found = compare(asked.cases, asked.seed, paused=asked.paused)
    sys.stdout.write("".join(f"{line}\n" for line in found[:20]))
    sys.stdout.write(f"{asked.cases} cases, seed {asked.seed}: {len(found)} disagreements\n")
    return min(len(found), 1)


if __name__ == "__main__":
    raise SystemExit(main())
