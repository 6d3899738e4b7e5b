"""Dates as registers and reviews write them: by number in three orders, or by month name.

`7/8/2016` has two readings. `OrderVotes` looks for dates of the same file that have only one.
A time of day, and its zone, are kept as stated; a date is never moved by them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import Enum


class Order(Enum):
    """Which of two numbers before a year is the month."""

    MONTH_FIRST = "month-first"
    DAY_FIRST = "day-first"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day, and the time of day with its zone if they were stated."""

    day: date
    clock: time | None = None

    def __str__(self) -> str:
        """ISO 8601, as exact as stated."""
        return f"{self.day}T{self.clock.isoformat()}" if self.clock else str(self.day)


_CLOCK = (
    r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?$"
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([-/.]?)(?P<month>\d\d?)\2(?P<day>\d\d?)" + _CLOCK)
_YEAR_LAST = re.compile(r"(?P<one>\d\d?)([-/.])(?P<two>\d\d?)\2(?P<year>\d{4}|\d\d)" + _CLOCK)
_DAY_NAMED = re.compile(
    r"(?:^|\s)(?P<day>\d\d?)(?:st|nd|rd|th|\.|º|°)?[\s-]+(?:de\s+)?(?P<name>[^\W\d]{3,})\.?,?"
    r"[\s-]+(?:de\s+)?(?P<year>\d{4}|\d\d)" + _CLOCK
)
_MONTH_NAMED = re.compile(
    r"(?:^|\s)(?P<name>[^\W\d]{3,})\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
    + _CLOCK
)
_NAMES = (
    "jan january gen gennaio sty styczeń stycznia",
    "feb february febbraio lut luty lutego",
    "mar march marzo marzec marca",
    "apr april aprile kwi kwiecień kwietnia",
    "may mag maggio maj maja",
    "jun june giu giugno cze czerwiec czerwca",
    "jul july lug luglio lip lipiec lipca",
    "aug august ago agosto sie sierpień sierpnia",
    "sep sept september set settembre wrz wrzesień września",
    "oct october ott ottobre paź październik października",
    "nov november novembre lis listopad listopada",
    "dec december dic dicembre gru grudzień grudnia",
)
_MONTHS = {name: month for month, names in enumerate(_NAMES, 1) for name in names.split()}


class OrderVotes:
    """Counts dates that only one order can read."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.month_first = 0
        self.day_first = 0
        self.either = 0
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Count one date as written; all but a date by numbers with the year last is ignored."""
        found = _YEAR_LAST.match(text.strip())
        if found is None or found[2] == ".":
            return
        one, two = int(found["one"]), int(found["two"])
        self.month_first += one <= _DECEMBER < two
        self.day_first += two <= _DECEMBER < one
        self.either += max(one, two) <= _DECEMBER and one != two

    def order(self, default: Order) -> Order:
        """`default`, unless some dates speak against it and none for it."""
        for_it, against = self.month_first, self.day_first
        if default is Order.DAY_FIRST:
            for_it, against = against, for_it
        if for_it or not against:
            return default
        return Order.DAY_FIRST if default is Order.MONTH_FIRST else Order.MONTH_FIRST


_DECEMBER = 12
_NOON = 12
_EARLIEST = 1900
"""No register is older; before that, zones are off UTC by seconds that no log keeps."""


def read_stamp(text: str, order: Callable[[], Order]) -> Stamp | None:
    """What `text` says of a day; None if it says none or one that does not exist.

    `order` is asked where the day and the month are two numbers that only it tells apart.
    Dots between numbers (`13.9.2016`) are day first everywhere. A year of two digits is of this
    century. Sentences are read too if they end in a date by month name (en, it, pl).
    """
    text = text.strip()
    if found := _YEAR_FIRST.match(text):
        return _stamp(found, int(found["month"]), int(found["day"]))
    if found := _YEAR_LAST.match(text):
        one, two = int(found["one"]), int(found["two"])
        month_first = found[2] != "." and order() is Order.MONTH_FIRST
        return _stamp(found, one, two) if month_first else _stamp(found, two, one)
    for shape in (_DAY_NAMED, _MONTH_NAMED):
        if found := shape.search(text.casefold()):
            return _stamp(found, _MONTHS.get(found["name"], 0), int(found["day"]))
    return None


def _stamp(found: re.Match[str], month: int, day: int) -> Stamp | None:
    year = int(found["year"]) + (2000 if len(found["year"]) == len("yy") else 0)
    if year < _EARLIEST:
        return None
    try:
        return Stamp(date(year, month, day), _clock(found))
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> time | None:
    if found["hour"] is None:
        return None
    hour = int(found["hour"])
    if half := (found["half"] or "").casefold()[:1]:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    zone = (found["zone"] or "").upper().replace("UTC", "Z").replace("GMT", "Z")
    return time.fromisoformat(f"{hour:02}:{found['minute']}:{found['second'] or '00'}{zone}")
