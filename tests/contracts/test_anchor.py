"""What every anchor does, wherever it puts a checkpoint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.ledger.anchored import AROUND, Around, note

from answerable.application.ledger.anchoring import NotAnchoredError

ONE_PLACE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)


@pytest.fixture(params=AROUND)
def around(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Around]:
    with AROUND[request.param](tmp_path, monkeypatch) as made:
        yield made


def test_what_was_put_is_shown_by_its_proof(around: Around) -> None:
    proof = around.anchor.put(note(13))

    assert around.anchor.shown(note(13), proof).endswith(".")
    assert around.anchor.knows(around.anchor.name)


def test_checkpoint_after_checkpoint_is_shown(around: Around) -> None:
    proofs = {size: around.anchor.put(note(size, size)) for size in (13, 14, 300)}

    assert all(around.anchor.shown(note(size, size), proof) for size, proof in proofs.items())


def test_putting_it_again_is_no_harm(around: Around) -> None:
    proofs = [around.anchor.put(note(13)) for _ in range(2)]

    assert all(around.anchor.shown(note(13), proof) for proof in proofs)


@pytest.mark.parametrize("other", [note(14), note(13, 1), note(13, origin="log.example/other")])
def test_a_proof_shows_no_other_checkpoint(around: Around, other: bytes) -> None:
    proof = around.anchor.put(note(13))

    with pytest.raises(NotAnchoredError):
        around.anchor.shown(other, proof)


@ONE_PLACE
@given(st.binary(max_size=100))
@example(b"")
@example(b"0" * 40 + b"\n")
@example(b"--help\n")
@example(b"../note")
def test_what_it_never_gave_shows_nothing(around: Around, proof: bytes) -> None:
    with pytest.raises(NotAnchoredError):
        around.anchor.shown(note(13), proof)


def test_a_place_that_is_gone_is_said_in_a_sentence(around: Around) -> None:
    around.gone()

    with pytest.raises(NotAnchoredError, match=r"\.$|failed: "):
        around.anchor.put(note(13))


def test_its_name_can_name_a_file(around: Around) -> None:
    assert Path(around.anchor.name).name == around.anchor.name
    assert not around.anchor.knows("another" + "." + "sort")
