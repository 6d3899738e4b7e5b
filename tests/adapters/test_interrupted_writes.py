"""A thread that is interrupted anywhere while it reads or writes a file stops nobody after it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path

import pytest
from tests.adapters.interrupting import Alarm, interrupted

from answerable.adapters.sqlite import datastore, recorder, store, turn
from answerable.adapters.sqlite.store import SqliteStore
from answerable.application import collector, shared_commits
from answerable.testing.threads import Begun
from answerable.testing.visits import FORM, command, everything, waited

MODULES = (store, datastore, recorder, turn, shared_commits, collector)


@pytest.fixture
def opened(tmp_path: Path) -> Generator[SqliteStore]:
    gc.collect()  # no store of another test ends meanwhile, which would be interrupted instead
    made = SqliteStore(tmp_path / "log.db", FORM)
    yield made
    made.close()


def write(log: SqliteStore, name: str) -> None:
    log.append(command(name, f"case-{name}"), 0, waited(1, 2))


def read(log: SqliteStore, name: str) -> None:
    log.facts_of([f"case-{name}", "case-unknown"])
    log.read_all(0, 9)


def follow(log: SqliteStore, _: str) -> None:
    with log.transaction() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS beside (place INTEGER)")
    with log.snapshot() as cursor:
        cursor.execute("SELECT place FROM beside").fetchall()


@pytest.mark.parametrize("work", [write, read, follow])
def test_wherever_a_thread_is_interrupted_the_next_write_goes_on(
    opened: SqliteStore, work: Callable[[SqliteStore, str], None]
) -> None:
    steps = 0
    while was_interrupted(opened, steps, work):
        steps += 1
        Begun(partial(write, opened, f"next-{steps}")).result("the next")
        assert len(opened.read(f"case-next-{steps}")) == 2
        assert len(opened.read(f"case-own-{steps}")) in {0, 2}
        assert gc.isenabled()

    assert steps > 10
    assert [e.position for e in everything(opened)] == [*range(1, opened.head() + 1)]


def was_interrupted(log: SqliteStore, steps: int, work: Callable[[SqliteStore, str], None]) -> bool:
    name = f"own-{steps + 1}"
    begun = Begun(interrupted(steps + 1, MODULES, partial(work, log, name)))
    return isinstance(begun.result("the work"), Alarm)
