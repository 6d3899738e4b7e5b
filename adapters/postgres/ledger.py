"""The ledger in the schema of the log: whatever a seal adds goes in by one transaction."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeAlias

from ..ledger_tables import SqlLedger, Words
from .datastore import Cursor

Transaction: TypeAlias = Callable[[], AbstractContextManager[Cursor]]

ALONE = "SELECT pg_advisory_xact_lock(1097757562, hashtext(%s))"
"""Whoever seals does it alone: nobody waits for the log in the meantime."""


def ledger_in(schema: str, snapshot: Transaction, transaction: Transaction) -> SqlLedger:
    """The ledger in a schema, whose tables came with its migrations."""

    @contextmanager
    def writing() -> Generator[Cursor]:
        with transaction() as cursor:
            cursor.execute(ALONE, (schema,))
            yield cursor

    return SqlLedger(Words("%s", f'"{schema}".'), snapshot, writing)
