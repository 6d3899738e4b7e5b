"""`project run|status|rebuild`: views kept up to date, asked how they are, built anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.adapters.cli.ran import Line
from tests.adapters.cli.test_docs import SECTIONS, table
from tests.adapters.cli.test_lists import promised

from answerable.adapters.cli.exits import Exit
from answerable.application.runner import Runner
from answerable.projections.catalogue import VIEWS

NAMES = [view.name for view in VIEWS]


def changed(log: Path, statement: str) -> None:
    with closing(sqlite3.connect(log)) as database:
        database.execute(statement)
        database.commit()


def test_status_says_how_far_each_view_is_behind(line: Line) -> None:
    promised(line)

    before = line("project", "status", "--json")
    line("promises")
    after = line("project", "status", "--json").document

    assert before.code == Exit.FINE
    assert [each["view"] for each in before.document["views"]] == NAMES
    assert [each["behind"] for each in after["views"]] == [0, after["head"], after["head"]]
    assert list(after["views"][0]) == list(table(SECTIONS["project status"], "Field"))
    assert "up to date" in line("project", "status").out
    assert "behind" in line("project", "status").out


def test_run_once_folds_what_is_on_record(line: Line) -> None:
    promised(line)

    ran = line("project", "run", "--once", "--json")

    assert ran.code == Exit.FINE
    assert {each["behind"] for each in ran.document["views"]} == {0}


def test_run_goes_on_until_it_is_stopped(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    promised(line)

    def turn(runner: Runner) -> None:
        if not runner.fold_some():
            runner.stop()

    monkeypatch.setattr(Runner, "turn", turn)

    assert {each["behind"] for each in line("project", "run", "--json").document["views"]} == {0}


def test_a_view_that_stopped_before_an_event_is_wrong_on_record(line: Line) -> None:
    promised(line)
    changed(line.log, "UPDATE stored_events SET state = '{}' WHERE rowid = 3")

    ran = line("project", "run", "--once", "--json")

    assert ran.code == Exit.WRONG_ON_RECORD
    assert {each["position"] for each in ran.document["views"]} == {2}
    parked = ran.document["views"][0]["parked"]
    assert set(parked) == {"position", "type", "reason"}
    assert f"open_promises stopped before position 3 ({parked['type']})" in ran.err
    assert "stopped before position 3" in line("project", "status").out
    assert line("project", "rebuild", "open_promises").code == Exit.WRONG_ON_RECORD


def test_rebuild_mends_what_was_spoilt(line: Line) -> None:
    promised(line)
    line("promises")
    changed(line.log, "UPDATE view_open_promises_2_a SET owner = 'nobody'")

    assert line("project", "rebuild", "open_promises").code == Exit.FINE
    assert line("project", "rebuild", "--json").document["views"][0]["behind"] == 0

    assert line("promises", "--json").document["promises"][0]["owner"] != "nobody"


def test_only_views_there_are_can_be_built_anew(line: Line) -> None:
    promised(line)

    ran = line("project", "rebuild", "no_view")

    assert ran.code == Exit.WRONG_USE
    assert "there are open_promises, unanswered_critics, next_due" in ran.err
