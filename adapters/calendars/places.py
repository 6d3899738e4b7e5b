"""Which calendars there are, under which name, and the zone their days are reckoned in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Place:
    """Where the days off of a calendar hold: a country, perhaps a part of it, or a market."""

    country: str
    part: str | None
    zone: str
    language: str


@dataclass(frozen=True, slots=True)
class Market:
    """A market with days off of its own."""

    code: str
    zone: str


def _part(country: str, part: str, zone: str, language: str) -> tuple[str, Place]:
    return f"{country}-{part}", Place(country, part, zone, language)


_AUSTRALIA = {
    "ACT": "Australia/Sydney",
    "NSW": "Australia/Sydney",
    "NT": "Australia/Darwin",
    "QLD": "Australia/Brisbane",
    "SA": "Australia/Adelaide",
    "TAS": "Australia/Hobart",
    "VIC": "Australia/Melbourne",
    "WA": "Australia/Perth",
}

PLACES: Mapping[str, Place | Market] = MappingProxyType(
    {
        "PL": Place("PL", None, "Europe/Warsaw", "pl"),
        "IT": Place("IT", None, "Europe/Rome", "it_IT"),
        "US": Place("US", None, "America/New_York", "en_US"),
        "TARGET": Market("ECB", "Europe/Berlin"),
        **dict(
            _part("GB", part, "Europe/London", "en_GB") for part in ("ENG", "NIR", "SCT", "WLS")
        ),
        **dict(_part("AU", part, zone, "en_AU") for part, zone in _AUSTRALIA.items()),
    }
)
