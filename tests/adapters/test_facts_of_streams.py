"""Several streams read at once are what each of them is when read alone."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.adapters.postgres.store import PostgresStore
from answerable.adapters.sqlite.store import SqliteStore
from answerable.application.ports import UnstorableEventError
from answerable.domain.command import Command
from answerable.testing.visits import FORM, LONE_SURROGATE, command, everything, waited

Store = SqliteStore | PostgresStore
HALF = f"case-{LONE_SURROGATE}"
STREAMS = [f"case-{n}" for n in range(5)]


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Store]:
    opened: Store = (
        SqliteStore(tmp_path / "log.db", FORM)
        if request.param == "sqlite"
        else PostgresStore(request.getfixturevalue("postgres_url"), FORM)
    )
    for n, stream in enumerate(STREAMS * 2):
        known = len(opened.read(stream))
        opened.append(command(f"cmd-{n}", stream), known, waited(*range(n % 5)))
    yield opened
    opened.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*STREAMS, "case-unknown", "case-\0", HALF]), unique=True))
def test_several_streams_read_at_once_are_as_read_alone(store: Store, streams: list[str]) -> None:
    found = store.facts_of(streams)

    alone = {s: [each.event for each in store.read(s)] for s in streams}
    assert {s: list(found.get(s, ())) for s in streams} == alone


@pytest.mark.parametrize("half", [command("cmd-half", HALF), command(HALF)])
def test_an_id_with_half_a_character_is_on_no_record_and_comes_on_none(
    store: Store, half: Command
) -> None:
    assert store.answered(half) == []
    with pytest.raises(UnstorableEventError, match="cannot be stored"):
        store.append(half, len(store.read(half.stream)), waited(1))
    assert store.head() == len(everything(store))
