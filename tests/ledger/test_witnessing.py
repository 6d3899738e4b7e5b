"""A witness cosigns what leads on from the last it saw, remembers it first, and refuses a fork."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.served import Served
from tests.ledger.town import ORIGIN, SeededKeys, Town

from answerable.adapters.key_folder import is_signed
from answerable.adapters.witness.memory import WitnessFile
from answerable.adapters.witness.over_http import asking
from answerable.application.ledger.cosigning import NotCosignedError, cosign
from answerable.application.ledger.note import (
    LOG,
    WITNESS,
    Checkpoint,
    MalformedNoteError,
    Note,
    cosigned,
    parse,
    vkey,
)
from answerable.application.ledger.witnessing import Reply, Request, Witness, read_request

NAME, NOON = "witness.example", 1_772_449_200


class Forgetful:
    """A memory whose disk is full."""

    def __init__(self, file: WitnessFile) -> None:
        self.keys, self.seen = file.keys, file.seen

    def advance(self, *_: Checkpoint | None) -> bool:
        raise OSError(28, "No space left on device")


@pytest.fixture
def file(tmp_path: Path) -> WitnessFile:
    return WitnessFile(tmp_path / "witness.db")


@pytest.fixture
def witness(file: WitnessFile) -> Witness:
    """A witness of the town's log."""
    keys = SeededKeys("witness")
    public = file.public(keys.make)
    file.add(vkey(ORIGIN, LOG, SeededKeys().make()))
    return Witness(NAME, public, lambda m: keys.sign(public, m), is_signed, file, lambda: NOON)


@pytest.fixture
def town(witness: Witness) -> Town:
    """A log that names the witness."""
    made = Town()
    made.visit("case-1", "case-2")
    made.sealer.seal(witness=key_of(witness))
    return made


def key_of(witness: Witness) -> str:
    return vkey(witness.name, WITNESS, witness.public)


def newest(town: Town) -> Note:
    with town.ledger.now() as moment:
        return parse(moment.note)


def request(town: Town, old: int) -> Request:
    with town.ledger.now() as moment:
        return Request(old, moment.consistency(old) if old else (), parse(moment.note))


def cosigned_by(witness: Witness, town: Town) -> Note:
    return cosign(town.store.ledger(), key_of(witness), witness.add, is_signed)


def test_a_checkpoint_is_cosigned_with_its_time_and_kept_under_the_note(
    witness: Witness, town: Town
) -> None:
    note = cosigned_by(witness, town)

    log, theirs = note.signatures
    body = note.checkpoint.body()
    assert log.name == ORIGIN
    assert (theirs.name, int.from_bytes(theirs.signature[:8])) == (NAME, NOON)
    assert is_signed(witness.public, cosigned(body, NOON), theirs.signature[8:])
    assert newest(town) == note
    assert cosigned_by(witness, town) == note


def test_what_leads_on_is_cosigned_again(witness: Witness, town: Town) -> None:
    for n in range(5):
        cosigned_by(witness, town)
        town.visit(f"case-{n}")
        town.sealer.seal_all()

    assert len(cosigned_by(witness, town).signatures) == 2
    assert witness.memory.seen(ORIGIN) == town.ledger.checkpoint()


def test_a_fork_is_refused(witness: Witness, town: Town) -> None:
    cosigned_by(witness, town)
    other = Town()
    other.visit("case-3", "case-4")
    other.sealer.seal(witness=key_of(witness))
    seen = witness.memory.seen(ORIGIN)

    assert witness.add(request(other, other.ledger.checkpoint().size).written()).status == 409
    with pytest.raises(NotCosignedError, match="another list"):
        cosigned_by(witness, other)
    other.visit("case-5")
    other.sealer.seal_all()
    with pytest.raises(NotCosignedError):
        cosigned_by(witness, other)
    assert witness.memory.seen(ORIGIN) == seen


def test_a_list_that_was_cut_is_refused(witness: Witness, town: Town) -> None:
    town.visit("case-1")
    town.sealer.seal_all()
    cosigned_by(witness, town)
    restored = Town()
    restored.visit("case-1", "case-2")
    restored.sealer.seal(witness=key_of(witness))

    with pytest.raises(NotCosignedError, match="it saw"):
        cosigned_by(witness, restored)


def test_nothing_is_said_before_it_is_kept(witness: Witness, town: Town, file: WitnessFile) -> None:
    full = replace(witness, memory=Forgetful(file))

    with pytest.raises(OSError, match="No space"):
        full.add(request(town, 0).written())


def test_what_was_seen_outlives_closing(witness: Witness, town: Town, tmp_path: Path) -> None:
    cosigned_by(witness, town)

    again = WitnessFile(tmp_path / "witness.db")

    assert again.seen(ORIGIN) == town.ledger.checkpoint()
    assert again.public(SeededKeys("other").make) == witness.public


def test_two_at_the_same_time_are_not_both_cosigned(
    witness: Witness, town: Town, file: WitnessFile
) -> None:
    first = town.ledger.checkpoint()

    assert file.advance(None, first)
    assert not file.advance(None, replace(first, root=bytes(32)))
    assert file.seen(ORIGIN) == first
    assert witness.add(request(town, 0).written()) == Reply(409, b"%d\n" % first.size)


@pytest.mark.parametrize(
    ("status", "said", "instead"),
    [
        (400, b"old 0", b""),
        (400, b"=\n", b"="),
        (400, b"old 0", b"old -1"),
        (400, b"old 0", b"old 00"),
        (400, b"old 0", b"old 99"),
        (400, b"old 0\n", b"old 0\n!\n"),
        (400, b"old 0\n", b"old 0\n" + b"AA==\n" * 64),
        (404, b"log.example", b"lag.example"),
        (403, b"\n6\n", b"\n7\n"),
        (409, b"old 0", b"old 1"),
        (422, b"old 0\n", b"old 0\nAA==\n"),
    ],
)
def test_what_is_not_a_request_it_can_grant_is_refused(
    witness: Witness, town: Town, status: int, said: bytes, instead: bytes
) -> None:
    body = request(town, 0).written().replace(said, instead)

    assert witness.add(body).status == status
    assert witness.memory.seen(ORIGIN) is None


def test_a_proof_that_does_not_lead_on_is_refused(witness: Witness, town: Town) -> None:
    cosigned_by(witness, town)
    before = town.ledger.checkpoint()
    town.visit("case-1", "case-2")
    town.sealer.seal_all()
    asked = request(town, before.size)

    for proof in ((), asked.proof[:-1], [bytes(32), *asked.proof[1:]]):
        assert witness.add(replace(asked, proof=proof).written()).status == 422
    assert witness.add(asked.written()).status == 200


@given(st.integers(0, 2**40), st.lists(st.binary(min_size=32, max_size=32), max_size=63))
def test_a_request_is_read_as_it_was_written(old: int, proof: list[bytes]) -> None:
    town = Town()
    town.sealer.seal()
    asked = Request(old, proof, newest(town))

    assert read_request(asked.written()) == asked


def test_only_a_witness_that_the_list_names_is_asked(witness: Witness, town: Town) -> None:
    stranger = replace(witness, name="stranger.example")

    with pytest.raises(NotCosignedError, match="does not name"):
        cosigned_by(stranger, town)


@pytest.mark.parametrize(
    "reply", [Reply(500), Reply(200), Reply(200, b"words"), Reply(409, b"words"), Reply(404)]
)
def test_what_is_not_its_signature_is_not_kept(witness: Witness, town: Town, reply: Reply) -> None:
    before = newest(town)

    with pytest.raises(NotCosignedError):
        cosign(town.store.ledger(), key_of(witness), lambda _: reply, is_signed)
    assert newest(town) == before


def test_a_signature_over_another_checkpoint_is_not_kept(witness: Witness, town: Town) -> None:
    old = witness.add(request(town, 0).written())
    town.visit("case-1")
    town.sealer.seal_all()

    with pytest.raises(NotCosignedError, match="not its signature"):
        cosign(town.store.ledger(), key_of(witness), lambda _: old, is_signed)


def test_several_witnesses_stand_in_the_order_of_the_list(
    witness: Witness, town: Town, tmp_path: Path
) -> None:
    keys = SeededKeys("second")
    file = WitnessFile(tmp_path / "second.db")
    public = file.public(keys.make)
    file.add(vkey(ORIGIN, LOG, SeededKeys().make()))
    second = Witness(
        "a.example", public, lambda m: keys.sign(public, m), is_signed, file, lambda: 1
    )
    town.sealer.seal(witness=key_of(second))
    assert town.sealer.seal(witness=key_of(second)) is None

    cosigned_by(second, town)
    note = cosigned_by(witness, town)

    assert [each.name for each in note.signatures] == [ORIGIN, NAME, "a.example"]
    assert cosigned_by(second, town) == note


def test_a_key_of_a_witness_is_no_key_of_a_log(file: WitnessFile, witness: Witness) -> None:
    with pytest.raises(MalformedNoteError):
        file.add(key_of(witness))


@pytest.fixture
def listening(witness: Witness) -> Generator[str]:
    with closing(Served(witness)) as served:
        yield served.url


def test_it_cosigns_and_refuses_over_http(witness: Witness, town: Town, listening: str) -> None:
    ask = asking(f"{listening}/")

    note = cosign(town.store.ledger(), key_of(witness), ask, is_signed)

    assert len(note.signatures) == 2
    assert ask(b"words") == Reply(400)
    assert ask(request(town, 0).written()) == Reply(409, b"%d\n" % note.checkpoint.size)
    assert ask(b"x" * 65_537).status == 400
    assert asking(f"{listening}/elsewhere")(b"words").status == 404


def test_a_witness_that_is_not_there_did_not_cosign(witness: Witness, town: Town) -> None:
    served = Served(witness)
    served.close()

    with pytest.raises(NotCosignedError, match="cannot be reached"):
        cosign(town.store.ledger(), key_of(witness), asking(served.url), is_signed)
    with pytest.raises(ValueError, match="http"):
        asking("file:///tmp/witness")
