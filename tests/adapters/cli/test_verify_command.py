"""`verify` finds what was changed behind the back of the desk, and says so with exit code 1."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.adapters.cli.ran import Line

from answerable.adapters.cli.exits import Exit

VERDICT = {"events", "streams", "cut_short", "views", "findings"}
FINDING = {"kind", "rule", "stream", "version", "sentence"}
CHANGES = {
    "invariant": "DELETE FROM stored_events WHERE originator_version = 2",
    "event": "UPDATE stored_events SET state = '{}' WHERE originator_version = 3",
    "command": "UPDATE commands SET last_version = last_version - 1 WHERE last_version = 7",
    "view": "UPDATE view_open_promises_2_a SET owner = 'nobody'",
}


@pytest.fixture
def used(line: Line) -> Line:
    """The command line, with a case on record and its views kept."""
    with line.desk() as desk:
        case = desk.receive("It broke.")
        case.name_owner("Anna")
        case.acknowledge("We are sorry.", signed="Anna")
    for name in ("promises", "critics", "next"):
        line(name)
    return line


def test_an_honest_log_is_clean(used: Line) -> None:
    ran = used("verify", "--json")

    assert ran.code == 0
    assert ran.document.keys() == VERDICT
    assert ran.document["findings"] == []
    assert ran.document["views"]["open_promises"] == ran.document["events"]
    drawn = used("verify").out
    assert "nothing is wrong" in drawn
    assert "`answerable ledger check`" in drawn


@pytest.mark.parametrize("kind", CHANGES)
def test_what_was_changed_behind_our_back_is_found(used: Line, kind: str) -> None:
    changed(used.log, CHANGES[kind])

    ran = used("verify", "--json")

    assert ran.code == Exit.WRONG_ON_RECORD
    assert all(finding.keys() == FINDING for finding in ran.document["findings"])
    assert kind in {finding["kind"] for finding in ran.document["findings"]}
    assert "finding" in used("verify").out


def changed(log: Path, *statements: str) -> None:
    """Change the file behind the back of the desk."""
    with closing(sqlite3.connect(log)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def test_a_wrong_view_is_built_anew_when_asked(used: Line) -> None:
    changed(used.log, CHANGES["view"])

    assert "`answerable verify --rebuild`" in used("verify").out
    rebuilt = used("verify", "--rebuild", "--json")

    assert (rebuilt.code, rebuilt.document["findings"]) == (Exit.FINE, [])
    assert set(rebuilt.document["views"].values()) == {rebuilt.document["events"]}


def test_a_view_of_another_form_says_how_it_is_built_anew(used: Line) -> None:
    changed(used.log, "UPDATE view_open_promises_2_a SET due_at = 'soon'")

    ran = used("promises")

    assert ran.code == Exit.WRONG_USE
    assert "`answerable verify --rebuild`" in ran.err
    used("verify", "--rebuild")
    assert used("promises").code == Exit.FINE


@pytest.mark.parametrize("rebuild", [[], ["--rebuild"]])
def test_an_unreadable_event_hides_no_other_finding(used: Line, rebuild: list[str]) -> None:
    with used.desk() as desk:
        broken, other = desk.receive("It broke again."), desk.receive("Me too.")
        for case in (broken, other):
            case.name_owner("Anna")
        last = broken.history()[-1]
        other.acknowledge("We are sorry.", signed="Anna")
        lost = other.history()[1]
    changed(
        used.log,
        f"UPDATE stored_events SET state = '{{}}' WHERE rowid = {last.position}",
        f"DELETE FROM stored_events WHERE rowid = {lost.position}",
    )

    document = used("verify", "--json", *rebuild).document

    found = {(each["kind"], each["stream"], each["version"]) for each in document["findings"]}
    assert ("event", broken.id, last.version) in found
    assert other.id in {stream for kind, stream, _ in found if kind == "invariant"}
    assert document["cut_short"] == [broken.id]
    assert f"position {last.position}" in document["findings"][0]["sentence"]
    assert broken.id not in {stream for kind, stream, _ in found if kind == "view"}
    assert "1 stream was checked only up to an event that cannot be read" in used("verify").out


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM commands WHERE first_version = 1",
        "UPDATE commands SET originator_id = 'case-of-others' WHERE first_version = 1",
    ],
)
def test_a_command_that_would_not_be_known_again_is_found(used: Line, change: str) -> None:
    changed(used.log, change)

    (finding,) = used("verify", "--json").document["findings"]
    assert (finding["kind"], finding["rule"], finding["version"]) == ("command", "I22", 1)


def test_a_stream_of_unknown_kind_is_found_and_the_rest_is_checked_all_the_same(
    used: Line,
) -> None:
    with used.desk() as desk:
        strange = desk.receive("It broke again.").id
        desk.receive("Me too.")
    changed(
        used.log,
        f"UPDATE stored_events SET originator_id = 'murmur-1' WHERE originator_id = '{strange}'",
        f"UPDATE commands SET originator_id = 'murmur-1' WHERE originator_id = '{strange}'",
        CHANGES["view"],
    )

    findings = used("verify", "--json").document["findings"]

    assert ("event", "murmur-1") in {(each["kind"], each["stream"]) for each in findings}
    assert "view" in {each["kind"] for each in findings}
