"""Importing a register into a real log: what it states and no more, once, in any order."""

from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.adapters.imports.cfpb_import import import_cfpb
from answerable.application.ports import EventStore
from answerable.domain.case.ending import CaseClosed
from answerable.domain.case.register import RegisterEntryRecorded, ReplyAttested

from .importing import (
    COLUMNS,
    KilledError,
    Rows,
    bag,
    events,
    imported,
    killed,
    log,
    memory,
    quiet,
    sample,
    written,
)


def test_each_row_is_a_case_and_each_case_stands_where_the_register_says(
    store: EventStore, tmp_path: Path
) -> None:
    tally = imported(store, tmp_path, sample())

    assert (tally.read, tally.new, tally.repeated, tally.rejected) == (7, 6, 1, 0)
    assert tally.standing == {
        "attested in time": 2,
        "attested late": 1,
        "called closed with no reply on record": 1,
        "still open": 2,
    }


def test_only_a_stated_response_ends_a_case_and_its_time_stays_unknown(
    store: EventStore, tmp_path: Path
) -> None:
    imported(store, tmp_path, sample())

    attested = [recorded.event for recorded in events(store, ReplyAttested)]
    assert [recorded.stream for recorded in events(store, CaseClosed)] == [
        recorded.stream for recorded in events(store, ReplyAttested)
    ]
    assert len(attested) == 3
    assert {event.left_at for event in attested if isinstance(event, ReplyAttested)} == {None}


def test_nothing_is_said_that_the_register_does_not_state(
    store: EventStore, tmp_path: Path
) -> None:
    imported(store, tmp_path, sample())

    types = {recorded.type for recorded in log(store)}
    assert not {"OwnerNamed", "PromiseMade", "ReplyIssued", "ApologyGiven"} & types


def test_a_day_first_file_is_read_so_from_its_first_row_on(
    store: EventStore, tmp_path: Path
) -> None:
    dates = ["2016-01-30", "3/2/2016", "25/2/2016"]
    rows = [{**one, "Date received": day} for one, day in zip(sample(), dates, strict=False)]

    tally = imported(store, tmp_path, rows)

    entries = [recorded.event for recorded in events(store, RegisterEntryRecorded)]
    received = {e.codes["received"] for e in entries if isinstance(e, RegisterEntryRecorded)}
    assert received == {"2016-01-30", "2016-02-03", "2016-02-25"}
    assert tally.notes == ["dates by number are read day first: some can be nothing else"]


@given(st.randoms(use_true_random=False), st.sampled_from(["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y"]))
@settings(max_examples=20)
def test_again_in_any_order_and_spelling_adds_nothing(
    tmp_path_factory: pytest.TempPathFactory, chance: Random, shape: str
) -> None:
    store, tmp_path = memory(), tmp_path_factory.mktemp("again")
    imported(store, tmp_path, sample())
    before = log(store)
    rows = [respelled(one, shape) for one in chance.sample(sample(), 7)]

    tally = imported(store, tmp_path, rows, *chance.sample(COLUMNS, len(COLUMNS)))

    assert (tally.new, tally.changed, tally.unchanged) == (0, 0, 6)
    assert log(store) == before


def respelled(one: dict[str, str], shape: str) -> dict[str, str]:
    """The row with its dates written in another shape."""
    dates = ("Date received", "Date sent to company")
    return one | {name: date.fromisoformat(one[name]).strftime(shape) for name in dates}


@given(st.integers(0, 6), st.sampled_from(["Closed with explanation", "Closed", "In progress"]))
@settings(max_examples=20)
def test_one_changed_row_adds_events_to_its_own_case_alone(
    tmp_path_factory: pytest.TempPathFactory, at: int, response: str
) -> None:
    store, tmp_path = memory(), tmp_path_factory.mktemp("changed")
    rows = [one for one in sample() if one["Complaint ID"] != "103"]
    at %= len(rows)
    imported(store, tmp_path, rows)
    head = store.head()
    changed = rows[at]["Company response to consumer"] != response
    rows[at] = rows[at] | {"Company response to consumer": response}

    tally = imported(store, tmp_path, rows)

    after = store.read_all(head, 1_000)
    assert tally.changed == changed
    assert len({recorded.stream for recorded in after}) == changed


@pytest.mark.parametrize("kept", range(6))
def test_killed_anywhere_and_run_again_the_bag_of_events_is_the_same(
    store: EventStore, tmp_path: Path, kept: int
) -> None:
    whole = memory()
    imported(whole, tmp_path, sample())
    imported(whole, tmp_path, moved_on())
    path = written(tmp_path / "register.csv", sample())
    with pytest.raises(KilledError):
        import_cfpb(killed(store, kept), path, tmp_path / "rejected", quiet)
    imported(store, tmp_path, sample())
    written(path, moved_on())
    with pytest.raises(KilledError):
        import_cfpb(killed(store, min(kept, 2)), path, tmp_path / "rejected", quiet)

    imported(store, tmp_path, moved_on())

    assert bag(store) == bag(whole)


def moved_on() -> Rows:
    """The sample as the register might show it later: both twins and one open case changed."""
    rows = sample()
    rows[5] |= {"Timely response?": "No"}
    rows[6] |= {"Company response to consumer": "Closed with monetary relief"}
    rows[4] |= {"Company response to consumer": "Closed with explanation"}
    return rows
