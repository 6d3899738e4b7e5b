"""The contract of `EventStore.append_all`: several appends, one commit, an answer for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from tests.contracts.stores import NOON, Left, command, everything, waited

from answerable.application.ports import (
    Append,
    CommandReusedError,
    ConflictError,
    EventStore,
    UnstorableEventError,
)
from answerable.domain.event import RecordedEvent


def test_each_of_several_appends_is_answered_for_itself(store: EventStore) -> None:
    first = store.append(command("cmd-1"), 0, waited(1))
    torn = [*waited(1), Left(occurred_at=NOON, table=1, said="\ud800")]

    again, stale, reused, unstorable, nothing, taken = store.append_all(
        [
            Append(command("cmd-1"), 0, waited(9)),
            Append(command("cmd-2"), 0, waited(2)),
            Append(command("cmd-1", "case-2"), 0, waited(3)),
            Append(command("cmd-3", "case-3"), 0, torn),
            Append(command("cmd-4"), 0, []),
            Append(command("cmd-5", "case-5"), 0, waited(4, 5)),
        ]
    )

    assert again == first
    assert isinstance(stale, ConflictError)
    assert (stale.stream, stale.expected, stale.actual) == ("case-1", 0, 1)
    assert isinstance(reused, CommandReusedError)
    assert isinstance(unstorable, UnstorableEventError)
    assert list(cast("Sequence[RecordedEvent]", nothing)) == []
    assert [e.command_id for e in everything(store)] == ["cmd-1", "cmd-5", "cmd-5"]
    assert taken == everything(store)[1:]
    for id_, stream in (("cmd-2", "case-1"), ("cmd-3", "case-3"), ("cmd-4", "case-1")):
        assert list(store.answered(command(id_, stream))) == []


def test_a_command_put_twice_in_one_call_is_recorded_once(store: EventStore) -> None:
    appends = [Append(command("cmd-1"), n, waited(n)) for n in (0, 0, 1)]

    outcomes = store.append_all(appends)

    assert [list(cast("Sequence[RecordedEvent]", each)) for each in outcomes] == [
        everything(store)
    ] * 3
    assert len(everything(store)) == 1


def test_in_one_call_an_append_builds_on_the_one_before(store: EventStore) -> None:
    appends = [
        Append(command("cmd-1"), 0, waited(1, 2)),
        Append(command("cmd-2"), 2, waited(3)),
        Append(command("cmd-3"), 2, waited(4)),
        Append(command("cmd-4"), 3, waited(5)),
    ]

    *_, late, last = store.append_all(appends)

    assert isinstance(late, ConflictError)
    assert [e.version for e in store.read("case-1")] == [1, 2, 3, 4]
    assert [e.version for e in cast("Sequence[RecordedEvent]", last)] == [4]
    assert "cmd-3" not in {e.command_id for e in everything(store)}


def test_no_appends_are_no_work(store: EventStore) -> None:
    assert list(store.append_all([])) == []
    assert store.head() == 0
