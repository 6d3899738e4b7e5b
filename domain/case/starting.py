"""Starting clocks: each counted once, with the rule, the edition and every day it went by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TypeAlias

from ..command import RefusedError, Rule, require
from ..deadlines.calendar import DaysOff, days_off, in_zone
from ..deadlines.counting import Calendar, Limit, Term, local_date
from ..deadlines.days import BeyondCalendarError
from ..deadlines.due import due, extended, reckon
from ..deadlines.in_force import UnvettedDateError, version_in_force
from ..deadlines.pack import Form, Pack, PackVersion, StartEvent
from ..deadlines.pack import Obligation as Row
from ..deadlines.policy import Policy, plain
from ..deadlines.stops import Stop
from ..deadlines.trace import in_runs
from .obligations import ClockStarted, Obligations, Owed

Told: TypeAlias = tuple[datetime, timedelta | None]
"""An instant, and how far off UTC: equal instants of two zones are written differently."""

AT_RECEIPT = frozenset({StartEvent.RECEIVED, StartEvent.FILED, StartEvent.SENT_TO_COMPANY})
"""The start events that are there as soon as we have the case: what is sent to us we receive."""

PACK_KNOWN = Rule(
    "pack-known",
    "ADR-0021",
    "There is no pack of that name here.",
    "Name a pack that is there, or open the desk with the folder that holds it.",
)
PACK_VETTED = Rule(
    "pack-vetted",
    "ADR-0021",
    "A pack answers only for the dates somebody has vetted it for.",
    "Have the pack looked at for that date, or receive the case without it.",
)
CALENDAR_KNOWN = Rule(
    "calendar-known",
    "ADR-0021",
    "A limit is counted only by a calendar that is on record and knows the years in question.",
    "Open the desk with the pack, so that its calendar is put on record, or with a newer one.",
)


def start_clock(
    name: str, limit: Limit, start: datetime, span: int, policy: Policy, about: str
) -> ClockStarted:
    """A clock of the house `about` something, counted from `start` on the policy's calendar."""
    row = plain(name, limit)
    clock = counted(row, start, span, policy.calendar, (policy.pack, policy.version))
    return clock.model_copy(update={"about": about, "obligation": f"{clock.obligation}.{about}"})


def counted(
    row: Row, start: datetime, span: int, calendar: Calendar, of: tuple[str, str], prefix: str = ""
) -> ClockStarted:
    """The clock that `row` of a pack and version starts at `start`; BeyondCalendarError if not.

    Its name begins with `prefix`. Cases of a register begin by the day, so that many share one.
    """
    return counted_once(row, (start, start.utcoffset()), span, calendar, of, prefix)


@lru_cache(maxsize=256)
def counted_once(
    row: Row, told: Told, span: int, calendar: Calendar, of: tuple[str, str], prefix: str
) -> ClockStarted:
    """The same, made once for all that it depends on."""
    return counted_alone(row, told[0], span, calendar, of, prefix)


def counted_alone(
    row: Row, start: datetime, span: int, calendar: Calendar, of: tuple[str, str], prefix: str
) -> ClockStarted:
    """The same, made for one case alone."""
    found, limit = reckon(start, row.term, calendar), row.term.limit
    return ClockStarted(
        occurred_at=start,
        obligation=f"{prefix}{row.name}.{span}",
        name=row.name,
        span=span,
        about=None,
        pack=of[0],
        pack_version=of[1],
        calendar=calendar.version,
        rule=f"{limit.value} {limit.unit}",
        term=row.term,
        due=found.due,
        due_date=found.due_date,
        zone=calendar.zone,
        row=None if row == plain(row.name, limit) else row,
        furthest=furthest(row, start, calendar),
        compensation=compensation(row, start, calendar),
        opens_at=opens_at(row, start, calendar),
        trace=in_runs(found.trace),
    )


def counted_around(started: ClockStarted, stops: Iterable[Stop], policy: Policy) -> DaysOff:
    """The days off by which a clock is counted again around these stops, by the edition it keeps.

    Raises:
        RefusedError: by `CALENDAR_KNOWN`.
    """
    edition = policy.edition(started.calendar)
    if edition is None:
        raise RefusedError(CALENDAR_KNOWN, started.calendar)
    calendar = in_zone(edition, started.zone)
    try:
        found = reckon(started.occurred_at, started.term, calendar, [*stops])
    except BeyondCalendarError as beyond:
        raise RefusedError(CALENDAR_KNOWN, str(beyond)) from beyond
    return days_off(calendar, found.trace[0].day)


def furthest(row: Row, start: datetime, calendar: Calendar) -> datetime | None:
    """How far the limit may be extended; None where it may not, or to any date that is told."""
    longer = row.extension
    if longer is None or longer.to is None:
        return None
    return extended(start, row.term, longer.to, longer.measured_from, calendar).due


def compensation(row: Row, start: datetime, calendar: Calendar) -> tuple[Owed, ...]:
    """From when how much is owed for lateness, counted as the row's own limit is."""
    return tuple(
        Owed(due(start, replace(row.term, limit=step.beyond), calendar), step.amount)
        for step in row.silence.steps
    )


def opens_at(row: Row, start: datetime, calendar: Calendar) -> datetime | None:
    """From when another body may be asked, where the rule says; a right to ask never rolls."""
    after = row.escalation.opens_after if row.escalation else None
    return due(start, Term(after, row.term.first_day), calendar) if after else None


def house_clocks(start: datetime, span: int, policy: Policy) -> list[ClockStarted]:
    """The house's own clocks for a span that opens at `start`."""
    of = (policy.pack, policy.version)
    return [counted(row, start, span, policy.calendar, of) for row in policy.obligations]


def complained_again(
    start: datetime, span: int, policy: Policy, known: Obligations
) -> list[ClockStarted]:
    """The limits of the `known` packs for a complaint received anew at `start`.

    Each by the version then in force, for the kinds of case it was to them before; what runs from
    an event of its own waits for that event.

    Raises:
        RefusedError: by `PACK_KNOWN`, `PACK_VETTED` or `CALENDAR_KNOWN`; nothing is begun.
    """
    before = from_receipt(known)
    kinds = frozenset(row.only_when for _, row in before if row.only_when)
    packs = dict.fromkeys(clock.pack for clock, _ in before)
    return pack_clocks(packs, start, span, policy, kinds)


def never_answered(span: int, policy: Policy, known: Obligations) -> list[ClockStarted]:
    """The limits of the `known` packs once more from where they began, by the rows they had then.

    Raises:
        RefusedError: by `CALENDAR_KNOWN`.
    """
    first: dict[str, ClockStarted] = {}
    for clock, row in from_receipt(known):
        of = (clock.pack, clock.pack_version)
        again = of_row(row, clock.occurred_at, span, policy, of)
        first.setdefault(again.obligation, again)
    return list(first.values())


def from_receipt(known: Obligations) -> list[tuple[ClockStarted, Row]]:
    """The clocks of packs that run from the complaint itself, each with its row."""
    clocks = [clock.started for clock in known.values() if from_pack(clock.started)]
    return [(each, each.row) for each in clocks if each.row and each.row.start in AT_RECEIPT]


def durable(clocks: Obligations, policy: Policy) -> bool:
    """Must an answer be in writing that lasts: by the house, or by a pack the case is under?"""
    rows = [clock.started.row for clock in clocks.values()]
    return policy.durable_medium or any(row and row.form is not Form.ANY for row in rows)


def from_pack(started: ClockStarted) -> bool:
    """Is it a clock of a pack that stands beside the house's own?"""
    return started.row is not None and ":" in started.obligation


def of_row(
    row: Row, start: datetime, span: int, policy: Policy, of: tuple[str, str]
) -> ClockStarted:
    """The clock of one row of a pack, named after the pack.

    Raises:
        RefusedError: by `CALENDAR_KNOWN`.
    """
    calendar = policy.calendar_for(row)
    if calendar is None:
        raise RefusedError(CALENDAR_KNOWN, row.calendar)
    try:
        return counted(row, start, span, calendar, of, f"{of[0]}:")
    except BeyondCalendarError as beyond:
        raise RefusedError(CALENDAR_KNOWN, str(beyond)) from beyond


def pack_clocks(
    packs: Iterable[str],
    start: datetime,
    span: int,
    policy: Policy,
    kinds: frozenset[str] = frozenset(),
    event: StartEvent | None = None,
) -> list[ClockStarted]:
    """The clocks of these packs, and of those that stand in for them, from `start` on.

    `kinds` are the kinds of case that rows ask for; with `event`, only the rows that start by it.

    Raises:
        RefusedError: by `PACK_KNOWN`, `PACK_VETTED` or `CALENDAR_KNOWN`; nothing is begun.
    """
    starts = AT_RECEIPT if event is None else frozenset({event})
    found: dict[str, ClockStarted] = {}
    for name in with_stand_ins(packs, policy):
        known = policy.packs[name]
        version = version_at(known, start, policy)
        for row in rows_for(version, kinds, starts):
            clock = of_row(row, start, span, policy, (name, version.version))
            found.setdefault(clock.obligation, clock)
    return list(found.values())


def with_stand_ins(packs: Iterable[str], policy: Policy) -> Iterator[str]:
    """Each pack once, followed by those whose clock runs when its own is not kept."""
    waiting, seen = list(packs), set[str]()
    while waiting:
        name = waiting.pop(0)
        if name in seen or name == policy.pack:
            continue
        require(name in policy.packs, PACK_KNOWN, name)
        seen.add(name)
        yield name
        rows = (row for version in policy.packs[name].versions for row in version.obligations)
        waiting += [row.otherwise for row in rows if row.otherwise]


def version_at(known: Pack, start: datetime, policy: Policy) -> PackVersion:
    """The version in force on the local day of the start event, in the zone of its calendar."""
    calendar = policy.calendar_for(known.versions[0].obligations[0]) or policy.calendar
    try:
        return version_in_force(known, local_date(start, calendar.zone))
    except UnvettedDateError as unvetted:
        raise RefusedError(PACK_VETTED, str(unvetted)) from unvetted


def rows_for(
    version: PackVersion, kinds: frozenset[str], starts: frozenset[StartEvent]
) -> list[Row]:
    """The rows for a case of these kinds, without those that another then stands in for."""
    ours = [row for row in version.obligations if row.only_when is None or row.only_when in kinds]
    replaced = {row.instead_of for row in ours if row.instead_of}
    return [row for row in ours if row.start in starts and row.name not in replaced]
