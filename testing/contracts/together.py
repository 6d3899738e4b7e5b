"""Several appends in one call: one commit, and an answer for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from ...application.ports import (
    Append,
    CommandReusedError,
    ConflictError,
    EventStore,
    UnstorableEventError,
)
from ...domain.event import RecordedEvent
from ..threads import together
from ..visits import LONE_SURROGATE, append, command, everything, left, require_whole, waited


def recorded(outcome: object) -> list[RecordedEvent]:
    """What an append led to, which was not refused."""
    assert not isinstance(outcome, Exception), type(outcome).__name__
    return list(cast("Sequence[RecordedEvent]", outcome))


class Together:
    """Guarantees of `append_all`."""

    def test_answers_each(self, store: EventStore) -> None:
        """Of several appends in one call each is answered for itself; a refused one stops none."""
        first = store.append(command("cmd-1"), 0, waited(1))

        again, stale, reused, torn, nothing, taken = store.append_all(
            [
                append("cmd-1", 0, 9),
                append("cmd-2", 0, 2),
                append("cmd-1", 0, 3, stream="case-2"),
                Append(command("cmd-3", "case-3"), 0, [*waited(1), left(LONE_SURROGATE)]),
                append("cmd-4", 0),
                append("cmd-5", 0, 4, 5, stream="case-5"),
            ]
        )

        assert recorded(again) == list(first)
        assert isinstance(stale, ConflictError)
        assert (stale.stream, stale.expected, stale.actual) == ("case-1", 0, 1)
        assert isinstance(reused, CommandReusedError)
        assert isinstance(torn, UnstorableEventError)
        assert recorded(nothing) == []
        assert recorded(taken) == everything(store)[1:]

    def test_refused_leaves_nothing(self, store: EventStore) -> None:
        """An append refused beside others leaves no trace: no event, and no answer to its id."""
        store.append_all(
            [
                append("cmd-1", 0, 1),
                append("cmd-2", 0, 2),
                Append(command("cmd-3", "case-3"), 0, [*waited(1), left(LONE_SURROGATE)]),
                append("cmd-4", 0),
                append("cmd-5", 1, 5),
            ]
        )

        assert [e.command_id for e in everything(store)] == ["cmd-1", "cmd-5"]
        for id_, stream in (("cmd-2", "case-1"), ("cmd-3", "case-3"), ("cmd-4", "case-1")):
            assert list(store.answered(command(id_, stream))) == []

    def test_answers_once_in_one_call(self, store: EventStore) -> None:
        """A command that stands several times in one call is recorded once."""
        outcomes = store.append_all([append("cmd-1", n, n) for n in (0, 0, 1)])

        log = everything(store)
        assert len(log) == 1
        assert [recorded(each) for each in outcomes] == [log] * 3

    def test_builds_on_the_one_before(self, store: EventStore) -> None:
        """In one call an append builds on those before it."""
        *_, late, last = store.append_all(
            [
                append("cmd-1", 0, 1, 2),
                append("cmd-2", 2, 3),
                append("cmd-3", 2, 4),
                append("cmd-4", 3, 5),
            ]
        )

        assert isinstance(late, ConflictError)
        assert [e.version for e in store.read("case-1")] == [1, 2, 3, 4]
        assert [e.version for e in recorded(last)] == [4]

    def test_no_appends(self, store: EventStore) -> None:
        """No appends are no work."""
        assert list(store.append_all([])) == []
        assert store.head() == 0

    def test_shares_commits(self, store: EventStore) -> None:
        """Appends of many threads, alone and together, give each its own events."""

        def work(name: str) -> None:
            for n in range(10):
                stream = f"case-{name}"
                (alone,) = store.append(command(f"{name}{n}", stream), 3 * n, waited(n))
                pair = [append(f"{name}{n}.{k}", 3 * n + k, k, stream=stream) for k in (1, 2)]
                after = [recorded(each)[0] for each in store.append_all(pair)]
                mine = [alone, *after]
                assert [e.version for e in mine] == [3 * n + 1, 3 * n + 2, 3 * n + 3]
                assert list(store.read(stream, 3 * n)) == mine

        together(*[lambda name=name: work(name) for name in "abcd"])
        log = everything(store)
        require_whole(log)
        assert len(log) == 120
