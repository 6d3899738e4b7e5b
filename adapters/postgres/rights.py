"""Rights of roles: a role set up by an earlier version may lack what this one needs."""

from __future__ import annotations

from typing import Any

import psycopg

from ...application.ports import UnavailableError

WRITER = (
    ("stored_events", "SELECT"),
    ("commands", "SELECT"),
    ("commands", "INSERT"),
    ("ledger_checkpoints", "SELECT"),
)
"""What every writer needs beside INSERT on `stored_events`, by which a writer is known."""
LACKED = """
SELECT current_user::text, string_agg(needed.held || ' on ' || needed.name, ', ')
FROM unnest(%s::text[], %s::text[]) AS needed (name, held)
WHERE has_table_privilege(format('%%I.stored_events', %s::text), 'INSERT')
  AND NOT has_table_privilege(format('%%I.%%I', %s::text, needed.name), needed.held)
HAVING count(*) > 0
"""
ROLE = "SELECT current_user::text"


def require_granted(connection: psycopg.Connection[Any], schema: str, place: str) -> None:
    """Refuse a role that adds to the log and lacks what a closing reply will need.

    Raises:
        UnavailableError: saying which role, which right and what to run.
    """
    names, held = (list(each) for each in zip(*WRITER, strict=True))
    for role, lacked in connection.execute(LACKED, (names, held, schema, schema)).fetchall():
        raise UnavailableError(
            place,
            f"role {role} adds to it and lacks {lacked}: let the owner of the schema run"
            " writer.sql for this role again (docs/postgresql.md, Roles)",
        )


def not_brought_forward(
    connection: psycopg.Connection[Any], place: str, found: int, newest: int
) -> UnavailableError:
    """That the role of a connection may not make the tables this version needs."""
    role = connection.execute(ROLE).fetchone()
    name = role[0] if role else "of this login"
    if not found:
        said = f"it is not there yet, and role {name} may not make it: let its owner open it first"
    else:
        said = (
            f"its schema is {found}, this version of answerable needs {newest}, and role {name}"
            " may not change it: let its owner open it first, and run the SQL of each role again"
            " (docs/postgresql.md, Roles)"
        )
    return UnavailableError(place, said)
