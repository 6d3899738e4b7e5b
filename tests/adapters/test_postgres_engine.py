"""The process stays the host's when a log in PostgreSQL is opened, and needs no psycopg before."""

from __future__ import annotations

import subprocess
import sys

LOAD = "import answerable.adapters.postgres.store"
UNTOUCHED = """
import dataclasses, logging
before = vars(dataclasses).copy()
logging.getLogger("psycopg").setLevel(logging.INFO)
{load}
assert vars(dataclasses) == before
assert logging.getLogger("psycopg").level == logging.INFO
assert logging.getLogger("psycopg.pool").level == logging.NOTSET
"""
LIGHT = """
import sys, answerable
with answerable.open("memory:") as desk:
    desk.receive("the box is crushed")
assert not {"psycopg", "psycopg_pool", "eventsourcing"} & set(sys.modules)
"""
MISSING = """
import sys, answerable
sys.modules["psycopg"] = None
try:
    answerable.open("postgresql:///shop")
except answerable.StoreError as error:
    assert "answerable[postgres]" in str(error)
else:
    raise SystemExit("it was opened")
"""


def run(program: str) -> None:
    """A program in a process of its own, which must end well."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_neither_dataclasses_nor_the_logging_of_psycopg_change() -> None:
    run(UNTOUCHED.format(load=LOAD))


def test_a_log_in_memory_loads_no_driver() -> None:
    run(LIGHT)


def test_a_missing_driver_is_named_with_what_to_install() -> None:
    run(MISSING)
