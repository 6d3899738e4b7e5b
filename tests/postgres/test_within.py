"""A product's transaction and our events in it are committed together, or not at all."""

from __future__ import annotations

import os
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.closing import answer, ready, seal
from tests.postgres import server

from answerable.application.desk import Desk
from answerable.application.ports import ConflictError, UnavailableError
from answerable.application.rules import STREAM
from answerable.bootstrap import open_desk
from answerable.domain.command import Command
from answerable.domain.event import RecordedEvent
from answerable.domain.policy.policy import PackAdopted

EXAMPLES = 100 if "CI" in os.environ else 40


@pytest.fixture(scope="module")
def desk(postgres: str) -> Generator[Desk]:
    with psycopg.connect(postgres) as connection:
        connection.execute("DROP TABLE IF EXISTS orders")
        connection.execute('CREATE TABLE orders (stream text COLLATE "C")')
    with open_desk(server.tenant(), cache=0) as opened:
        yield opened


def order(host: psycopg.Connection, stream: str) -> None:
    """The product's own row."""
    host.execute("INSERT INTO orders VALUES (%s)", (stream,))


def orders(postgres: str) -> list[str]:
    """The product's rows, as everybody sees them."""
    with psycopg.connect(postgres) as connection:
        rows = connection.execute("SELECT stream FROM orders").fetchall()
    return [str(stream) for (stream,) in rows]


def everything(desk: Desk, after: int) -> list[RecordedEvent]:
    """What is on record past a position."""
    return list(desk.store.read_all(after, 10_000))


def test_rolled_back_it_leaves_neither_row_nor_event(
    desk: Desk, host: psycopg.Connection, postgres: str
) -> None:
    head = desk.store.head()
    case = desk.within(host).receive("the box is crushed")
    order(host, case.id)

    host.rollback()

    assert case.id not in orders(postgres)
    assert everything(desk, head) == []
    assert list(desk.store.read(case.id)) == []


def test_committed_it_leaves_both(desk: Desk, host: psycopg.Connection, postgres: str) -> None:
    order(host, "first")
    case = desk.within(host).receive("the box is crushed")
    order(host, case.id)

    host.commit()

    assert case.id in orders(postgres)
    assert [e.type for e in desk.store.read(case.id)][:1] == ["CaseReceived"]
    assert case.id in {critic.case for critic in desk.critics()}


def packs_on_record(desk: Desk) -> set[str]:
    """The packs that the policy stream has."""
    events = (recorded.event for recorded in desk.store.read(STREAM))
    return {event.pack for event in events if isinstance(event, PackAdopted)}


def test_a_pack_rolled_back_is_put_on_record_by_the_next_case_under_it(
    desk: Desk, host: psycopg.Connection
) -> None:
    desk.within(host).receive("the box is crushed", packs=("pl.upk.7a",))
    host.rollback()
    assert "pl.upk.7a" not in packs_on_record(desk)

    case = desk.receive("the lid is crushed", packs=("pl.upk.7a",))

    assert "pl.upk.7a" in packs_on_record(desk)
    assert "pl.upk.7a:final_answer.1" in case.testimonies()


def test_a_pack_committed_is_known_to_the_desk_it_was_joined_from(
    desk: Desk, host: psycopg.Connection
) -> None:
    case = desk.within(host).receive("the box is crushed", packs=("pl.rf.payment",))
    host.commit()

    desk.case(case.id).apply_pack("pl.rf")
    desk.receive("the lid is crushed", packs=("pl.rf.payment",))

    events = [recorded.event for recorded in desk.store.read(STREAM)]
    adopted = [event.pack for event in events if isinstance(event, PackAdopted)]
    assert adopted.count("pl.rf.payment") == 1


def test_until_it_is_committed_nobody_else_sees_it(desk: Desk, host: psycopg.Connection) -> None:
    joined = desk.within(host)
    case = joined.receive("the box is crushed")

    assert case.history()
    assert list(desk.store.read(case.id)) == []
    assert case.id not in {critic.case for critic in joined.critics()}


def test_a_conflict_goes_to_the_caller_and_leaves_the_transaction_whole(
    desk: Desk, host: psycopg.Connection, postgres: str
) -> None:
    case = desk.receive("the box is crushed")
    (stale,) = case.history()[-1:]
    joined = desk.within(host).store
    command = any_command(desk, case.id)
    order(host, "before the conflict")

    with pytest.raises(ConflictError):
        joined.append(command, stale.version - 1, [stale.event])
    order(host, "after the conflict")
    with ThreadPoolExecutor() as pool:  # and nobody waits for the turn it gave back
        pool.submit(desk.receive, "the lid is crushed").result(30)
    host.commit()

    assert {"before the conflict", "after the conflict"} <= set(orders(postgres))


def any_command(desk: Desk, stream: str) -> Command:
    """A command to a stream."""
    return Command(**desk.about(stream))


def test_a_closing_reply_in_a_transaction_ends_with_the_line_as_well(
    desk: Desk, host: psycopg.Connection
) -> None:
    seal(desk)
    case = ready(desk.within(host))

    letter = str(case.letter(answer(case)))

    assert letter.splitlines()[-1] == desk.closing_line()


def test_a_command_put_again_in_its_transaction_is_answered(
    desk: Desk, host: psycopg.Connection
) -> None:
    case = desk.receive("the box is crushed")
    joined, (last,) = desk.within(host).store, case.history()[-1:]
    command = any_command(desk, case.id)

    first = joined.append(command, last.version, [last.event])
    again = joined.append(command, last.version, [last.event])

    assert list(first) == list(again)


@pytest.mark.parametrize("autocommit", [True, False])
def test_a_connection_in_no_transaction_is_refused(
    desk: Desk, postgres: str, *, autocommit: bool
) -> None:
    with psycopg.connect(postgres, autocommit=autocommit) as connection:
        if not autocommit:
            with pytest.raises(psycopg.Error):
                connection.execute("SELECT 1 / 0")
        with pytest.raises(UnavailableError, match="transaction"):
            desk.within(connection)


def test_a_connection_that_leads_elsewhere_is_refused(desk: Desk) -> None:
    with server.Server() as elsewhere, psycopg.connect(elsewhere) as connection:
        with pytest.raises(UnavailableError, match="is not to"):
            desk.within(connection)
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("SET LOCAL synchronous_commit = off", "synchronous_commit"),
        ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", "READ COMMITTED"),
    ],
)
def test_a_transaction_that_could_lose_or_miss_something_is_refused(
    desk: Desk, host: psycopg.Connection, setting: str, reason: str
) -> None:
    host.execute(setting.encode())

    with pytest.raises(UnavailableError, match=reason):
        desk.within(host).receive("the box is crushed")


def test_a_log_in_memory_joins_no_transaction(host: psycopg.Connection) -> None:
    with open_desk("memory:") as desk, pytest.raises(UnavailableError, match="joins no"):
        desk.within(host)


STEP = st.tuples(
    st.integers(0, 2), st.sampled_from(["order", "receive", "alone", "commit", "rollback"])
)


class Hosts:
    """Three transactions of a product beside the desk; at most one has the turn."""

    def __init__(self, desk: Desk, postgres: str) -> None:
        self.desk = desk
        self.hosts = [psycopg.connect(postgres) for _ in range(3)]
        self.open_rows: list[list[str]] = [[], [], []]
        self.kept: list[str] = []
        self.committed: set[str] = set()
        self.turn: int | None = None

    def step(self, who: int, step: str) -> None:
        if step in {"commit", "rollback"}:
            self.end(who, step)
        elif step == "alone" and self.turn is None:
            self.kept.append(self.desk.receive("it is crushed").id)
        elif step == "receive" and self.turn in {None, who}:
            self.turn = who
            stream = self.desk.within(self.hosts[who]).receive("it is crushed").id
            order(self.hosts[who], stream)
            self.open_rows[who].append(stream)
        else:
            order(self.hosts[who], "an order without a complaint")

    def end(self, who: int, how: str) -> None:
        getattr(self.hosts[who], how)()
        if how == "commit":
            self.kept += self.open_rows[who]
            self.committed |= set(self.open_rows[who])
        self.open_rows[who], self.turn = [], None if self.turn == who else self.turn


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEP, max_size=12))
def test_however_transactions_interleave_rows_and_events_go_together(
    desk: Desk, postgres: str, steps: list[tuple[int, str]]
) -> None:
    head, all_of_them = desk.store.head(), Hosts(desk, postgres)
    for who, step in steps:
        all_of_them.step(who, step)
    for host in all_of_them.hosts:
        host.close()

    kept = all_of_them.kept
    assert [e.stream for e in everything(desk, head) if e.version == 1] == kept
    joined = {stream for stream in orders(postgres) if stream.startswith("case-")}
    assert joined <= {e.stream for e in everything(desk, 0)}
    assert joined & set(kept) == all_of_them.committed
