"""The verifiers in Python and in JavaScript give one verdict on each check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.page.agree import disagreement
from tests.page.facts import differing
from tests.page.node import Node
from tests.page.random_logs import random_file
from tests.page.sealed import sealed_story
from tests.verifier.conftest import CASES, desk
from tests.verifier.sound_files import story_cases, story_file
from tests.verifier.test_facts import members_of
from tests.verifier.tiny_log import zipped

from answerable.adapters.verifier.verifying import verify_bytes
from answerable.domain.event import RecordedEvent
from answerable.testing.strategies import histories

STANDINGS = {
    "facts": ["told"],
    "promises": ["kept", "broken", "open", "released", "voided", "unknown"],
    "limits": ["met", "missed", "running", "waived", "unjudged", "unknown"],
    "ends": ["end-replied", "end-not-shown", "end-unsure"],
    "times": ["late", "imported", "backdated", "backdated-alone", "ahead", "back"],
}


def test_on_random_logs_files_and_edits(verifier: Node) -> None:
    seen = Counter[str]()

    assert [each for n in range(400) if (each := disagreement(verifier, n, seen))] == []
    for check in ("container", "manifest", "json", "entries", "checkpoint", "ending"):
        assert seen[f"{check} FAIL"]
        assert seen[f"{check} PASS"]


def test_on_random_logs_with_its_own_ed25519(alone: Node) -> None:
    seen = Counter[str]()

    assert [each for n in range(400, 440) if (each := disagreement(alone, n, seen))] == []
    assert alone.ask(random_file(0)[0])["by"] == "own code"


def test_on_what_random_case_histories_and_edited_ones_tell(verifier: Node) -> None:
    seen = Counter[str]()

    assert [
        each for n in range(250) if (each := disagreement(verifier, n, seen, "histories"))
    ] == []
    for kind, every in STANDINGS.items():
        assert {one for one in every if not seen[f"{kind} {one}"]} == set(), kind


@given(history=histories())
@settings(max_examples=30, deadline=None)
def test_on_what_the_history_of_a_desk_tells(
    verifier: Node, history: Sequence[RecordedEvent]
) -> None:
    content = zipped(members_of(history))
    report = verify_bytes(content, None)

    assert report.holds
    assert differing(report.cases, verifier.ask(content)["cases"]) == []


@pytest.mark.parametrize("without_personal", [False, True])
def test_on_what_each_case_of_the_five_stories_tells(
    verifier: Node, *, without_personal: bool
) -> None:
    for case in story_cases():
        content = zipped(story_file(case, without_personal=without_personal)[0])
        report = verify_bytes(content, None)

        assert report.cases[0]["told"]
        assert differing(report.cases, verifier.ask(content)["cases"]) == []


@pytest.mark.parametrize("held", ["CaseClosed", "EvidenceAttached", "SurveyOpened"])
def test_on_the_stories(verifier: Node, held: str) -> None:
    _, content = sealed_story(held) if held != "EvidenceAttached" else sealed_story("PromiseMade")
    report = verify_bytes(content, None)

    assert report.holds
    assert verifier.results(content) == {told.check: told.result for told in report.checks}


def test_every_check_passes_on_a_sound_file_against_a_checkpoint_held(verifier: Node) -> None:
    log, held = desk()
    since = int(held.split(b"\n")[1])

    assert set(verifier.results(zipped(log.case_file(CASES, since=since)), held).values()) == {
        "PASS"
    }
    assert set(verifier.results(zipped(log.log_file()), held).values()) == {"PASS"}


@given(at=st.integers(0, 10**6), bit=st.integers(0, 7))
@settings(max_examples=200)
def test_no_changed_bit_is_accepted(verifier: Node, at: int, bit: int) -> None:
    log, held = desk()
    content = bytearray(zipped(log.case_file(CASES)))
    content[at % len(content)] ^= 1 << bit

    assert "FAIL" in verifier.results(bytes(content), held).values()
