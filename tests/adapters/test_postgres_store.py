"""What the contract cannot ask of every store: lost connections, notes, forks, a host's pool."""

from __future__ import annotations

import os
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool
from tests.adapters.test_shared_commits import wait_until

import answerable
from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.postgres import bulk, store
from answerable.adapters.postgres.place import Place
from answerable.adapters.postgres.store import PostgresStore
from answerable.application.ports import Append, StoreError, UnavailableError
from answerable.testing.proxy import Cut, FaultProxy, Faults
from answerable.testing.visits import FORM, append, command, everything, left, waited

END_ALL = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'
"""

HELD = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'closed'"


@pytest.fixture
def opened(postgres_url: str) -> Generator[PostgresStore]:
    opened = PostgresStore(postgres_url, FORM)
    yield opened
    opened.close()


@pytest.fixture
def proxy(postgres: str) -> Generator[FaultProxy]:
    folder = conninfo_to_dict(postgres)["host"]
    made = FaultProxy(Path(str(folder)) / ".s.PGSQL.5432")
    yield made
    made.close()


def through(proxy: FaultProxy, url: str) -> str:
    """The url of the same log, by way of the proxy."""
    host, port = proxy.address
    plain = "user=postgres&sslmode=disable&gssencmode=disable"
    return f"postgresql:///postgres?host={host}&port={port}&{plain}&schema={Place.of(url).schema}"


def test_no_connection_that_died_with_another_is_tried_in_its_place(
    postgres: str, opened: PostgresStore
) -> None:
    """Two are in use at once; both die, and only the one that is asked again knows."""
    datastore = opened._datastore  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    tries: list[int] = []

    def end_all(_: object) -> None:
        with psycopg.connect(postgres, autocommit=True) as admin:
            admin.execute(END_ALL)

    def ask(connection: psycopg.Connection) -> object:
        tries.append(1)
        if len(tries) == 1:
            datastore.again_if_lost(end_all)
        return connection.execute("SELECT 1").fetchall()

    assert datastore.again_if_lost(ask)
    assert tries == [1, 1]


@pytest.mark.parametrize("cut", Cut)
@pytest.mark.parametrize("size", [1, bulk.ENOUGH])
def test_an_append_whose_connection_is_cut_is_recorded_once(
    postgres_url: str, proxy: FaultProxy, cut: Cut, size: int
) -> None:
    store = PostgresStore(through(proxy, postgres_url), FORM)
    place = (b"cmd-cut", b"CALL") if size < bulk.ENOUGH else (b"COMMIT", b"COMMIT")
    store.append(command("cmd-0"), 0, waited(0))
    proxy.faults = Faults(cut, at=place[0], answer=place[1])

    found = store.append(command("cmd-cut"), 1, waited(*range(size)))

    assert proxy.cuts == 1
    assert [e.version for e in found] == list(range(2, size + 2))
    assert everything(store)[1:] == list(found)
    store.close()


def test_connections_that_the_server_ended_at_rest_are_replaced(
    opened: PostgresStore, postgres: str
) -> None:
    opened.append(command("cmd-1"), 0, waited(1))
    with psycopg.connect(postgres) as connection:
        connection.execute(END_ALL)

    assert len(opened.read("case-1")) == 1
    with psycopg.connect(postgres) as connection:
        connection.execute(END_ALL)
    assert opened.append(command("cmd-2"), 1, waited(2))


def test_a_closed_store_holds_no_connection(postgres: str, postgres_url: str) -> None:
    opened = PostgresStore(f"{postgres_url}&application_name=closed", FORM)
    opened.append(command("cmd-1"), 0, waited(1))

    with psycopg.connect(postgres, autocommit=True) as connection:

        def held() -> int:
            (found,) = connection.execute(HELD).fetchone() or (0,)
            return int(found)

        assert held()
        opened.close()
        wait_until(lambda: not held())


def test_a_note_from_another_store_ends_the_waiting(
    opened: PostgresStore, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "POLL_SECONDS", 60)
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(opened.wait, 0, 60)
        other = PostgresStore(postgres_url, FORM)
        other.append(command("cmd-1"), 0, waited(1))

        assert waiting.result(20)
    other.close()


def test_many_that_open_a_log_at_once_make_it_once(postgres_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        opening = [pool.submit(PostgresStore, postgres_url, FORM) for _ in range(4)]
        stores = [each.result() for each in opening]

    stores[0].append(command("cmd-1"), 0, waited(1))
    assert [each.head() for each in stores] == [1] * 4
    for each in stores:
        each.close()


@pytest.mark.parametrize("autocommit", [True, False])
def test_the_host_may_lend_its_pool(postgres_url: str, *, autocommit: bool) -> None:
    place = Place.of(postgres_url)
    with ConnectionPool(place.conninfo, kwargs={"autocommit": autocommit}, open=True) as pool:
        with answerable.open(postgres_url, pool=pool) as desk:
            assert desk.receive("the box is crushed").history()

        with pool.connection() as connection:
            assert connection.autocommit is autocommit
            assert connection.execute("SELECT 1").fetchone() == (1,)


HOSTS = [
    {"row_factory": dict_row},
    {"cursor_factory": psycopg.ClientCursor},
    {"cursor_factory": psycopg.RawCursor},
]
"""What a host may have its connections do; Django has them use cursors of the client."""


@pytest.mark.parametrize("habits", HOSTS)
def test_the_host_may_have_its_pool_give_rows_as_it_likes(
    postgres_url: str, habits: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place.of(postgres_url)
    habits = {"row_factory": dict_row, **habits}
    with ConnectionPool(place.conninfo, kwargs=habits, open=True) as pool:
        with answerable.open(postgres_url, pool=pool) as desk, pool.connection() as connection:
            assert desk.receive("the box is crushed").history()
            assert desk.within(connection).receive("and the lid").history()
            connection.commit()
            monkeypatch.setattr(bulk, "ENOUGH", 0)
            desk.receive("and the handle")
            assert len(desk.critics()) == 3

        with pool.connection() as connection:
            assert [list(row) for row in connection.execute("SELECT 1 AS one")] == [["one"]]


def test_no_statement_is_planned_anew_for_each_value(postgres_url: str) -> None:
    with answerable.open(postgres_url) as desk:
        desk.receive("the box is crushed")
        for _ in range(8):
            desk.promises()
        store = cast("PostgresStore", desk.store)
        ((plans,),) = store.fetch("SELECT sum(custom_plans) FROM pg_prepared_statements", ())

    assert plans == 0


def test_a_store_carried_through_a_fork_is_refused(opened: PostgresStore) -> None:
    child = os.fork()
    if not child:
        try:
            opened.head()
        except UnavailableError:
            os._exit(0)
        os._exit(1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert opened.head() == 0


def test_an_error_of_the_server_shows_nothing_that_was_said(
    opened: PostgresStore, postgres_url: str
) -> None:
    place = Place.of(postgres_url)
    with psycopg.connect(place.conninfo) as connection:
        table = f"ALTER TABLE {place.schema}.commands ADD CHECK (command_id <> 'cmd-tulip')"
        connection.execute(table.encode())

    with pytest.raises(UnavailableError) as refused:
        opened.append(command("cmd-tulip"), 0, [left("my tulip is crushed")])

    assert "tulip" not in str(refused.value)
    assert refused.value.__cause__ is refused.value.__context__ is None
    assert "23514" in str(refused.value)


def test_a_password_stands_in_no_message() -> None:
    with pytest.raises(UnavailableError) as refused:
        PostgresStore("postgresql://marta:tulip@127.0.0.1:1/nothing", FORM)

    assert "tulip" not in str(refused.value)
    with pytest.raises(UnavailableError, match="option of it is unknown") as refused:
        PostgresStore("postgresql://marta:tulip@127.0.0.1:1/nothing?nonsense=1", FORM)
    assert "tulip" not in str(refused.value)
    for url in ("postgresql://marta:my/tulip@127.0.0.1:1/nothing", "postgresql:marta:tulip@host"):
        with pytest.raises(UnavailableError, match="malformed") as refused:
            PostgresStore(url, FORM)
        assert "tulip" not in str(refused.value)


PUTS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 3), st.integers(0, 2)),
    max_size=12,
)


def plain(outcome: object) -> object:
    """What an outcome says, without positions, whose gaps are an adapter's own."""
    if isinstance(outcome, StoreError):
        return str(outcome)
    return [(e.stream, e.version, e.command_id, e.event) for e in outcome]  # type: ignore[attr-defined]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(puts=PUTS, more=PUTS)
def test_many_at_once_by_copy_are_told_the_same_as_one_by_one(
    opened: PostgresStore,
    puts: list[tuple[int, int, int, int]],
    more: list[tuple[int, int, int, int]],
) -> None:
    fresh, memory = str(opened.head()), MemoryStore(FORM)

    def appends(chosen: list[tuple[int, int, int, int]]) -> list[Append]:
        return [
            append(f"cmd-{fresh}-{name}", version, *range(size), stream=f"case-{fresh}-{stream}")
            for name, version, size, stream in chosen
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "ENOUGH", 0)
        for each in (appends(puts), appends(more)):
            found = [plain(outcome) for outcome in opened.append_all(each)]
            assert found == [plain(outcome) for outcome in memory.append_all(each)]
    known = [e for e in everything(opened) if e.stream.startswith(f"case-{fresh}-")]
    assert plain(known) == plain(everything(memory))


def test_a_wait_ends_in_peace_when_the_store_closes_before_it_looks(
    opened: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = opened.head

    def closed_meanwhile() -> int:
        opened.close()
        return look()

    monkeypatch.setattr(opened, "head", closed_meanwhile)

    assert opened.wait(0, 1) is False
