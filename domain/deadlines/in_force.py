"""The one rule of a pack for a start event on a day; no guess where nobody has looked."""

from __future__ import annotations

from datetime import date

from .pack import Obligation, Pack, PackVersion


class UnvettedDateError(ValueError):
    """No single version of the pack is vetted for a start event on that day."""

    def __init__(self, pack: Pack, on: date) -> None:
        self.pack, self.on, self.vetted = pack.id, on, pack.vetted
        first, last = self.vetted
        super().__init__(
            f"{pack.id} does not answer for {on}: its rules are vetted for start events "
            f"from {first} to {last}"
        )


class UnknownObligationError(LookupError):
    """The pack has no row of that name in the version in force on that day."""

    def __init__(self, pack: Pack, on: date, obligation: str, known: tuple[str, ...]) -> None:
        self.pack, self.on, self.obligation, self.known = pack.id, on, obligation, known
        names = ", ".join(known)
        super().__init__(f"{pack.id} has no rule {obligation} on {on}; it has {names}")


def version_in_force(pack: Pack, on: date) -> PackVersion:
    """The one version for a start event on the local day `on`.

    Raises:
        UnvettedDateError: none, or more than one, is vetted for that day.
    """
    found = [version for version in pack.versions if version.answers(on)]
    if len(found) != 1:
        raise UnvettedDateError(pack, on)
    return found[0]


def rule_in_force(pack: Pack, on: date, obligation: str) -> Obligation:
    """The one row of that name for a start event on the local day `on`.

    Raises:
        UnvettedDateError: the pack does not answer for that day.
        UnknownObligationError: the version in force has no such row.
    """
    rows = version_in_force(pack, on).obligations
    found = [row for row in rows if row.name == obligation]
    if len(found) != 1:
        raise UnknownObligationError(pack, on, obligation, tuple(row.name for row in rows))
    return found[0]
