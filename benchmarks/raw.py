"""What the limit of either store can do, and opening it in a process that was told where it is."""

from __future__ import annotations

from typing import TypeAlias

from .raw_postgres import RawPostgres
from .raw_sqlite import RawSqlite

Raw: TypeAlias = RawSqlite | RawPostgres


def opened(kind: str, url: str) -> Raw:
    """The log at `url` by hand."""
    return RawSqlite(url) if kind == "sqlite" else RawPostgres(url)
