"""What a language needs to tell a testimony. Dates, weekdays and plural rules come from CLDR."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...domain.deadlines.counting import FirstDay, Roll

Forms = Mapping[str, str]
"""A noun by its CLDR plural category: one, few, many, other."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What each line of a testimony begins with."""

    due: str
    rule: str
    term: str
    source: str
    kept_by: str
    start: str
    stopped: str
    later: str
    calendar: str
    days: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a day counts or does not; braces are filled in. `full` is said of a limit's last day.

    `over` is said of the day at whose very beginning a limit in hours ends.
    """

    counted: str
    full: str
    over: str
    start: str
    skipped: str
    weekend: str
    holiday: str
    paused: str
    rolled: str


@dataclass(frozen=True, slots=True)
class Words:
    """One language; `locale` is that of CLDR."""

    locale: str
    title: str
    labels: Labels
    reasons: Reasons
    units: Mapping[str, Forms]
    first_day: Mapping[FirstDay, str]
    roll: Mapping[Roll, str]
    kept_by: Mapping[str, str]
    duties: Mapping[str, str]
    at_the_end: str
    version: str
    hours_run: str
    advice: str
