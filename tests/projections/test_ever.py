"""Every row there ever was, with when it stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.projections.histories import LIVES, Life
from tests.projections.town import HOUR, Town

from answerable.application.answers import as_of
from answerable.domain.case.replies import Kind
from answerable.projections.ever import Stood, ever
from answerable.projections.open_promises import OPEN_PROMISES
from answerable.projections.unanswered_critics import UNANSWERED_CRITICS
from answerable.projections.view import View

ASKED: tuple[View[Any, Any], ...] = (OPEN_PROMISES, UNANSWERED_CRITICS)


def standing(rows: list[Stood[Any]], moment: datetime) -> list[Any]:
    return [
        row.row for row in rows if row.since <= moment and (row.until is None or moment < row.until)
    ]


def then(life: Life, view: View[Any, Any], moment: datetime) -> list[Any]:
    """As the log says it was known, without how late it was."""
    return [replace(row, late_by=None) for row in as_of(life.desk.store, view, moment)]


@given(LIVES, st.lists(st.integers(0, 900), min_size=1, max_size=6))
def test_what_stood_at_any_moment_is_what_was_known_then(life: Life, hours: list[int]) -> None:
    for view in ASKED:
        rows = ever(view, life.log, life.now)
        for moment in {max(life.now - each * HOUR, life.log[0].recorded_at) for each in hours}:
            assert sorted(map(str, standing(rows, moment))) == sorted(
                map(str, then(life, view, moment))
            )


@given(LIVES)
def test_a_row_that_goes_on_unchanged_is_given_once(life: Life) -> None:
    for view in ASKED:
        rows = ever(view, life.log, life.now)
        ends = {(row.stream, row.name, row.until): row.row for row in rows if row.until}
        begun = {(row.stream, row.name, row.since): row.row for row in rows}

        assert not [key for key, row in ends.items() if begun.get(key) == row]
        assert all(row.until is None or row.since < row.until for row in rows)


def test_a_promise_stands_from_when_it_was_told_until_it_was_done(town: Town) -> None:
    case = town.owned()
    town.after(HOUR)
    case.acknowledge("we are sorry", "Marta")
    told = town.now
    town.after(HOUR)
    (promise,) = case.state.promises
    case.send(case.reply(Kind.STATUS, "here it is", signed="Marta", keeps=(promise,)))

    (row,) = ever(OPEN_PROMISES, town.log, town.after(HOUR).now)

    assert (row.since, row.until, row.name) == (told, town.now - HOUR, promise)
