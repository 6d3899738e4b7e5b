"""A page that holds its case file checks it from disk, and links each event to its proof."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest
from tests.adapters.cli.ran import Line
from tests.adapters.cli.test_case_commands import answered
from tests.page.browser import Browser
from tests.page.sealed import ledger_of, sealed_story
from tests.page.told import page_of
from tests.verifier.tiny_log import zipped

from answerable.adapters.page.case_page import Shown, document
from answerable.adapters.verifier.verifying import verify_bytes

CHECKS = (
    "Object.fromEntries([...document.querySelectorAll('.checks li')].map(li =>"
    " [li.querySelector('code').textContent, li.querySelector('.verdict').dataset.verdict]))"
)
EVENTS = "[...document.querySelectorAll('.proof-list .verdict')].map(v => v.dataset.verdict)"
FACTS = "[...document.querySelectorAll('.facts li')].map(li => [li.dataset.of, li.dataset.fact])"
CHECKED = (
    "new Promise(done => { const look = () => document.querySelector('[data-checked]')"
    " ? done(1) : requestAnimationFrame(look); look(); })"
)


def with_file(shown: Shown, content: bytes) -> Shown:
    return replace(shown, case_file=b64encode(content).decode())


def opened(browser: Browser, folder: Path, shown: Shown) -> None:
    browser.open(page_of(shown, folder))
    browser.run(CHECKED)


def test_every_event_is_proven_in_the_page(browser: Browser, folder: Path) -> None:
    shown, content = sealed_story("CaseClosed")
    opened(browser, folder, with_file(shown, content))

    results = browser.run(CHECKS)
    assert {name for name, result in results.items() if result != "PASS"} == {"witnesses", "held"}
    assert browser.run(EVENTS) == ["PASS"] * len(shown.history)
    assert "WebCrypto" in browser.run("document.querySelector('.proofs .note').textContent")
    assert (browser.said, len(browser.requests)) == ([], 1)


def test_the_page_says_what_the_case_file_tells_as_the_other_verifier_does(
    browser: Browser, folder: Path
) -> None:
    shown, content = sealed_story("CaseClosed", hidden=["MessageReceived"])
    opened(browser, folder, with_file(shown, content))
    (case,) = verify_bytes(content, None).cases

    assert browser.run(FACTS) == [
        *(["end", end["says"]] for end in case["ends"]),
        *(["promise", each["standing"]] for each in case["promises"]),
        *(["limit", each["standing"]] for each in case["limits"]),
        *(["time", each["what"]] for each in case["times"]),
        *(["hidden", "withheld"] for _ in case["withheld"]),
        *(["unknown", question] for question in case["unknown"]),
    ]
    assert case["ends"]
    assert case["limits"]
    assert case["withheld"]


def test_the_facts_are_told_in_each_language(browser: Browser, folder: Path) -> None:
    opened(browser, folder, with_file(*sealed_story("CaseClosed")))
    told: dict[str, str] = {}
    for lang in ("pl", "it", "en"):
        browser.run(f"document.querySelector('.languages [lang={lang}]').click()")
        told[lang] = browser.run("document.querySelector('.told').innerText")

    assert "Ended on a closing reply that left for everybody" in told["en"]
    assert "Zakończono odpowiedzią końcową" in told["pl"]
    assert "Concluso con una risposta finale partita" in told["it"]
    assert "undefined" not in "".join(told.values())


def test_why_a_check_did_not_pass_is_told_in_each_language(browser: Browser, folder: Path) -> None:
    shown, content = sealed_story("CaseClosed")
    at = content.index(b"events/") + 200
    changed = bytes([*content[:at], content[at] ^ 1, *content[at + 1 :]])
    opened(browser, folder, with_file(shown, changed))
    why = "[...document.querySelectorAll('.why')].map(e => e.textContent.trim())"

    assert set(browser.run(why)) == {
        "(the zip is not in its one form)",
        "(it rests on container)",
    }
    browser.run("document.querySelector('.languages [lang=pl]').click()")
    assert set(browser.run(why)) == {
        "(zip nie ma swojej jedynej postaci)",
        "(opiera się na kontroli container)",
    }
    browser.run("document.querySelector('.languages [lang=it]').click()")
    assert set(browser.run(why)) == {
        "(lo zip non è nella sua unica forma)",
        "(si fonda sul controllo container)",
    }


def test_of_a_file_that_does_not_hold_no_fact_is_told(browser: Browser, folder: Path) -> None:
    shown, content = sealed_story("CaseClosed")
    opened(browser, folder, with_file(shown, content[:-1]))

    assert browser.run(FACTS) == []
    assert "As a check failed" in browser.run("document.querySelector('.told').innerText")


def test_each_event_links_to_its_proof_and_back(browser: Browser, folder: Path) -> None:
    opened(browser, folder, with_file(*sealed_story("CaseClosed")))
    to = "document.querySelector('#event-3 .proof').getAttribute('href')"
    back = "document.querySelector('#proof-3 a').getAttribute('href')"

    assert (browser.run(to), browser.run(back)) == ("#proof-3", "#event-3")


def test_a_changed_byte_fails_every_event(browser: Browser, folder: Path) -> None:
    shown, content = sealed_story("CaseClosed")
    changed = content[: len(content) // 2] + b"?" + content[len(content) // 2 + 1 :]
    opened(browser, folder, with_file(shown, changed))

    assert "FAIL" in browser.run(CHECKS).values()
    assert browser.run(EVENTS) == ["FAIL"] * len(shown.history)


def test_a_page_that_shows_other_words_than_its_case_file_fails(
    browser: Browser, folder: Path
) -> None:
    shown, content = sealed_story("CaseClosed")
    other = page_of(with_file(shown, content), folder)
    said = next(each for each in shown.history if each.type == "MessageReceived")
    words: str = document(shown)["events"][said.version - 1]["words"][0]["said"]
    text = other.read_text("utf-8")
    escaped = words.encode("unicode_escape").decode()
    assert escaped[:12] in text
    other.write_text(text.replace(escaped[:12], "Other words,"), "utf-8")
    browser.open(other)
    browser.run(CHECKED)

    assert browser.run(EVENTS)[said.version - 1] == "FAIL"
    assert browser.run(EVENTS).count("FAIL") < len(shown.history)


def test_withheld_events_are_shown_as_such_and_not_checked(browser: Browser, folder: Path) -> None:
    shown, content = sealed_story("CaseClosed", hidden=["MessageReceived"])
    hidden = {each.version for each in shown.history if each.type == "MessageReceived"}
    opened(browser, folder, replace(with_file(shown, content), withheld=frozenset(hidden)))

    verdicts = browser.run(EVENTS)
    assert {n + 1 for n, verdict in enumerate(verdicts) if verdict == "NOT CHECKED"} == hidden
    assert "Withheld" in browser.run("document.querySelector('.in .gone').textContent")


def test_the_command_puts_a_case_file_into_the_page(line: Line, browser: Browser) -> None:
    case = answered(line)
    with line.desk() as desk:
        log = ledger_of(desk.store)
    own = [index for index, stream in log.streams.items() if stream == case.id]
    hidden = [index for index in own if log.stored[index][0] == "ReplyIssued"]
    (line.log.parent / "case.zip").write_bytes(zipped(log.case_file([case.id], hidden)))
    made = line("case", "replay", case.id, "--html", "page.html", "--casefile", "case.zip")

    page = line.log.parent / "page.html"
    browser.open(page)
    browser.run(CHECKED)
    assert made.code == 0
    assert browser.run(EVENTS).count("NOT CHECKED") == len(hidden)
    assert "FAIL" not in browser.run(EVENTS)
    assert "It is on its way." not in page.read_text("utf-8")


def test_the_command_refuses_a_case_file_that_does_not_hold_or_is_of_others(line: Line) -> None:
    first, second = answered(line), answered(line)
    with line.desk() as desk:
        content = zipped(ledger_of(desk.store).case_file([first.id]))
    (line.log.parent / "case.zip").write_bytes(content)
    (line.log.parent / "bad.zip").write_bytes(content[:-1])
    html = ("--html", "page.html", "--casefile")

    assert "tells of other cases" in line("case", "replay", second.id, *html, "case.zip").err
    assert "does not hold" in line("case", "replay", first.id, *html, "bad.zip").err
    assert not (line.log.parent / "page.html").exists()


def test_a_desk_with_a_ledger_puts_its_own_case_file_in(
    line: Line, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSWERABLE_KEYS", str(line.log.parent / "keys"))
    monkeypatch.setenv("ANSWERABLE_ORIGIN", "desk.example/log")
    case = answered(line)
    page = line.log.parent / "page.html"
    line("case", "replay", case.id, "--html", "page.html")
    assert '"case_file":null' in page.read_text("utf-8")

    assert line("ledger", "seal").code == 0
    with line.desk() as desk:
        desk.case(case.id).hear("Thank you.")
    assert line("case", "replay", case.id, "--html", "page.html").code == 0
    browser.open(page)
    browser.run(CHECKED)
    verdicts = browser.run(EVENTS)
    later = [each for each in verdicts if each != "PASS"]

    assert later == ["NOT CHECKED"] * len(later)
    assert len(verdicts) > len(later) > 0
    line("case", "replay", case.id, "--html", "page.html", "--at", "3")
    assert '"case_file":null' in page.read_text("utf-8")
