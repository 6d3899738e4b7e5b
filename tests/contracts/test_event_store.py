"""Our event stores keep the whole contract of the kit."""

from tests.contracts.adapters import MEMORY, POSTGRES, SQLITE

from answerable.testing.event_store import EventStoreContract


class TestMemory(EventStoreContract):
    adapter = MEMORY


class TestSqlite(EventStoreContract):
    adapter = SQLITE


class TestPostgres(EventStoreContract):
    adapter = POSTGRES
