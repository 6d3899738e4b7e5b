"""When reactions read the log, what other processes wrote, and what they do where they cannot."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.application.test_react import case, merged

from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.memory.views import MemoryViews
from answerable.application.desk import Desk
from answerable.application.inbox import Inbox
from answerable.application.ports import UnreadableEventError
from answerable.application.project import Keeper
from answerable.application.react import Put, Reactions
from answerable.application.states import States
from answerable.bootstrap import HERE, now, open_desk, stored_form, workplace
from answerable.domain.case.ending import Stage
from answerable.domain.case.merging import MergeCase
from answerable.domain.case.replies import Kind
from answerable.domain.deadlines.policy import house
from answerable.domain.event import RecordedEvent


class AskedStore(MemoryStore):
    """Counts what it is asked for."""

    def __init__(self) -> None:
        super().__init__(stored_form())
        self.asked: Counter[str] = Counter()

    def read(self, stream: str, after: int = 0) -> Sequence[RecordedEvent]:
        self.asked["read"] += 1
        return super().read(stream, after)

    def read_all(self, after_position: int, limit: int) -> Sequence[RecordedEvent]:
        self.asked["read_all"] += 1
        return super().read_all(after_position, limit)


def process(store: AskedStore) -> Desk:
    """The desk of one process among several on a log; each reacts by itself."""
    place = workplace("memory:", house("UTC"), now)
    views, states = MemoryViews(), States(100)
    reactions, inbox = Reactions(store, views, states), Inbox(store)
    mine = replace(place, store=store, keeper=Keeper(store, views), inbox=inbox)
    mine = replace(mine, states=states, reactions=reactions)
    return Desk(mine, HERE)


def test_a_command_and_its_consequences_are_followed_without_reading_the_log() -> None:
    store = AskedStore()
    desk = process(store)
    duplicate, primary = case(desk, "Kettle"), case(desk, "Kettle")
    here = desk.case(duplicate)
    store.asked.clear()

    merged(desk, duplicate, primary)

    assert here.state.stage is Stage.MERGED
    assert store.asked["read_all"] == 0


def test_a_fact_of_another_process_that_came_in_between_is_reacted_to() -> None:
    store = AskedStore()
    here, there = process(store), process(store)
    duplicate, primary = case(here, "Kettle"), case(here, "Kettle")
    mute = replace(there, place=replace(there.place, reactions=Mute(store)))
    merged(mute, duplicate, primary)
    assert here.case(duplicate).state.stage is Stage.OPEN

    here.receive("Another kettle")

    assert here.case(duplicate).state.stage is Stage.MERGED
    assert there.case(primary).state == here.case(primary).state


class Mute(Reactions):
    """Those of a process that was killed before it could react."""

    def __init__(self, store: AskedStore) -> None:
        super().__init__(store, MemoryViews(), States(0))

    def after(self, recorded: Sequence[RecordedEvent], put: Put) -> None:
        """Nothing."""


def test_a_command_that_led_to_nothing_new_still_looks_for_facts_of_others() -> None:
    store = AskedStore()
    here, there = process(store), process(store)
    duplicate, primary = case(here, "Kettle"), case(here, "Kettle")
    merged(replace(there, place=replace(there.place, reactions=Mute(store))), duplicate, primary)

    here.pass_time()
    here.case(primary).name_owner("Maria", here.case(primary).state.ownership.owner)

    assert here.case(duplicate).state.stage is Stage.MERGED


FORGET = "DELETE FROM view_readers WHERE name = 'reactions'"


def changed(log: Path, *statements: str) -> None:
    with closing(sqlite3.connect(log)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def write(log: Path, position: int, state: bytes) -> None:
    with closing(sqlite3.connect(log)) as connection, connection:
        connection.execute("UPDATE stored_events SET state = ? WHERE rowid = ?", (state, position))


def spoiled(log: Path, position: int) -> bytes:
    """What stood at `position`, which cannot be read any more and was never reacted to."""
    with closing(sqlite3.connect(log)) as connection:
        found = connection.execute("SELECT state FROM stored_events WHERE rowid = ?", (position,))
        (state,) = found.fetchone()
    write(log, position, b"{}")
    changed(log, FORGET)
    return bytes(state)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


def test_before_an_event_that_cannot_be_read_consequences_wait_and_the_rest_goes_on(
    log: Path,
) -> None:
    with open_desk(str(log)) as desk:
        lost, duplicate, primary = (case(desk, words) for words in ("Lid", "Kettle", "Kettle"))
        position = desk.store.read(lost)[-1].position
        (kept,) = (each for each in desk.store.read_all(position - 1, 1))
    state = spoiled(log, position)

    with open_desk(str(log)) as desk:
        assert desk.parked is not None
        assert (desk.parked.stream, desk.parked.position) == (lost, position)
        with pytest.raises(UnreadableEventError):
            desk.case(lost).name_owner("Anna")
        merged(desk, duplicate, primary)
        assert desk.case(duplicate).state.stage is Stage.OPEN
        assert desk.case(primary).history()

        write(log, position, state)
        desk.receive("Another lid")

        assert desk.parked is None
        assert desk.case(duplicate).state.stage is Stage.MERGED
        assert list(desk.store.read_all(position - 1, 1)) == [kept]


def test_a_consequence_in_a_stream_that_cannot_be_read_waits_and_is_not_skipped(
    log: Path,
) -> None:
    with open_desk(str(log)) as desk:
        duplicate, primary = case(desk, "Kettle"), case(desk, "Kettle")
        position = desk.store.read(primary)[-1].position
    changed(log, f"UPDATE stored_events SET topic = 'Unheard' WHERE rowid = {position}")

    with open_desk(str(log)) as desk:
        assert desk.parked is None
        here = desk.case(duplicate)
        notice = here.reply(Kind.STATUS, "There.", signed="Maria", tells=(primary,))
        here.send(notice)
        desk.execute(MergeCase(primary, notice, **desk.about(duplicate)))
        assert desk.parked is not None
        assert desk.parked.position == position
        desk.receive("Another kettle")
        assert desk.parked is not None

    changed(log, f"UPDATE stored_events SET topic = 'OwnerNamed' WHERE rowid = {position}")
    with open_desk(str(log)) as desk:
        assert desk.parked is None
        assert desk.case(duplicate).state.stage is Stage.MERGED
