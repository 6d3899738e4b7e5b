"""`promises`, `critics` and `next`: the documents, the tables, and any past moment."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.adapters.cli.ran import HOSTILE, Line

from answerable.application.case_desk import CaseDesk
from answerable.bootstrap import open_desk

PROMISE = {"case", "promise", "text", "to", "owner", "made_at", "due_at", "late_by", "told_in"}
CRITIC = {
    *("critic", "source", "case", "since", "asked", "words", "waiting", "target", "late_by"),
}
DUTY = {"case", "duty", "kind", "name", "due_at", "owner", "late_by"}


def promised(line: Line, words: str = "The parcel never came.") -> CaseDesk:
    """A case with an owner, a first response and the promise in it."""
    with line.desk() as desk:
        case = desk.receive(words)
        case.name_owner("Anna")
        case.acknowledge("We are sorry.", signed="Anna")
    return case


def test_a_promise_is_told_by_its_stable_names(line: Line) -> None:
    case = promised(line)

    document = line("promises", "--json").document

    (row,) = document["promises"]
    assert row.keys() == PROMISE
    assert (row["case"], row["text"], row["late_by"]) == (case.id, "a binding answer", None)
    assert datetime.fromisoformat(row["due_at"]).utcoffset() == timedelta(0)
    assert row["due_at"].endswith("Z")


def test_a_critic_is_told_by_stable_names(line: Line) -> None:
    case = promised(line)

    (row,) = line("critics", "--json").document["critics"]

    assert row.keys() == CRITIC
    assert (row["case"], row["words"], row["waiting"]) == (case.id, "The parcel never came.", "us")


def test_a_duty_is_told_by_stable_names(line: Line) -> None:
    promised(line)

    document = line("next", "--json").document

    assert document.keys() == {"as_of", "total", "duties"}
    assert all(row.keys() == DUTY for row in document["duties"])
    assert {row["kind"] for row in document["duties"]} == {"promise", "obligation"}


def test_lateness_is_in_whole_seconds_of_the_moment_asked_about(line: Line) -> None:
    promised(line)
    (row,) = line("promises", "--json").document["promises"]
    due = datetime.fromisoformat(row["due_at"])

    later = (due + timedelta(seconds=90, milliseconds=600)).isoformat()
    (late,) = line("promises", "--json", "--as-of", later).document["promises"]

    assert late["late_by"] == 90


@pytest.mark.parametrize("name", ["promises", "critics", "next"])
def test_before_anything_was_recorded_nothing_was_owed(line: Line, name: str) -> None:
    promised(line)

    document = line(name, "--json", "--as-of", "2001-01-01T00:00+01:00").document

    assert document["total"] == 0
    assert document["as_of"] == {
        "time": "2000-12-31T23:00:00Z",
        "position": None,
        "on_record": False,
        "log_begins": line(name, "--json").document["as_of"]["log_begins"],
    }


@pytest.mark.parametrize("name", ["promises", "critics", "next"])
def test_a_time_before_the_log_is_no_all_clear(line: Line, name: str) -> None:
    began = datetime(2026, 11, 22, 15, 18, tzinfo=UTC)
    with open_desk(str(line.log), clock=lambda: began) as desk:
        desk.receive("It broke.")

    before = line(name, "--as-of", "2026-11-22T15:17Z").out
    then = line(name, "--json", "--as-of", "2026-11-22T15:18Z").document

    assert before.startswith("Nothing was on record then: this log begins 2026-11-22 15:18 UTC.")
    assert (then["as_of"]["on_record"], then["as_of"]["log_begins"]) == (
        True,
        "2026-11-22T15:18:00Z",
    )


def test_a_position_is_a_moment_too(line: Line) -> None:
    promised(line)
    with line.desk() as desk:
        head = desk.store.head()

    assert line("promises", "--json", "--as-of", "1").document["promises"] == []
    now = line("promises", "--json", "--as-of", str(head)).document
    assert len(now["promises"]) == 1
    assert now["as_of"]["position"] == head


def test_a_time_without_a_zone_is_utc_and_that_is_said(line: Line) -> None:
    promised(line)

    ran = line("promises", "--json", "--as-of", "2001-01-01T12:00")

    assert ran.document["as_of"]["time"] == "2001-01-01T12:00:00Z"
    assert "names no zone: taken as 2001-01-01 12:00 UTC" in ran.err


def test_a_limit_shows_the_first_and_counts_all(line: Line) -> None:
    promised(line)
    promised(line)

    document = line("promises", "--json", "--limit", "1").document

    assert (document["total"], len(document["promises"])) == (2, 1)
    assert "Only the first is shown" in line("promises", "--limit", "1").out
    promised(line)
    assert "The first 2 are shown" in line("promises", "--limit", "2").out


def test_a_piped_table_cuts_no_id_and_fits(line: Line) -> None:
    case = promised(line, "w" * 150 + " and more words than fit in one line" * 20)
    (row,) = line("promises", "--json").document["promises"]

    for name in ("promises", "critics", "next"):
        out = line(name).out
        assert case.id in out
        assert max(map(len, out.splitlines())) <= 100
    assert row["promise"] in line("promises").out
    assert row["to"] in line("promises").out


def test_nothing_owed_is_said_in_words(line: Line) -> None:
    line.desk().close()
    assert line("promises").out.startswith("Nothing is on record: this log is empty. As of ")

    line.desk().receive("It broke.").desk.close()

    assert line("promises").out.startswith("No open promise. As of ")


def test_a_piped_table_has_no_spaces_at_the_ends_of_its_lines(line: Line) -> None:
    promised(line)

    rows = [row for name in ("promises", "critics", "next") for row in line(name).out.splitlines()]

    assert [row for row in rows if row != row.rstrip()] == []
    assert any("  " in row for row in rows)


@pytest.mark.parametrize("argv", [["critics"], ["critics", "--json"], ["next"]])
def test_words_of_others_stay_words(line: Line, argv: list[str]) -> None:
    promised(line, HOSTILE)

    out = line(*argv).out

    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\r"} & set(out)


def test_markup_in_words_is_shown_and_not_obeyed(line: Line) -> None:
    promised(line, HOSTILE)

    assert "[bold red]not markup[/bold red]" in line("critics").out
    assert "\\x1b[2J" in line("critics").out


@pytest.mark.parametrize("quiet", [["--no-color"], []])
def test_no_colours_where_none_are_wanted(
    line: Line, monkeypatch: pytest.MonkeyPatch, quiet: list[str]
) -> None:
    late = open_desk(str(line.log), clock=lambda: datetime(2020, 1, 1, tzinfo=UTC))
    with late as desk:
        desk.receive("It broke.")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[1;31m" in line("next").out

    if not quiet:
        monkeypatch.setenv("NO_COLOR", "1")

    assert "31m" not in line("next", *quiet).out
