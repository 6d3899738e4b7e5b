"""The contract of `LedgerStore`, for an adapter that keeps the ledger of its log."""

from __future__ import annotations

from dataclasses import replace
from threading import Barrier

import pytest

from ..application.ledger.ports import (
    LedgeredStore,
    LedgerReader,
    LedgerStore,
    Schema,
    Sealed,
    Step,
)
from .adapter import Claim
from .contracts.claims import needs
from .contracts.on_places import OnPlaces
from .place import Place
from .threads import WORK_SECONDS, Begun

FIRST = Step(
    expected=0,
    sealed=Sealed(3, 7, b"first note"),
    entries=[b"key\0", b"schema\xff", b"event"],
    marks=[0, 1],
    schemas=[Schema("Waited", 1, 1, b"{}")],
    tiles={(0, 0): b"a" * 96},
    pages={"": b"root", "0a": b"below"},
)
SECOND = Step(
    expected=3,
    sealed=Sealed(4, 9, b"second note"),
    entries=[b"more"],
    tiles={(0, 0): b"b" * 128, (1, 0): b"c" * 32},
    pages={"": b"other root"},
)


class LedgerStoreContract(OnPlaces):
    """Subclass it in a test module and say which adapter it is for."""

    @pytest.fixture
    def kept(self, place: Place) -> LedgerStore:
        """What is kept of the ledger of a new log."""
        return opened(place)

    def test_begins_with_nothing(self, kept: LedgerStore) -> None:
        """Of a log that was never sealed nothing is kept."""
        with kept.reading() as reader:
            assert reader.sealed() is None
            assert not reader.checkpoints()
            assert not reader.entries(0, 9)
            assert not reader.marks()
            assert not reader.schemas()
            assert reader.tile(0, 0) == b""
            assert reader.page("") is None

    def test_keeps_a_step(self, kept: LedgerStore) -> None:
        """Whatever a step brings is there afterwards, byte by byte."""
        assert kept.advance(FIRST)

        with kept.reading() as reader:
            require_first(reader)

    def test_goes_on(self, kept: LedgerStore) -> None:
        """A step adds to what was there, and puts hashes that still grow in the place of older."""
        kept.advance(FIRST)
        kept.advance(SECOND)

        with kept.reading() as reader:
            assert reader.sealed() == SECOND.sealed
            assert list(reader.checkpoints()) == [FIRST.sealed, SECOND.sealed]
            assert list(reader.entries(1, 2)) == [b"schema\xff", b"event"]
            assert list(reader.entries(2, 9)) == [b"event", b"more"]
            assert (reader.tile(0, 0), reader.tile(1, 0)) == (b"b" * 128, b"c" * 32)
            assert (reader.page(""), reader.page("0a")) == (b"other root", b"below")
            assert list(reader.marks()) == [0, 1]

    def test_leaves_out_what_is_late(self, kept: LedgerStore) -> None:
        """A step on a list that has grown in the meantime is left out, all of it."""
        kept.advance(FIRST)

        assert not kept.advance(replace(FIRST, sealed=Sealed(5, 5, b"late"), pages={"f": b""}))
        assert not kept.advance(replace(SECOND, expected=4))

        with kept.reading() as reader:
            require_first(reader)
            assert reader.page("f") is None

    def test_cosigns(self, kept: LedgerStore) -> None:
        """A note with more signatures takes the place of its own, and of no other."""
        kept.advance(FIRST)
        kept.advance(SECOND)

        kept.cosign(3, b"first note, cosigned")

        with kept.reading() as reader:
            cosigned = replace(FIRST.sealed, note=b"first note, cosigned")
            assert list(reader.checkpoints()) == [cosigned, SECOND.sealed]

    def test_one_step_wins(self, kept: LedgerStore) -> None:
        """Of steps on the same list that come at the same time, one is kept."""
        together = Barrier(4)

        def put(n: int) -> bool:
            together.wait(WORK_SECONDS)
            return kept.advance(replace(FIRST, sealed=Sealed(3, n, b"of %d" % n)))

        begun = [Begun(lambda n=n: put(n)) for n in range(4)]  # type: ignore[misc]
        won = [each.result("a step") for each in begun]

        assert sum(won) == 1
        with kept.reading() as reader:
            sealed = reader.sealed()
            assert sealed is not None
            assert won[sealed.position]

    @needs(Claim.DURABLE)
    def test_outlives_closing(self, place: Place) -> None:
        """A ledger that is opened again is what it was."""
        opened(place).advance(FIRST)
        place.close()

        with opened(place).reading() as reader:
            require_first(reader)


def opened(place: Place) -> LedgerStore:
    """What is kept of the ledger of the log at a place."""
    store = place.open()
    if not isinstance(store, LedgeredStore):
        pytest.skip("it keeps no ledger")
    return store.ledger()


def require_first(reader: LedgerReader) -> None:
    """What is there after the first step, and nothing else."""
    assert reader.sealed() == FIRST.sealed
    assert list(reader.checkpoints()) == [FIRST.sealed]
    assert list(reader.entries(0, 9)) == list(FIRST.entries)
    assert list(reader.marks()) == list(FIRST.marks)
    assert list(reader.schemas()) == list(FIRST.schemas)
    assert reader.tile(0, 0) == b"a" * 96
    assert (reader.page(""), reader.page("0a"), reader.page("0")) == (b"root", b"below", None)
