"""I17 and I22 of the log itself: order within a stream counts, between streams it does not."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from tests.explore.walking import walk
from tests.explore.worlds import AFTER_CLOSING, ANSWER

from answerable.application.verify import CHECKS, check
from answerable.application.verify.checking import decisions
from answerable.domain.event import RecordedEvent

CHOICES = st.lists(st.integers(0, 10_000), max_size=25)


def placed(events: list[RecordedEvent]) -> list[RecordedEvent]:
    """The events at new positions, in this order."""
    return [replace(each, position=number) for number, each in enumerate(events, 1)]


def elsewhere(events: list[RecordedEvent]) -> list[RecordedEvent]:
    """The same history of another case."""
    return [
        replace(each, stream="case-z", command_id=f"other-{each.command_id}") for each in events
    ]


@given(CHOICES, CHOICES, st.randoms(use_true_random=False))
def test_the_order_in_which_independent_streams_arrive_does_not_matter(
    one: list[int], other: list[int], random: Random
) -> None:
    first, second = walk(ANSWER, one).log, elsewhere(walk(AFTER_CLOSING, other).log)
    streams = [list(decisions(first)), list(decisions(second))]
    turns = [0] * len(streams[0]) + [1] * len(streams[1])
    random.shuffle(turns)
    mixed = placed([each for turn in turns for each in streams[turn].pop(0)])

    assert list(check(placed([*first, *second]))) == list(check(mixed)) == []


def test_a_gap_in_a_stream_is_seen() -> None:
    log = walk(ANSWER, [1] * 10).log

    assert list(CHECKS["I17"](log[:2] + log[3:])) != []


def test_two_events_of_a_stream_exchanged_are_seen() -> None:
    log = walk(ANSWER, [1] * 10).log

    assert list(CHECKS["I17"]([log[1], log[0], *log[2:]])) != []


def test_an_event_recorded_twice_is_seen() -> None:
    log = walk(ANSWER, [1] * 10).log
    again = replace(log[1], version=len(log) + 1, position=len(log) + 1)

    assert list(CHECKS["I22"]([*log, again])) != []
