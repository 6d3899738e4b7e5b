"""Every fold and every decision works when a person's words have been erased (I19)."""

from __future__ import annotations

import pytest
from tests.domain.case.acceptances import Accepted
from tests.domain.case.merges import merged, parted, returned, taken_over
from tests.domain.case.register_rows import row
from tests.domain.case.stories import (
    ANNA,
    DAY,
    WEEK,
    History,
    answered,
    at,
    by,
    closed,
    decided,
    failed,
    found,
    joined,
    promised,
    put,
    reply,
    state,
    words,
)
from tests.domain.case.test_commands import ROWS
from tests.projections.without_words import without_words

from answerable.domain.case.duties import duties, settled
from answerable.domain.case.intake import ReceiveMessage
from answerable.domain.event import ERASED, Personal

PRIMARY, FILE = parted(taken_over(), 9)
STORIES: dict[str, History] = {
    "open": found(promised()),
    "ended": closed(answered(found(promised()), tells=("promise-1",))),
    "opened again": failed(closed(), "reply-9", 9),
    "a group": joined(),
    "merged": merged(),
    "carrying on another": taken_over(),
    "parted": PRIMARY,
    "back by itself": returned(merged(), FILE, 9),
    "from a register": put((), row(0, replied=True)),
}


def erased(history: History) -> History:
    """The history without the words of anybody."""
    return tuple(without_words(event) for event in history)


@pytest.mark.parametrize("history", STORIES.values(), ids=STORIES)
def test_nothing_but_words_is_lost(history: History) -> None:
    whole, silent = state(history), state(erased(history))

    assert (whole.stage, whole.ending) == (silent.stage, silent.ending)
    for hour in (5, DAY, WEEK, 4 * WEEK):
        assert duties(whole, at(hour)) == duties(silent, at(hour))
        assert settled(whole, at(hour)) == settled(silent, at(hour))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{type(row.command).__name__} {row.when}")
def test_what_may_be_done_may_be_done_all_the_same(row: Accepted) -> None:
    after = decided(erased(row.history), row.command, row.policy)

    assert [type(event).__name__ for event in after] == row.then


def test_a_message_known_by_its_channels_id_is_no_longer_known_once_that_is_erased() -> None:
    again = ReceiveMessage("m-2", ANNA, "email", words("<1@example.org>"), None, **by(9))

    assert decided(found(), again) == []
    assert len(decided(erased(found()), again)) == 1


def test_an_erased_id_is_the_same_as_no_other() -> None:
    gone = Personal[str](subject=ANNA, value=ERASED)

    assert len(decided(found(), ReceiveMessage("m-2", ANNA, "email", gone, None, **by(9)))) == 1


def test_the_tone_of_erased_words_is_not_judged() -> None:
    gone = Personal[str](subject=ANNA, value=ERASED)

    assert len(decided(found(), reply("reply-1", 9, text=gone))) == 1
