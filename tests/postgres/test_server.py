"""The PostgreSQL of the tests is durable, fresh for each test, and never outlives its process."""

import subprocess
import sys
from pathlib import Path

import psycopg
from tests.postgres import server

LEAVE = (
    "from tests.postgres.server import started; import os, signal;"
    "print(started().folder, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
)
ROOT = Path(__file__).parents[2]


def test_the_server_keeps_what_it_acknowledges(postgres: str) -> None:
    with psycopg.connect(postgres) as connection:
        names = ("fsync", "synchronous_commit", "full_page_writes")
        found = [connection.execute(f"SHOW {name}").fetchone() for name in names]

    assert found == [("on",)] * 3


def test_each_tenant_is_new(postgres: str) -> None:
    first, second = server.tenant(), server.tenant()

    assert first != second
    assert first.startswith(postgres)


def test_a_server_with_settings_of_its_own_ends_with_its_block() -> None:
    with server.Server("-c fsync=off") as url, psycopg.connect(url) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("off",)
        folder = Path(connection.info.host)

    assert not folder.exists()


def test_a_killed_process_leaves_no_server_behind() -> None:
    killed = subprocess.run(
        [sys.executable, "-c", LEAVE], cwd=ROOT, capture_output=True, check=False
    )
    folder = Path(killed.stdout.decode().strip())

    assert folder.is_absolute()
    assert wait_until_gone(folder)


def wait_until_gone(folder: Path) -> bool:
    """The guard ends the server as soon as it sees that its process is gone."""
    waiting = ["timeout", "20", "sh", "-c", f"while [ -e {folder} ]; do sleep 0.05; done"]
    return subprocess.run(waiting, check=False).returncode == 0
