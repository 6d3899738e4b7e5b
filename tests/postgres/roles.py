"""Roles of a tenant on the PostgreSQL of the tests, as their files in the package make them."""

from __future__ import annotations

from importlib.resources import files
from urllib.parse import quote

import psycopg
from psycopg.sql import SQL, Identifier

import answerable
from answerable.adapters.postgres.place import Place

FILES = files(answerable) / "adapters/postgres/roles"
MAKE = "DO $$ BEGIN CREATE ROLE {}; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$"


def grant(url: str, role: str) -> str:
    """The url of the log for `role`, named as its file is, which is made and run on the log."""
    place = Place.of(url)
    with psycopg.connect(place.conninfo) as connection:
        connection.execute(SQL(MAKE).format(Identifier(role)))
        connection.execute(SQL("SET search_path = {}").format(Identifier(place.schema)))
        connection.execute("SELECT set_config('answerable.role', %s, false)", (role,))
        connection.execute((FILES / f"{role}.sql").read_bytes())
    return as_role(url, role)


def as_role(url: str, role: str) -> str:
    """The url of the log for `role`, which was granted before."""
    return f"{url}&options={quote(f'-c role={role}')}"
