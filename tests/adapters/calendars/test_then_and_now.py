"""Holidays that became known while a clock was running: as known then, and as known now."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from answerable.adapters.calendars.package import PackageCalendars
from answerable.domain.deadlines.calendar import calendar_of
from answerable.domain.deadlines.counting import Limit, Roll, Term, Unit
from answerable.domain.deadlines.recheck import What, recheck
from answerable.domain.deadlines.testimony import Basis, Citation, witness

CALENDARS = PackageCalendars(2020, 2028)
CITED = Citation("a pack", "1", "final_answer", "a law", "dispatched")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
YEAR = Term(Limit(12, Unit.MONTH), roll=Roll.NEXT_WORKING_DAY)
ITALIAN_YEAR = Term(Limit(12, Unit.MONTH), roll=Roll.SUNDAY_OR_HOLIDAY)
WORKING_DAYS = Term(Limit(15, Unit.BUSINESS_DAY))


@pytest.mark.parametrize(
    ("calendar", "term", "start", "then", "now", "changed"),
    [
        ("GB-ENG", WORKING_DAYS, "2022-09-02", "2022-09-23", "2022-09-26", "2022-09-19"),
        ("GB-SCT", WORKING_DAYS, "2022-09-02", "2022-09-23", "2022-09-26", "2022-09-19"),
        ("PL", YEAR, "2024-12-24", "2025-12-24", "2025-12-29", "2025-12-24"),
        ("IT", ITALIAN_YEAR, "2025-10-04", "2026-10-05", "2026-10-05", None),
    ],
    ids=["state funeral", "in Scotland", "24 December", "4 October 2026 is a Sunday anyway"],
)
def test_a_day_off_that_became_known_later_moves_the_due_date(
    calendar: str, term: Term, start: str, then: str, now: str, changed: str | None
) -> None:
    known = CALENDARS.known(calendar)
    at = datetime.fromisoformat(f"{start}T12:00+00:00")
    before, after = (
        Basis(CITED, term, calendar_of(known.as_known(moment))) for moment in (at, NOW)
    )
    found = recheck(witness(at, before), before, after)

    assert found.then.agrees
    assert str(found.then.due_date) == then
    assert str(found.now.due_date) == now
    days = [each.found for each in found.now.differences if each.what is What.DAY]
    assert (changed is None) == (then == now)
    assert changed is None or days[0].startswith(changed)


def test_an_answer_on_the_day_in_between_is_late_then_and_in_time_now() -> None:
    known = CALENDARS.known("GB-ENG")
    start = datetime(2022, 9, 2, 12, tzinfo=UTC)
    then, now = (
        Basis(CITED, WORKING_DAYS, calendar_of(known.as_known(moment))) for moment in (start, NOW)
    )
    found = recheck(witness(start, then), then, now)
    between = datetime(2022, 9, 24, 12, tzinfo=UTC)

    assert found.flips(between, NOW)
    assert not found.flips(between - timedelta(days=2), NOW)
    assert found.now.due_date - found.then.due_date == date(2022, 9, 26) - date(2022, 9, 23)
