"""I19: nothing that is checked, folded or judged needs anybody's words."""

from hypothesis import given
from hypothesis import strategies as st
from tests.explore.pairs import PAIR_MERGING
from tests.explore.state import World
from tests.explore.walking import walk
from tests.explore.worlds import WORLDS

from answerable.application.verify import CHECKS, check
from answerable.application.verify.erasure import erase
from answerable.domain.case.duties import duties
from answerable.domain.case.merging import MergeRequested
from answerable.domain.catalogue import decider_for

CHOICES = st.lists(st.integers(0, 10_000), max_size=40)


@given(st.sampled_from(WORLDS), CHOICES)
def test_every_invariant_still_checks_once_all_personal_fields_are_erased(
    world: World, choices: list[int]
) -> None:
    log = walk(world, choices).log

    assert list(check(map(erase, log))) == []
    assert list(CHECKS["I19"](log)) == []


@given(st.sampled_from(WORLDS), CHOICES)
def test_an_erased_case_owes_and_stands_as_it_did(world: World, choices: list[int]) -> None:
    found = walk(world, choices)

    for stream in world.streams:
        own = [each for each in found.log if each.stream == stream]
        decider = decider_for(stream)
        live = decider.fold([each.event for each in own])
        erased = decider.fold([erase(each).event for each in own])
        assert erased.ending.stage == live.ending.stage
        assert duties(erased, found.state.now) == duties(live, found.state.now)


def test_erasing_reaches_the_words_inside_a_case_file() -> None:
    found = walk(PAIR_MERGING, [])
    merge = next(each for each in PAIR_MERGING.moves if each.__name__ == "merges")
    view = found.view(PAIR_MERGING.streams[0])
    for command in list(merge(view)):
        found.do(command)
    asked = next(each for each in found.log if isinstance(each.event, MergeRequested))

    assert "we are sorry" in asked.event.model_dump_json()
    assert "we are sorry" not in erase(asked).event.model_dump_json()


def test_only_the_words_of_the_subject_named_are_erased() -> None:
    first = walk(PAIR_MERGING, []).log

    kept = [each for each in first if erase(each, {"person-9"}) == each]
    touched = [each for each in first if erase(each, {"person-1"}) != each]

    assert kept == first
    assert touched
