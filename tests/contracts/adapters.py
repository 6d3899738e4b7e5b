"""Our own stores, as the kit opens them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
from tests.postgres import roles, server

from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.memory.views import MemoryViews
from answerable.adapters.postgres.place import Place
from answerable.adapters.postgres.store import PostgresStore
from answerable.adapters.postgres.views import PostgresViews
from answerable.adapters.sqlite.store import SqliteStore
from answerable.adapters.sqlite.views import SqliteViews
from answerable.adapters.stored_form import StoredForm
from answerable.testing.adapter import Adapter, Claim

NEWEST = "(SELECT rowid FROM stored_events ORDER BY rowid DESC LIMIT 1)"
OF_NEWEST = f"(SELECT originator_id FROM stored_events WHERE rowid = {NEWEST})"
REMOVE_NEWEST = (
    f"DELETE FROM commands WHERE originator_id = {OF_NEWEST}",
    f"DELETE FROM stored_events WHERE rowid = {NEWEST}",
)
GONE = "it lives in the memory of one process"


def memory(_: Path, form: StoredForm) -> MemoryStore:
    return MemoryStore(form)


def sqlite(folder: Path, form: StoredForm) -> SqliteStore:
    return SqliteStore(folder / "log.db", form)


def postgres(folder: Path, form: StoredForm) -> PostgresStore:
    """As the role that can only read and add: all of the contract holds for it."""
    return postgres_as("writer", folder, form)


def postgres_sealer(folder: Path, form: StoredForm) -> PostgresStore:
    """As the role that can only read, and add to the ledger."""
    return postgres_as("sealer", folder, form)


def postgres_as(role: str, folder: Path, form: StoredForm) -> PostgresStore:
    url, made = url_of(folder), folder / "made"
    if not made.exists():
        PostgresStore(url, form).close()
        roles.grant(url, role)
        made.touch()
    return PostgresStore(roles.as_role(url, role), form)


def postgres_owner(folder: Path, form: StoredForm) -> PostgresStore:
    return PostgresStore(url_of(folder), form)


def url_of(folder: Path) -> str:
    """The log that is called as the folder is."""
    return server.schema(folder.name.replace("-", "_"))


def remove_newest_record(folder: Path) -> None:
    """Take the newest event out of the schema."""
    place = Place.of(url_of(folder))
    with psycopg.connect(place.conninfo) as connection:
        for statement in REMOVE_NEWEST:
            moved = f"SET search_path = {place.schema}; {statement}"
            connection.execute(moved.replace("rowid", "notification_id").encode())


def remove_newest_row(folder: Path) -> None:
    """Take the newest event out of the file."""
    with closing(sqlite3.connect(folder / "log.db")) as connection:
        for statement in REMOVE_NEWEST:
            connection.execute(statement)
        connection.commit()


MEMORY = Adapter(
    memory, lacks={Claim.DURABLE: GONE, Claim.SHARED: GONE}, views=lambda _: MemoryViews()
)
SQLITE = Adapter(sqlite, remove_newest=remove_newest_row, views=SqliteViews)
POSTGRES = Adapter(postgres, remove_newest=remove_newest_record)
POSTGRES_SEALER = Adapter(postgres_sealer)
POSTGRES_VIEWS = Adapter(postgres_owner, views=PostgresViews)
"""Views need tables of their own, which the role that only adds cannot make."""
