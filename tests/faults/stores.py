"""The stores a history can be made on, by url, and what disturbs each from beside."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from time import sleep

import psycopg
from tests.faults.canary import FunctionsStore
from tests.faults.hands import Open
from tests.faults.knocks import FORM, open_store

from answerable.adapters.postgres.place import Place
from answerable.adapters.postgres.store import PostgresStore
from answerable.application.ports import EventStore

FUNCTIONS = "functions+"
"""Before a PostgreSQL url: not our store, but the engine's recorder that loses events."""
HELD_SECONDS = 0.4
HESITANT = """
CREATE FUNCTION {schema}.hesitate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF random() < 0.05 THEN PERFORM pg_sleep(0.02 * random()); END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER hesitate AFTER INSERT ON {schema}.stored_events
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.hesitate();
"""
"""At the commit, when all positions are given: those who commit meanwhile overtake."""


def opener(url: str) -> Open:
    """Opens the store at the url."""
    if url.startswith(FUNCTIONS):
        return partial(_functions, url.removeprefix(FUNCTIONS))
    if url.startswith("postgresql:"):
        return partial(_postgres, url)
    return partial(open_store, Path(url.removeprefix("sqlite:///")))


def make(url: str, *, hesitant: bool) -> None:
    """Make the log; in PostgreSQL, have some commits take their time if `hesitant`."""
    opener(url)().close()
    if hesitant and "postgresql:" in url:
        place = Place.of(url.removeprefix(FUNCTIONS))
        with psycopg.connect(place.conninfo) as connection:
            connection.execute(HESITANT.format(schema=place.schema).encode())


def _functions(url: str) -> EventStore:
    return FunctionsStore(url)


def _postgres(url: str) -> EventStore:
    logging.getLogger("psycopg").setLevel(logging.CRITICAL)  # it reports every connection we cut
    return PostgresStore(url, FORM)


def disturbances(url: str, seed: str) -> list[Callable[[], None]]:
    """Each for a process of its own: VACUUM, and reading transactions that last."""
    if url.startswith("sqlite:"):
        path = Path(url.removeprefix("sqlite:///"))
        return [partial(_vacuum_file, path, seed), partial(_linger_on_file, path, seed)]
    if url.startswith("postgresql:"):
        return [partial(_vacuum_server, url, seed), partial(_linger_on_server, url, seed)]
    return []


def _vacuum_file(path: Path, seed: str) -> None:
    """VACUUM now and then, as an operator might; never a checkpoint (see `LogDatastore`)."""
    dice = Random(seed)
    while True:
        sleep(dice.uniform(0.2, 2))
        with (
            suppress(sqlite3.OperationalError),
            closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection,
        ):
            connection.execute("PRAGMA wal_autocheckpoint=0")
            connection.execute("VACUUM")


def _linger_on_file(path: Path, seed: str) -> None:
    """Look at one moment of the file for longer than a reader should."""
    dice = Random(seed)
    while True:
        with suppress(sqlite3.OperationalError), closing(sqlite3.connect(path)) as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM stored_events").fetchall()
            sleep(dice.uniform(0, HELD_SECONDS))


def _vacuum_server(url: str, seed: str) -> None:
    """VACUUM and ANALYZE now and then, with every freezing and rewriting there is."""
    dice = Random(seed)
    for turn in count():
        sleep(dice.uniform(0.2, 2))
        _on_server(url, "VACUUM (FREEZE)" if turn % 2 else "VACUUM (ANALYZE)")


def _linger_on_server(url: str, seed: str) -> None:
    """Stay in a transaction that has a snapshot, as idle sessions do."""
    dice = Random(seed)
    while True:
        seconds = dice.uniform(0, HELD_SECONDS)
        _on_server(url, f"BEGIN; SELECT count(*) FROM pg_class; SELECT pg_sleep({seconds}); COMMIT")


def _on_server(url: str, statement: str) -> None:
    with (
        suppress(psycopg.Error),
        psycopg.connect(Place.of(url).conninfo, autocommit=True) as connection,
    ):
        connection.execute(statement.encode())
