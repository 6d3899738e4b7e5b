"""`deadline`: what a pack makes of a start event, without any case or log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...application.calendars import UnknownCalendarError
from ...application.law_desk import UnknownPackError
from ...application.rules import Rules
from ...domain.deadlines.days import BeyondCalendarError
from ...domain.deadlines.in_force import UnknownObligationError, UnvettedDateError
from ...domain.deadlines.testimony import Testimony
from ..calendars.places import PLACES
from ..explaining.telling import as_data
from ..packs.loading import PackFilesError
from ..packs.shelf import Shelf
from .answer import Answer
from .exits import WrongUseError
from .explaining import drawn, spoken
from .words import sentence
from .zone import zone_of

if TYPE_CHECKING:
    from ...application.desk import Desk

CANNOT = (
    UnknownPackError,
    UnknownObligationError,
    UnvettedDateError,
    UnknownCalendarError,
    BeyondCalendarError,
    PackFilesError,
)
"""Why a deadline cannot be told; the message says what is there instead."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: `start` is local in `zone` unless it names an offset."""

    pack: str
    start: str
    zone: str
    obligation: str | None
    lang: str
    folder: Path | None = None
    seat: str | None = None


def answer(desk: Desk, wish: Wish) -> Answer:
    """The due date of each row, with its trace.

    Raises:
        WrongUseError: no such pack, row, zone, seat, language or date, or one nobody has vetted.
    """
    language, start = spoken(wish.lang), moment(wish.start, wish.zone)
    require_seat(wish.seat)
    try:
        found = at(desk, wish.folder, wish.seat).deadline(
            wish.pack, start, wish.zone, wish.obligation
        )
    except CANNOT as error:
        raise WrongUseError(f"{sentence(str(error))}.") from error
    documents = [document(each, as_data(each, language)) for each in found]
    one = documents[0] if wish.obligation else {"deadlines": documents}
    return Answer(one, lambda: drawn(found, language))


def require_seat(seat: str | None) -> None:
    """A seat has a calendar, whether or not the pack that is asked about counts by it.

    Raises:
        WrongUseError: it has none.
    """
    if seat is not None and seat not in PLACES:
        raise WrongUseError(f"There is no calendar of a seat {seat}: use {', '.join(PLACES)}.")


def at(desk: Desk, folder: Path | None, seat: str | None) -> Desk:
    """The desk, with packs of that folder as well, at that seat."""
    policy = replace(desk.policy, place=seat)
    return replace(desk, place=replace(desk.place, rules=Rules(policy, Shelf(folder))))


def document(told: Testimony, data: dict[str, object]) -> dict[str, Any]:
    """What programs are told: the same words, whichever the language of the reasons."""
    names = ("pack", "version", "obligation", "start", "due", "due_date", "satisfied_by", "trace")
    more = ("rule", "source", "calendar", "zone", "advice")
    return {name: data[name] for name in (*names, *more)} | {"start": told.start, "due": told.due}


def moment(said: str, zone: str) -> datetime:
    """The start event, in the zone.

    Raises:
        WrongUseError: no such zone, no such time, or one the clocks there pass over.
    """
    there = zone_of(zone)
    try:
        read = datetime.fromisoformat(said)
    except ValueError as error:
        raise WrongUseError(
            f"--start {said} is no date or time, such as 2026-04-30T16:00."
        ) from error
    return read if read.tzinfo else read.replace(tzinfo=there)
