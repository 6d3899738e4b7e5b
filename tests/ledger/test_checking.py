"""A log that was changed after it was sealed is found out, and the event is named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path

import pytest
from tests.ledger.town import Town, form

from answerable.adapters.key_folder import is_signed
from answerable.adapters.sqlite.store import SqliteStore
from answerable.application.ledger import recount
from answerable.application.ledger.checking import Finding, Outcome, check
from answerable.application.ledger.ledger import NothingSealedError
from answerable.application.ledger.note import Note, parse

EVENTS, SEALED, WAITING = 40, 30, 3
FULL = "UPDATE ledger_entries SET entry = x'00' WHERE entry_index = 9"


class Found:
    """What the check says of the log in a file, by the name of each check."""

    def __init__(self, file: Path, held: Note | None) -> None:
        store = SqliteStore(file, form())
        findings = check(store, store.ledger(), is_signed, held)
        store.close()
        self.by_name: dict[str, Finding] = {each.check: each for each in findings}

    @property
    def failed(self) -> set[str]:
        return {name for name, each in self.by_name.items() if each.outcome is Outcome.FAIL}


@pytest.fixture
def town(tmp_path: Path) -> Generator[Town]:
    """Forty events sealed in two checkpoints, and three that wait."""
    store = SqliteStore(tmp_path / "log.db", form())
    made = Town(store)
    made.visit(*(f"case-{n % 5}" for n in range(SEALED)))
    made.sealer.seal_all()
    made.visit(*(f"case-{n % 5}" for n in range(SEALED, EVENTS)))
    made.sealer.seal_all()
    made.visit(*["case-1"] * WAITING)
    yield made
    store.close()


@pytest.fixture
def spoilt(tmp_path: Path, town: Town) -> Callable[..., Found]:
    """What is found once somebody ran statements on the file."""
    held = newest(town)
    town.store.close()  # type: ignore[attr-defined]

    def spoil(*statements: str) -> Found:
        with closing(sqlite3.connect(tmp_path / "log.db")) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()
        return Found(tmp_path / "log.db", held)

    return spoil


def test_a_log_that_nobody_touched_passes_and_its_tail_is_not_checked(
    spoilt: Callable[..., Found],
) -> None:
    found = spoilt()

    assert found.failed == set()
    tail = found.by_name["unsealed"]
    assert tail.outcome is Outcome.NOT_CHECKED
    assert tail.sentence.startswith(f"{WAITING} events stand past position {EVENTS}")


def test_a_map_of_heads_too_large_for_memory_is_counted_as_well(
    spoilt: Callable[..., Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recount, "PAGES", 0)

    assert spoilt().failed == set()


@pytest.mark.parametrize(
    ("statement", "position"),
    [
        ("UPDATE stored_events SET state = state || ' ' WHERE rowid = 7", 7),
        ("UPDATE stored_events SET state = 'text' WHERE rowid = 7", 7),
        ("UPDATE stored_events SET topic = 'Left' WHERE rowid = 8", 8),
        ("UPDATE stored_events SET originator_id = 'case-77' WHERE rowid = 9", 9),
        ("UPDATE stored_events SET originator_version = 99 WHERE rowid = 10", 10),
        ("DELETE FROM stored_events WHERE rowid = 11", 11),
        ("UPDATE stored_events SET rowid = 900 WHERE rowid = 12", 12),
        ("DELETE FROM stored_events WHERE rowid >= 38", 38),
        ("INSERT INTO stored_events VALUES (-5, 'case-8', 1, 'Waited', x'00')", -5),
        ("DELETE FROM stored_events WHERE originator_id = 'case-2'", 3),
    ],
)
def test_a_changed_event_is_named(
    spoilt: Callable[..., Found], statement: str, position: int
) -> None:
    found = spoilt(statement)

    assert found.failed == {"events"}
    wrong = found.by_name["events"].wrong
    assert wrong is not None
    assert wrong.position == position
    assert f"position {position}" in found.by_name["events"].sentence


def test_an_event_put_in_between_is_named(spoilt: Callable[..., Found]) -> None:
    found = spoilt(
        "UPDATE stored_events SET rowid = 1000 WHERE rowid = 20",
        "INSERT INTO stored_events VALUES (20, 'case-9', 1, 'Waited', x'00')",
    )

    wrong = found.by_name["events"].wrong
    assert wrong is not None
    assert (wrong.position, wrong.reason) == (20, "another event stands in its place")


def test_an_altered_entry_is_named_by_the_hashes_that_are_left(
    spoilt: Callable[..., Found],
) -> None:
    other = "SELECT replace(hex(entry), '63617365', '63617366') FROM ledger_entries"
    found = spoilt(
        f"UPDATE ledger_entries SET entry = unhex(({other} WHERE entry_index = 9))"
        " WHERE entry_index = 9"
        if sqlite3.sqlite_version_info >= (3, 41)
        else "UPDATE ledger_entries SET entry = CAST(replace(entry, 'case', 'casf') AS BLOB)"
        " WHERE entry_index = 9"
    )

    assert {"held", "checkpoint"} <= found.failed
    wrong = found.by_name["held"].wrong
    assert wrong is not None
    assert wrong.index == 9


def test_where_only_checkpoints_are_left_they_say_between_which_it_was(
    spoilt: Callable[..., Found],
) -> None:
    found = spoilt(FULL, "DELETE FROM ledger_tiles")
    assert "among the entries 0 to " in found.by_name["held"].sentence
    assert {"held", "checkpoint", "entries", "tables"} <= found.failed

    found = spoilt(
        "DELETE FROM ledger_checkpoints WHERE size < (SELECT max(size) FROM ledger_checkpoints)"
    )
    assert "among the entries 0 to " in found.by_name["held"].sentence

    found = spoilt("DELETE FROM ledger_checkpoints")
    assert "cannot be told" in found.by_name["held"].sentence


def newest(town: Town) -> Note:
    with town.ledger.now() as moment:
        return parse(moment.note)


def test_a_list_that_was_cut_is_found(spoilt: Callable[..., Found]) -> None:
    found = spoilt(
        f"DELETE FROM stored_events WHERE rowid > {SEALED}",
        "DELETE FROM ledger_checkpoints WHERE size = (SELECT max(size) FROM ledger_checkpoints)",
        "DELETE FROM ledger_entries WHERE entry_index >= (SELECT size FROM ledger_checkpoints)",
    )

    assert "held" in found.failed
    assert found.by_name["held"].sentence.endswith("are those that were sealed.")


def test_everything_can_be_gone(spoilt: Callable[..., Found]) -> None:
    found = spoilt(
        "DELETE FROM stored_events", "DELETE FROM ledger_entries", "DELETE FROM ledger_checkpoints"
    )

    assert {"held", "checkpoint"} <= found.failed


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_checkpoints SET note = CAST(replace(note, 'log', 'lag') AS BLOB)",
        "UPDATE ledger_checkpoints SET note = 'text'",
        "UPDATE ledger_checkpoints SET position = position - 1",
        "UPDATE ledger_checkpoints SET size = size + 1",
        "DELETE FROM ledger_checkpoints",
    ],
)
def test_a_checkpoint_that_was_not_signed_is_not_believed(
    spoilt: Callable[..., Found], statement: str
) -> None:
    assert spoilt(statement).failed == {"checkpoint"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_tiles SET hashes = x'00'",
        "UPDATE ledger_pages SET page = x'00'",
        "DELETE FROM ledger_pages",
        "DELETE FROM ledger_marks",
        "UPDATE ledger_schemas SET document = '{}'",
        "DELETE FROM ledger_schemas",
    ],
)
def test_what_proofs_are_made_from_is_checked_too(
    spoilt: Callable[..., Found], statement: str
) -> None:
    assert spoilt(statement).failed == {"tables"}


def test_without_a_checkpoint_nothing_says_whose_list_it_is(town: Town) -> None:
    findings = check(town.store, town.store.ledger(), is_signed, None)

    by_name = {each.check: each.outcome for each in findings}
    assert by_name["held"] is Outcome.NOT_CHECKED
    assert by_name["checkpoint"] is Outcome.PASS


def test_where_nothing_was_sealed_there_is_nothing_to_check() -> None:
    town = Town()

    with pytest.raises(NothingSealedError):
        check(town.store, town.store.ledger(), is_signed, None)


def test_keys_that_were_rotated_pass(town: Town) -> None:
    first = newest(town)
    town.sealer.rotate()
    town.sealer.rotate()

    for held in (first, newest(town), Note(first.checkpoint, ())):
        findings = check(town.store, town.store.ledger(), is_signed, held)
        assert {each.outcome for each in findings} == {Outcome.PASS, Outcome.NOT_CHECKED}
