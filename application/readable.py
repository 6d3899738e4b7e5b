"""A log of which some events cannot be read, as far as it can be: each stream up to the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..domain.command import Command
from ..domain.event import Event, RecordedEvent
from .ports import Append, EventStore, Outcome, UnreadableEventError

PAGE = 500


@dataclass(frozen=True, slots=True)
class Unread:
    """What an answer does not rest on: the events that cannot be read, in the order of the log.

    `positions` are theirs and those of all that follows one in its stream.
    """

    events: tuple[UnreadableEventError, ...] = ()
    positions: tuple[int, ...] = ()

    @property
    def left_out(self) -> int:
        """How many events the answer does not rest on."""
        return len(self.positions)

    def up_to(self, position: int) -> Unread:
        """As much of it as stands up to a position of the log, where that was asked about."""
        met = (error for error in self.events if error.position <= position)
        return Unread(tuple(met), tuple(each for each in self.positions if each <= position))


ALL_READ = Unread()


class Readable:
    """An `EventStore` that leaves out what cannot be read, and what follows it in its stream.

    A history with a gap would say something else. `unreadable` holds by position what was met,
    `ends` by stream the version of the first, and `left_out` every position that is not given.
    """

    def __init__(self, store: EventStore) -> None:
        self._store = store
        self.unreadable: dict[int, UnreadableEventError] = {}
        self.ends: dict[str, int] = {}
        self.left_out: set[int] = set()
        self._places: dict[str, list[int]] = {}

    def unread(self) -> Unread:
        """What was met and left out so far."""
        met = (error for _, error in sorted(self.unreadable.items()))
        return Unread(tuple(met), tuple(sorted(self.left_out)))

    def read(self, stream: str, after: int = 0) -> Sequence[RecordedEvent]:
        """The events of `stream` past version `after`, up to one that cannot be read."""
        try:
            if stream not in self.ends:
                whole = self._store.read(stream)  # what cannot be read may stand before `after`
                return [each for each in whole if each.version > after]
        except UnreadableEventError as error:
            self._met(error)
        found = [e for place in self._places_of(stream) for e in self._store.read_all(place - 1, 1)]
        return [each for each in found if each.version > after]

    def read_all(self, after_position: int, limit: int) -> Sequence[RecordedEvent]:
        """At most `limit` events past `after_position`; none only at the end of the log."""
        after = after_position
        while page := page_past(self._store, after, limit):
            if kept := list(self._kept(page)):
                return kept
            after = page[-1].position
        return ()

    def answered(self, command: Command) -> Sequence[RecordedEvent]:
        """What this command led to."""
        return self._store.answered(command)

    def append(
        self, command: Command, expected_version: int, events: Sequence[Event]
    ) -> Sequence[RecordedEvent]:
        """As the log does."""
        return self._store.append(command, expected_version, events)

    def append_all(self, appends: Sequence[Append]) -> Sequence[Outcome]:
        """As the log does."""
        return self._store.append_all(appends)

    def wait(self, after_position: int, timeout_seconds: float) -> bool:
        """As the log does."""
        return self._store.wait(after_position, timeout_seconds)

    def head(self) -> int:
        """The position of the newest event, readable or not."""
        return self._store.head()

    def close(self) -> None:
        """Let go of the log."""
        self._store.close()

    def _places_of(self, stream: str) -> Sequence[int]:
        """Where the events of a stream stand that cannot be read to its end."""
        if stream not in self._places:
            for _ in self._log():
                pass  # every stream that cannot be read to its end is met on the way
            self._places = {each: [] for each in self.ends}
            for recorded in self._log():
                if recorded.stream in self._places:
                    self._places[recorded.stream].append(recorded.position)
        return self._places[stream]

    def _log(self) -> Iterator[RecordedEvent]:
        after = 0
        while page := self.read_all(after, PAGE):
            yield from page
            after = page[-1].position

    def _met(self, error: UnreadableEventError) -> None:
        self.unreadable[error.position] = error
        self.left_out.add(error.position)
        self.ends[error.stream] = min(error.version, self.ends.get(error.stream, error.version))

    def _kept(
        self, page: Sequence[RecordedEvent | UnreadableEventError]
    ) -> Iterator[RecordedEvent]:
        for each in page:
            if isinstance(each, UnreadableEventError):
                self._met(each)
            elif each.version < self.ends.get(each.stream, each.version + 1):
                yield each
            else:
                self.left_out.add(each.position)


def page_past(
    store: EventStore, after: int, limit: int
) -> Sequence[RecordedEvent | UnreadableEventError]:
    """What stands past `after`, as much as is readable at once; else what is not, by itself."""
    try:
        return store.read_all(after, limit)
    except UnreadableEventError as error:
        return page_past(store, after, limit // 2) if limit > 1 else (error,)
