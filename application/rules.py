"""The rules a desk works under, and putting on record what of them is new (ADR-0021)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import MAXYEAR, MINYEAR, datetime
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any, Protocol, cast

from pydantic import TypeAdapter

from ..domain.case.starting import with_stand_ins
from ..domain.deadlines.calendar import KnownCalendar, Snapshot
from ..domain.deadlines.counting import Limit
from ..domain.deadlines.pack import Pack, PackVersion
from ..domain.deadlines.policy import SEAT, Policy, house
from ..domain.deadlines.testimony import Testimony
from ..domain.policy.policy import (
    InForce,
    PackEdition,
    PutInForce,
    calendars_in_force,
    earlier_editions,
)
from .ports import UnreadableEventError

STREAM = "policy-rules"
"""The one policy stream of a log; every process must find it, so its id is not random."""

OWN_CALENDAR = "house"
"""The name of the house's calendar in the policy stream, and of a row that is counted by it."""

NO_THRESHOLDS = frozenset(
    {
        "calendar",
        "obligations",
        "packs",
        "applied",
        "calendars",
        "earlier",
        "place",
        "pack",
        "version",
    }
)
_VERSION = TypeAdapter(PackVersion)


@dataclass(frozen=True, slots=True)
class Law:
    """The packs every new case of a desk comes under, and where to find what it needs.

    `folder` holds packs of the product's own; `seat` names the calendar of where the organisation
    is, such as `GB-SCT`.
    """

    packs: tuple[str, ...] = ()
    folder: Path | None = None
    seat: str | None = None


NO_LAW = Law()


class Shelf(Protocol):
    """Where packs and calendars come from, and how a testimony is told."""

    def packs(self) -> Mapping[str, Pack]:
        """Every pack there is, by id."""
        ...

    def calendars(
        self, names: Iterable[str], packs: Iterable[str] = ()
    ) -> tuple[KnownCalendar, ...]:
        """Every edition known of these calendars; `packs` are those that are counted by them.

        Raises:
            UnknownCalendarError: there is none of a name.
            MissingExtraError: nothing is installed that fills them; it names the packs.
        """
        ...

    def explain(self, testimony: Testimony, language: str) -> str:
        """The testimony in words: `pl`, `it` or `en`."""
        ...


class UnreadableRulesError(UnreadableEventError):
    """Of the rules in force an event cannot be read: questions are answered, nothing is decided."""

    def __init__(self, first: UnreadableEventError) -> None:
        super().__init__(first.stream, first.version, first.position, first.type, first.reason)
        self.args = (f"no command is taken, as the rules in force cannot be read: {first}",)


@dataclass
class Rules:
    """The policy in force at a desk; it changes only by what is on record or is put there.

    `unreadable`: what is on record of it could not be read when the desk was opened.
    """

    policy: Policy
    shelf: Shelf
    adopted: set[str] = field(default_factory=set[str])
    unreadable: UnreadableEventError | None = None

    def require_known(self) -> None:
        """Refuse to decide by rules that are not known.

        Raises:
            UnreadableRulesError: what is on record of them cannot be read.
        """
        if self.unreadable:
            raise UnreadableRulesError(self.unreadable)

    def know(self, state: InForce, applied: tuple[str, ...] | None = None) -> None:
        """Go by what is on record from here on; `applied` to every new case."""
        wanted = bool(state.packs or applied)
        loaded: Mapping[str, Pack] = self.shelf.packs() if wanted else {}
        self.policy = replace(
            self.policy,
            packs=loaded,
            applied=self.policy.applied if applied is None else applied,
            calendars=calendars_in_force(state),
            earlier=earlier_editions(state),
        )

    def apart(self) -> Rules:
        """The same for a transaction that may be rolled back: what it learns is its own."""
        return replace(self, adopted={*self.adopted})

    def learn(self, state: InForce) -> bool:
        """Go by what is on record; was it more, or other, than we knew?"""
        before = self.policy
        self.know(state)
        return self.policy != before

    def put_in_force(self, packs: Iterable[str], about: Mapping[str, Any]) -> PutInForce:
        """What puts these packs on record, with those that stand in for them, and all they need.

        Raises:
            RefusedError: there is no pack of a name.
            UnknownCalendarError, MissingExtraError: nothing fills a calendar they count by.
        """
        there = replace(self.policy, packs=self.shelf.packs())
        chosen = [there.packs[name] for name in with_stand_ins(packs, there)]
        by = {pack.id: needed(pack, self.policy.place) for pack in chosen}
        names, counted = {*chain(*by.values())}, [pack for pack in by if by[pack]]
        editions = tuple(edition for pack in chosen for edition in editions_of(pack))
        calendars = self.shelf.calendars(sorted(names), counted) if names else ()
        return PutInForce(editions, calendars, **about)


def needed(pack: Pack, place: str | None) -> set[str]:
    """The calendars a pack is counted by, that of the seat where a row leaves it to that."""
    rows = [row for version in pack.versions for row in version.obligations]
    named = {row.calendar for row in rows} - {SEAT, "house"}
    seat = any(row.calendar == SEAT or place in row.other_calendars for row in rows)
    return named | ({place} if seat and place else set())


def editions_of(pack: Pack) -> list[PackEdition]:
    """Each version of a pack with the digest of its content."""
    return [
        PackEdition(
            pack.id,
            version.version,
            sha256(_VERSION.dump_json(version)).hexdigest(),
            version.vetted_from,
            version.vetted_until,
        )
        for version in pack.versions
    ]


def thresholds(policy: Policy) -> dict[str, str]:
    """The house's limits and windows where they are not those it comes with, as text."""
    usual = house(policy.calendar.zone)
    names = [each.name for each in fields(Policy) if each.name not in NO_THRESHOLDS]
    changed = [name for name in names if getattr(policy, name) != getattr(usual, name)]
    found = {name: written(getattr(policy, name)) for name in changed}
    if policy.obligations != usual.obligations:
        rows = [f"{row.name} {written(row.term.limit)}" for row in policy.obligations]
        found["obligations"] = ", ".join(rows)
    return found


def own_calendar(policy: Policy, known_from: datetime) -> tuple[KnownCalendar, ...]:
    """The house's calendar as an edition to put on record, unless it is the plain one."""
    calendar = policy.calendar
    if calendar.version == house(calendar.zone).calendar.version:
        return ()
    first, last = calendar.years or (MINYEAR, MAXYEAR)
    edition = Snapshot(
        name=OWN_CALENDAR,
        edition=calendar.version,
        zone=calendar.zone,
        weekend=tuple(sorted(calendar.weekend)),
        first_year=first,
        last_year=last,
        holidays=tuple(sorted(calendar.holidays.items())),
        source="the house's own",
        known_from=known_from,
    )
    return (KnownCalendar((edition,)),)


def written(value: object) -> str:
    """A threshold as text: `72 hour`, `email 72 hour, sms 24 hour`, `3`."""
    if isinstance(value, Limit):
        return f"{value.value} {value.unit}"
    if isinstance(value, Mapping):
        parts = cast("Mapping[str, object]", value).items()
        return ", ".join(f"{name} {written(each)}" for name, each in sorted(parts))
    return str(value)
