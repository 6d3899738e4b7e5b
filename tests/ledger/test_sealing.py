"""What the log got is put on the list, all of it, once, and under checkpoints that lead on."""

from __future__ import annotations

from collections.abc import Generator
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from tests.ledger import slow
from tests.ledger.town import ORIGIN, SCHEMAS, STEPS, SeededKeys, Town, behind, form, grown

from answerable.adapters.key_folder import is_signed
from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.sqlite.store import SqliteStore
from answerable.application.ledger.drafting import NotRunningOnError
from answerable.application.ledger.entry import (
    Entry,
    EventEntry,
    HeadsEntry,
    KeyEntry,
    SchemaEntry,
    parse,
)
from answerable.application.ledger.heads import key_of
from answerable.application.ledger.ledger import NothingSealedError
from answerable.application.ledger.note import parse as parse_note
from answerable.application.ledger.ports import MissingKeyError, Step
from answerable.application.ledger.sealing import BATCH, OtherOriginError, Sealer
from answerable.application.ports import UnreadableEventError
from answerable.testing.visits import command, left


@pytest.fixture
def sqlite_town(tmp_path: Path) -> Generator[Town]:
    store = SqliteStore(tmp_path / "log.db", form())
    yield Town(store)
    store.close()


def entries(town: Town) -> list[Entry]:
    return [parse(each) for each in town.sealed_entries()]


@given(STEPS)
def test_every_event_is_on_the_list_once_and_in_order(steps: list[list[int]]) -> None:
    town = grown(steps)

    told = [
        (each.position, each.stream, each.version, each.type, each.stored)
        for each in entries(town)
        if isinstance(each, EventEntry)
    ]
    assert told == [
        (position, stream, version, type_, sha256(stored).digest())
        for position, stream, version, type_, stored in town.store.stored_all(0, 999)
    ]


@given(STEPS)
def test_each_event_names_the_one_before_it_in_its_stream(steps: list[list[int]]) -> None:
    last: dict[str, int] = {}
    for index, entry in enumerate(entries(grown(steps))):
        if isinstance(entry, EventEntry):
            assert entry.before == last.get(entry.stream, -1) + 1
            last[entry.stream] = index


@given(STEPS)
def test_every_heads_entry_tells_the_heads_of_the_events_before_it(steps: list[list[int]]) -> None:
    heads: dict[bytes, tuple[int, int]] = {}
    for index, entry in enumerate(entries(grown(steps))):
        if isinstance(entry, EventEntry):
            heads[key_of(entry.stream)] = (entry.version, index)
        if isinstance(entry, HeadsEntry):
            assert (entry.count, entry.root) == (len(heads), slow.map_root(heads))


@given(STEPS)
def test_a_sealer_that_begins_anew_goes_on_as_the_old_one_would(steps: list[list[int]]) -> None:
    assert grown(steps).sealed_entries() == grown(steps, fresh_sealer=True).sealed_entries()


def test_a_list_built_from_nothing_has_the_same_root(sqlite_town: Town) -> None:
    other = Town()
    for town in (sqlite_town, other):
        for n in range(600):
            town.visit(f"case-{n % 50}")
        town.sealer.seal_all()

    assert sqlite_town.ledger.checkpoint() == other.ledger.checkpoint()


def test_the_list_begins_with_the_key_and_each_type_is_told_before_its_first_event() -> None:
    town = Town()
    town.store.append(command("cmd-1"), 0, [left("x")])  # type: ignore[attr-defined]
    town.visit("case-2")
    town.sealer.seal_all()
    town.visit("case-2")
    town.sealer.seal_all()

    kinds = [type(each).__name__ for each in entries(town)]
    assert kinds == [
        "KeyEntry", "SchemaEntry", "EventEntry", "SchemaEntry", "EventEntry", "HeadsEntry",
        "EventEntry", "HeadsEntry",
    ]  # fmt: skip
    with town.ledger.now() as moment:
        for schema in moment.schemas():
            digest = sha256(schema.document).digest()
            assert moment.entry(schema.index) == SchemaEntry(schema.type, 1, digest)
        assert [each.type for each in moment.schemas()] == ["Left", "Waited"]
        assert list(moment.keys()) == [0]


def test_no_checkpoint_has_more_new_events_than_a_batch(sqlite_town: Town) -> None:
    sqlite_town.visit(*(f"case-{n}" for n in range(2 * BATCH + 1)))

    assert sqlite_town.sealer.seal_all() == 3

    with sqlite_town.store.ledger().reading() as reader:
        positions = [each.position for each in reader.checkpoints()]
    assert positions == [BATCH, 2 * BATCH, 2 * BATCH + 1]


def test_nothing_new_makes_no_checkpoint() -> None:
    town = grown([[1, 2]])

    assert town.sealer.seal() is None
    assert town.new_sealer().seal_all() == 0


def test_the_next_key_takes_over_and_the_old_one_is_let_go() -> None:
    town = grown([[1]])
    before = entries(town)[0]
    assert isinstance(before, KeyEntry)

    town.sealer.rotate()

    with town.ledger.now() as moment:
        first, second = map(moment.entry, moment.keys())
        assert isinstance(second, KeyEntry)
        assert first == before
        assert sha256(second.public).digest() == before.next
        assert second.before == 1
        assert is_signed(before.public, second.signed, second.signature)
        assert parse_note(moment.note).signed_by(ORIGIN, second.public, is_signed)
        last = moment.entry(moment.size - 1)
        assert isinstance(last, HeadsEntry)
        assert last.key == moment.keys()[-1]
    assert town.keys.public(sha256(before.public).digest()) is None
    town.visit("case-1")
    assert town.sealer.seal_all() == 1


def test_whoever_holds_other_keys_cannot_seal_on() -> None:
    town = grown([[1]])
    town.visit("case-1")
    stranger = Sealer(town.store, town.store.ledger(), SeededKeys("other"), SCHEMAS, ORIGIN)

    with pytest.raises(MissingKeyError):
        stranger.seal()
    with pytest.raises(MissingKeyError):
        stranger.rotate()
    assert town.sealer.seal_all() == 1


def test_a_ledger_is_not_sealed_under_another_name() -> None:
    town = grown([[1]])
    other = Sealer(town.store, town.store.ledger(), town.keys, SCHEMAS, "other.example")

    with pytest.raises(OtherOriginError):
        other.seal()


def test_nothing_is_sealed_past_a_gap_in_a_stream() -> None:
    store = MemoryStore(form())
    town = Town(store)
    town.visit("case-1", "case-2", "case-1", "case-1")
    del behind(store)[2]

    with pytest.raises(NotRunningOnError, match="case-1/3"):
        town.sealer.seal()
    with pytest.raises(NothingSealedError):
        town.ledger.checkpoint()


def test_nothing_is_sealed_past_an_event_of_which_nothing_is_known() -> None:
    store = MemoryStore(form())
    town = Town(store)
    town.visit("case-1", "case-2")
    row = behind(store)[1]

    for other in (row._replace(type="Other"), row._replace(stored=b"{}")):
        behind(store)[1] = other
        with pytest.raises(UnreadableEventError):
            town.sealer.seal()


def test_several_sealers_do_no_harm(sqlite_town: Town) -> None:
    sealers = [sqlite_town.sealer, *(sqlite_town.new_sealer() for _ in range(2))]
    for n in range(30):
        sqlite_town.visit(f"case-{n % 3}")
        for sealer in sealers if n % 2 else sealers[::-1]:
            sealer.seal_all()

    told = [each.position for each in entries(sqlite_town) if isinstance(each, EventEntry)]
    assert told == list(range(1, 31))


def test_a_step_that_was_late_is_drafted_anew() -> None:
    town = grown([[1]])
    town.visit("case-1")
    kept, advance, late = town.store.ledger(), town.store.ledger().advance, [True]

    def quicker(step: Step) -> bool:
        if late.pop() if late else False:
            return Town.new_sealer(town).seal() is None
        return advance(step)

    kept.advance = quicker  # type: ignore[method-assign]

    assert town.sealer.seal() is None
    town.visit("case-1")
    assert town.sealer.seal() is not None
    told = [each.position for each in entries(town) if isinstance(each, EventEntry)]
    assert told == [1, 2, 3]


def test_it_seals_what_comes_while_it_runs(sqlite_town: Town) -> None:
    sealer = sqlite_town.sealer
    running = Thread(target=sealer.run)
    running.start()
    sqlite_town.visit(*(f"case-{n % 7}" for n in range(BATCH + 5)))
    ledger = sqlite_town.ledger
    while _sealed(sqlite_town) < BATCH + 5:
        sqlite_town.store.wait(BATCH + 5, 0.02)
    sealer.stop()
    running.join()

    assert ledger.status().unsealed == 0


def _sealed(town: Town) -> int:
    try:
        return town.ledger.status().position
    except NothingSealedError:
        return 0
