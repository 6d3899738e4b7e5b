"""What no schema says of a pack: one rule for each vetted day, and a source for each part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeAlias

from ...domain.deadlines.pack import (
    Effect,
    Obligation,
    Pack,
    PackVersion,
    Part,
    Silence,
    sourced,
)
from .lines import Location

Finding: TypeAlias = tuple[Location, str]
"""Where something is wrong, and what."""

DAY = timedelta(days=1)


def findings(pack: Pack) -> Iterator[Finding]:
    """Everything that is wrong with a pack whose form is right."""
    if not pack.versions:
        yield ("versions",), "a pack has at least one version"
    yield from _twice(("versions",), "version", [each.version for each in pack.versions])
    for index, version in enumerate(pack.versions):
        yield from _version(("versions", index), version)
    for index, (before, after) in enumerate(pairwise(pack.versions), 1):
        yield from _follows(("versions", index), before, after)


def _twice(at: Location, key: str, names: list[str]) -> Iterator[Finding]:
    seen = Counter[str]()
    for index, name in enumerate(names):
        seen[name] += 1
        if seen[name] > 1:
            yield (*at, index, key), f"{name} stands twice"


def _version(at: Location, version: PackVersion) -> Iterator[Finding]:
    last = version.effective_until or date.max
    if not version.effective_from <= version.vetted_from <= version.vetted_until <= last:
        yield (
            (*at, "vetted_from"),
            "the vetted days are in order, and within those in which the version is in force",
        )
    names = [row.name for row in version.obligations]
    if not names:
        yield (*at, "obligations"), "a version has at least one rule"
    yield from _twice((*at, "obligations"), "name", names)
    for index, row in enumerate(version.obligations):
        yield from _row((*at, "obligations", index), row, names)


def _follows(at: Location, before: PackVersion, after: PackVersion) -> Iterator[Finding]:
    days = {
        "effective_from": (before.effective_until, after.effective_from),
        "vetted_from": (before.vetted_until, after.vetted_from),
    }
    for key, (last, first) in days.items():
        if last is None:
            yield (*at, key), f"version {before.version} has no effective_until"
        elif first != last + DAY:
            yield (*at, key), f"is not the day after the last one of {before.version}, {last}"
    rows = [{row.name for row in version.obligations} for version in (before, after)]
    for name in sorted(rows[0] ^ rows[1]):
        yield (*at, "obligations"), f"{name} is a rule of one version and not of the other"


def _row(at: Location, row: Obligation, names: list[str]) -> Iterator[Finding]:
    if row.term.limit.value < 0:
        yield (*at, "term"), "a limit is not negative"
    if row.instead_of is not None and (row.instead_of not in names or not row.only_when):
        yield (
            (*at, "instead_of"),
            "names another rule of the version, for a kind of case that only_when names",
        )
    told: set[Part] = {part for each in row.provenance for part in each.of}
    if missing := [part for part in sourced(row) if part not in told]:
        yield (*at, "provenance", 0), f"no source for {', '.join(missing)}"
    yield from _later(at, row)
    yield from _silence((*at, "silence"), row.silence)


def _later(at: Location, row: Obligation) -> Iterator[Finding]:
    """An extension in the unit of the limit is longer than it."""
    limit, to = row.term.limit, row.extension.to if row.extension else None
    if to is not None and to.unit is limit.unit and to.value <= limit.value:
        yield (*at, "extension", "to"), f"is not later than {limit.value} {limit.unit}"


def _silence(at: Location, silence: Silence) -> Iterator[Finding]:
    paid = silence.effect is Effect.COMPENSATION
    if paid != bool(silence.steps) or paid != (silence.currency is not None):
        yield at, "steps and a currency go with compensation, and only with it"
    for one, other in pairwise(silence.steps):
        later = one.beyond.unit is other.beyond.unit and one.beyond.value < other.beyond.value
        if not later or one.amount >= other.amount:
            yield (*at, "steps"), "each step begins later than the one before it, and owes more"
