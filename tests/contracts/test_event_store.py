"""The contract of `EventStore`: an adapter belongs to us once its line in STORES passes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from itertools import pairwise
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.contracts.stores import MARTA, NOON, Left, Waited, at_once, command, everything, waited

from answerable.application.ports import (
    CommandReusedError,
    ConflictError,
    EventStore,
    UnstorableEventError,
)
from answerable.domain.command import Command
from answerable.domain.event import RecordedEvent


def test_what_was_appended_is_read_back_with_its_envelope(store: EventStore) -> None:
    linked = {"confirmed_by": "agent-2", "causation": "survey-1/3", "correlation": "cmd-0"}
    put = Command(stream="case-1", id="cmd-1", actor=MARTA, now=NOON, occurred_at=NOON, **linked)

    appended = store.append(put, 0, waited(7))

    assert list(store.read("case-1")) == list(appended) == list(store.read_all(0, 10))
    (only,) = appended
    assert only == RecordedEvent(
        event=Waited(occurred_at=NOON, table=7),
        stream="case-1",
        version=1,
        position=only.position,
        recorded_at=NOON.astimezone(UTC),
        actor=MARTA,
        command_id="cmd-1",
        **linked,
    )


def test_a_command_without_correlation_begins_a_chain_of_its_own(store: EventStore) -> None:
    (only,) = store.append(command("cmd-1"), 0, waited(1))

    assert only.correlation == "cmd-1"


def test_an_unknown_stream_is_empty(store: EventStore) -> None:
    assert list(store.read("case-9")) == []
    assert list(store.read_all(0, 10)) == []
    assert store.head() == 0


def test_versions_are_contiguous_in_each_stream_and_positions_rise(store: EventStore) -> None:
    for n in range(4):
        store.append(command(f"a{n}", "case-1"), 2 * n, waited(n, n))
        store.append(command(f"b{n}", "case-2"), n, waited(n))

    assert [e.version for e in store.read("case-1")] == list(range(1, 9))
    assert [e.version for e in store.read("case-2", after=2)] == [3, 4]
    positions = [e.position for e in everything(store, page=5)]
    assert all(earlier < later for earlier, later in pairwise(positions))
    assert store.head() == positions[-1]


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_another_version_than_the_stream_has_is_a_conflict(
    store: EventStore, expected: int
) -> None:
    store.append(command("cmd-1"), 0, waited(1, 2))

    with pytest.raises(ConflictError) as conflict:
        store.append(command("cmd-2"), expected, waited(3, 4))

    assert (conflict.value.stream, conflict.value.expected) == ("case-1", expected)
    assert conflict.value.actual == 2
    assert [e.command_id for e in everything(store)] == ["cmd-1", "cmd-1"]


@pytest.mark.parametrize("expected", [0, 2, 9])
def test_a_command_put_twice_gives_the_earlier_events(store: EventStore, expected: int) -> None:
    first = store.append(command("cmd-1"), 0, waited(1, 2))
    store.append(command("cmd-2"), 2, waited(3))

    again = store.append(command("cmd-1"), expected, waited(8, 9))

    assert list(again) == list(first) == list(store.answered(command("cmd-1")))
    assert len(everything(store)) == 3


def test_a_new_command_is_not_answered(store: EventStore) -> None:
    store.append(command("cmd-1"), 0, waited(1))

    assert list(store.answered(command("cmd-2"))) == []


def test_the_id_of_another_stream_is_refused_and_shows_nothing_of_it(store: EventStore) -> None:
    store.append(command("cmd-1", "case-1"), 0, waited(1))
    other = command("cmd-1", "case-2")

    with pytest.raises(CommandReusedError) as refused:
        store.append(other, 0, waited(2))
    with pytest.raises(CommandReusedError):
        store.answered(other)
    assert "case-1" not in str(refused.value)
    assert list(store.read("case-2")) == []


def test_a_command_that_led_to_nothing_leaves_nothing(store: EventStore) -> None:
    assert list(store.append(command("cmd-1"), 0, [])) == []

    assert store.head() == 0
    assert store.append(command("cmd-1"), 0, waited(1))


def test_of_several_events_all_are_stored_or_none(store: EventStore) -> None:
    torn = [*waited(1), Left(occurred_at=NOON, table=1, said="\ud800")]

    with pytest.raises(UnstorableEventError) as refused:
        store.append(command("cmd-1"), 0, torn)

    assert "ud800" not in str(refused.value)
    assert store.head() == 0
    assert list(store.answered(command("cmd-1"))) == []


def test_one_command_put_by_many_threads_is_recorded_once(store: EventStore) -> None:
    for n in range(10):
        put = command(f"cmd-{n}")
        at_once([lambda: store.append(put, n, waited(n))] * 4)  # noqa: B023

    assert [e.command_id for e in store.read("case-1")] == [f"cmd-{n}" for n in range(10)]


def append_many(store: EventStore, name: str, streams: int, count: int) -> None:
    for n in range(count):
        stream = f"case-{n % streams}"
        put = command(f"{name}-{n}", stream)
        while True:
            history = store.read(stream)
            try:
                store.append(put, len(history), waited(n, n))
                break
            except ConflictError:
                continue


def test_readers_see_every_event_once_while_writers_write(store: EventStore) -> None:
    writers = [Thread(target=append_many, args=(store, name, 3, 20), daemon=True) for name in "abc"]
    for writer in writers:
        writer.start()
    seen: list[RecordedEvent] = []
    while len(seen) < 120:
        assert store.wait(seen[-1].position if seen else 0, 30)
        seen.extend(store.read_all(seen[-1].position if seen else 0, 7))
    for writer in writers:
        writer.join()

    assert seen == everything(store)
    for stream in ("case-0", "case-1", "case-2"):
        versions = [e.version for e in seen if e.stream == stream]
        assert versions == list(range(1, len(versions) + 1))


def test_waiting_ends_when_an_event_comes(store: EventStore) -> None:
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(store.wait, 0, 30)
        store.append(command("cmd-1"), 0, waited(1))

        assert waiting.result()


def test_waiting_for_what_never_comes_ends_in_time(store: EventStore) -> None:
    store.append(command("cmd-1"), 0, waited(1))

    assert not store.wait(store.head(), 0.01)
    assert store.wait(0, 0)


def test_closing_ends_the_waiting(store: EventStore) -> None:
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(store.wait, 0, 30)
        store.close()

        assert not waiting.result()
    store.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(said=st.text())
def test_any_text_comes_back_as_it_was(store: EventStore, said: str) -> None:
    n = store.head()

    store.append(command(f"cmd-{n}"), n, [Left(occurred_at=NOON, table=1, said=said)])

    (back,) = store.read("case-1", after=n)
    assert back.event == Left(occurred_at=NOON, table=1, said=said)
