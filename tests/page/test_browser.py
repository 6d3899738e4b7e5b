"""The pages in headless Chromium: what people see, hear and press."""

from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.domain.case.register_rows import row
from tests.domain.case.stories import CASE
from tests.page.browser import Browser
from tests.page.told import HOSTILE, desk_of, hostile_case, long_case, page_of, story
from tests.projections.town import Town

from answerable.adapters.page.case_page import Shown
from answerable.bootstrap import open_desk

CARRIES_AXE = find_spec("axe_core_python")
assert CARRIES_AXE
assert CARRIES_AXE.origin
AXE = Path(CARRIES_AXE.origin).parent / "axe.min.js"
STEP = "document.querySelector('output').textContent"
LATER = "document.querySelectorAll('.item.later').length"


def serious(browser: Browser) -> list[str]:
    """What axe finds to be serious or worse."""
    browser.run(AXE.read_text("utf-8") + "; 1")
    found = browser.run(
        "axe.run().then(r => r.violations.filter(v => ['serious', 'critical'].includes(v.impact))"
        ".map(v => `${v.id}: ${v.nodes.map(n => n.html + n.failureSummary).join()}`))"
    )
    return list(found)


@pytest.mark.parametrize("lang", ["pl", "it", "en"])
def test_a_page_asks_for_nothing_and_complains_of_nothing(
    browser: Browser, folder: Path, lang: str
) -> None:
    for file in (page_of(story("CaseClosed"), folder, lang), desk_of(folder, lang)):
        browser.open(file)
        browser.press("Home")

        assert browser.said == []
        assert browser.requests == [file.as_uri()]
        assert browser.run("document.documentElement.lang") == lang


@pytest.mark.parametrize(
    "held", ["CaseClosed", "SurveyOpened", "ProblemOpened", "GuidelineAdopted"]
)
def test_every_kind_of_stream_has_a_page(browser: Browser, folder: Path, held: str) -> None:
    shown = story(held)
    browser.open(page_of(shown, folder))

    assert browser.run("document.querySelectorAll('.item').length") == len(shown.history)
    assert browser.said == []


def test_the_keys_walk_through_a_case_wherever_the_focus_is(browser: Browser, folder: Path) -> None:
    count = len((shown := story("CaseClosed")).history)
    browser.open(page_of(shown, folder))
    assert browser.run(LATER) == 0

    browser.press("Home")
    assert browser.run(STEP).startswith(f"1 of {count} ")
    assert browser.run(LATER) == count - 1
    browser.press("ArrowRight")
    browser.press("ArrowRight")
    browser.press("ArrowLeft")
    assert browser.run(STEP).startswith(f"2 of {count} ")
    assert browser.run(LATER) == count - 2
    assert browser.run("document.querySelector('[aria-current]').id") == "event-2"
    browser.press("End")
    assert browser.run(STEP).startswith("When this page was made")


def test_everything_is_reached_by_the_tab_key_and_shows_it(browser: Browser, folder: Path) -> None:
    browser.open(page_of(story("CaseClosed"), folder))
    reached = list[str]()
    wanted = browser.run("document.querySelectorAll('button, input, summary, a').length")
    for _ in range(wanted):
        browser.press("Tab")
        reached.append(browser.run("document.activeElement.tagName"))
        assert browser.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"

    assert {"BUTTON", "INPUT", "SUMMARY", "A"} <= set(reached)


def test_a_button_and_the_slider_walk_by_the_keyboard_alone(browser: Browser, folder: Path) -> None:
    browser.open(page_of(story("CaseClosed"), folder))
    browser.run("document.querySelectorAll('.walk button')[0].focus()")
    browser.press("Enter")
    browser.run("document.querySelector('input').focus()")
    browser.press("ArrowRight")

    assert browser.run(STEP).startswith("2 of ")
    assert browser.run("document.querySelector('input').getAttribute('aria-valuetext')") == (
        browser.run(STEP)
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Browser, folder: Path, scheme: str) -> None:
    browser.prefer(scheme)
    for file in (page_of(story("CaseClosed"), folder), desk_of(folder)):
        browser.open(file)
        assert serious(browser) == []
        browser.press("Home")
        browser.press("ArrowRight")
        assert serious(browser) == []


def test_text_that_wants_to_be_a_script_stays_text(browser: Browser, folder: Path) -> None:
    browser.open(page_of(hostile_case(), folder))
    for name in ("pl", "it", "en"):
        browser.run(f"document.querySelector('button[lang={name}]').click()")
        browser.press("Home")
        browser.press("End")
    shown = browser.run("[...document.querySelectorAll('.in .words')].map(w => w.textContent)")

    assert browser.run("window.hit") is None
    assert browser.run("document.scripts.length") == 3
    assert browser.run("document.querySelectorAll('img, svg, iframe, base, object').length") == 0
    assert (len(browser.requests), browser.said) == (1, [])
    assert [text for text in HOSTILE if text not in shown] == []


def test_the_language_is_changed_in_the_page(browser: Browser, folder: Path) -> None:
    browser.open(page_of(story("CaseClosed"), folder))
    browser.run("document.querySelector('button[lang=pl]').click()")

    assert browser.run("document.querySelector('h1').textContent").startswith("Historia sprawy")
    assert browser.run(STEP).startswith("Gdy powstała ta strona")
    assert browser.run("document.documentElement.lang") == "pl"


def test_on_paper_the_whole_history_stands(browser: Browser, folder: Path) -> None:
    browser.open(page_of(story("CaseClosed"), folder))
    browser.press("Home")
    browser.prefer("light", "print")
    hidden = (
        "[...document.querySelectorAll('.item')].filter(i => !i.getClientRects().length).length"
    )

    assert browser.run(hidden) == 0
    assert browser.run("getComputedStyle(document.querySelector('.walk')).display") == "none"


def test_a_case_of_a_thousand_events_is_shown_and_walked(browser: Browser, folder: Path) -> None:
    shown = long_case(1000)
    browser.open(page_of(shown, folder))
    browser.press("Home")
    browser.press("End")
    browser.press("ArrowLeft")

    count = len(shown.history)
    assert browser.run(STEP).startswith(f"{count} of {count} ")
    assert browser.said == []


def test_what_happened_on_another_day_than_it_was_recorded_says_on_which(
    browser: Browser, folder: Path
) -> None:
    town = Town()
    case = town.desk.acting(at=town.now - timedelta(days=9)).receive("the soup was cold")
    town.desk.case(case.id).hear("it still is")
    browser.open(page_of(Shown(case.id, [*town.log], town.now), folder))
    told = browser.run("[...document.querySelectorAll('.foot time')].map(t => t.textContent)")

    assert told[0] == "21 Feb 2026, 09:00"
    assert told[-1] == "09:00"


def test_what_a_register_states_is_told_and_its_limits_by_their_ids(
    browser: Browser, folder: Path
) -> None:
    with open_desk() as desk:
        desk.execute(row(0, status="In progress"))
        history = [*desk.store.read(CASE)]
    browser.open(page_of(Shown(CASE, history, history[-1].recorded_at), folder))

    stated = browser.run("[...document.querySelectorAll('.codes li')].map(l => l.textContent)")
    assert "status: In progress" in stated
    limits = browser.run("document.querySelector('.duties').textContent")
    assert "acknowledge.1" in limits
    assert "obligation/" not in limits


def test_the_desk_shows_what_was_owed_at_each_moment(browser: Browser, folder: Path) -> None:
    browser.open(desk_of(folder))
    rows = "document.querySelectorAll('.desk-rows .row').length"
    late = browser.run("document.querySelectorAll('.row.overdue').length")
    browser.press("Home")
    first = browser.run(rows)
    browser.press("ArrowRight")

    assert late > 0
    assert first == 1
    assert browser.run(rows) != first
    assert browser.said == []
