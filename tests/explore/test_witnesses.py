"""A way to each end, and to each state that is no end, through the real domain."""

import pytest

from answerable.domain.case.duties import settled
from answerable.domain.case.ending import Basis, Stage

from .endings import MERGED, VOIDED, WAYS
from .playing import Play


@pytest.mark.parametrize("basis", Basis)
def test_a_case_can_end_on_each_basis(basis: Basis) -> None:
    world, way = WAYS[basis]
    play = Play(world)

    way(play)

    assert (play.case.stage, play.case.ending.basis) == (Stage.CLOSED, basis)


def test_a_case_can_go_on_in_another() -> None:
    world, way = MERGED
    play = Play(world)

    way(play)

    assert play.case.stage is Stage.MERGED
    assert play.view(world.streams[1]).case.merging.taken_over.keys() == {world.streams[0]}


def test_a_record_that_nobody_outside_made_can_be_struck_out() -> None:
    world, way = VOIDED
    play = Play(world)

    way(play)

    assert play.case.stage is Stage.VOIDED


def test_no_end_is_settled_before_the_bounce_window_is_over() -> None:
    world, way = WAYS[Basis.REPLIED]
    play = Play(world)

    way(play)

    assert not settled(play.case, play.now)
