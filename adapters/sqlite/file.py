"""The file of a log: made in one piece, known by its mark, refused when it is something else."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from time import sleep
from urllib.parse import quote

from ...application.ports import UnavailableError

APPLICATION_ID = 0x416E7377
SCHEMA_VERSION = 1
BUSY_TIMEOUT_SECONDS = 30
WAL_TRIES = 1000
WAL_PAUSE_SECONDS = 0.01


def prepare(path: Path, statements: Sequence[str]) -> None:
    """Make the log in a new file, or make sure that an old one is a log of ours.

    Raises:
        UnavailableError: the folder is missing, the file is something else, newer or not writable.
        sqlite3.Error: SQLite cannot read or write it.
    """
    _check_place(path)
    with closing(sqlite3.connect(uri(path), uri=True, timeout=BUSY_TIMEOUT_SECONDS)) as connection:
        connection.isolation_level = None
        connection.execute("BEGIN")
        if _is_new(path, connection):
            connection.execute("ROLLBACK")
            connection.execute("BEGIN IMMEDIATE")
            if _is_new(path, connection):  # nobody else was quicker
                _create(connection, statements)
        connection.execute("COMMIT")
        _use_wal(connection)


def settle(path: Path) -> None:
    """Have on the disk what opening found: SQLite also reads what nobody synced before a crash.

    It syncs the folder as well when it makes a file there, but goes on where that fails.

    Raises:
        UnavailableError: the disk does not take it.
    """
    if os.name == "nt":  # a folder cannot be synced there
        return
    place = path.resolve()
    for part in (place.with_name(f"{place.name}-wal"), place.parent):
        with suppress(FileNotFoundError):
            _sync(part)


def _sync(part: Path) -> None:
    handle = os.open(part, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        raise UnavailableError(str(part), f"it cannot be synced: {error.strerror}") from error
    finally:
        os.close(handle)


def uri(path: Path) -> str:
    """The path as SQLite takes it, whatever characters it is made of."""
    return f"file:{quote(str(path.absolute()))}?mode=rwc"


def _check_place(path: Path) -> None:
    try:
        _check_folder(path)
    except PermissionError:
        raise UnavailableError(str(path), "its folder may not be entered") from None


def _check_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise UnavailableError(str(path), "its folder does not exist")
    if path.is_dir():
        raise UnavailableError(str(path), "it is a folder")
    # Only asked, never tried: closing a file of our own would drop SQLite's locks on it.
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise UnavailableError(str(path), "the file or its folder is read-only")


def _is_new(path: Path, connection: sqlite3.Connection) -> bool:
    mark, version = (_pragma(connection, name) for name in ("application_id", "user_version"))
    (things,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if mark == version == things == 0:
        return True
    if mark != APPLICATION_ID:
        raise UnavailableError(str(path), "it is a database of something else")
    if version != SCHEMA_VERSION:
        known = f"this version of answerable knows {SCHEMA_VERSION}"
        raise UnavailableError(str(path), f"its schema is {version}, and {known}")
    return False


def _create(connection: sqlite3.Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; tried again, as no busy timeout covers this step."""
    for _ in range(WAL_TRIES):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            sleep(WAL_PAUSE_SECONDS)
        else:
            return
    connection.execute("PRAGMA journal_mode=WAL")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    (value,) = connection.execute(f"PRAGMA {name}").fetchone()
    return int(value)
