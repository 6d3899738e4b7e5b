"""Days off that became known after calendars had been made: the second time of a calendar.

A row holds for every day that `falls` names: a month and day of each year, or one date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Announcement:
    """From the start of `known_from`, days that `falls` names were known to be days off."""

    calendar: str
    falls: str
    known_from: date
    source: str

    def of(self, calendar: str, day: date) -> bool:
        """Is it that day of that calendar, or of one of its parts?"""
        ours = calendar == self.calendar or calendar.startswith(f"{self.calendar}-")
        return ours and day.isoformat().endswith(self.falls)


ANNOUNCED = (
    Announcement("PL", "-12-24", date(2024, 12, 31), "Ustawa z 6.12.2024, Dz.U. 2024 poz. 1965"),
    Announcement("IT", "-10-04", date(2025, 10, 10), "Legge 8 ottobre 2025 n. 151, G.U. 236/2025"),
    Announcement("GB", "2022-09-19", date(2022, 9, 10), "proclamation of 10 September 2022"),
    Announcement("GB", "2023-05-08", date(2022, 11, 6), "announced on 6 November 2022"),
)
