"""What a reader of PostgreSQL was shown is on the disk, also where the server crashes meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial

import psycopg
import pytest
from psycopg_pool import ConnectionPool
from tests.faults.knocks import FORM, command, knocks
from tests.faults.servers import restart
from tests.postgres.server import NoPostgresError, Server

from answerable.adapters.postgres.store import PostgresStore
from answerable.domain.event import RecordedEvent
from answerable.testing.proxy import Cut, FaultProxy, Faults

TRIES = 10
UNSYNCED = """
SET synchronous_commit = off;
INSERT INTO lost.stored_events (originator_id, originator_version, topic, state)
SELECT originator_id, max(originator_version) + 1, min(topic), min(state) FROM lost.stored_events
GROUP BY originator_id
"""


@pytest.fixture
def server() -> Server:
    try:
        return Server("-c wal_writer_delay=10000")  # nothing reaches the disk by itself
    except NoPostgresError as error:
        pytest.skip(str(error))


def crash_and_check(server: Server, check: Callable[[], None]) -> None:
    restart(server)
    check()


Read = Callable[[PostgresStore], Sequence[RecordedEvent]]
WAYS: dict[str, Read] = {
    "the log": lambda store: store.read_all(0, 100),
    "a stream": lambda store: store.read("case-1"),
}


def read_around_a_crash(
    store: PostgresStore, server: Server, proxy: FaultProxy, read: Read
) -> tuple[Sequence[RecordedEvent], Sequence[RecordedEvent]]:
    """What is on the disk, and what a reader is shown whom a crash interrupts."""
    for _ in range(TRIES):
        kept = read(store)
        with psycopg.connect(server.url, autocommit=True) as other:
            other.execute(UNSYNCED.encode())
        proxy.faults = Faults(Cut.BEFORE, b"pg_logical_emit_message")
        seen = read(store)
        if proxy.cuts:  # or the server has synced it by itself
            return kept, seen
    pytest.fail("everything was synced at once")


@pytest.mark.parametrize("way", WAYS)
def test_an_event_that_a_crash_takes_back_was_shown_to_nobody(
    server: Server, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    proxy = FaultProxy(server.folder / ".s.PGSQL.5432")
    host, port = proxy.address
    url = f"postgresql://postgres@{host}:{port}/postgres?sslmode=disable&gssencmode=disable"
    with (
        server,
        closing(proxy),
        ConnectionPool(url, open=True) as pool,
        closing(PostgresStore(f"{url}&schema=lost", FORM, pool)) as store,
    ):
        check = pool.check  # called between a lost connection and the next
        monkeypatch.setattr(pool, "check", partial(crash_and_check, server, check))
        put = command("cmd-1", "case-1")
        store.append(put, 0, knocks(put.id))

        kept, seen = read_around_a_crash(store, server, proxy, WAYS[way])

        assert seen == kept == store.read_all(0, 100)
