"""The write path, on the memory store: what is decided on, what is asked of the store, when."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.application.tables import (
    FORM,
    FULL,
    NOON,
    POLICY,
    SEATS,
    TABLE,
    BusyStore,
    Seat,
    Seated,
    seat,
)

from answerable.adapters.memory.store import MemoryStore
from answerable.application.handle import ATTEMPTS, Backoff, handle
from answerable.application.ports import (
    CommandReusedError,
    ConflictError,
    UnstorableEventError,
)
from answerable.application.states import States, current
from answerable.domain.command import RefusedError
from answerable.domain.event import RecordedEvent


def never(_: float) -> None:
    raise AssertionError("there was no conflict to stand back from")


def put(
    store: MemoryStore,
    command: Seat,
    sleep: Callable[[float], None] = never,
    states: States | None = None,
) -> Sequence[RecordedEvent]:
    return handle(store, TABLE, command, POLICY, Backoff(sleep, lambda: 1.0), states)


def test_each_command_is_decided_on_what_came_before() -> None:
    store = BusyStore()

    put(store, seat(4, "cmd-1"))
    (second,) = put(store, seat(2, "cmd-2"))

    assert (second.version, second.event) == (2, Seated(occurred_at=NOON, guests=2))
    with pytest.raises(RefusedError):
        put(store, seat(1, "cmd-3"))


def test_a_command_put_again_gives_its_events_even_where_it_would_now_be_refused() -> None:
    store = BusyStore()
    first = put(store, seat(6, "cmd-1"))

    assert list(put(store, seat(6, "cmd-1"))) == list(first)
    assert store.head() == 1


def test_nothing_to_do_records_nothing() -> None:
    store = BusyStore()

    assert list(put(store, seat(0, "cmd-1"))) == []
    assert store.head() == 0


def test_after_a_conflict_it_decides_again() -> None:
    store = BusyStore(1)
    pauses: list[float] = []

    (seated,) = put(store, seat(3, "cmd-1"), pauses.append)

    assert seated.version == 2
    assert pauses == [pytest.approx(0.02)]


def test_after_a_conflict_it_may_be_refused() -> None:
    with pytest.raises(RefusedError):
        put(BusyStore(1), seat(6, "cmd-1"), lambda _: None)


def test_it_gives_up_after_five_conflicts() -> None:
    store = BusyStore(ATTEMPTS)
    pauses: list[float] = []

    with pytest.raises(ConflictError):
        put(store, seat(1, "cmd-1"), pauses.append)

    assert pauses == [pytest.approx(0.01 * 2**n) for n in range(1, ATTEMPTS)]
    assert "cmd-1" not in {e.command_id for e in store.read("table-1")}


def elsewhere(store: MemoryStore, guests: int, id_: str) -> None:
    """Another process seats guests, and the states kept here do not learn of it."""
    version = len(store.read("table-1"))
    store.append(seat(guests, id_), version, [Seated(occurred_at=NOON, guests=guests)])


def test_a_cold_command_asks_for_its_stream_and_appends_and_no_more() -> None:
    store = BusyStore()

    put(store, seat(1, "cmd-1"), states=States(1))

    assert store.asked == {"read": 1, "append": 1}


def test_a_command_to_a_stream_that_is_kept_only_appends() -> None:
    store, states = BusyStore(), States(1)
    put(store, seat(1, "cmd-1"), states=states)
    store.asked.clear()

    (second,) = put(store, seat(2, "cmd-2"), states=states)

    assert second.version == 2
    assert store.asked == {"append": 1}
    assert states.get("table-1") == (2, 3)


def test_a_state_that_is_behind_costs_no_pause_and_is_decided_again() -> None:
    store, states = BusyStore(), States(1)
    put(store, seat(1, "cmd-1"), states=states)
    elsewhere(store, 2, "cmd-2")

    (third,) = put(store, seat(3, "cmd-3"), states=states)

    assert third.version == 3
    assert states.get("table-1") == (3, 6)


def test_nobody_is_refused_for_what_is_not_so_any_more() -> None:
    store, states = BusyStore(), States(1)
    put(store, seat(5, "cmd-1"), states=states)
    elsewhere(store, -4, "cmd-2")

    (third,) = put(store, seat(4, "cmd-3"), states=states)

    assert third.version == 3


def test_nobody_is_let_in_for_what_is_not_so_any_more() -> None:
    store, states = BusyStore(), States(1)
    put(store, seat(1, "cmd-1"), states=states)
    elsewhere(store, 5, "cmd-2")

    with pytest.raises(RefusedError) as refused:
        put(store, seat(1, "cmd-3"), states=states)

    assert refused.value.rule == FULL
    assert len(store.read("table-1")) == 2


@pytest.mark.parametrize("size", [0, 1])
def test_the_id_of_another_stream_is_refused_also_where_nothing_would_be_recorded(
    size: int,
) -> None:
    store, states = BusyStore(), States(size)
    put(store, seat(SEATS, "cmd-1"), states=states)

    for guests in (0, 1, SEATS + 1):
        with pytest.raises(CommandReusedError):
            put(store, seat(guests, "cmd-1", "table-2"), states=states)


@pytest.mark.parametrize("size", [0, 1])
def test_a_repeated_command_gives_its_events_whatever_it_would_lead_to_now(size: int) -> None:
    store, states = BusyStore(), States(size)
    first = list(put(store, seat(1, "cmd-1"), states=states))
    put(store, seat(5, "cmd-2"), states=states)

    for guests in (0, 1, 2):
        assert list(put(store, seat(guests, "cmd-1"), states=states)) == first
    assert [each.version for each in put(store, seat(0, "cmd-2"), states=states)] == [2]
    assert states.get("table-1") in (None, (2, 6))


def test_a_repeated_command_that_cannot_be_stored_any_more_gives_its_events() -> None:
    store = BusyStore()
    first = list(put(store, seat(1, "cmd-1")))
    torn = seat(1, "cmd-1").__class__(
        1, stream="table-1", id="cmd-1", actor=seat(1, "").actor, now=NOON, occurred_at=NOON,
        causation="\ud800",
    )  # fmt: skip

    assert list(put(store, torn)) == first
    with pytest.raises(UnstorableEventError):
        put(BusyStore(), torn)


def test_a_repeated_command_of_another_process_leaves_the_right_state() -> None:
    store, states = BusyStore(), States(1)
    put(store, seat(1, "cmd-1"), states=states)
    elsewhere(store, 2, "cmd-2")

    assert [each.version for each in put(store, seat(2, "cmd-2"), states=states)] == [2]

    assert states.get("table-1") == (2, 3)


def test_a_log_put_back_to_an_earlier_time_is_read_again() -> None:
    earlier, later, states = BusyStore(), BusyStore(), States(1)
    for store in (earlier, later):
        elsewhere(store, 1, "cmd-1")
    elsewhere(later, 2, "cmd-2")
    current(later, states, TABLE, "table-1")

    (back,) = put(earlier, seat(2, "cmd-3"), states=states)

    assert back.version == 2
    assert states.get("table-1") == (2, 3)


Put = tuple[int, int, bool]
PUTS = st.lists(st.tuples(st.integers(-2, 3), st.integers(1, 12), st.booleans()), max_size=25)


@given(PUTS, st.integers(0, 2))
def test_what_is_kept_changes_nothing_of_what_commands_lead_to(puts: list[Put], size: int) -> None:
    """Two processes on one log, with states or without: the same answers, the same log."""
    logs = [MemoryStore(FORM), MemoryStore(FORM)]
    answers: list[list[object]] = [[], []]
    for store, told, kept in zip(logs, answers, (0, size), strict=True):
        processes = (States(kept), States(kept))
        for guests, id_, second in puts:
            command = seat(guests, f"cmd-{id_}", f"table-{id_ % 3}")
            try:
                recorded = put(store, command, states=processes[second])
            except RefusedError as error:
                told.append(error.rule)
            else:
                told.append([(each.version, each.event) for each in recorded])

    assert answers[0] == answers[1]
    assert [e.event for e in logs[0].read_all(0, 99)] == [e.event for e in logs[1].read_all(0, 99)]
