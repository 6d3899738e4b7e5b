"""A PostgreSQL that may lose what it acknowledged, or whose order has gaps, is not opened."""

from __future__ import annotations

from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg_pool import ConnectionPool
from tests.postgres.server import Server

from answerable.adapters.postgres.migrate import NEWEST
from answerable.adapters.postgres.place import Place
from answerable.adapters.postgres.store import PostgresStore
from answerable.application.ports import UnavailableError
from answerable.bootstrap import open_desk
from answerable.testing.visits import FORM, command, waited

UNSAFE = ("fsync", "full_page_writes", "synchronous_commit")
CHANGES = {
    "sequence": "ALTER SEQUENCE stored_events_notification_id_seq CACHE 32",
    "stored function": """
      CREATE FUNCTION es_insert_events_text() RETURNS void LANGUAGE sql AS 'SELECT 1'
    """,
    f"knows {NEWEST}": f"INSERT INTO migrations (number, file) VALUES ({NEWEST + 1}, 'newer')",
}


def test_unsafe_settings_of_the_server_are_refused_by_name() -> None:
    with Server(*(f"-c {name}=off" for name in UNSAFE)) as url:
        with pytest.raises(UnavailableError) as refused:
            PostgresStore(url, FORM)

        assert all(name in str(refused.value) for name in UNSAFE)


def test_commits_that_one_connection_does_not_wait_for_are_refused(postgres_url: str) -> None:
    with pytest.raises(UnavailableError, match="synchronous_commit"):
        PostgresStore(f"{postgres_url}&options=-c%20synchronous_commit%3Doff", FORM)


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_cannot_keep_every_word_is_refused(postgres: str, encoding: str) -> None:
    name = f"in_{encoding.lower()}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}".encode())
        made = f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' LOCALE 'C'"
        connection.execute(made.encode())

    with pytest.raises(UnavailableError, match=f"server_encoding is {encoding}"):
        PostgresStore(urlsplit(postgres)._replace(path=f"/{name}").geturl(), FORM)


def test_a_pool_that_cannot_carry_every_word_is_refused(postgres_url: str) -> None:
    place, latin = Place.of(postgres_url), {"client_encoding": "latin1"}
    with (
        ConnectionPool(place.conninfo, kwargs=latin, open=True) as pool,
        pytest.raises(UnavailableError, match="client_encoding is LATIN1"),
    ):
        PostgresStore(postgres_url, FORM, pool)


def test_our_own_connections_carry_every_word(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", "SQL_ASCII")
    with open_desk(postgres_url) as desk:
        desk.receive("Zażółć gęślą jaźń")
        assert [critic.words for critic in desk.critics()] == ["Zażółć gęślą jaźń"]


@pytest.mark.parametrize("reason", CHANGES)
def test_a_schema_that_is_not_as_we_made_it_is_refused(postgres_url: str, reason: str) -> None:
    PostgresStore(postgres_url, FORM).close()
    place = Place.of(postgres_url)
    with psycopg.connect(place.conninfo) as connection:
        connection.execute(f"SET search_path = {place.schema}".encode())
        connection.execute(CHANGES[reason].encode())

    with pytest.raises(UnavailableError, match=reason):
        PostgresStore(postgres_url, FORM)


@pytest.mark.parametrize(
    "schema", ["Tenant", "a b", 'x"; DROP TABLE x', "pg_catalog", "", "x" * 51]
)
def test_only_plain_names_of_schemas_are_taken(postgres: str, schema: str) -> None:
    with pytest.raises(UnavailableError, match="name"):
        PostgresStore(f"{postgres}&schema={schema}", FORM)


def test_a_server_that_is_not_there_is_said_to_be() -> None:
    with pytest.raises(UnavailableError, match="connection"):
        PostgresStore("postgresql://127.0.0.1:1/nothing", FORM)


def test_two_tenants_of_one_database_do_not_see_each_other(postgres: str) -> None:
    first, second = (PostgresStore(f"{postgres}&schema={name}", FORM) for name in ("one", "two"))

    first.append(command("cmd-1"), 0, waited(1))

    assert second.head() == 0
    assert not second.read("case-1")
    assert second.append(command("cmd-1"), 0, waited(2))
    first.close()
    second.close()
