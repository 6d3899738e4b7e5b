"""Packs, calendars and thresholds are put on record once, and what is on record counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

import answerable
from answerable import Desk, Law, RefusedError
from answerable.application.clerk import on_record
from answerable.application.law_desk import UnknownPackError
from answerable.application.rules import STREAM, thresholds
from answerable.bootstrap import open_desk
from answerable.domain.case.applying import ApplyPack
from answerable.domain.case.starting import PACK_KNOWN, PACK_VETTED
from answerable.domain.case.verdicts import Verdict
from answerable.domain.deadlines.counting import Calendar
from answerable.domain.deadlines.in_force import UnvettedDateError
from answerable.domain.deadlines.policy import Policy, house

START = datetime(2026, 4, 30, 14, tzinfo=UTC)


def types(desk: Desk) -> list[str]:
    return [recorded.type for recorded in desk.store.read(STREAM)]


def test_a_desk_without_packs_puts_nothing_on_record() -> None:
    with answerable.open() as desk:
        assert types(desk) == []
        assert desk.store.head() == 0


def test_opening_again_puts_nothing_again(tmp_path: Path) -> None:
    log = str(tmp_path / "log.db")
    with answerable.open(log, packs=("pl.rf",)) as desk:
        first = types(desk)
    with answerable.open(log, packs=("pl.rf",)) as desk:
        assert types(desk) == first
        assert set(first) == {"PackAdopted", "CalendarRecorded"}


def test_a_later_desk_goes_by_the_calendar_on_record(tmp_path: Path) -> None:
    log = str(tmp_path / "log.db")
    with answerable.open(log, packs=("pl.rf",)) as desk:
        recorded = on_record(desk.store).calendars["PL"].editions[-1].edition
    with answerable.open(log) as desk:
        assert desk.policy.calendars["PL"].version == recorded
        assert desk.receive("It leaks", packs=("pl.rf",)).testimonies()[
            "pl.rf:final_answer.1"
        ].calendar == (recorded)


def test_a_case_may_come_under_a_pack_of_its_own_and_under_one_more_later() -> None:
    with answerable.open() as desk:
        case = desk.receive("It leaks", packs=("pl.upk.7a",))
        case.apply_pack("pl.rf")
        other = desk.receive("It creaks")

        assert {"pl.upk.7a:final_answer.1", "pl.rf:final_answer.1"} <= case.testimonies().keys()
        assert other.testimonies().keys() == {"acknowledge.1", "final_answer.1"}


def test_an_unknown_pack_is_refused_before_anything_is_recorded() -> None:
    with answerable.open() as desk:
        with pytest.raises(RefusedError) as refusal:
            desk.receive("It leaks", packs=("pl.none",))

        assert refusal.value.rule is PACK_KNOWN
        assert desk.store.head() == 0


def test_a_case_received_before_a_pack_is_vetted_is_refused() -> None:
    with answerable.open() as desk:
        long_ago = desk.acting(at=datetime(1999, 1, 1, tzinfo=UTC), confirmed_by="staff-2")
        with pytest.raises(RefusedError) as refusal:
            long_ago.receive("It leaks", packs=("pl.rf",))

    assert refusal.value.rule is PACK_VETTED
    assert "vetted for start events" in str(refusal.value)


def test_a_deadline_needs_no_case() -> None:
    with answerable.open() as desk:
        (told,) = desk.deadline("pl.rf", START, "Europe/Warsaw", "final_answer")

        assert told.due_date == date(2026, 6, 1)
        assert desk.store.head() == 0


def test_a_deadline_of_the_seat_is_counted_by_its_calendar() -> None:
    with answerable.open(law=Law(seat="PL")) as desk:
        (told,) = desk.deadline("eu.gdpr.12", START, "Europe/Warsaw")

        assert told.calendar.startswith("PL-")


def test_what_cannot_be_told_says_why() -> None:
    with answerable.open() as desk:
        with pytest.raises(UnknownPackError, match="there are au"):
            desk.deadline("pl.none", START, "UTC")
        with pytest.raises(UnvettedDateError, match="vetted for start events"):
            desk.deadline("pl.rf", datetime(1999, 1, 1, tzinfo=UTC), "UTC")


def test_thresholds_of_a_product_are_put_on_record_once(tmp_path: Path) -> None:
    ours = replace(house("UTC"), diligence_attempts=5)
    log = str(tmp_path / "log.db")
    for _ in range(2):
        with open_desk(log, policy=ours) as desk:
            assert types(desk) == ["ThresholdsSet"]
    with open_desk(log, policy=house("UTC")) as desk:
        assert types(desk) == ["ThresholdsSet", "ThresholdsSet"]
        assert on_record(desk.store).thresholds == {}


def test_thresholds_are_written_as_people_say_them() -> None:
    usual = house("UTC")
    windows = {"email": usual.follow_up}
    ours = replace(usual, bounce_windows=windows, obligations=usual.obligations[:1])

    assert thresholds(ours) == {
        "bounce_windows": "email 1 business_day",
        "obligations": "acknowledge 1 business_day",
    }


def test_a_recheck_agrees_with_what_was_counted() -> None:
    with answerable.open(packs=("pl.rf",)) as desk:
        desk.receive("It leaks")
        readings = desk.recheck()

    assert {each.obligation for each in readings} >= {"final_answer.1", "pl.rf:final_answer.1"}
    assert all(each.again.then.agrees and each.again.now.agrees for each in readings)
    assert {each.verdict for each in readings} == {Verdict.RUNNING}
    assert not any(each.flips for each in readings)


@pytest.mark.parametrize(("language", "word"), [("pl", "Reguła"), ("it", "Regola"), ("en", "Rule")])
def test_a_case_explains_its_limits_in_a_language(language: str, word: str) -> None:
    with answerable.open(packs=("pl.rf",)) as desk:
        assert f"{word}: pl.rf" in desk.receive("It leaks").explain(language)


def own(version: str, *holidays: date) -> Policy:
    """A house with days off of its own."""
    off = MappingProxyType(dict.fromkeys(holidays, "Works outing"))
    return replace(
        house("Europe/Warsaw"), calendar=Calendar(version, "Europe/Warsaw", holidays=off)
    )


def test_a_house_calendar_of_ones_own_comes_out_as_recorded_whatever_it_is_today(
    tmp_path: Path,
) -> None:
    log = str(tmp_path / "log.db")
    days = [START.date() + timedelta(days=n) for n in range(1, 5)]
    for policy in (own("acme/1", *days), own("acme/2", *days[:2]), house("Europe/Warsaw")):
        with open_desk(log, policy=policy, clock=lambda: START) as desk:
            desk.receive("It leaks")
            readings = desk.recheck()
            assert [each.obligation for each in readings if not each.again.then.agrees] == []
    assert len(readings) == 6


def test_what_another_desk_put_on_record_is_learnt_when_it_is_wanting(tmp_path: Path) -> None:
    log = str(tmp_path / "log.db")
    with answerable.open(log) as one, answerable.open(log) as other:
        case = one.receive("It leaks")
        other.receive("It creaks", packs=("pl.rf",))
        one.execute(ApplyPack("pl.rf", **one.about(case.id)))

        assert "pl.rf:final_answer.1" in case.testimonies()
        with pytest.raises(RefusedError) as refused:
            one.execute(ApplyPack("pl.none", **one.about(case.id)))
        assert refused.value.rule is PACK_KNOWN
