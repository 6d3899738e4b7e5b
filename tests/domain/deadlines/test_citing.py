"""A testimony cites the row it was counted by, with its sources and their marks."""

from __future__ import annotations

from datetime import date

from answerable.domain.deadlines.citing import basis_of
from answerable.domain.deadlines.counting import Calendar, Limit, Term, Unit
from answerable.domain.deadlines.pack import (
    Confidence,
    Obligation,
    Pack,
    PackVersion,
    Part,
    Provenance,
    SatisfiedBy,
    StartEvent,
)
from answerable.domain.deadlines.testimony import Citation

LOOKED = date(2026, 11, 22)
ROW = Obligation(
    name="final_answer",
    start=StartEvent.RECEIVED,
    term=Term(Limit(30, Unit.CALENDAR_DAY)),
    calendar="PL",
    satisfied_by=SatisfiedBy.DISPATCHED,
    provenance=(
        Provenance((Part.LIMIT, Part.SATISFIED_BY), "art. 6", Confidence.SECONDARY, LOOKED),
        Provenance((Part.SILENCE,), "art. 8", Confidence.SECONDARY, LOOKED),
        Provenance((Part.ROLL,), "art. 115", Confidence.MEMORY, LOOKED),
    ),
)
VERSION = PackVersion(
    version="2017",
    effective_from=date(2017, 1, 1),
    effective_until=None,
    vetted_from=date(2017, 1, 1),
    vetted_until=date(2027, 12, 31),
    obligations=(ROW,),
)
PACK = Pack("pl.rf", "A title", "PL", "complaints", "Not legal advice.", ("art. 6",), (VERSION,))


def test_a_row_is_cited_with_the_sources_of_what_is_counted() -> None:
    calendar = Calendar("mon-fri/1", "Europe/Warsaw")
    basis = basis_of(PACK, VERSION, ROW, calendar)

    assert (basis.term, basis.calendar) == (ROW.term, calendar)
    assert basis.cited == Citation(
        "pl.rf",
        "2017",
        "final_answer",
        "art. 6 [F2, 2026-11-22]; art. 115 [M, 2026-11-22]",
        "dispatched",
    )
