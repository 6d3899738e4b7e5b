"""The rows of a file beside what is on record, by key, in a private table that nobody else sees.

SQLite keeps it in a little memory and else in a nameless temporary file, gone with the process. It
is no store: the log alone knows what was imported.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from types import TracebackType
from typing import Self

from .recognition import Content, Known, Staged, written

_CACHE_KIB = 16_384
_TABLES = f"""
PRAGMA cache_size = -{_CACHE_KIB};
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE known (place TEXT PRIMARY KEY, key TEXT, content TEXT, person TEXT) WITHOUT ROWID;
CREATE TABLE staged (key TEXT, sole INTEGER, weight INTEGER, line INTEGER, content TEXT);
"""
_KNOW = """
INSERT INTO known (place, key, content, person) VALUES (?, ?, ?, ?)
ON CONFLICT (place) DO UPDATE SET key = excluded.key, content = excluded.content,
  person = coalesce(nullif(excluded.person, ''), person)
"""
_INDEXES = """
CREATE INDEX IF NOT EXISTS known_by_key ON known (key);
CREATE INDEX IF NOT EXISTS staged_by_key ON staged (key);
"""


class Staging:
    """Two bags, of rows and of what is known, that are taken out key by key."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def know(self, key: str, known: Known) -> None:
        """Put in what is on record at one place; said again of the same place, the last counts.

        The person of the first counts, where the later ones do not name any.
        """
        self._db.execute(_KNOW, (known.place, key, written(known.content), known.person))

    def stage(self, row: Staged) -> None:
        """Put in one row of the file."""
        self._db.execute(
            "INSERT INTO staged VALUES (?, ?, ?, ?, ?)",
            (row.key, row.sole, row.weight, row.line, written(row.content)),
        )

    def count(self) -> int:
        """How many rows of the file are in."""
        (found,) = self._db.execute("SELECT count(*) FROM staged").fetchone()
        return int(found)

    def groups(self) -> Iterator[tuple[list[Staged], list[Known]]]:
        """For each key of the file, its rows and what is on record; in the order of the keys."""
        self._db.executescript(_INDEXES)
        rows = self._db.execute(
            "SELECT key, sole, weight, line, content FROM staged ORDER BY key, line"
        )
        staged = (
            Staged(key, bool(sole), weight, line, _content(content))
            for key, sole, weight, line, content in rows
        )
        for key, group in groupby(staged, attrgetter("key")):
            yield list(group), self._known(key)

    def _known(self, key: str) -> list[Known]:
        found = self._db.execute("SELECT place, content, person FROM known WHERE key = ?", (key,))
        return [Known(place, _content(content), person) for place, content, person in found]


def _content(text: str) -> Content:
    found: dict[str, str | None] = json.loads(text)
    return found
