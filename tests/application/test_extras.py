"""Without an extra the library says in its own words what is missing, for whom, and the remedy."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest

import answerable
from answerable.application.extras import MissingExtraError

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
CALENDARS = r"pip install 'answerable\[calendars\]'$"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment without what fills calendars and knows languages."""
    for name in ("holidays", "babel"):
        monkeypatch.setitem(sys.modules, name, None)


@pytest.mark.usefixtures("bare")
def test_a_desk_under_packs_whose_calendars_nothing_fills_names_those_packs() -> None:
    said = rf"^The calendars of pl\.rf, it\.ivass \(IT, PL\) need .*: {CALENDARS}"

    with pytest.raises(MissingExtraError, match=said):
        answerable.open(packs=("pl.rf", "eu.gdpr.12", "it.ivass"))


@pytest.mark.usefixtures("bare")
def test_a_deadline_whose_calendar_nothing_fills_names_its_pack() -> None:
    with answerable.open() as desk:
        assert desk.deadline("eu.gdpr.12", START, "UTC")
        with pytest.raises(
            MissingExtraError, match=rf"^The calendars of pl\.rf \(PL\).*{CALENDARS}"
        ):
            desk.deadline("pl.rf", START, "Europe/Warsaw")


def test_what_was_recorded_is_counted_again_without_what_fills_calendars(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with answerable.open(packs=("pl.rf",)) as desk:
        desk.receive("The box is crushed.")
        before = desk.recheck()
        monkeypatch.setitem(sys.modules, "holidays", None)

        assert desk.recheck() == before != []


def test_a_limit_that_cannot_be_put_in_words_names_the_extra(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with answerable.open(packs=("pl.rf",)) as desk:
        case = desk.receive("The box is crushed.")
        monkeypatch.setitem(sys.modules, "babel", None)

        with pytest.raises(MissingExtraError, match=r"pip install 'answerable\[languages\]'$"):
            case.explain()
