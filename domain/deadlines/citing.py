"""From a row of a pack to what a testimony counts by and cites."""

from __future__ import annotations

from .counting import Calendar
from .pack import Obligation, Pack, PackVersion, Part
from .testimony import Basis, Citation

COUNTED_BY = frozenset({Part.LIMIT, Part.ROLL, Part.SATISFIED_BY})


def basis_of(pack: Pack, version: PackVersion, row: Obligation, calendar: Calendar) -> Basis:
    """The row's own limit on a calendar."""
    cited = Citation(pack.id, version.version, row.name, sources(row), row.satisfied_by)
    return Basis(cited, row.term, calendar)


def sources(row: Obligation) -> str:
    """Where the limit comes from, each source with its mark and when it was last looked at."""
    return "; ".join(
        f"{each.source} [{each.confidence}, {each.verified_on}]"
        for each in row.provenance
        if not COUNTED_BY.isdisjoint(each.of)
    )
