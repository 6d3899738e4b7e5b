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
from answerable.adapters.postgres.migrate import NEWEST
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
LACKING = ["stored_events SELECT", "commands SELECT", "commands INSERT"]
"""What each writer of a log needs, as it was before closing replies read the ledger."""

BACK_TO_THE_FIRST = """
DELETE FROM migrations WHERE number > 1;
DROP TABLE ledger_entries, ledger_marks, ledger_schemas, ledger_tiles, ledger_pages,
  ledger_checkpoints;
"""


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


def as_owner(url: str, statement: str) -> None:
    """Put a statement about the schema of a log as whoever owns it."""
    place = Place.of(url)
    with psycopg.connect(place.conninfo) as connection:
        connection.execute(f"SET search_path = {place.schema}".encode())
        connection.execute(statement.encode())


@pytest.mark.parametrize("lacking", [*LACKING, "ledger_checkpoints SELECT"])
def test_a_writer_who_lacks_a_right_is_told_which_when_it_opens_the_log(
    log: PostgresStore, postgres_url: str, lacking: str
) -> None:
    table, right = lacking.split()
    url = roles.grant(postgres_url, "writer")
    as_owner(postgres_url, f"REVOKE {right} ON {table} FROM writer")

    with pytest.raises(UnavailableError, match=f"role writer .*lacks {right} on {table}: .*writer"):
        PostgresStore(url, FORM)

    roles.grant(postgres_url, "writer")
    PostgresStore(url, FORM).close()
    assert log.head() == 2


def test_all_that_a_writer_lacks_is_named_at_once(log: PostgresStore, postgres_url: str) -> None:
    url = roles.grant(postgres_url, "writer")
    as_owner(postgres_url, "REVOKE SELECT ON commands, ledger_checkpoints FROM writer")

    with pytest.raises(UnavailableError, match="SELECT on commands, SELECT on ledger_checkpoints"):
        PostgresStore(url, FORM)
    assert log.head() == 2


@pytest.mark.parametrize("role", ["views", "blanking", "sealer", "auditor"])
def test_who_does_not_add_events_is_asked_for_no_right_of_a_writer(
    log: PostgresStore, postgres_url: str, role: str
) -> None:
    url = roles.grant(postgres_url, role)
    as_owner(postgres_url, f"REVOKE ALL ON ledger_checkpoints, commands FROM {role}")

    opened = PostgresStore(url, FORM)

    assert opened.head() == log.head()
    opened.close()


def test_a_right_that_is_missing_later_is_said_to_be(log: PostgresStore, postgres_url: str) -> None:
    opened = PostgresStore(roles.grant(postgres_url, "writer"), FORM)
    as_owner(postgres_url, "REVOKE SELECT ON ledger_checkpoints FROM writer")

    with pytest.raises(UnavailableError, match=r"table ledger_checkpoints .*run its SQL again"):
        newest_line(opened)
    opened.close()
    assert log.head() == 2


def test_who_may_not_bring_the_tables_forward_is_sent_to_their_owner(
    log: PostgresStore, postgres_url: str
) -> None:
    roles.grant(postgres_url, "views")  # it may make tables, and still not put that on record
    url = roles.grant(postgres_url, "writer")
    as_owner(postgres_url, BACK_TO_THE_FIRST)

    for each in (url, roles.as_role(postgres_url, "views")):
        with pytest.raises(UnavailableError, match=f"is 1, .* needs {NEWEST}, .*owner"):
            PostgresStore(each, FORM)
    assert log.head() == 2


def test_who_may_not_make_a_log_is_sent_to_its_owner(postgres_url: str) -> None:
    with psycopg.connect(Place.of(postgres_url).conninfo) as connection:
        connection.execute(roles.MAKE.format("auditor").encode())

    with pytest.raises(UnavailableError, match="not there yet, and role auditor may not make it"):
        PostgresStore(roles.as_role(postgres_url, "auditor"), FORM)
