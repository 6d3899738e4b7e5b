"""A calendar has two times: since when a day is off, and since when anybody knew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from answerable.domain.deadlines.calendar import (
    Holiday,
    KnownCalendar,
    Snapshot,
    calendar_of,
    in_zone,
)

EVE, FEAST = "Wigilia Bożego Narodzenia", "Boże Narodzenie"
ALL_ALONG = datetime(2023, 1, 1, tzinfo=UTC)
PUBLISHED = datetime(2024, 12, 31, tzinfo=UTC)
WITHDRAWN = datetime(2026, 6, 1, tzinfo=UTC)


def snapshot(edition: str, known_from: datetime, eves: tuple[int, ...]) -> Snapshot:
    """Poland from 2023 to 2027 with the 24th of December off in `eves`."""
    days = {date(year, 12, 25): FEAST for year in range(2023, 2028)}
    return Snapshot(
        name="PL",
        edition=edition,
        zone="Europe/Warsaw",
        weekend=(5, 6),
        first_year=2023,
        last_year=2027,
        holidays=tuple(sorted((days | {date(year, 12, 24): EVE for year in eves}).items())),
        source="by hand",
        known_from=known_from,
    )


OLD = snapshot("PL-1", ALL_ALONG, ())
NEW = snapshot("PL-2", PUBLISHED, (2025, 2026, 2027))
POLAND = KnownCalendar((OLD,)).learn(NEW)


def test_an_edition_is_what_was_known_at_the_time() -> None:
    moments = [datetime(2020, 1, 1, tzinfo=UTC), ALL_ALONG, PUBLISHED, WITHDRAWN]

    assert [POLAND.as_known(at).edition for at in moments] == ["PL-1", "PL-1", "PL-2", "PL-2"]


def test_an_edition_is_found_by_its_id_or_not_at_all() -> None:
    assert POLAND.edition("PL-1") == OLD
    assert POLAND.edition("PL-3") is None


def test_learning_the_same_again_changes_nothing() -> None:
    assert POLAND.learn(replace(NEW, known_from=WITHDRAWN, source="a later release")) is POLAND
    assert POLAND.learn(NEW) is POLAND


def test_what_was_known_earlier_may_be_learnt_later() -> None:
    assert KnownCalendar((NEW,)).learn(OLD) == POLAND


def test_the_24th_of_december_has_both_its_times() -> None:
    eves = [day for day in POLAND.holidays(WITHDRAWN) if day.name == EVE]

    assert eves[1] == Holiday(date(2026, 12, 24), EVE, date(2025, 12, 24), PUBLISHED)
    assert [day for day in POLAND.holidays(ALL_ALONG) if day.name == EVE] == []


def test_a_holiday_without_a_beginning_in_the_calendar_has_none() -> None:
    feasts = [day for day in POLAND.holidays(WITHDRAWN) if day.name == FEAST]

    assert {(day.in_force_from, day.known_from) for day in feasts} == {(None, ALL_ALONG)}


def test_of_two_holidays_on_one_day_the_older_says_since_when_it_is_off() -> None:
    both = f"{FEAST}; Festyn"
    joined = tuple((day, both if day.year == 2025 else name) for day, name in OLD.holidays)
    known = KnownCalendar((replace(OLD, holidays=joined),))

    assert {day.in_force_from for day in known.holidays(PUBLISHED)} == {None}


def test_what_is_withdrawn_and_learnt_again_is_known_since_the_second_time() -> None:
    again = snapshot("PL-2", WITHDRAWN, (2025, 2026, 2027))
    back = snapshot("PL-1", datetime(2025, 6, 1, tzinfo=UTC), ())
    known = POLAND.learn(back).learn(again)

    assert len(known.editions) == 4
    assert {day.known_from for day in known.holidays(WITHDRAWN) if day.name == EVE} == {WITHDRAWN}


def test_counting_takes_the_days_of_one_edition() -> None:
    eve = date(2025, 12, 24)
    calendar = calendar_of(NEW)

    assert (calendar.version, calendar.zone, calendar.years) == (
        "PL-2",
        "Europe/Warsaw",
        (2023, 2027),
    )
    assert not calendar.works(eve)
    assert calendar_of(OLD).works(eve)
    assert not calendar.works(date(2025, 12, 27))


def test_the_same_days_off_can_be_reckoned_in_another_zone() -> None:
    calendar = calendar_of(NEW)

    assert in_zone(calendar, "Europe/Warsaw") is calendar
    assert in_zone(calendar, "Europe/London") == replace(calendar, zone="Europe/London")
