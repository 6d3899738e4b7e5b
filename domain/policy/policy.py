"""The policy stream: which packs, calendars and thresholds are in force, and since when.

Changing a rule is an event too (model, streams). What is not on record is the house's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TypeAlias, assert_never

from pydantic import AwareDatetime

from ..command import Command, Rule, require
from ..deadlines.calendar import KnownCalendar, Snapshot, calendar_of
from ..deadlines.counting import Calendar
from ..deadlines.policy import Policy
from ..decider import Decider
from ..event import Event
from ..timing import require_timely


class PackAdopted(Event):
    """This version of a pack is used from here on. `digest` is the SHA-256 of its content.

    It may be counted with from `vetted_from` to `vetted_to`, both included; `by` adopted it.
    """

    pack: str
    version: str
    digest: str
    vetted_from: date
    vetted_to: date
    by: str


class CalendarRecorded(Event):
    """An edition of a calendar: its weekend (Monday is 0) and every day off of its years.

    Known from `known_from` on, by `source`. What was counted by an earlier edition stands.
    """

    name: str
    edition: str
    zone: str
    weekend: tuple[int, ...]
    first_year: int
    last_year: int
    holidays: tuple[tuple[date, str], ...]
    source: str
    known_from: AwareDatetime


class ThresholdsSet(Event):
    """The house's own limits and windows in force from here on, each as it is written."""

    values: dict[str, str]
    by: str


PolicyEvent: TypeAlias = PackAdopted | CalendarRecorded | ThresholdsSet


@dataclass(frozen=True, slots=True)
class PackEdition:
    """A version of a pack as it is put in force: which, its digest, and the dates it is vetted."""

    pack: str
    version: str
    digest: str
    vetted_from: date
    vetted_to: date


@dataclass(frozen=True, slots=True)
class PutInForce(Command):
    """Put on record what is in force from now on, as far as it differs from what is.

    `calendars` are the editions of each as their source knows them; `thresholds` None: as they are.
    """

    packs: tuple[PackEdition, ...] = ()
    calendars: tuple[KnownCalendar, ...] = ()
    thresholds: Mapping[str, str] | None = None


PACK_VERSION_STANDS = Rule(
    "pack-version-stands",
    "model, streams",
    "A version of a pack says for ever what it said when it was adopted.",
    "Give the changed pack a version of its own.",
)


@dataclass(frozen=True, slots=True)
class InForce:
    """What is on record: every adopted version of a pack by its id and version, and so on."""

    packs: Mapping[tuple[str, str], PackAdopted] = field(
        default_factory=dict[tuple[str, str], PackAdopted]
    )
    calendars: Mapping[str, KnownCalendar] = field(default_factory=dict[str, KnownCalendar])
    thresholds: Mapping[str, str] = field(default_factory=dict[str, str])


def calendars_in_force(state: InForce) -> dict[str, Calendar]:
    """The latest edition of each calendar, by its name."""
    return {name: calendar_of(known.editions[-1]) for name, known in state.calendars.items()}


def earlier_editions(state: InForce) -> tuple[Calendar, ...]:
    """Every other edition on record, which clocks that began by it still go by."""
    known = state.calendars.values()
    return tuple(calendar_of(edition) for each in known for edition in each.editions[:-1])


def decide(command: PutInForce, state: InForce, policy: Policy) -> list[PolicyEvent]:
    """The differences, each once; none when everything is on record as it is."""
    require_timely(command, policy)
    packs = [adopted(command, pack) for pack in command.packs if is_new(pack, state)]
    calendars = [each for known in command.calendars for each in learnt(command, known, state)]
    return [*packs, *calendars, *thresholds(command, state)]


def is_new(pack: PackEdition, state: InForce) -> bool:
    """Is this version not on record? One that is must say the same."""
    known = state.packs.get((pack.pack, pack.version))
    require(known is None or known.digest == pack.digest, PACK_VERSION_STANDS, pack.pack)
    return known is None


def adopted(command: PutInForce, pack: PackEdition) -> PackAdopted:
    """That the version is used from here on."""
    return PackAdopted(
        occurred_at=command.occurred_at,
        pack=pack.pack,
        version=pack.version,
        digest=pack.digest,
        vetted_from=pack.vetted_from,
        vetted_to=pack.vetted_to,
        by=command.actor.id,
    )


def learnt(command: PutInForce, given: KnownCalendar, state: InForce) -> list[PolicyEvent]:
    """Every edition of a calendar that is new here; of one that is not, what is learnt only now.

    An edition that is on record is not put in force again, nor one that knows fewer years.
    """
    latest = given.editions[-1]
    known = state.calendars.get(latest.name)
    if known is None:
        return [recorded(command, edition) for edition in given.editions]
    if known.edition(latest.edition) or not covers(latest, known.editions[-1]):
        return []
    return [recorded(command, replace(latest, known_from=command.occurred_at))]


def covers(edition: Snapshot, before: Snapshot) -> bool:
    """Does it know every year that the one before did?"""
    return edition.first_year <= before.first_year and before.last_year <= edition.last_year


def recorded(command: PutInForce, edition: Snapshot) -> CalendarRecorded:
    """The edition as a fact."""
    told = {name: getattr(edition, name) for name in SNAPSHOT}
    return CalendarRecorded(occurred_at=command.occurred_at, **told)


SNAPSHOT = tuple(each.name for each in fields(Snapshot))


def snapshot(event: CalendarRecorded) -> Snapshot:
    """The edition as it was recorded."""
    return Snapshot(**{name: getattr(event, name) for name in SNAPSHOT})


def thresholds(command: PutInForce, state: InForce) -> list[PolicyEvent]:
    """The house's limits, where others were given than are in force."""
    given = command.thresholds
    if given is None or dict(given) == dict(state.thresholds):
        return []
    at, by = command.occurred_at, command.actor.id
    return [ThresholdsSet(occurred_at=at, values=dict(given), by=by)]


def evolve(state: InForce, event: PolicyEvent) -> InForce:
    """Fold one more fact in. Total: history is never refused."""
    match event:
        case PackAdopted(pack=pack, version=version):
            return replace(state, packs={**state.packs, (pack, version): event})
        case CalendarRecorded(name=name):
            edition = snapshot(event)
            known = state.calendars.get(name)
            calendar = known.learn(edition) if known else KnownCalendar((edition,))
            return replace(state, calendars={**state.calendars, name: calendar})
        case ThresholdsSet(values=values):
            return replace(state, thresholds=values)
        case _:
            assert_never(event)


decider: Decider[PutInForce, InForce, PolicyEvent] = Decider(InForce(), decide, evolve)
