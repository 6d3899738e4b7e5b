"""Each role can do its own work on a log, and nothing else. (The contract runs as the writer.)"""

from __future__ import annotations

import os
from collections.abc import Generator

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from tests.ledger.town import Town
from tests.postgres import roles

from answerable.adapters.key_folder import is_signed
from answerable.adapters.postgres.place import Place
from answerable.adapters.postgres.store import PostgresStore
from answerable.adapters.postgres.views import PostgresViews
from answerable.application.ledger.checking import Outcome, check
from answerable.application.ledger.closing_line import newest_line
from answerable.application.ports import UnavailableError
from answerable.testing.visits import FORM, command, waited

CHANGES = [
    "UPDATE stored_events SET originator_version = 9",
    "UPDATE stored_events SET state = ''",
    "DELETE FROM stored_events",
    "TRUNCATE stored_events",
    "UPDATE commands SET last_version = 9",
    "DELETE FROM commands",
    "ALTER TABLE stored_events ADD COLUMN words text",
    "DROP TABLE stored_events",
    "SELECT setval('stored_events_notification_id_seq', 1)",
]
LEDGER = [
    "UPDATE ledger_entries SET entry = ''",
    "DELETE FROM ledger_entries",
    "DELETE FROM ledger_checkpoints",
    "UPDATE ledger_checkpoints SET size = 1",
    "TRUNCATE ledger_tiles",
    "DELETE FROM ledger_schemas",
]
ADDITIONS = ["INSERT INTO stored_events VALUES ('case-9', 1, 'Waited', '')"]


@pytest.fixture
def log(postgres_url: str) -> Generator[PostgresStore]:
    store = PostgresStore(postgres_url, FORM)
    store.append(command("cmd-1"), 0, waited(1, 2))
    yield store
    store.close()


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        *(("writer", change) for change in CHANGES),
        *(("views", change) for change in CHANGES + ADDITIONS),
        *(("blanking", change) for change in CHANGES + ADDITIONS if "SET state" not in change),
        *(("sealer", change) for change in CHANGES + ADDITIONS + LEDGER),
        *(("auditor", change) for change in CHANGES + ADDITIONS + LEDGER),
        ("auditor", "INSERT INTO ledger_marks VALUES (1)"),
        *(("writer", change) for change in LEDGER),
    ],
)
def test_no_role_can_change_the_log(
    log: PostgresStore, postgres_url: str, role: str, statement: str
) -> None:
    place = Place.of(roles.grant(postgres_url, role))

    with psycopg.connect(place.conninfo) as connection:
        connection.execute(f"SET search_path = {place.schema}".encode())
        with pytest.raises(InsufficientPrivilege):
            connection.execute(statement.encode())
    assert len(log.read("case-1")) == 2


def test_the_role_for_views_keeps_them(log: PostgresStore, postgres_url: str) -> None:
    store = PostgresStore(roles.grant(postgres_url, "views"), FORM)
    views = PostgresViews(store)

    views.save_position("reactions", log.head())

    assert views.position("reactions") == log.head()
    store.close()


def test_the_role_for_views_keeps_them_also_where_the_owner_did_before(
    log: PostgresStore, postgres_url: str
) -> None:
    PostgresViews(log).save_position("reactions", log.head())
    store = PostgresStore(roles.grant(postgres_url, "views"), FORM)
    views = PostgresViews(store)

    assert views.position("reactions") == 0
    views.save_position("reactions", log.head())
    assert views.position("reactions") == log.head()
    store.close()


def test_the_role_for_blanking_takes_words_away_and_leaves_the_rest(
    log: PostgresStore, postgres_url: str
) -> None:
    place = Place.of(roles.grant(postgres_url, "blanking"))

    with psycopg.connect(place.conninfo) as connection:
        blank = f"UPDATE {place.schema}.stored_events SET state = %s WHERE originator_version = 1"
        assert connection.execute(blank.encode(), (os.urandom(1),)).rowcount == 1
    assert log.head() == 2


def test_the_sealer_seals_and_the_auditor_reads_it(log: PostgresStore, postgres_url: str) -> None:
    sealing = PostgresStore(roles.grant(postgres_url, "sealer"), FORM)
    town = Town(sealing)
    town.sealer.seal_all()
    sealing.close()

    auditing = PostgresStore(roles.grant(postgres_url, "auditor"), FORM)
    findings = check(auditing, auditing.ledger(), is_signed, None)
    auditing.close()

    assert Outcome.FAIL not in {each.outcome for each in findings}
    assert log.head() == 2


def test_the_writer_shows_the_newest_checkpoint_and_cannot_change_it(
    log: PostgresStore, postgres_url: str
) -> None:
    Town(log).sealer.seal_all()

    writing = PostgresStore(roles.grant(postgres_url, "writer"), FORM)
    line = newest_line(writing)
    with pytest.raises(UnavailableError), writing.ledger().reading() as reader:
        reader.entries(0, 1)
    writing.close()

    assert line == newest_line(log)
    assert line is not None
