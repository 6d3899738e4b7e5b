"""The file itself: inert data, and a policy that allows one script and one style."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.adapters.cli.ran import Line
from tests.adapters.cli.test_case_commands import answered
from tests.page.told import hostile_case, stories, story

from answerable.adapters.page.case_page import Shown, case_page, document
from answerable.adapters.page.writing import CASE_SCRIPTS, asset, inert, page
from answerable.projections.case_replay import Turns


def held(written: str, name: str) -> Any:  # noqa: ANN401  # whatever JSON holds
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', written)
    assert found
    return json.loads(found[1])


@given(st.text() | st.text(alphabet="<>&!-/script\u2028\u2029{}"))
def test_any_text_comes_back_and_never_ends_its_element(text: str) -> None:
    written = inert({"text": text})

    assert json.loads(written) == {"text": text}
    assert not set("<>&\u2028\u2029") & set(written)


@given(st.text(alphabet="<>&{}DATSCRIP \"'"))
def test_no_text_changes_how_the_file_is_made(text: str) -> None:
    written = page({"text": text}, text, "en", CASE_SCRIPTS)

    assert held(written, "data")["text"] == text
    assert len(re.findall(r"<script", written)) == 3


def test_the_policy_allows_exactly_the_one_script_and_the_one_style() -> None:
    written = case_page(story("CaseClosed"), "en")
    (script,) = re.findall(r"<script>(.*?)</script>", written, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", written, re.DOTALL)
    (policy,) = re.findall(r'Content-Security-Policy" content="(.*?)"', written)

    hashes = [b64encode(sha256(part.encode()).digest()).decode() for part in (script, style)]
    assert policy.startswith(
        f"default-src 'none'; script-src 'sha256-{hashes[0]}'; style-src 'sha256-{hashes[1]}'; "
    )
    assert "unsafe" not in policy


def test_nothing_in_a_page_names_a_place_to_fetch_from() -> None:
    own = "".join(asset(name) for name in ("shell.html", *CASE_SCRIPTS))

    assert re.findall(r"(?:src|href)=", own) == []
    assert re.findall(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", own) == []
    assert set(re.findall(r"https?://[^\"']+", own)) <= {"http://www.w3.org/2000/svg"}


def test_what_is_withheld_is_nowhere_in_the_file() -> None:
    shown = story("CaseClosed")
    told = next(each for each in shown.history if each.type == "MessageReceived")
    withheld = Shown(shown.stream, shown.history, shown.moment, frozenset({told.version}))
    said = document(shown)["events"][told.version - 1]["words"]

    assert said == held(case_page(shown, "pl"), "data")["events"][told.version - 1]["words"]
    event = held(case_page(withheld, "pl"), "data")["events"][told.version - 1]
    assert (event["withheld"], "words" in event, "facts" in event) == (True, False, False)


def test_each_turn_of_a_page_is_that_of_the_projection() -> None:
    shown = hostile_case()
    told: Turns = document(shown)["turns"]

    assert json.loads(inert(told)) == held(case_page(shown, "en"), "data")["turns"]


@pytest.mark.parametrize("stream", sorted({each.stream.split("-")[0] for each in stories()}))
def test_the_page_holds_every_event_of_its_stream(stream: str) -> None:
    own = [each for each in stories() if each.stream.startswith(stream)]
    name = own[0].stream
    history = [each for each in own if each.stream == name]

    told = document(Shown(name, history, history[-1].recorded_at))

    assert [each["type"] for each in told["events"]] == [each.type for each in history]


def test_the_command_writes_the_page_of_a_case(line: Line) -> None:
    case = answered(line)
    told = line("case", "replay", case.id, "--html", "page.html", "--lang", "it", "--json").document
    written = (line.log.parent / "page.html").read_bytes()

    assert told["page"] == {
        "file": "page.html",
        "size": len(written),
        "sha256": sha256(written).hexdigest(),
    }
    assert held(written.decode(), "data")["stream"] == case.id
    assert written.startswith(b'<!doctype html>\n<html lang="it">')


def test_the_command_writes_the_page_up_to_a_version(line: Line) -> None:
    case = answered(line)
    line("case", "replay", case.id, "--html", "page.html", "--at", "3")

    events = held((line.log.parent / "page.html").read_text("utf-8"), "data")["events"]
    assert [event["version"] for event in events] == [1, 2, 3]
    assert line("case", "replay", case.id, "--html", "page.html", "--at", "99").code == 2
    assert line("case", "replay", case.id, "--html", "page.html", "--lang", "xx").code == 2


def test_the_command_writes_the_page_of_the_desk(line: Line) -> None:
    case = answered(line)
    told = line("replay", "--html", "desk.html")

    data = held((line.log.parent / "desk.html").read_text("utf-8"), "data")
    assert told.out.startswith("desk.html: ")
    assert [row["stream"] for row in data["promises"]] == [case.id]
    assert data["promises"][0]["to"] is not None
    assert line("replay", "--html", "desk.html", "--lang", "xx").code == 2
