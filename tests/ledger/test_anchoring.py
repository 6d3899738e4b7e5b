"""Every anchor is tried, what held is kept, and what is kept is judged against the list again."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.anchored import ORIGIN, note

from answerable.adapters.anchors.receipts import ReceiptFolder
from answerable.application.ledger.anchoring import (
    Anchored,
    NotAnchoredError,
    Receipt,
    anchor,
    recheck,
)
from answerable.application.ledger.checking import Outcome
from answerable.application.ledger.note import parse

PLACES = st.dictionaries(
    st.from_regex(r"[a-z]{1,5}\.(folder|git|tsr)", fullmatch=True), st.booleans(), max_size=5
)
ROOTS: Mapping[int, bytes] = {13: bytes(32), 14: bytes(32)}


@dataclass
class Place:
    """An anchor that does as it is told, and remembers what it was given."""

    name: str
    works: bool = True
    given: list[bytes] = field(default_factory=list[bytes])

    def knows(self, anchor: str) -> bool:
        return anchor == self.name

    def put(self, note: bytes) -> bytes:
        if not self.works:
            raise NotAnchoredError("It is closed.")
        self.given.append(note)
        return note[:20]

    def shown(self, note: bytes, proof: bytes) -> str:
        if not self.works or proof != note[:20]:
            raise NotAnchoredError("It shows nothing.")
        return "It is there."


def ended(found: list[Anchored]) -> dict[str, Outcome]:
    return {each.anchor: each.outcome for each in found}


def tried(kept: ReceiptFolder, place: Place, size: int = 13) -> Outcome:
    """How putting a checkpoint there ends."""
    (found,) = anchor(note(size), [place], kept)
    return found.outcome


def rechecked(kept: ReceiptFolder, *places: Place) -> list[tuple[int, str, Outcome]]:
    found = recheck(ORIGIN, kept, places, ROOTS.get)
    return [(each.size, each.anchor, each.outcome) for each in found]


@pytest.fixture
def kept(tmp_path: Path) -> ReceiptFolder:
    return ReceiptFolder(tmp_path / "receipts")


@given(PLACES)
def test_what_one_anchor_cannot_do_keeps_no_other_from_it(works: dict[str, bool]) -> None:
    with TemporaryDirectory() as folder:
        kept = ReceiptFolder(Path(folder))

        found = anchor(note(13), [Place(name, well) for name, well in works.items()], kept)

        well = {name for name, works in works.items() if works}
        assert {each.anchor: each.outcome is Outcome.PASS for each in found} == works
        assert {each.anchor for each in kept.kept(ORIGIN)} == well
        assert bool(list(Path(folder).iterdir())) == bool(well)


def test_what_shows_nothing_is_not_kept(kept: ReceiptFolder) -> None:
    class Silent(Place):
        def put(self, note: bytes) -> bytes:
            return b"words" + note

    assert tried(kept, Silent("a.folder")) is Outcome.FAIL
    assert kept.kept(ORIGIN) == []


def test_where_a_receipt_is_kept_nothing_is_put_again(kept: ReceiptFolder) -> None:
    place = Place("a.folder")

    assert [tried(kept, place) for _ in range(2)] == [Outcome.PASS] * 2
    assert place.given == [note(13)]
    place.works = False
    assert tried(kept, place) is Outcome.FAIL


def test_the_note_that_was_put_first_stays_the_one_that_is_shown(kept: ReceiptFolder) -> None:
    first, second = Place("a.folder"), Place("b.folder")
    anchor(note(13), [first], kept)

    anchor(note(13, signed=2), [first, second], kept)

    assert second.given == [note(13)]
    assert {each.note for each in kept.kept(ORIGIN)} == {note(13)}


def test_where_another_list_was_anchored_nothing_is_done(kept: ReceiptFolder) -> None:
    place = Place("b.folder")
    anchor(note(13), [Place("a.folder")], kept)

    (found,) = anchor(note(13, 1), [place], kept)

    assert (found.outcome, place.given) == (Outcome.FAIL, [])
    assert "Another list" in found.sentence


@given(
    st.lists(st.tuples(st.integers(1, 300), st.sampled_from(["a.folder", "b.tsr"]), st.binary()))
)
def test_what_is_kept_is_read_as_it_was_given(told: list[tuple[int, str, bytes]]) -> None:
    first: dict[tuple[int, str], bytes] = {}
    with TemporaryDirectory() as folder:
        kept = ReceiptFolder(Path(folder))
        for size, name, proof in told:
            receipt = Receipt(size, note(size), name, proof)
            if first.setdefault((size, name), proof) == proof:
                kept.keep(receipt)
            else:
                with pytest.raises(NotAnchoredError, match="Another one is kept"):
                    kept.keep(receipt)

        found = [(each.size, each.anchor, each.proof) for each in kept.kept(ORIGIN)]
        assert found == [(*key, proof) for key, proof in sorted(first.items())]
        assert kept.kept("log.example/complaints.1") == []
        assert kept.proof(parse(note(301)).checkpoint, "a.folder") is None


def test_a_folder_for_receipts_that_takes_nothing_is_said(
    kept: ReceiptFolder, tmp_path: Path
) -> None:
    (tmp_path / "receipts").write_text("a file", "utf-8")

    (found,) = anchor(note(13), [Place("a.folder")], kept)

    assert found.outcome is Outcome.FAIL
    assert "its receipt cannot be kept" in found.sentence


def test_what_was_being_written_is_no_receipt(
    kept: ReceiptFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def killed(_: Path) -> None:
        """Nobody is left to tidy up."""

    tried(kept, Place("a.folder"))
    monkeypatch.setattr(Path, "unlink", killed)
    tried(kept, Place("b.folder"))

    assert len(list((tmp_path / "receipts").rglob("*.draft"))) == 2
    assert [each.anchor for each in kept.kept(ORIGIN)] == ["a.folder", "b.folder"]


def test_receipts_are_judged_again_by_those_who_know_them(kept: ReceiptFolder) -> None:
    here, gone, unknown = Place("a.folder"), Place("b.folder"), Place("c.folder")
    for size in (14, 13):
        anchor(note(size), [here, gone, unknown], kept)
    gone.works = False

    assert rechecked(kept, here, gone) == [
        (size, name, outcome)
        for size in (13, 14)
        for name, outcome in (
            ("a.folder", Outcome.PASS),
            ("b.folder", Outcome.FAIL),
            ("c.folder", Outcome.NOT_CHECKED),
        )
    ]


@pytest.mark.parametrize(("size", "root"), [(14, 1), (15, 0)])
def test_a_list_that_does_not_begin_with_what_was_anchored_fails(
    kept: ReceiptFolder, size: int, root: int
) -> None:
    place = Place("a.folder")
    anchor(note(size, root), [place], kept)

    assert rechecked(kept, place) == [
        (size, "a.folder", Outcome.FAIL),
        (size, "a.folder", Outcome.PASS),
    ]


@pytest.mark.parametrize("instead", [None, b"", b"words", note(14), note(13, origin="other")])
def test_a_receipt_without_its_note_shows_nothing(
    kept: ReceiptFolder, tmp_path: Path, instead: bytes | None
) -> None:
    place = Place("a.folder")
    tried(kept, place)
    (file,) = (tmp_path / "receipts").glob("*/note")
    os.unlink(file)  # noqa: PTH108  # as somebody else would
    if instead is not None:
        file.write_bytes(instead)

    assert rechecked(kept, place) == [(13, "a.folder", Outcome.FAIL)]
