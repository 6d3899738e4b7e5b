"""What a witness saw, in a SQLite file of its own: on the disk before anything is said."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from ...application.ledger.note import LOG, Checkpoint, read_vkey

TABLES = """
CREATE TABLE IF NOT EXISTS logs (origin TEXT, vkey TEXT, PRIMARY KEY (origin, vkey));
CREATE TABLE IF NOT EXISTS seen (origin TEXT PRIMARY KEY, size INTEGER, root BLOB);
CREATE TABLE IF NOT EXISTS witness (public BLOB PRIMARY KEY);
"""
SEEN = "SELECT origin, size, root FROM seen WHERE origin = ?"
KEEP = "INSERT OR REPLACE INTO seen VALUES (?, ?, ?)"


class WitnessFile:
    """A `Memory` in a file; for several threads and processes."""

    def __init__(self, file: Path) -> None:
        self._file = file
        with closing(self._open()) as connection:
            connection.executescript(TABLES)

    def add(self, vkey: str) -> str:
        """Witness the log of that verifier key from now on; its origin.

        Raises:
            MalformedNoteError: it is no key of a log.
        """
        origin, _ = read_vkey(vkey, LOG)
        with closing(self._open()) as connection:
            connection.execute("INSERT OR IGNORE INTO logs VALUES (?, ?)", (origin, vkey))
        return origin

    def public(self, make: Callable[[], bytes]) -> bytes:
        """The public key of the witness, made if it has none."""
        with closing(self._open()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            found = connection.execute("SELECT public FROM witness").fetchone()
            public: bytes = found[0] if found else make()
            connection.execute("INSERT OR IGNORE INTO witness VALUES (?)", (public,))
            connection.execute("COMMIT")
        return public

    def keys(self, origin: str) -> Sequence[str]:
        """The verifier keys of a log."""
        with closing(self._open()) as connection:
            found = connection.execute("SELECT vkey FROM logs WHERE origin = ?", (origin,))
            return [row[0] for row in found]

    def seen(self, origin: str) -> Checkpoint | None:
        """The newest checkpoint that was cosigned."""
        with closing(self._open()) as connection:
            return _seen(connection, origin)

    def advance(self, before: Checkpoint | None, newest: Checkpoint) -> bool:
        """Keep that this is the newest now, if that is still the one before."""
        with closing(self._open()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            still = _seen(connection, newest.origin) == before
            if still:
                connection.execute(KEEP, (newest.origin, newest.size, newest.root))
            connection.execute("COMMIT")
        return still

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, isolation_level=None)
        connection.execute("PRAGMA synchronous=EXTRA")
        connection.execute("PRAGMA fullfsync=ON")
        return connection


def _seen(connection: sqlite3.Connection, origin: str) -> Checkpoint | None:
    found = connection.execute(SEEN, (origin,)).fetchone()
    return Checkpoint(*found) if found else None
