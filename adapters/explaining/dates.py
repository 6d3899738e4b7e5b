"""Dates, numbers and lengths of time in a language, and dates read back from it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

from .words import Words

DASH = " \N{EN DASH} "
_DATE = re.compile(r"(?P<weekday>[^\W\d]+),? (?P<day>\d{1,2}) (?P<month>[^\W\d]+) (?P<year>\d{4})")


def told(day: date, words: Words) -> str:
    """A date with its weekday, such as `lunedì 1 giugno 2026`."""
    return format_date(day, "full", locale=words.locale)


def weekday(day: date, words: Words) -> str:
    """The name of its weekday."""
    return format_date(day, "EEEE", locale=words.locale)


def span(first: date, last: date, words: Words) -> str:
    """The days from the first to the last; of one day its date."""
    dates = dict.fromkeys((told(first, words), told(last, words)))
    return DASH.join(dates)


def moment(at: datetime, zone: str, words: Words) -> str:
    """An instant on the clocks of the zone, to the second, with the date."""
    there = at.astimezone(ZoneInfo(zone))
    return f"{told(there.date(), words)}, {there:%H:%M:%S} ({instant(at, zone)})"


def instant(at: datetime, zone: str) -> str:
    """The same for machines: ISO 8601 with the offset then in force there, and the zone."""
    return f"{zone}, {at.astimezone(ZoneInfo(zone)).isoformat()}"


def amount(number: int, unit: str, words: Words) -> str:
    """A number of a unit, by the plural rules of the language: `1 dzień`, `2 dni`."""
    forms = words.units[unit]
    form = Locale.parse(words.locale).plural_form(number)
    return f"{number} {forms.get(form, forms['other'])}"


def length(elapsed: timedelta, words: Words) -> str:
    """Elapsed time in hours, minutes and seconds, those that are none left out."""
    whole = elapsed // timedelta(seconds=1)
    parts = {"hour": whole // 3600, "minute": whole // 60 % 60, "second": whole % 60}
    named = [amount(number, unit, words) for unit, number in parts.items() if number]
    return " ".join(named) or amount(0, "second", words)


def date_in(text: str, words: Words) -> date:
    """The first date told in the text.

    Raises:
        ValueError: there is none, or its weekday is another.
    """
    found = _DATE.search(text)
    if found is None:
        raise ValueError("no date is told here")
    months = {
        name: number for number, name in Locale.parse(words.locale).months["format"]["wide"].items()
    }
    day = date(int(found["year"]), months[found["month"]], int(found["day"]))
    if told(day, words) != found[0]:
        raise ValueError(f"{found[0]} is no date: the weekday is another")
    return day
