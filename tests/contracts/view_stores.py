"""Our own view stores: an adapter belongs to us once its line in STORES passes the contract."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from pathlib import Path

from tests.postgres import server

from answerable.adapters.memory.views import MemoryViews
from answerable.adapters.postgres.store import PostgresStore
from answerable.adapters.postgres.views import PostgresViews
from answerable.adapters.sqlite.store import SqliteStore
from answerable.adapters.sqlite.views import SqliteViews
from answerable.adapters.stored_form import StoredForm
from answerable.application.view_store import ViewStore

FORM = StoredForm({}, {}, os.urandom)


def in_memory(_: Path) -> Generator[ViewStore]:
    yield MemoryViews()


def in_sqlite(folder: Path) -> Generator[ViewStore]:
    store = SqliteStore(folder / "log.db", FORM)
    yield SqliteViews(store)
    store.close()


def in_postgres(_: Path) -> Generator[ViewStore]:
    store = PostgresStore(server.tenant(), FORM)
    yield PostgresViews(store)
    store.close()


STORES: dict[str, Callable[[Path], Generator[ViewStore]]] = {
    "memory": in_memory,
    "postgres": in_postgres,
    "sqlite": in_sqlite,
}
