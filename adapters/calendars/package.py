"""Snapshots of the `holidays` package: every name and date read once, then data like any other."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from hashlib import sha256
from importlib.metadata import version
from zoneinfo import ZoneInfo

import holidays

from ...application.calendars import UnknownCalendarError
from ...domain.deadlines.calendar import KnownCalendar, Snapshot
from .announced import ANNOUNCED
from .places import PLACES, Market, Place

SOURCE = f"holidays {version('holidays')}"
WEEKEND = (5, 6)


class PackageCalendars:
    """Calendars from `first_year` to `last_year`, as the installed package has them."""

    def __init__(self, first_year: int, last_year: int) -> None:
        self._first = first_year
        self._last = last_year

    def names(self) -> tuple[str, ...]:
        """Every calendar it has."""
        return tuple(sorted(PLACES))

    def known(self, name: str) -> KnownCalendar:
        """What could be known of the calendar at each time: see `announced`.

        Raises:
            UnknownCalendarError: it has none of that name.
        """
        place = PLACES.get(name)
        if place is None:
            raise UnknownCalendarError(name, self.names())
        every = self._days_off(place)
        learnt = {since_of(name, day, self._first) for day, _ in every} | {date(self._first, 1, 1)}
        return KnownCalendar(
            tuple(
                self._snapshot(
                    name,
                    place.zone,
                    tuple(off for off in every if since_of(name, off[0], self._first) <= since),
                    since,
                )
                for since in sorted(learnt)
            )
        )

    def _days_off(self, place: Place | Market) -> tuple[tuple[date, str], ...]:
        years = range(self._first, self._last + 1)
        if isinstance(place, Market):
            return tuple(sorted(holidays.financial_holidays(place.code, years=years).items()))
        found = holidays.country_holidays(
            place.country, subdiv=place.part, years=years, language=place.language
        )
        return tuple(sorted(found.items()))

    def _snapshot(
        self, name: str, zone: str, days_off: tuple[tuple[date, str], ...], since: date
    ) -> Snapshot:
        known_from = datetime.combine(since, time.min, tzinfo=ZoneInfo(zone))
        return Snapshot(
            name=name,
            edition=edition_of(name, (self._first, self._last), days_off),
            zone=zone,
            weekend=WEEKEND,
            first_year=self._first,
            last_year=self._last,
            holidays=days_off,
            source=SOURCE,
            known_from=known_from.astimezone(UTC),
        )


def since_of(name: str, day: date, first_year: int) -> date:
    """Since when that day was known to be off: since its announcement, or all along."""
    found = [row.known_from for row in ANNOUNCED if row.of(name, day)]
    return max(found[0], date(first_year, 1, 1)) if found else date(first_year, 1, 1)


def edition_of(name: str, years: tuple[int, int], days_off: tuple[tuple[date, str], ...]) -> str:
    """A name for these very days: whoever has other days has another name for them."""
    content = "\n".join([name, repr(years), repr(WEEKEND), *(f"{d} {n}" for d, n in days_off)])
    return f"{name}-{sha256(content.encode()).hexdigest()[:12]}"
