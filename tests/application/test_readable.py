"""A log is read up to the first event of each stream that cannot be, whichever way it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hypothesis import example, given
from hypothesis import strategies as st
from tests.application.seats import FORM, record

from answerable.adapters.memory.store import MemoryStore
from answerable.application.ports import EventStore, UnreadableEventError
from answerable.application.readable import Readable
from answerable.domain.event import RecordedEvent

STREAMS = ("table-0", "table-1", "table-2")


class Spoilt(MemoryStore):
    """A log of which the events at some positions cannot be read."""

    def __init__(self, streams: Sequence[str], positions: set[int]) -> None:
        super().__init__(FORM)
        self.positions = set[int]()
        for stream in streams:
            record(self, stream, 1)
        self.whole = super().read_all(0, len(streams))
        self.positions = positions

    def read(self, stream: str, after: int = 0) -> Sequence[RecordedEvent]:
        return self._given(super().read(stream, after))

    def read_all(self, after_position: int, limit: int) -> Sequence[RecordedEvent]:
        return self._given(super().read_all(after_position, limit))

    def _given(self, found: Sequence[RecordedEvent]) -> Sequence[RecordedEvent]:
        for each in found:
            if each.position in self.positions:
                place = (each.stream, each.version, each.position)
                raise UnreadableEventError(*place, each.type, "it is spoilt")
        return found

    def readable(self) -> list[RecordedEvent]:
        """What stands in no stream behind one of those events."""
        first: dict[str, int] = {}
        for each in self.whole:
            if each.position in self.positions:
                first.setdefault(each.stream, each.version)
        return [e for e in self.whole if e.version < first.get(e.stream, e.version + 1)]


def paged(log: EventStore, limit: int, after: int = 0) -> Iterator[RecordedEvent]:
    while page := log.read_all(after, limit):
        yield from page
        after = page[-1].position


@st.composite
def logs(draw: st.DrawFn) -> Spoilt:
    """A small log and where it is spoilt."""
    streams = draw(st.lists(st.sampled_from(STREAMS), min_size=1, max_size=12))
    return Spoilt(streams, draw(st.sets(st.integers(1, len(streams)), max_size=4)))


@given(log=logs(), limit=st.integers(1, 5), after=st.integers(0, 12))
@example(log=Spoilt(["table-0"] * 3, {1, 3}), limit=1, after=0)
def test_no_history_has_a_gap_however_often_and_from_wherever_it_is_read(
    log: Spoilt, limit: int, after: int
) -> None:
    readable = Readable(log)

    list(paged(readable, limit, after))
    for _ in range(2):
        assert list(paged(readable, limit)) == log.readable()


@given(log=logs(), version=st.integers(0, 5))
@example(log=Spoilt(["table-0", "table-0"], {1}), version=1)
def test_a_stream_read_by_itself_gives_what_the_log_gives_of_it(log: Spoilt, version: int) -> None:
    readable = Readable(log)

    for stream in STREAMS:
        expected = [e for e in log.readable() if e.stream == stream and e.version > version]
        assert list(readable.read(stream, version)) == expected


@given(log=logs(), limit=st.integers(1, 5), until=st.integers(0, 12) | st.none())
def test_what_is_left_out_is_named_and_counted_up_to_where_was_asked(
    log: Spoilt, limit: int, until: int | None
) -> None:
    readable, end = Readable(log), len(log.whole) if until is None else until
    kept = {each.position for each in paged(readable, limit)}

    unread = readable.unread() if until is None else readable.unread().up_to(until)

    asked = [each.position for each in log.whole if each.position <= end]
    assert [each.position for each in unread.events] == [n for n in asked if n in log.positions]
    assert unread.left_out == len([n for n in asked if n not in kept])
