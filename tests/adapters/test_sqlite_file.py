"""Opening the file: made whole by whoever is first, and refused when it is something else."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from warnings import catch_warnings

import pytest

from answerable.adapters.sqlite.store import SqliteStore
from answerable.adapters.stored_form import StoredForm
from answerable.application.ports import UnavailableError

FORM = StoredForm({}, {}, os.urandom)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


def by_hand(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)


def test_many_may_make_the_file_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        for n in range(10):
            path = tmp_path / f"{n}.db"
            for opened in [pool.submit(SqliteStore, path, FORM) for _ in range(4)]:
                opened.result().close()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="folder does not exist"):
        SqliteStore(tmp_path / "nowhere" / "log.db", FORM)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_log(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="it is a folder"):
        SqliteStore(tmp_path, FORM)


def test_a_folder_that_may_not_be_entered_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: Path) -> bool:  # a user with all rights may enter every folder
        raise PermissionError

    monkeypatch.setattr(Path, "is_dir", refused)

    with pytest.raises(UnavailableError, match="its folder may not be entered"):
        SqliteStore(path, FORM)


def test_a_file_that_is_no_database_is_refused_untouched(path: Path) -> None:
    path.write_text("Dear Sir or Madam, " * 200)

    with pytest.raises(UnavailableError, match="not a database"):
        SqliteStore(path, FORM)
    assert path.read_text() == "Dear Sir or Madam, " * 200


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("CREATE TABLE invoices (id)", "something else"),
        ("PRAGMA application_id=7", "something else"),
        ("PRAGMA user_version=7", "something else"),
    ],
)
def test_a_database_of_something_else_is_refused_untouched(
    path: Path, statement: str, reason: str
) -> None:
    by_hand(path, statement)
    before = path.read_bytes()

    with pytest.raises(UnavailableError, match=reason):
        SqliteStore(path, FORM)
    assert path.read_bytes() == before


def test_a_log_of_a_newer_version_is_refused(path: Path) -> None:
    SqliteStore(path, FORM).close()
    by_hand(path, "PRAGMA user_version=2")

    with pytest.raises(UnavailableError, match="its schema is 2"):
        SqliteStore(path, FORM)


def in_a_child(attempt: Callable[[], object]) -> bool:
    """Whether the store is refused as unavailable in a forked process, as nobody if we are root."""
    with catch_warnings(action="ignore", category=DeprecationWarning):  # of forks beside threads
        child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    try:
        if os.geteuid() == 0:
            os.setuid(65534)
        attempt()
    except UnavailableError:
        os._exit(0)
    finally:
        os._exit(1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
@pytest.mark.parametrize(("of_file", "of_folder"), [(0o444, 0o777), (0o666, 0o555)])
def test_what_is_read_only_is_refused(of_file: int, of_folder: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.db"
        SqliteStore(path, FORM).close()
        path.chmod(0o666)
        Path(folder).chmod(0o777)
        assert not in_a_child(lambda: SqliteStore(path, FORM))

        path.chmod(of_file)
        Path(folder).chmod(of_folder)
        assert in_a_child(lambda: SqliteStore(path, FORM))

        Path(folder).chmod(0o777)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_store_opened_before_a_fork_is_refused_in_the_child(path: Path) -> None:
    store = SqliteStore(path, FORM)

    assert in_a_child(store.head)
    assert store.head() == 0
    store.close()
