"""The calendars of the package, as data: the test cases of the law, and stable names."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from answerable.adapters.calendars.package import PackageCalendars, edition_of
from answerable.application.calendars import UnknownCalendarError
from answerable.domain.deadlines.calendar import KnownCalendar

CALENDARS = PackageCalendars(2020, 2028)
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def off(known: KnownCalendar, at: datetime, month: int, day: int) -> list[int]:
    """The years in which that day is off, as known at `at`."""
    days = [there for there, _ in known.as_known(at).holidays]
    return [there.year for there in days if (there.month, there.day) == (month, day)]


@pytest.mark.parametrize(
    ("name", "month", "day", "published", "years"),
    [
        ("PL", 12, 24, datetime(2024, 12, 31, tzinfo=ZoneInfo("Europe/Warsaw")), [2025, 2026]),
        ("IT", 10, 4, datetime(2025, 10, 10, tzinfo=ZoneInfo("Europe/Rome")), [2026, 2027]),
        ("GB-SCT", 9, 19, datetime(2022, 9, 10, tzinfo=ZoneInfo("Europe/London")), [2022]),
        ("GB-ENG", 5, 8, datetime(2022, 11, 6, tzinfo=ZoneInfo("Europe/London")), [2020, 2023]),
    ],
)
def test_a_new_holiday_is_known_from_its_publication_on(
    name: str, month: int, day: int, published: datetime, years: list[int]
) -> None:
    known = CALENDARS.known(name)
    before = datetime.fromtimestamp(published.timestamp() - 1, UTC)

    assert off(known, published, month, day)[: len(years)] == years
    assert off(known, before, month, day) == [year for year in years if year == 2020]


def test_the_24th_of_december_is_off_in_poland_since_2025() -> None:
    eves = [day for day in CALENDARS.known("PL").holidays(NOW) if day.day.month == 12]

    assert {day.in_force_from for day in eves if day.day.day == 24} == {date(2025, 12, 24)}
    assert {day.in_force_from for day in eves if day.day.day == 25} == {None}


def test_the_4th_of_october_is_off_in_italy_since_2026() -> None:
    october = [day for day in CALENDARS.known("IT").holidays(NOW) if day.day.month == 10]

    assert {day.in_force_from for day in october} == {date(2026, 10, 4)}


@pytest.mark.parametrize("name", CALENDARS.names())
def test_every_calendar_is_data_in_order_for_every_year(name: str) -> None:
    for edition in CALENDARS.known(name).editions:
        days = [day for day, _ in edition.holidays]

        assert days == sorted(set(days))
        assert {day.year for day in days} == set(range(2020, 2029))
        assert edition.known_from.tzinfo is UTC
        ZoneInfo(edition.zone)


@pytest.mark.parametrize(
    ("name", "day", "is_off"),
    [
        ("GB-NIR", date(2026, 7, 13), True),
        ("GB-ENG", date(2026, 7, 13), False),
        ("GB-SCT", date(2026, 1, 2), True),
        ("AU-VIC", date(2026, 11, 3), True),
        ("AU-NSW", date(2026, 11, 3), False),
        ("US", date(2026, 7, 3), True),
        ("TARGET", date(2026, 5, 1), True),
        ("TARGET", date(2026, 6, 2), False),
        ("IT", date(2026, 6, 2), True),
    ],
)
def test_each_part_has_the_days_of_its_own(name: str, day: date, *, is_off: bool) -> None:
    assert (day in dict(CALENDARS.known(name).as_known(NOW).holidays)) is is_off


def test_the_names_of_days_do_not_depend_on_the_language_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "de")

    assert dict(CALENDARS.known("PL").as_known(NOW).holidays)[date(2026, 1, 1)] == "Nowy Rok"


def test_the_same_days_have_the_same_edition_and_other_days_another() -> None:
    days = ((date(2026, 1, 1), "Nowy Rok"),)

    assert edition_of("PL", (2026, 2026), days) == edition_of("PL", (2026, 2026), days)
    assert edition_of("PL", (2026, 2026), days) != edition_of("PL", (2026, 2026), ())
    assert edition_of("PL", (2026, 2026), days) != edition_of("PL", (2026, 2027), days)


def test_an_unknown_calendar_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownCalendarError, match=r"no calendar XX: there are AU-ACT, .*US"):
        CALENDARS.known("XX")
