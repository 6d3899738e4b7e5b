"""`verify` finds what was changed behind the back of the desk, and says so with exit code 1."""

import sqlite3
from contextlib import closing

import pytest
from tests.adapters.cli.ran import Line

from answerable.adapters.cli.exits import Exit

VERDICT = {"events", "streams", "views", "findings"}
FINDING = {"kind", "rule", "stream", "version", "sentence"}
CHANGES = {
    "invariant": "DELETE FROM stored_events WHERE originator_version = 2",
    "event": "UPDATE stored_events SET state = '{}' WHERE originator_version = 3",
    "view": "UPDATE view_states SET state = (SELECT min(state) FROM view_states) "
    "WHERE view = 'open_promises'",
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
    assert "nothing is wrong" in used("verify").out


@pytest.mark.parametrize("kind", CHANGES)
def test_what_was_changed_behind_our_back_is_found(used: Line, kind: str) -> None:
    with closing(sqlite3.connect(used.log)) as database:
        database.execute(CHANGES[kind])
        database.commit()

    ran = used("verify", "--json")

    assert ran.code == Exit.WRONG_ON_RECORD
    assert all(finding.keys() == FINDING for finding in ran.document["findings"])
    assert kind in {finding["kind"] for finding in ran.document["findings"]}
    assert "finding" in used("verify").out
