"""Plots: files that stand alone, and say in words all that they draw."""

from __future__ import annotations

import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.projections.histories import LIVES, Life
from tests.projections.register import stated_by_register
from tests.projections.town import Town

from answerable.adapters.plots.plot import figure, plot, steps
from answerable.adapters.plots.svg import Drawing
from answerable.application.audit import Auditor
from answerable.projections.audit.catalogue import QUESTIONS

DRAWN = [question for question in QUESTIONS.values() if question.plot]
SVG = "{http://www.w3.org/2000/svg}"


def drawn(life: Town, name: str, later: timedelta = timedelta()) -> str:
    auditor = Auditor(life.desk.store, life.now + later)
    return plot(auditor.ask([QUESTIONS[name]])[0]) or ""


@settings(max_examples=20)
@given(LIVES, st.integers(0, 4000))
def test_a_plot_stands_alone_and_is_told_in_words(life: Life, hours: int) -> None:
    for question in DRAWN:
        written = drawn(life, question.name, timedelta(hours=hours))
        root = ET.fromstring(written)  # noqa: S314  # written by us just now
        names = {each.tag.removeprefix(SVG) for each in root.iter()}

        assert names <= {"svg", "title", "desc", "style", "rect", "line", "path", "text"}
        assert not re.search(r"https?:|url\(|@import|href|\bon\w+=", written.replace(SVG[1:-1], ""))
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == "title desc"
        title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert title.text
        assert desc is not None
        assert "On record here" in (desc.text or "")


@given(LIVES, st.integers(0, 400))
def test_the_line_of_waiting_critics_ends_at_how_many_wait(life: Life, hours: int) -> None:
    auditor = Auditor(life.desk.store, life.now + timedelta(hours=hours))
    audit = auditor.ask([QUESTIONS["critics"]])[0]
    items = figure(audit, "critics_answered").items

    line = steps(items, audit.moment)

    waiting = sum(item.counts is False for item in items)
    assert (line[-1][1] if line else 0) == waiting
    assert all(count >= 0 for _, count in line)


def test_what_a_register_states_is_drawn_in_a_panel_of_its_own(town: Town) -> None:
    stated_by_register(town.desk, "case-register", replied=True)

    for question in DRAWN:
        if question.name != "promises":
            assert "counted apart" in drawn(town, question.name)
    assert "1 left out, as no time of an answer is on record" in drawn(town, "critics")


def test_a_question_without_a_plot_is_not_drawn(town: Town) -> None:
    town.owned()

    assert drawn(town, "owners") == ""


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "\x00\x1b]0;a", "]]>&amp;"])
def test_words_in_a_drawing_stay_words(hostile: str) -> None:
    drawing = Drawing(hostile, hostile, 1)
    drawing.words(hostile, 0, 0)

    root = ET.fromstring(drawing.written())  # noqa: S314  # the same

    assert f"{SVG}script" not in {each.tag for each in root.iter()}
