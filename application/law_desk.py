"""What a desk says of the law: packs, deadlines without a case, old ones counted again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ..domain.case.case import Case
from ..domain.case.obligations import ClockStarted
from ..domain.case.starting import AT_RECEIPT
from ..domain.case.testifying import as_moved, testimony
from ..domain.case.verdicts import Verdict, met_at, verdict
from ..domain.catalogue import kind_of
from ..domain.deadlines.calendar import KnownCalendar, calendar_of, in_zone
from ..domain.deadlines.citing import basis_of
from ..domain.deadlines.counting import Calendar, local_date
from ..domain.deadlines.in_force import rule_in_force, version_in_force
from ..domain.deadlines.pack import Pack
from ..domain.deadlines.recheck import Rechecked, recheck
from ..domain.deadlines.testimony import Basis, Testimony, witness
from .clerk import Clerk, on_record
from .extras import MissingExtraError
from .project import Progress, silent
from .rules import OWN_CALENDAR, needed

PAGE = 500


class UnknownPackError(LookupError):
    """There is no pack of that name."""

    def __init__(self, pack: str, known: Mapping[str, Pack]) -> None:
        self.pack = pack
        super().__init__(f"there is no pack {pack}; there are {', '.join(sorted(known))}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A limit on record counted again: in which case, as it was told, then and now, its verdict.

    `flips`: what was in time is late by what is known now, or the other way round.
    """

    case: str
    obligation: str
    told: Testimony
    again: Rechecked
    verdict: Verdict
    flips: bool


class LawDesk(Clerk):
    """Questions about packs, deadlines and calendars."""

    __slots__ = ()

    def packs(self) -> list[Pack]:
        """Every pack there is, by id. None of them is legal advice."""
        return [pack for _, pack in sorted(self.place.rules.shelf.packs().items())]

    def deadline(
        self, pack: str, start: datetime, zone: str, obligation: str | None = None
    ) -> list[Testimony]:
        """What a pack makes of a start event, without any case: every limit from receipt on.

        `zone` is where the days are counted; with `obligation`, only that row.

        Raises:
            LookupError, ValueError: no such pack, row or calendar; a day nobody has vetted.
            MissingExtraError: its calendars are not installed.
        """
        known = self.place.rules.shelf.packs()
        if pack not in known:
            raise UnknownPackError(pack, known)
        found, day = known[pack], local_date(start, zone)
        version = version_in_force(found, day)
        rows = [row for row in version.obligations if row.start in AT_RECEIPT and not row.only_when]
        if obligation:
            rows = [rule_in_force(found, day, obligation)]
        calendars, fallback = self.calendars(found), Calendar(version="mon-fri/1", zone=zone)
        return [
            witness(start, basis_of(found, version, row, in_zone(calendar, zone)))
            for row in rows
            for calendar in (self.counting(row.calendar, row.other_calendars, calendars, fallback),)
        ]

    def counting(
        self,
        name: str,
        others: tuple[str, ...],
        calendars: Mapping[str, Calendar],
        otherwise: Calendar,
    ) -> Calendar:
        """The calendar of a row: that of the seat where it leaves it to that."""
        seat = self.policy.place
        chosen = seat if seat and (seat in others or name == "seat") else name
        return calendars.get(chosen, otherwise)

    def calendars(self, pack: Pack) -> dict[str, Calendar]:
        """The latest editions a pack is counted by: those on record, else those of the source."""
        recorded = on_record(self.store).calendars
        names = needed(pack, self.policy.place)
        wanted = sorted(names - recorded.keys())
        source = self.place.rules.shelf.calendars(wanted, [pack.id]) if wanted else ()
        known = {**{each.editions[-1].name: each for each in source}, **recorded}
        return {name: calendar_of(known[name].editions[-1]) for name in names if name in known}

    def recheck(self, progress: Progress = silent) -> list[Reading]:
        """Every limit on record counted again: as known when it began, and as known now.

        Now is what the source of calendars says today, where it is installed, else the record.
        """
        known = dict(on_record(self.store).calendars)
        latest = known | self.learnt([name for name in known if name != OWN_CALENDAR])
        readings = [self.reading(*clock, known, latest) for clock in self.clocks(progress)]
        return [each for each in readings if each]

    def learnt(self, names: list[str]) -> dict[str, KnownCalendar]:
        """What the source knows today; nothing where it is not installed."""
        try:
            found = self.place.rules.shelf.calendars(names)
        except MissingExtraError:
            return {}
        return {each.editions[-1].name: each for each in found}

    def clocks(self, progress: Progress = silent) -> Iterator[tuple[str, ClockStarted]]:
        """Every clock on record, with its case."""
        head, after = self.store.head(), 0
        while page := self.store.read_all(after, PAGE):
            after = page[-1].position
            for recorded in page:
                if isinstance(recorded.event, ClockStarted) and kind_of(recorded.stream) == "case":
                    yield recorded.stream, recorded.event
            progress("counting again", min(after / head, 1.0))

    def reading(
        self,
        case: str,
        clock: ClockStarted,
        known: Mapping[str, KnownCalendar],
        latest: Mapping[str, KnownCalendar],
    ) -> Reading | None:
        """One limit counted again; None where it is no longer its case's own."""
        state: Case = self.fold(case)
        here = state.clocks.obligations.get(clock.obligation)
        if here is None:
            return None
        told, now = testimony(clock), self.place.now()
        then = self.basis(told, known, newest=False)
        newest = self.basis(told, latest, newest=True)
        again = recheck(told, then, newest)
        moved = as_moved(told, clock.obligation, state, now)
        flips = recheck(moved, then, newest).flips(met_at(state, here), now, moved.later)
        return Reading(case, clock.obligation, told, again, verdict(state, here, now), flips)

    def basis(self, told: Testimony, known: Mapping[str, KnownCalendar], *, newest: bool) -> Basis:
        """The rule as it was told, on the edition it names or on the newest of that calendar."""
        plain = Calendar(version=told.calendar, zone=told.zone)
        ours = self.policy.edition(told.calendar)
        for calendar in known.values():
            names = {edition.edition for edition in calendar.editions}
            of_place = calendar.editions[-1].name == told.calendar.rpartition("-")[0]
            if told.calendar in names or (newest and of_place):
                edition = None if newest else calendar.edition(told.calendar)
                counted = calendar_of(edition or calendar.editions[-1])
                return Basis(told.cited, told.term, replace(counted, zone=told.zone))
        return Basis(told.cited, told.term, replace(ours, zone=told.zone) if ours else plain)
