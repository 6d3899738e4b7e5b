"""Due dates and outcomes of cities, counted again by our own counter.

    PYTHONPATH=. .venv/bin/python tests/municipal/clocks.py ../shared/data/municipal

The files are not ours to copy: only the figures are kept, in docs/deadlines.md.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays

from answerable.domain.deadlines.counting import Calendar, Limit, Term, Unit, local_date
from answerable.domain.deadlines.due import reckon

BOSTON, NEW_YORK = "boston311_animal_2019.csv.gz", "nyc311_2024_1000.csv.gz"
ZONE = "America/New_York"
CLOSES = time(17)
"""What comes in after office hours counts from the next working day."""
CITY = Calendar(
    version="boston",
    zone=ZONE,
    holidays=MappingProxyType(dict(holidays.country_holidays("US", "MA", years=[2019, 2020]))),
)
RULES = MappingProxyType(
    {
        "Pick up Dead Animal": Term(Limit(1, Unit.BUSINESS_DAY)),
        "Pest Infestation - Residential": Term(Limit(120, Unit.CALENDAR_DAY)),
        "Bed Bugs": Term(Limit(120, Unit.CALENDAR_DAY)),
        "Graffiti": Term(Limit(30, Unit.CALENDAR_DAY)),
    }
)
"""The rule each kind of request seems to be under, read off its due dates."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request with what the city says: until when, when it was closed, and if that was in time.

    Times are those of the city's own clocks.
    """

    kind: str
    opened: datetime
    target: datetime
    closed: datetime | None
    on_time: bool | None


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a file."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as source:
        yield from csv.DictReader(source)


def of_boston(path: Path) -> Iterator[Request]:
    """The requests that carry a due date; the file's times were moved by the city's offset twice.

    That shows in the closing note, which has the right one.
    """
    for row in rows(path):
        if row["sla_target_dt"]:
            yield Request(
                row["type"],
                moved_back(row["open_dt"]),
                moved_back(row["sla_target_dt"]),
                moved_back(row["closed_dt"]) if row["closed_dt"] else None,
                row["on_time"] == "ONTIME",
            )


def moved_back(text: str) -> datetime:
    """The time on the wall, in the city's zone."""
    read = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))
    return read.astimezone(UTC).replace(tzinfo=ZoneInfo(ZONE))


def of_new_york(path: Path) -> Iterator[Request]:
    """The requests that carry a due date."""
    for row in rows(path):
        if row["due_date"]:
            opened, due = (here(row[name]) for name in ("created_date", "due_date"))
            closed = here(row["closed_date"]) if row["closed_date"] else None
            yield Request(row["complaint_type"], opened, due, closed, None)


def here(text: str) -> datetime:
    """A time on the wall of the city."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


def counted(request: Request) -> date:
    """The due date by our counter."""
    start, term = request.opened, RULES[request.kind]
    if term.limit.unit is Unit.BUSINESS_DAY:
        start = in_office(start)
    return reckon(start, term, CITY).due_date


def in_office(moment: datetime) -> datetime:
    """When the office took it in: at once, or at the start of the next working day."""
    day = moment.date()
    while not CITY.works(day) or (day == moment.date() and moment.time() >= CLOSES):
        day += timedelta(days=1)
    return moment if day == moment.date() else datetime.combine(day, time(), ZoneInfo(ZONE))


def of_due_date(request: Request) -> str:
    """Does our date agree with the city's; if not, what kind of difference is it?"""
    ours, theirs = counted(request), local_date(request.target, ZONE)
    if ours == theirs:
        return "agrees"
    if request.target == request.opened:
        return "the city's target is the moment of opening: no time was given"
    return "the city gives more time" if theirs > ours else "the city gives less time"


def of_outcome(request: Request, asked: datetime) -> str:
    """Does our verdict, by the end of the due day, agree with the city's, by the minute?"""
    end = datetime.combine(counted(request), time.max, ZoneInfo(ZONE))
    ours = (request.closed or asked) <= end
    if ours == request.on_time:
        return "agrees"
    if of_due_date(request) != "agrees":
        return "differs because the due date does"
    return "closed on the due day after the city's minute" if ours else "other"


def report(folder: Path) -> dict[str, Counter[tuple[str, str]]]:
    """Agreement by kind of request and class of difference."""
    boston = list(of_boston(folder / BOSTON))
    asked = max(each.closed for each in boston if each.closed)
    new_york = list(of_new_york(folder / NEW_YORK))
    dates = Counter((each.kind, of_due_date(each)) for each in (*boston, *new_york))
    outcomes = Counter((each.kind, of_outcome(each, asked)) for each in boston)
    return {"due dates": dates, "outcomes": outcomes}


if __name__ == "__main__":
    for head, found in report(Path(sys.argv[1])).items():
        print(head)
        for (kind, verdict), number in sorted(found.items()):
            print(f"  {number:5}  {kind}: {verdict}")
