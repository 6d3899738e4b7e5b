"""A log that is dumped and restored elsewhere goes on where it was."""

from __future__ import annotations

import subprocess

import pytest
from tests.postgres import server

from answerable.adapters.postgres.place import Place
from answerable.adapters.postgres.store import PostgresStore
from answerable.testing.visits import FORM, append, command, everything, waited


def run(program: str, *arguments: str, given: bytes = b"") -> bytes:
    """What one of PostgreSQL's programs prints; skips where the installation brings none."""
    path = server.programs() / program
    if not path.exists():
        pytest.skip(f"no {program} here")
    return subprocess.run([path, *arguments], input=given, capture_output=True, check=True).stdout


def test_a_tenant_is_restored_with_its_positions(postgres: str) -> None:
    url = f"{postgres}&schema=moved"
    before = PostgresStore(url, FORM)
    before.append_all([append(f"cmd-{n}", 0, n, stream=f"case-{n}") for n in range(9)])
    dumped = run("pg_dump", "--schema=moved", Place.of(url).conninfo)

    elsewhere = f"{server.database()}&schema=moved"
    run("psql", "-q", "-v", "ON_ERROR_STOP=1", Place.of(elsewhere).conninfo, given=dumped)
    after = PostgresStore(elsewhere, FORM)

    assert everything(after) == everything(before)
    (next_one,) = after.append(command("cmd-9"), len(after.read("case-1")), waited(9))
    assert next_one.position == before.head() + 1
    assert after.append(command("cmd-3", "case-3"), 0, waited(9)) == before.read("case-3")
    before.close()
    after.close()
