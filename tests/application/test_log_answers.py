"""A view made from the log shows what the kept one shows, where all of the log can be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.adapters.cli.stories import tell
from answerable.application.answers import Answers
from answerable.application.desk import Desk
from answerable.application.log_answers import LogAnswers
from answerable.bootstrap import open_desk
from answerable.projections.catalogue import VIEWS
from answerable.projections.view import View

Both = tuple[LogAnswers, Answers]


@pytest.fixture(scope="module")
def told() -> Iterator[Desk]:
    """A desk on which many stories were told."""
    with open_desk("memory:") as desk:
        for _ in range(3):
            tell(desk, lambda _: None)
        yield desk


def both(desk: Desk, days: int) -> Both:
    moment = desk.place.now() + timedelta(days=days)
    return LogAnswers(desk.store, moment), Answers(desk.place.keeper, moment)


@given(view=st.sampled_from(VIEWS), days=st.integers(-40, 400))
def test_rows_their_number_and_what_is_late_are_the_same(
    told: Desk, view: View[Any, Any], days: int
) -> None:
    ours, kept = both(told, days)

    assert ours.rows(view) == kept.rows(view)
    assert ours.count(view) == kept.count(view)
    assert ours.late(view) == kept.late(view)


@given(view=st.sampled_from(VIEWS), days=st.integers(-1, 60), limit=st.integers(1, 9))
def test_pages_are_the_same_and_one_goes_on_where_the_other_ended(
    told: Desk, view: View[Any, Any], days: int, limit: int
) -> None:
    ours, kept = both(told, days)
    after = None
    while True:
        page = ours.page(view, limit, after)
        assert page == kept.page(view, limit, after)
        after = page.after
        if after is None:
            break


@given(view=st.sampled_from(VIEWS), data=st.data())
def test_the_rows_of_one_stream_are_the_same(
    told: Desk, view: View[Any, Any], data: st.DataObject
) -> None:
    ours, kept = both(told, data.draw(st.integers(-1, 60)))
    streams = sorted({each.stream for each in told.store.read_all(0, 999)})
    stream = data.draw(st.sampled_from(streams))

    assert ours.rows(view, stream) == kept.rows(view, stream)
