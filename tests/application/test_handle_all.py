"""Many commands by few commits lead to what they would have led to one by one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.application.tables import FORM, POLICY, TABLE, BusyStore, Seat, seat
from tests.application.test_react import case

from answerable.adapters.memory.store import MemoryStore
from answerable.application.handle import Backoff, handle
from answerable.application.handle_all import Answer, Together
from answerable.application.ports import Append, Outcome, StoreError
from answerable.application.states import States
from answerable.bootstrap import open_desk
from answerable.domain.case.ending import Stage
from answerable.domain.case.merging import MergeCase
from answerable.domain.case.replies import Kind
from answerable.domain.command import RefusedError

NO_WAIT = Backoff(lambda _: None, lambda: 0.0)


def put_all(store: MemoryStore, commands: list[Seat], states: States) -> list[Answer]:
    return Together(store, POLICY, NO_WAIT, states).put_all((TABLE, each) for each in commands)


def told(answer: Answer | StoreError) -> object:
    if isinstance(answer, RefusedError):
        return answer.rule
    if isinstance(answer, StoreError):
        return type(answer), answer.args
    return [(each.stream, each.version, each.event, each.command_id) for each in answer]


def one_by_one(store: MemoryStore, commands: list[Seat]) -> list[object]:
    answers: list[object] = []
    for command in commands:
        try:
            answers.append(told(handle(store, TABLE, command, POLICY, NO_WAIT)))
        except (RefusedError, StoreError) as error:
            answers.append(told(error))
    return answers


SEATS_TAKEN = st.tuples(st.integers(-2, 4), st.integers(1, 12), st.integers(1, 3))


@given(st.lists(st.lists(SEATS_TAKEN, max_size=8), max_size=5), st.integers(0, 3))
def test_together_commands_lead_to_what_they_lead_to_one_by_one(
    batches: list[list[tuple[int, int, int]]], size: int
) -> None:
    together, apart, states = MemoryStore(FORM), MemoryStore(FORM), States(size)
    for batch in batches:
        commands = [seat(guests, f"cmd-{id_}", f"table-{table}") for guests, id_, table in batch]

        assert [told(each) for each in put_all(together, commands, states)] == one_by_one(
            apart, commands
        )
    for table in range(1, 4):
        stream = f"table-{table}"
        assert [e.event for e in together.read(stream)] == [e.event for e in apart.read(stream)]


def test_commands_to_new_streams_share_one_commit() -> None:
    store = BusyStore()

    put_all(store, [seat(1, f"cmd-{n}", f"table-{n}") for n in range(9)], States(0))

    assert (store.asked["append_all"], store.asked["append"]) == (1, 0)


class OvertakenStore(BusyStore):
    """Somebody else is quicker on table 1, between the decision and the shared commit."""

    def append_all(self, appends: Sequence[Append]) -> Sequence[Outcome]:
        if self.rivals:
            self.rivals -= 1
            rival = seat(2, "rival")
            super().append(rival, len(self.read("table-1")), TABLE.decide(rival, 0, POLICY))
        return super().append_all(appends)


@pytest.mark.parametrize("size", [0, 9])
def test_who_meets_a_conflict_is_decided_again_and_the_others_are_recorded(size: int) -> None:
    store = OvertakenStore(rivals=1)

    taken, second, refused = put_all(
        store,
        [seat(3, "cmd-1"), seat(1, "cmd-2", "table-2"), seat(9, "cmd-3", "table-3")],
        States(size),
    )

    assert not isinstance(taken, Exception)
    assert not isinstance(second, Exception)
    assert [taken[0].version, second[0].version] == [2, 1]
    assert isinstance(refused, RefusedError)
    assert [each.command_id for each in store.read("table-1")] == ["rival", "cmd-1"]


def test_the_desk_puts_many_and_their_consequences_follow() -> None:
    with open_desk() as desk:
        duplicate, primary = case(desk, "Kettle"), case(desk, "Kettle")
        notice = desk.case(duplicate).reply(Kind.STATUS, "There.", signed="Maria", tells=(primary,))
        desk.case(duplicate).send(notice)
        merge = MergeCase(primary, notice, **desk.about(duplicate))
        refused = MergeCase(duplicate, "reply-9", **desk.about(primary))

        merged, no = desk.execute_all([merge, refused])

        assert not isinstance(merged, Exception)
        assert isinstance(no, RefusedError)
        assert desk.case(duplicate).state.stage is Stage.MERGED
        assert list(desk.execute(merge)) == list(merged)
