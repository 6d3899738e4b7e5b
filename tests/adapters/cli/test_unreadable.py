"""One event that cannot be read is shown and counted; everything else is answered all the same."""

from __future__ import annotations

from typing import Any

import pytest
from tests.adapters.cli.ran import Line
from tests.adapters.cli.spoilt import SPOIL, Spoilt
from tests.adapters.cli.test_import_commands import REGISTER
from tests.adapters.cli.test_lists import promised
from tests.adapters.cli.test_verify_command import changed

from answerable.adapters.cli.exits import Exit
from answerable.adapters.cli.stories import tell

LISTS = [["promises"], ["critics"], ["next"], ["audit"], ["audit", "owners"]]
OTHERS = [
    ["recheck"],
    ["recheck", "--calendar-as-known", "now"],
    ["export", "xes", "-o", "out"],
    ["export", "ocel", "-o", "out"],
    ["export", "ocel", "-o", "out.sqlite"],
]


def without_moment(document: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in document.items() if k not in {"as_of", "unreadable", "left_out"}}


@pytest.mark.parametrize("argv", [*LISTS, *OTHERS], ids=" ".join)
def test_all_but_what_follows_an_unreadable_event_is_answered(
    spoilt: Spoilt, argv: list[str]
) -> None:
    when = ["--as-of", "20"] if argv in LISTS else []
    ran, expected = spoilt.both(*argv, *when, "--json")

    assert ran.code == Exit.WRONG_ON_RECORD
    assert without_moment(ran.document) == without_moment(expected.document)
    assert ran.document["unreadable"] == [
        {
            "stream": spoilt.case,
            "version": 7,
            "position": spoilt.position,
            "type": "OwnerNamed",
            "reason": "its bytes are not an event in stored form",
        }
    ]
    assert ran.document["left_out"] == 4
    assert ran.err.endswith(expected.err)


@pytest.mark.parametrize("argv", [*LISTS, *OTHERS], ids=" ".join)
def test_people_are_told_which_event_why_and_how_many_are_left_out(
    spoilt: Spoilt, argv: list[str]
) -> None:
    said = " ".join(spoilt(*argv).out.split())

    assert f"Cannot be read: {spoilt.case}/7 (OwnerNamed, position {spoilt.position}): " in said
    assert "4 events are left out" in said
    assert "If a newer answerable wrote it, ask that one" in said


@pytest.mark.parametrize("argv", [["promises"], ["critics"], ["next"]], ids=" ".join)
def test_a_list_whose_view_stopped_is_made_from_the_log(spoilt: Spoilt, argv: list[str]) -> None:
    ran = spoilt(*argv, "--json")

    assert ran.code == Exit.WRONG_ON_RECORD
    assert spoilt.other in ran.out
    assert ran.document["left_out"] == 4


def test_a_table_of_an_audit_stays_a_table_and_the_note_stands_beside_it(spoilt: Spoilt) -> None:
    ran, expected = spoilt.both("audit", "promises", "--as-of", "20", "--csv")

    assert (ran.code, ran.out) == (Exit.WRONG_ON_RECORD, expected.out)
    assert "4 events are left out" in ran.err


def test_a_case_is_shown_up_to_its_unreadable_event(spoilt: Spoilt) -> None:
    ran = spoilt("case", "replay", spoilt.case, "--json")

    assert ran.code == Exit.WRONG_ON_RECORD
    assert [step["version"] for step in ran.document["steps"]] == [1, 2, 3, 4, 5, 6]
    assert ran.document["left_out"] == 4
    assert spoilt("case", "show", spoilt.other).code == Exit.FINE


def test_a_case_of_which_nothing_can_be_read_is_not_taken_for_unknown(line: Line) -> None:
    case = promised(line)
    changed(line.log, SPOIL.format(position=1))

    ran = line("case", "show", case.id, "--json")

    assert (ran.code, ran.document["error"]["kind"]) == (Exit.WRONG_ON_RECORD, "unreadable")
    assert f"{case.id}/1 (CaseReceived, position 1)" in ran.err
    assert line("case", "show", "case-none").code == Exit.WRONG_USE


def test_what_was_asked_about_before_the_unreadable_event_is_whole(spoilt: Spoilt) -> None:
    ran = spoilt("promises", "--as-of", str(spoilt.position - 1), "--json")

    assert ran.code == Exit.FINE
    assert "unreadable" not in ran.document


def test_a_page_that_is_handed_on_is_not_made_of_half_a_log(spoilt: Spoilt) -> None:
    for argv in (["replay"], ["case", "replay", spoilt.case]):
        assert spoilt(*argv, "--html", "page.html").code == Exit.WRONG_ON_RECORD
    assert not spoilt.line.log.with_name("page.html").exists()
    assert spoilt("case", "replay", spoilt.other, "--html", "page.html").code == Exit.FINE


def test_a_log_opens_with_an_unreadable_event_that_was_not_reacted_to(spoilt: Spoilt) -> None:
    changed(spoilt.line.log, "DELETE FROM view_readers")

    ran = spoilt("case", "show", spoilt.other)

    assert ran.code == Exit.FINE
    assert f"Consequences wait before {spoilt.case}/7 (OwnerNamed" in ran.err


@pytest.fixture
def ruleless(line: Line) -> Line:
    """A log with the five stories under packs, of which an event cannot be read."""
    with line.desk() as desk:
        tell(desk, lambda _: None)
        desk.receive("Me too.", packs=("pl.rf",))
        first = desk.store.read("policy-rules")[0]
    changed(line.log, SPOIL.format(position=first.position))
    return line


@pytest.mark.parametrize(
    "argv", [["promises"], ["critics"], ["next"], ["verify"], *OTHERS], ids=" ".join
)
def test_a_log_whose_rules_cannot_be_read_answers_questions_and_says_so(
    ruleless: Line, argv: list[str]
) -> None:
    ran = ruleless(*argv, "--json")

    assert ran.code in {Exit.FINE, Exit.WRONG_ON_RECORD}
    assert "error" not in ran.document
    assert "The rules in force cannot be read: policy-rules/1 (PackAdopted" in ran.err
    assert "no command is taken" in ran.err


def test_verify_says_of_unreadable_rules_just_that(ruleless: Line) -> None:
    (finding,) = ruleless("verify", "--json").document["findings"]

    assert (finding["rule"], finding["stream"]) == ("unreadable", "policy-rules")


def test_a_log_whose_rules_cannot_be_read_takes_no_import(ruleless: Line) -> None:
    (ruleless.log.parent / "register.csv").write_text(REGISTER, "utf-8")
    with ruleless.desk() as desk:
        head = desk.store.head()

    ran = ruleless("import", "cfpb", "register.csv", "--json")

    assert (ran.code, ran.document["error"]["kind"]) == (Exit.WRONG_ON_RECORD, "unreadable")
    assert "Nothing was recorded: no command is taken" in ran.err
    assert "policy-rules/1 (PackAdopted" in ran.document["error"]["message"]
    with ruleless.desk() as desk:
        assert desk.store.head() == head
