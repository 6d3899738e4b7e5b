"""A stored due time counted again, by what was known when it was given and by what is now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from .counting import Term
from .days import Day
from .testimony import Basis, Testimony, witness
from .trace import recount


class What(StrEnum):
    """What of a testimony may differ from what is found when it is counted again."""

    PACK = "pack"
    TERM = "term"
    CALENDAR = "calendar"
    DUE = "due"
    DAY = "day"
    TRACE = "trace"


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: as it is stored, and as it is found."""

    what: What
    stored: str
    found: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A due time counted again: does the stored one agree, and what differs?

    Another version of the pack or edition of the calendar is told, but is no disagreement as long
    as it leads to the same instant.
    """

    due: datetime
    due_date: date
    differences: tuple[Difference, ...]

    @property
    def agrees(self) -> bool:
        """Is it the same instant, and does the stored trace come to it?"""
        return not any(each.what in {What.DUE, What.TRACE} for each in self.differences)


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A testimony counted again by what was known when it was given, and by what is known now."""

    then: Answer
    now: Answer

    def flips(
        self, kept_at: datetime | None, moment: datetime, later: datetime | None = None
    ) -> bool:
        """Is what was in time then late now, or the other way round?

        `kept_at` is when the limit was met; nothing met it yet where that is None. `later` is until
        when it was extended: what is in time by that is in time by whatever calendar.
        """
        at = kept_at or moment
        extended = later is not None and at <= later
        return not extended and (at <= self.then.due) is not (at <= self.now.due)


def recheck(told: Testimony, then: Basis, now: Basis) -> Rechecked:
    """Counts again from the stored facts, by both.

    Raises:
        BeyondCalendarError: a calendar does not know the days that must be looked at.
    """
    return Rechecked(count_again(told, then), count_again(told, now))


def count_again(told: Testimony, basis: Basis) -> Answer:
    """The due time of the same start event and the same stops by `basis`.

    Raises:
        BeyondCalendarError: the calendar does not know the days that must be looked at.
    """
    found = witness(told.start, basis, told.stops)
    return Answer(found.due, found.due_date, tuple(differences(told, found)))


def differences(told: Testimony, found: Testimony) -> Iterator[Difference]:
    """What two testimonies say differently, and whether the first contradicts itself."""
    pairs = [
        (What.PACK, pack_of(told), pack_of(found)),
        (What.TERM, written(told.term), written(found.term)),
        (What.CALENDAR, told.calendar, found.calendar),
        (What.DUE, told.due.astimezone(UTC).isoformat(), found.due.isoformat()),
    ]
    yield from (Difference(*pair) for pair in pairs if pair[1] != pair[2])
    yield from other_days(told.days, found.days)
    comes_to = recount(told.days, told.term)
    if comes_to != told.due_date:
        yield Difference(What.TRACE, told.due_date.isoformat(), str(comes_to))


def other_days(told: Sequence[Day], found: Sequence[Day]) -> Iterator[Difference]:
    """The days of which the two traces say different things, or only one says anything."""
    before, after = ({day.day: day for day in trace} for trace in (told, found))
    for day in sorted(before.keys() | after.keys()):
        was, is_ = before.get(day), after.get(day)
        if was != is_:
            yield Difference(What.DAY, reason(day, was), reason(day, is_))


def pack_of(told: Testimony) -> str:
    """The row and its version, as one looks it up."""
    return f"{told.cited.pack} {told.cited.version} {told.cited.rule}"


def written(term: Term) -> str:
    """The term in the words of a pack file."""
    return f"{term.limit.value} {term.limit.unit}, first day {term.first_day}, roll {term.roll}"


def reason(day: date, found: Day | None) -> str:
    """A day with why it counts or does not; where it is in no trace, that it is not."""
    if found is None:
        return f"{day} not looked at"
    return " ".join(part for part in (str(day), found.why.value, found.note) if part)
