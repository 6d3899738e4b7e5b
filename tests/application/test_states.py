"""What is kept of streams in memory: bounded, never back in version, gone when evicted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from answerable.application.states import Folded, States

STREAMS = st.sampled_from(["case-1", "case-2", "case-3", "case-4"])


def test_the_longest_unused_is_let_go_first() -> None:
    states = States(2)
    for stream in ("case-1", "case-2"):
        states.keep(stream, Folded(1, stream), states.epoch)
    states.get("case-1")

    states.keep("case-3", Folded(1, "case-3"), states.epoch)

    assert states.get("case-2") is None
    assert states.get("case-1") == (1, "case-1")
    assert states.get("case-3") == (1, "case-3")


def test_of_size_0_nothing_is_kept() -> None:
    states = States(0)

    states.keep("case-1", Folded(1, "words"), states.epoch)

    assert states.get("case-1") is None


def test_what_is_evicted_is_gone_and_so_is_what_was_just_being_read() -> None:
    states = States(9)
    states.keep("case-1", Folded(1, "words"), states.epoch)
    before = states.epoch

    states.evict("case-1")
    states.keep("case-1", Folded(2, "words, read before"), before)

    assert states.get("case-1") is None
    states.keep("case-1", Folded(3, "no words"), states.epoch)
    assert states.get("case-1") == (3, "no words")


@given(st.lists(st.tuples(STREAMS, st.integers(1, 5)), max_size=30), st.integers(0, 3))
def test_a_state_is_never_replaced_by_an_older_one_and_no_more_than_its_size_are_kept(
    kept: list[tuple[str, int]], size: int
) -> None:
    states = States(size)
    newest: dict[str, int] = {}
    for stream, version in kept:
        states.keep(stream, Folded(version, version), states.epoch)
        known = states.get(stream)
        assert (known is None) == (size == 0)
        if known is not None:
            newest[stream] = max(version, newest.get(stream, 0))
            assert known.version <= newest[stream]
            assert known.version >= version

    assert sum(states.get(f"case-{n}") is not None for n in range(1, 5)) <= size
