"""The limit in force: the original, extended or paused by notices that reached in time (I13).

A pause is no number of days put on top: the limit is counted again from its start, the time in
which the clock stood still left out, and then rolls over as any other (ADR-0030).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from ..deadlines.calendar import laid_open
from ..deadlines.counting import Calendar, Unit
from ..deadlines.due import extended, reckon
from ..deadlines.pack import NoticeBefore
from ..deadlines.pack import Obligation as Row
from ..deadlines.stops import Stop
from ..deadlines.told import told_again
from .obligations import ClockStarted, ExtensionTold, Obligation, Pause
from .replies import Replies

Notice: TypeAlias = ExtensionTold | Pause


@dataclass(frozen=True, slots=True)
class InForce:
    """A limit after some notices: when it is due, and when it would be without extensions.

    `stops` are the times in which the clock stood still, one after another; `told` each later limit
    that was told, with how many of them were over or known by then.
    """

    started: ClockStarted
    due: datetime
    unextended: datetime
    stops: tuple[Stop, ...] = ()
    told: tuple[tuple[datetime, int], ...] = ()


def due_in_force(obligation: Obligation, replies: Replies, moment: datetime) -> datetime:
    """When the limit then in force is over."""
    return in_force(obligation, replies, moment).due


def in_force(obligation: Obligation, replies: Replies, moment: datetime) -> InForce:
    """The limit with each notice that had reached the complainant by `moment`, and in time."""
    started = obligation.started
    once = started.row is not None and once_only(started.row)
    limit = InForce(started, started.due, started.due)
    for reached, notice in notices(obligation, replies):
        by = limit.unextended if once and isinstance(notice, ExtensionTold) else limit.due
        if reached > min(by, moment):
            continue
        if isinstance(notice, Pause):
            limit = stood_still(limit, reached, notice)
        else:
            told = (*limit.told, (notice.due, len(limit.stops)))
            limit = replace(limit, due=max(limit.due, notice.due), told=told)
    return limit


def once_only(row: Row) -> bool:
    """Must every notice of an extension have come by the original limit?"""
    extension = row.extension
    return extension is not None and extension.notice_before is NoticeBefore.ORIGINAL_LIMIT


def stood_still(limit: InForce, reached: datetime, pause: Pause) -> InForce:
    """The limit counted again around one more pause; what a pause covers already, it adds nothing.

    A later limit that was told moves by what was told after it.
    """
    begins = max(reached, limit.stops[-1].ends) if limit.stops else reached
    ends = min(pause.until, pause.resumed_at or pause.until)
    if ends <= begins:
        return limit
    started, stops = limit.started, (*limit.stops, Stop(begins, ends))
    days = laid_open(pause.off, started.calendar, started.zone)
    whole = reckon(started.occurred_at, started.term, days, stops).due
    later = (told_later(due, started, days, stops[known:]) for due, known in limit.told)
    return replace(
        limit,
        due=max(limit.due, whole, *later),
        unextended=max(limit.unextended, whole),
        stops=stops,
    )


def told_later(
    told: datetime, started: ClockStarted, days: Calendar, stops: tuple[Stop, ...]
) -> datetime:
    """A later limit counted again: one told as far as the rule lets it go as the rule counts it."""
    extension = started.row.extension if started.row else None
    start, term = started.occurred_at, started.term
    to = extension.to if extension and told == started.furthest else None
    if extension and to and Unit.HOUR not in {to.unit, term.limit.unit}:
        measured = extension.measured_from
        return extended(start, term, to, measured, days, stops).due
    return told_again(told, start, term, days, stops)


def notices(obligation: Obligation, replies: Replies) -> list[tuple[datetime, Notice]]:
    """What was told to move the clock, in the order in which it reached the complainant."""
    every: list[Notice] = [*obligation.extensions, *obligation.pauses]
    told = [(replies.get(notice.told_in), notice) for notice in every]
    found = [(reply.reached_at, notice) for reply, notice in told if reply and reply.reached_at]
    return sorted(found, key=lambda pair: pair[0])
