"""Our stores keep the ledger of their log as its contract says."""

from tests.contracts.adapters import MEMORY, POSTGRES_SEALER, SQLITE

from answerable.testing.ledger_store import LedgerStoreContract


class TestMemoryLedger(LedgerStoreContract):
    adapter = MEMORY


class TestSqliteLedger(LedgerStoreContract):
    adapter = SQLITE


class TestPostgresLedger(LedgerStoreContract):
    adapter = POSTGRES_SEALER
