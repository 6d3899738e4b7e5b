"""What an import does with rows that are wrong, contradict each other, or must not come back."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from answerable.adapters.imports.cfpb_import import import_cfpb
from answerable.adapters.imports.rows import TableError
from answerable.application.ports import EventStore
from answerable.domain.case.register import ImportComplaint, RegisterEntryRecorded
from answerable.domain.command import Command
from answerable.domain.event import ERASED, Personal, RecordedEvent

from .importing import bag, entrance, events, imported, memory, quiet, sample, written


def test_a_file_that_is_no_export_adds_nothing(store: EventStore, tmp_path: Path) -> None:
    with pytest.raises(TableError):
        imported(store, tmp_path, sample(), "Company", "State")

    assert store.head() == 0


def test_rejected_rows_are_counted_shown_and_kept(store: EventStore, tmp_path: Path) -> None:
    bad = sample()[0] | {"Date received": "2016-02-30", "Consumer complaint narrative": "Secret."}

    tally = imported(store, tmp_path, [*sample(), bad])

    kept = json.loads((tmp_path / "rejected.jsonl").read_text("utf-8"))
    assert (tally.rejected, tally.new) == (1, 6)
    assert [one.line for one in tally.first_rejected] == [kept["line"]] == [10]
    assert "Secret" in kept["raw"]
    assert "Secret" not in kept["reason"]


def test_of_two_rows_with_one_id_the_answered_one_is_believed_and_the_other_kept(
    tmp_path: Path,
) -> None:
    later = sample()[2] | {"Company response to consumer": "Closed with explanation"}
    found: list[Counter[tuple[str, ...]]] = []
    for rows in ([*sample(), later], [later, *sample()]):
        store = memory()
        tally = imported(store, tmp_path, rows)
        found.append(bag(store))
        assert (tally.rejected, tally.standing["still open"]) == (2, 1)

    assert found[0] == found[1]


def test_what_the_domain_refuses_is_rejected_by_the_name_of_its_rule(
    store: EventStore, tmp_path: Path
) -> None:
    tally = imported(store, tmp_path, [sample()[0] | {"Date received": "2099-01-01"}])

    assert store.head() == 0
    assert "not-ahead-of-now" in tally.first_rejected[0].reason


def test_an_export_with_fewer_columns_takes_nothing_away(store: EventStore, tmp_path: Path) -> None:
    rows = [one for one in sample() if one["Complaint ID"]]
    imported(store, tmp_path, rows)
    head = store.head()

    tally = imported(store, tmp_path, rows, "Date received", "Product", "Issue", "Complaint ID")

    assert (store.head(), tally.unchanged) == (head, 3)
    assert tally.standing["attested late"] == 1


def test_no_key_holds_what_a_person_wrote(store: EventStore, tmp_path: Path) -> None:
    imported(store, tmp_path, [one | {"Complaint ID": ""} for one in sample()])

    for recorded in events(store, RegisterEntryRecorded):
        entry = recorded.event
        assert isinstance(entry, RegisterEntryRecorded)
        assert not any("Again" in text for text in (entry.key, *entry.codes.values()))
        assert "Again" not in recorded.stream + recorded.command_id


def test_erased_words_are_not_brought_back(store: EventStore, tmp_path: Path) -> None:
    imported(store, tmp_path, sample()[:1])
    put: list[Command] = []

    def collect(commands: Sequence[Command]) -> list[Sequence[RecordedEvent]]:
        put.extend(commands)
        return [()] * len(commands)

    def read_all(after: int, limit: int) -> Sequence[RecordedEvent]:
        return erased(store.read_all(after, limit))

    way = replace(entrance(store), read_all=read_all, put_all=collect)
    changed = sample()[0] | {"Company response to consumer": "Closed with explanation"}
    path = written(tmp_path / "register.csv", [changed])
    import_cfpb(way, path, tmp_path / "rejected", quiet)

    (command,) = put
    assert isinstance(command, ImportComplaint)
    assert command.words["narrative"].value == ERASED


def erased(page: Sequence[RecordedEvent]) -> list[RecordedEvent]:
    """The page as it is read once the register's words are erased."""
    return [
        replace(recorded, event=without_words(recorded.event))
        if isinstance(recorded.event, RegisterEntryRecorded)
        else recorded
        for recorded in page
    ]


def without_words(entry: RegisterEntryRecorded) -> RegisterEntryRecorded:
    gone = {
        name: Personal[str](subject=said.subject, value=ERASED)
        for name, said in entry.words.items()
    }
    return entry.model_copy(update={"words": gone})


def test_two_imports_at_once_do_not_make_two_cases_of_a_row(
    store: EventStore, tmp_path: Path
) -> None:
    def nothing(_after: int, _limit: int) -> Sequence[RecordedEvent]:
        return ()

    blind = replace(entrance(store), read_all=nothing)
    path = written(tmp_path / "register.csv", sample())
    imported(store, tmp_path, sample())
    head = store.head()

    with pytest.raises(TableError, match="Another import"):
        import_cfpb(blind, path, tmp_path / "rejected", quiet)
    assert store.head() == head


def test_rejected_rows_are_never_kept_in_the_file_being_imported(
    store: EventStore, tmp_path: Path
) -> None:
    path = written(tmp_path / "register.csv", sample())
    before = path.read_bytes()

    with pytest.raises(TableError):
        import_cfpb(entrance(store), path, path, quiet)
    assert path.read_bytes() == before


def test_progress_is_told_and_never_goes_back(store: EventStore, tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []

    def tell(what: str, share: float) -> None:
        told.append((what, share))

    rows = [sample()[0] | {"Complaint ID": str(at)} for at in range(1, 501)]
    path = written(tmp_path / "register.csv", rows)

    import_cfpb(entrance(store), path, tmp_path / "rejected", tell)

    assert [what for what, _ in told] == ["reading"] * 5 + ["recording"] * 5
    assert [share for what, share in told if what == "recording"] == [0.2, 0.4, 0.6, 0.8, 1.0]
