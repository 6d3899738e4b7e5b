"""What must be told apart on sight: attested, late, erased, evidence, and how a promise stood."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.page.browser import Browser
from tests.page.told import page_of
from tests.projections.register import stated_by_register
from tests.projections.town import DAY, Town
from tests.projections.without_words import without_words

from answerable.adapters.page.case_page import Shown, case_page
from answerable.domain.case.intake import EvidenceAttached

DIGEST = "ab" * 32


def texts(browser: Browser, selector: str) -> list[str]:
    found = browser.run(f"[...document.querySelectorAll('{selector}')].map(e => e.textContent)")
    return list(found)


def test_what_a_register_states_never_looks_like_a_reply_of_ours(
    browser: Browser, folder: Path
) -> None:
    town = Town()
    stated_by_register(town.desk, "case-of-register", replied=True)
    browser.open(page_of(Shown("case-of-register", town.log, town.now), folder))

    assert texts(browser, ".out.attested .gone") == ["The words are not on record."]
    assert "Attested by a register" in texts(browser, ".out.attested .mark")[0]
    style = "getComputedStyle(document.querySelector('.attested .card')).borderTopStyle"
    assert browser.run(style) == "dashed"


def test_what_was_recorded_late_says_how_much_later(browser: Browser, folder: Path) -> None:
    town = Town()
    case = town.owned()
    early = town.now
    town.after(6 * DAY)
    replace(town.desk, at=early).case(case.id).hear("and nobody called")
    browser.open(page_of(Shown(case.id, town.log, town.now), folder))

    (mark,) = texts(browser, ".mark.slow")
    assert mark.startswith("Recorded late: 6 days after it happened")


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("en", "Recorded by import on 11 Mar 2026"),
        ("it", "Registrato da un'importazione il 11 mar 2026"),
        ("pl", "Zapisane przez import 11 mar 2026"),
    ],
)
def test_what_an_import_brought_in_is_told_calmly_and_not_as_late(
    browser: Browser, folder: Path, lang: str, says: str
) -> None:
    town = Town()
    early = town.now
    town.after(9 * DAY)
    stated_by_register(replace(town.desk, at=early), "case-of-register", replied=True)
    town.desk.case("case-of-register").name_owner("Marta")
    file = folder / "imported.html"
    shown = Shown("case-of-register", town.log, town.now)
    file.write_text(case_page(shown, lang), "utf-8")
    browser.open(file)

    told = [text for text in texts(browser, ".mark") if text.startswith(says)]
    assert len(told) == sum(each.actor.role == "import" for each in town.log) > 3
    assert texts(browser, ".mark.slow") == []
    assert texts(browser, ".item.late") == []


def test_erased_words_are_said_to_be_erased(browser: Browser, folder: Path) -> None:
    town = Town()
    case = town.owned("the soup was cold")
    history = [replace(each, event=without_words(each.event)) for each in town.log]
    file = page_of(Shown(case.id, history, town.now), folder)
    browser.open(file)

    assert set(texts(browser, ".gone")) == {"These words were erased."}
    assert "Seen through by somebody whose name was erased" in texts(browser, ".owner")
    assert "soup" not in file.read_text("utf-8")


def test_evidence_shows_its_digest(browser: Browser, folder: Path) -> None:
    town = Town()
    case = town.owned()
    case.record(EvidenceAttached, evidence="photo", kind="photo", digest=DIGEST, steps=None)
    browser.open(page_of(Shown(case.id, town.log, town.now), folder))

    assert texts(browser, ".evidence .digest") == [f"sha256 {DIGEST}"]


def test_a_promise_is_open_until_its_time_and_broken_after(browser: Browser, folder: Path) -> None:
    town = Town()
    case = town.owned()
    case.acknowledge("we are sorry", "Marta", promise="in 2 days")
    town.after(9 * DAY)
    browser.open(page_of(Shown(case.id, town.log, town.now), folder))

    state = "document.querySelector('.promise .standing').dataset.state"
    assert browser.run(state) == "broken"
    assert len(texts(browser, ".duties .overdue")) >= 1
    browser.press("ArrowLeft")
    assert browser.run(state) == "open"


def test_the_ticks_of_the_first_response_come_with_the_reply_that_left(
    browser: Browser, folder: Path
) -> None:
    town = Town()
    case = town.owned()
    case.acknowledge("we are sorry", "Marta")
    browser.open(page_of(Shown(case.id, town.log, town.now), folder))

    assert len(texts(browser, ".ticks .given")) == 5
    browser.press("Home")
    assert len(texts(browser, ".ticks .lacking")) == 5
