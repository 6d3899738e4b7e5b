"""What others read of the ledger: entries, proofs and the checkpoint, all of one moment."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.ledger import slow
from tests.ledger.town import ORIGIN, STEPS, Town, grown

from answerable.application.ledger.entry import HeadsEntry
from answerable.application.ledger.head_page import Leaf
from answerable.application.ledger.heads import key_of, root_of, root_without
from answerable.application.ledger.ledger import UnsealedStreamError
from answerable.application.ledger.note import Checkpoint
from answerable.application.ledger.tree import (
    NoSuchEntryError,
    is_consistent,
    leaf_hash,
    root_from,
)


@given(STEPS)
def test_checkpoints_lead_on_and_prove_what_is_under_them(steps: list[list[int]]) -> None:
    town, seen = Town(), list[Checkpoint]()
    for step in steps:
        town.visit(*(f"case-{n}" for n in step))
        town.sealer.seal_all()
        seen.append(town.ledger.checkpoint())

    with town.ledger.now() as moment:
        root, size = moment.checkpoint.root, moment.size
        assert root == slow.mth(list(moment.entries()))
        for old in seen:
            assert is_consistent(old.size, size, old.root, root, moment.consistency(old.size))
            assert moment.root_at(old.size) == old.root
        for index, entry in enumerate(moment.entries()):
            assert root_from(leaf_hash(entry), index, size, moment.inclusion(index)) == root


@given(STEPS)
def test_a_stream_is_proved_to_its_last_event_and_no_other_stream_is(
    steps: list[list[int]],
) -> None:
    town = grown(steps)

    with town.ledger.now() as moment:
        last = moment.entry(moment.size - 1)
        assert isinstance(last, HeadsEntry)
        for n in range(10):
            stream, key = f"case-{n}", key_of(f"case-{n}")
            length = len(town.store.read(stream))  # type: ignore[attr-defined]
            if not length:
                assert root_without(key, moment.absence(stream)) == last.root
                with pytest.raises(UnsealedStreamError):
                    moment.head_proof(stream)
                continue
            indexes = moment.of_stream(stream)
            assert len(indexes) == length
            leaf = Leaf(key, length, indexes[-1])
            assert root_of(leaf, moment.head_proof(stream)) == last.root


def test_status_says_how_far_the_log_is_sealed() -> None:
    town = grown([[1, 2, 3]])
    town.visit("case-9")

    status = town.ledger.status()

    assert (status.origin, status.position, status.unsealed, status.streams) == (ORIGIN, 3, 1, 3)
    assert status.vkey.startswith(f"{ORIGIN}+")


def test_there_is_no_entry_past_the_checkpoint() -> None:
    with grown([[1]]).ledger.now() as moment:
        for index in (-1, moment.size):
            with pytest.raises(NoSuchEntryError):
                moment.entry(index)
