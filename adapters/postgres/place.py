"""Where a log is: the url of a database, and the schema of a tenant in it."""

from __future__ import annotations

import re
from typing import NamedTuple, Self
from urllib.parse import parse_qsl, quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

from ...application.ports import UnavailableError

SCHEMA = "answerable"
"""The schema of a log whose url names none."""
NAME = re.compile("[a-z_][a-z0-9_]{0,49}")


class Place(NamedTuple):
    """What psycopg connects to, the schema there, and how messages call it: without a password."""

    conninfo: str
    schema: str
    name: str

    @classmethod
    def of(cls, url: str) -> Self:
        """The place `postgresql://…?schema=name` stands for.

        Raises:
            UnavailableError: it is no such url, or not the name of a schema.
        """
        server, _, asked = url.partition("?")
        query = parse_qsl(asked, keep_blank_values=True)
        schema = dict(query).get("schema", SCHEMA)
        if not NAME.fullmatch(schema) or schema.startswith("pg_"):
            raise UnavailableError("schema", "its name is up to 50 of a to z, 0 to 9 and _")
        rest = urlencode([pair for pair in query if pair[0] != "schema"], quote_via=quote)
        conninfo = f"{server}?{rest}" if rest else server
        return cls(conninfo, schema, _name(conninfo, schema))


def _name(conninfo: str, schema: str) -> str:
    try:
        found = conninfo_to_dict(conninfo)
    except psycopg.ProgrammingError:
        found = None  # raised outside: its message shows the whole url, with the password
    if found is None:
        raise UnavailableError("postgresql", "its url is malformed, or an option of it is unknown")
    host, database = str(found.get("host", "")), found.get("dbname", "")
    if "@" in f"{host}{database}":  # what stands before it may be the end of a password
        reason = "its url is malformed: write @ in a password as %40, and / as %2F"
        raise UnavailableError("postgresql", reason)
    return f"postgresql://{host}/{database}?schema={schema}"
