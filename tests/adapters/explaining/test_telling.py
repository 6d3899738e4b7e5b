"""A testimony in three languages: grammatical, complete, and read back to the same date."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.deadlines.by_pack import ROWS, calendar
from tests.domain.deadlines.drawing import CALENDARS, MOMENTS, TERMS
from tests.domain.deadlines.test_stops import STOPS, stops

from answerable.adapters.explaining.dates import amount, date_in, length, told
from answerable.adapters.explaining.telling import WORDS, Language, as_data, explain, read_back
from answerable.domain.deadlines.counting import Calendar, FirstDay, Limit, Roll, Term, Unit
from answerable.domain.deadlines.pack import SatisfiedBy
from answerable.domain.deadlines.stops import Stop
from answerable.domain.deadlines.testimony import Basis, Citation, Testimony, witness

CITED = Citation("pl.rf", "2017-01-01", "final_answer", "ustawa z 5.08.2015, art. 6", "dispatched")
LANGUAGE = pytest.mark.parametrize("language", Language)
MONTH = Term(Limit(30, Unit.CALENDAR_DAY), roll=Roll.NEXT_WORKING_DAY)
POLAND = calendar("PL", "Europe/Warsaw")
ITALY = calendar("IT", "Europe/Rome")
APRIL = datetime(2026, 4, 30, 14, tzinfo=UTC)


def case(term: Term, start: datetime = APRIL, *stopped: Stop) -> Testimony:
    return witness(start, Basis(CITED, term, POLAND), stopped)


@LANGUAGE
@given(start=MOMENTS, term=TERMS, drawn=STOPS, days=CALENDARS)
def test_an_explanation_is_read_back_to_the_same_date(
    language: Language, start: datetime, term: Term, drawn: list[tuple[int, int]], days: Calendar
) -> None:
    told = witness(start, Basis(CITED, term, days), stops(start, drawn))

    assert read_back(explain(told, language), language) == told.due_date


@LANGUAGE
@settings(max_examples=20)
@given(start=MOMENTS)
def test_every_row_of_every_pack_has_words(language: Language, start: datetime) -> None:
    words = WORDS[language]
    for _, version, row in ROWS:
        cited = Citation("a pack", version.version, row.name, "a law", row.satisfied_by)
        found = witness(start, Basis(cited, row.term, calendar("house", "Europe/Rome")))

        assert row.name in words.duties
        assert words.kept_by[row.satisfied_by] in explain(found, language)


@LANGUAGE
def test_no_language_lacks_a_word(language: Language) -> None:
    words = WORDS[language]

    assert set(words.kept_by) == {each.value for each in SatisfiedBy}
    assert set(words.first_day) == set(FirstDay)
    assert set(words.roll) == set(Roll)
    assert set(words.duties) == set(WORDS[Language.ENGLISH].duties)
    assert set(words.units) == {"day", "minute", "second", *(unit.value for unit in Unit)}
    for part in (words.labels, words.reasons):
        assert all(getattr(part, field.name) for field in fields(part))


@pytest.mark.parametrize(
    ("language", "number", "unit", "says"),
    [
        (Language.POLISH, 1, "business_day", "1 dzień roboczy"),
        (Language.POLISH, 3, "business_day", "3 dni robocze"),
        (Language.POLISH, 15, "business_day", "15 dni roboczych"),
        (Language.POLISH, 22, "calendar_day", "22 dni kalendarzowe"),
        (Language.POLISH, 8, "week", "8 tygodni"),
        (Language.POLISH, 2, "month", "2 miesiące"),
        (Language.ITALIAN, 1, "business_day", "1 giorno lavorativo"),
        (Language.ITALIAN, 60, "calendar_day", "60 giorni di calendario"),
        (Language.ITALIAN, 1, "hour", "1 ora"),
        (Language.ENGLISH, 1, "month", "1 month"),
        (Language.ENGLISH, 0, "day", "0 days"),
    ],
)
def test_a_number_governs_its_noun(language: Language, number: int, unit: str, says: str) -> None:
    assert amount(number, unit, WORDS[language]) == says


@pytest.mark.parametrize(
    ("elapsed", "says"),
    [
        (timedelta(hours=25), "25 godzin"),
        (timedelta(hours=1, minutes=2, seconds=3), "1 godzina 2 minuty 3 sekundy"),
        (timedelta(0), "0 sekund"),
    ],
)
def test_elapsed_time_is_told_without_what_is_none(elapsed: timedelta, says: str) -> None:
    assert length(elapsed, WORDS[Language.POLISH]) == says


@LANGUAGE
@given(day=st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_date_is_read_as_it_was_told(language: Language, day: date) -> None:
    assert date_in(f"x: {told(day, WORDS[language])}, y", WORDS[language]) == day


@pytest.mark.parametrize("text", ["", "wtorek, 1 czerwca 2026", "Due: never"])
def test_what_tells_no_date_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match=r"no date"):
        date_in(text, WORDS[Language.POLISH])


def test_an_explanation_in_another_language_is_not_read() -> None:
    with pytest.raises(ValueError, match="no date is told"):
        read_back(explain(case(MONTH), Language.ITALIAN), Language.POLISH)


THIRTY_DAYS = f"""\
Ostateczna odpowiedź: jak policzono termin

Termin upływa: poniedziałek, 1 czerwca 2026, z końcem dnia \
(Europe/Warsaw, 2026-06-01T23:59:59.999999+02:00)
Reguła: pl.rf, wersja 2017-01-01, final_answer
Termin: 30 dni kalendarzowych; dnia zdarzenia początkowego się nie liczy; \
jeżeli ostatni dzień nie jest roboczy, termin upływa następnego dnia roboczego
Źródło: ustawa z 5.08.2015, art. 6
Termin zachowuje: odpowiedź wysłana do tej chwili
Zdarzenie początkowe: czwartek, 30 kwietnia 2026, 16:00:00 \
(Europe/Warsaw, 2026-04-30T16:00:00+02:00)
Kalendarz: {POLAND.version}

Dzień po dniu:
- czwartek, 30 kwietnia 2026: dzień zdarzenia początkowego, nie liczy się
- piątek, 1 maja 2026 – sobota, 30 maja 2026: policzono: 30 dni
- niedziela, 31 maja 2026: pominięto: 1 dzień (weekend)
- poniedziałek, 1 czerwca 2026: termin kończy się tego dnia, a nie w dniu: sobota, 30 maja 2026

To nie jest porada prawna.
"""


def test_thirty_days_that_roll_are_told_in_polish() -> None:
    assert explain(case(MONTH), Language.POLISH) == THIRTY_DAYS


def test_working_days_over_a_holiday_are_told_in_italian() -> None:
    term = Term(Limit(3, Unit.BUSINESS_DAY))
    start = datetime(2026, 5, 29, 8, tzinfo=UTC)
    text = explain(witness(start, Basis(CITED, term, ITALY)), Language.ITALIAN)

    assert (
        text.split("Giorno per giorno:\n")[1]
        == """\
- venerdì 29 maggio 2026: giorno dell'evento iniziale, escluso dal conto
- sabato 30 maggio 2026 – domenica 31 maggio 2026: fuori dal conto: 2 giorni (fine settimana)
- lunedì 1 giugno 2026: nel conto: 1 giorno
- martedì 2 giugno 2026: fuori dal conto: 1 giorno (festività «Festa della Repubblica»)
- mercoledì 3 giugno 2026 – giovedì 4 giugno 2026: nel conto: 2 giorni

Non è una consulenza legale.
"""
    )


def test_hours_over_a_change_of_the_clock_and_a_stop_are_told_in_english() -> None:
    start = datetime(2026, 10, 24, 10, tzinfo=UTC)
    stop = Stop(datetime(2026, 10, 25, 23, tzinfo=UTC), datetime(2026, 10, 26, 23, tzinfo=UTC))
    text = explain(case(Term(Limit(48, Unit.HOUR)), start, stop), Language.ENGLISH)

    assert text.splitlines()[2:6] == [
        "Due: Tuesday, 27 October 2026, 11:00:00 (Europe/Warsaw, 2026-10-27T11:00:00+01:00)",
        "Rule: pl.rf, version 2017-01-01, final_answer",
        "Time limit: 48 hours; elapsed time, whatever the clocks on the wall do",
        "Source: ustawa z 5.08.2015, art. 6",
    ]
    assert "The clock stood still: Monday, 26 October 2026, 00:00:00 (Europe/Warsaw" in text
    assert (
        text.split("Day by day:\n")[1]
        == """\
- Saturday, 24 October 2026: counted: 12 hours
- Sunday, 25 October 2026: counted: 25 hours
- Monday, 26 October 2026: skipped: 1 day (the clock stood still)
- Tuesday, 27 October 2026: counted: 11 hours

This is not legal advice.
"""
    )


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (Language.POLISH, "Termin po przedłużeniu: poniedziałek, 29 czerwca 2026, 23:59:59 ("),
        (Language.ITALIAN, "Termine dopo la proroga: lunedì 29 giugno 2026, 23:59:59 ("),
        (Language.ENGLISH, "Time limit as extended: Monday, 29 June 2026, 23:59:59 ("),
    ],
)
def test_a_later_limit_is_told_beside_the_one_that_was_counted(
    language: Language, line: str
) -> None:
    extended = datetime(2026, 6, 29, 21, 59, 59, 999999, tzinfo=UTC)
    moved = replace(case(MONTH), later=extended)
    told = explain(moved, language)

    assert sum(each.startswith(line) for each in told.splitlines()) == 1
    assert read_back(told, language) == moved.due_date
    assert as_data(moved, language)["later"] == extended.isoformat()
    assert as_data(case(MONTH), language)["later"] is None


@pytest.mark.parametrize("value", [0, 24])
def test_a_term_on_a_holiday_ends_on_another_day(value: int) -> None:
    start = datetime(2025, 12, 25 if not value else 1, 12, tzinfo=UTC)
    term = Term(Limit(value, Unit.CALENDAR_DAY), roll=Roll.NEXT_WORKING_DAY)
    lines = explain(case(term, start), Language.ENGLISH).splitlines()

    assert lines[-3] == (
        "- Monday, 29 December 2025: the time limit ends on this day instead of "
        "Thursday, 25 December 2025"
    )


def test_a_rule_without_words_is_told_by_its_name() -> None:
    cited = replace(CITED, rule="house_visit", satisfied_by="visited")
    text = explain(witness(APRIL, Basis(cited, MONTH, POLAND)), Language.ENGLISH)

    assert text.startswith("house_visit: how the time limit was counted\n")
    assert "Kept by: visited\n" in text


@LANGUAGE
def test_the_data_hold_every_day_with_its_reason(language: Language) -> None:
    data = json.loads(json.dumps(as_data(case(MONTH), language)))

    assert {"pack", "version", "obligation", "start", "due", "due_date", "satisfied_by"} < set(data)
    assert (data["due_date"], data["calendar"]) == ("2026-06-01", POLAND.version)
    assert len(data["trace"]) == 33
    assert data["trace"][0]["date"] == "2026-04-30"
    assert sum(day["counted"] for day in data["trace"]) == 30
    assert data["trace"][-2]["reason"] in {"niedziela", "domenica", "Sunday"}
    assert data["advice"] == WORDS[language].advice


def test_each_day_of_the_data_has_a_reason_of_its_own() -> None:
    start = datetime(2025, 12, 23, 12, tzinfo=UTC)
    stop = Stop(datetime(2025, 12, 29, 12, tzinfo=UTC), datetime(2025, 12, 30, 12, tzinfo=UTC))
    working = as_data(case(Term(Limit(2, Unit.BUSINESS_DAY)), start, stop), Language.ENGLISH)
    rolled = as_data(
        case(replace(MONTH, limit=Limit(1, Unit.CALENDAR_DAY)), start), Language.ENGLISH
    )
    hours = as_data(case(Term(Limit(10, Unit.HOUR)), start), Language.ENGLISH)

    assert reasons(working) == [
        "day of the start event, not counted",
        "holiday “Wigilia Bożego Narodzenia”",
        "holiday “Boże Narodzenie (pierwszy dzień)”",
        "holiday “Boże Narodzenie (drugi dzień)”",
        "Saturday",
        "Sunday",
        "the clock stood still",
        "counted",
        "counted",
    ]
    assert reasons(rolled)[1] == (
        "counted; holiday “Wigilia Bożego Narodzenia”, on which the time limit may not end"
    )
    assert reasons(hours) == ["counted: 10 hours"]


def reasons(data: dict[str, object]) -> list[str]:
    every: list[dict[str, str]] = json.loads(json.dumps(data["trace"]))
    return [day["reason"] for day in every]
