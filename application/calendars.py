"""What the use cases need of a source of calendars."""

from __future__ import annotations

from typing import Protocol

from ..domain.deadlines.calendar import KnownCalendar


class UnknownCalendarError(LookupError):
    """The source has no calendar of that name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name = name
        self.known = known
        super().__init__(f"no calendar {name}: there are {', '.join(known)}")


class CalendarSource(Protocol):
    """Gives calendars as data, to be recorded and counted by from the record alone."""

    def names(self) -> tuple[str, ...]:
        """Every calendar it has, such as `PL` or `GB-SCT`."""
        ...

    def known(self, name: str) -> KnownCalendar:
        """Every edition it knows of the calendar.

        Raises:
            UnknownCalendarError: it has none of that name.
        """
        ...
