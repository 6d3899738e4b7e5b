"""`answerable audit`: what auditors ask, at the command line."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest
from tests.adapters.cli.ran import Line
from tests.adapters.cli.test_docs import SECTIONS, inner_fields, table
from tests.adapters.cli.test_import_commands import REGISTER
from tests.adapters.cli.test_lists import promised

from answerable.adapters.cli.stories import tell
from answerable.projections.audit.catalogue import QUESTIONS


@pytest.fixture
def told(line: Line) -> Line:
    """A log with the five stories."""
    with line.desk() as desk:
        tell(desk, lambda _: None)
    return line


def test_without_a_question_all_are_answered_in_brief(told: Line) -> None:
    ended = told("audit")

    assert ended.code == 1
    assert [q.title for q in QUESTIONS.values() if q.title not in ended.out] == []
    assert "2 findings. As of" in ended.out


def test_one_question_is_told_in_full_with_its_findings_and_events(told: Line) -> None:
    ended = told("audit", "promises")

    assert ended.code == 1
    assert "broken_without_apology: Broken promises" in ended.out
    assert "PromiseMade" in ended.out
    assert "1 finding. As of" in ended.out


def test_what_only_a_register_states_is_counted_apart_from_our_findings(line: Line) -> None:
    (line.log.parent / "register.csv").write_text(REGISTER, "utf-8")
    line("import", "cfpb", "register.csv")

    ended = line("audit", "owners")

    assert ended.code == 0
    assert "0 findings, and 2 by the word of registers. As of" in ended.out


def test_a_question_with_nothing_found_ends_with_0(told: Line) -> None:
    assert told("audit", "delivery").code == 0
    assert told("audit", "promises", "--as-of", "3").code == 0


def test_the_document_holds_each_figure_with_its_items_and_events(told: Line) -> None:
    document = told("audit", "promises", "--json").document

    (question,) = document["questions"]
    figure = question["figures"][0]
    described = table(SECTIONS["audit"], "Field")
    assert list(document) == ["as_of", "events", "streams", "questions"]
    assert list(question) == ["question", "title", "findings", "figures"]
    assert list(figure) == list(described)
    assert list(figure["ours"]) == inner_fields(described["ours"])
    assert list(figure["months"][0]) == inner_fields(described["months"])
    assert list(figure["items"][0]) == inner_fields(described["items"])
    event: dict[str, Any] = figure["items"][0]["events"][0]
    with told.desk() as desk:
        there = desk.store.read(str(event["stream"]))[int(event["version"]) - 1]
    assert (there.type, there.position) == (event["type"], event["position"])


def test_the_table_has_one_line_for_each_item(told: Line) -> None:
    document = told("audit", "critics", "--json").document
    ended = told("audit", "critics", "--csv")

    heads, *rows = csv.reader(StringIO(ended.out, newline=""), strict=True)

    figures = document["questions"][0]["figures"]
    assert ended.code == 1
    assert heads == list(table(SECTIONS["audit"], "Column"))
    assert len(rows) == sum(len(figure["items"]) for figure in figures)
    assert all(len(row) == len(heads) for row in rows)
    assert [row[-1] for row in rows if not row[-1]] == []


def test_a_plot_is_written_and_said(told: Line) -> None:
    ended = told("audit", "critics", "--plot", "critics.svg")

    assert "is drawn in critics.svg" in ended.err
    assert (told.log.parent / "critics.svg").read_text("utf-8").startswith("<svg ")


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (("luck",), "There is no question luck; there are delivery"),
        (("owners", "--plot", "x.svg"), "--plot draws one of promises, reply-times, critics"),
        (("--plot", "x.svg"), "--plot draws one of"),
        (("--csv", "--json"), "Use --csv or --json, not both"),
    ],
)
def test_wrong_use_ends_with_2_and_says_why(told: Line, argv: tuple[str, ...], why: str) -> None:
    ended = told("audit", *argv)

    assert ended.code == 2
    assert why in ended.err


def test_what_registers_state_is_in_a_column_of_its_own(line: Line) -> None:
    promised(line)
    (line.log.parent / "register.csv").write_text(REGISTER, "utf-8")
    line("import", "cfpb", "register.csv")

    ended = line("audit", "loopholes")

    assert "Stated by registers" in ended.out
    assert "by registers" in ended.out
