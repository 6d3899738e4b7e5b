"""The order of the log, seen by readers while others write: nothing late, nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pytest

from ...application.ports import ConflictError, EventStore
from ...domain.event import RecordedEvent
from ..adapter import Claim
from ..place import Place
from ..threads import WORK_SECONDS, Begun, together
from ..visits import append_somehow, command, everything, require_whole, waited
from .claims import needs

PROCESSES = 3
COMMANDS = 150


def tail(store: EventStore, ended: Sequence[Begun[list[str]]], page: int) -> list[RecordedEvent]:
    """Read the log from its beginning, never going back, until the writers have ended."""
    seen: list[RecordedEvent] = []
    while True:
        last = all(each.done for each in ended)
        found = store.read_all(seen[-1].position if seen else 0, page)
        assert not (seen and found) or found[0].position > seen[-1].position, "a page leads back"
        seen.extend(found)
        if last and not found:
            return seen


def acknowledged(said: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Each command with its stream and how many events it led to."""
    words = (line.split() for line in said)
    return {id_: (stream, int(size)) for id_, stream, size in words}


def require_recorded(log: Sequence[RecordedEvent], said: Sequence[str]) -> None:
    """Every acknowledged command is there with all its events, side by side, and only once."""
    versions: dict[tuple[str, str], list[int]] = {}
    for each in log:
        versions.setdefault((each.command_id, each.stream), []).append(each.version)
    for id_, (stream, size) in acknowledged(said).items():
        found = versions.get((id_, stream), [])
        assert len(found) >= size, f"{id_} was acknowledged and is lost, or a part of it"
        assert len(found) == size, f"{id_} is on record twice"
    for found in versions.values():
        assert found == list(range(found[0], found[0] + len(found))), "a command is torn apart"


class Ordering:
    """Guarantees to readers beside writers."""

    def test_tail_sees_all(self, store: EventStore) -> None:
        """A reader that follows writing threads sees every event once, in order."""

        def write(name: str) -> list[str]:
            for n in range(20):
                append_somehow(store, command(f"{name}-{n}", f"case-{n % 3}"), waited(n, n))
            return []

        writers = [Begun(partial(write, name)) for name in "abc"]
        seen = tail(store, writers, 7)
        for writer in writers:
            writer.result("a writer", WORK_SECONDS)

        assert len(seen) == 120
        assert seen == everything(store)
        require_whole(seen)

    @needs(Claim.SHARED)
    def test_tail_sees_all_processes(self, place: Place) -> None:
        """No event of several writing processes shows up behind a reader that has passed."""
        store, other = place.open(), place.open()
        children = [place.start("append_some", f"w{n}", str(COMMANDS)) for n in range(PROCESSES)]
        said = [Begun(child.finished) for child in children]
        for child in children:
            child.go()
        readers = [Begun(partial(tail, store, said, 7)), Begun(partial(tail, other, said, 100))]
        fast, slow = [each.result("a reader", WORK_SECONDS) for each in readers]

        log = everything(store)
        require_whole(log)
        assert fast == log, "a reader missed events that came late"
        assert slow == log, "a reader missed events that came late"
        require_recorded(
            log, [line for each in said for line in each.result("a writer", WORK_SECONDS)]
        )

    @needs(Claim.SHARED)
    def test_shares_the_log(self, place: Place) -> None:
        """What one opening of the log records, another that is open already sees at once."""
        here, there = place.open(), place.open()

        for n in range(5):
            one, two = (here, there) if n % 2 else (there, here)
            appended = one.append(command(f"cmd-{n}"), n, waited(n))
            assert list(two.read("case-1", n)) == list(appended)
            assert list(two.answered(command(f"cmd-{n}"))) == list(appended)
            assert two.head() == appended[-1].position
            assert everything(two) == everything(one)

    @needs(Claim.SHARED)
    def test_one_wins(self, place: Place) -> None:
        """Of several openings that append at one version, one records and the others conflict."""
        stores = [place.open() for _ in range(3)]

        def append(n: int, k: int) -> bool:
            try:
                return bool(stores[k].append(command(f"cmd-{n}-{k}"), n, waited(k)))
            except ConflictError:
                return False

        for n in range(10):
            assert sum(together(*[partial(append, n, k) for k in range(3)])) == 1
        require_whole(everything(stores[0]))

    def test_no_position_again(self, place: Place) -> None:
        """The position of an event that was taken out of the log is never given again."""
        remove = place.adapter.remove_newest
        if remove is None:
            pytest.skip("the kit was not told how to take an event out")
        store = place.open()
        store.append(command("cmd-1"), 0, waited(1))
        (gone,) = store.append(command("cmd-2", "case-2"), 0, waited(2))
        place.close()
        remove(place.folder)

        (next_,) = place.open().append(command("cmd-3", "case-3"), 0, waited(3))

        assert next_.position > gone.position
