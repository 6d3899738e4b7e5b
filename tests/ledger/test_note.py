"""Checkpoints are signed notes in the one form they can have, and believed only when signed."""

from __future__ import annotations

from base64 import b64decode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.town import ORIGIN, SeededKeys

from answerable.adapters.key_folder import is_signed
from answerable.application.ledger.note import (
    LOG,
    WITNESS,
    Checkpoint,
    MalformedNoteError,
    Note,
    Signature,
    cosigned,
    key_id,
    parse,
    read_vkey,
    require_name,
    vkey,
)

CHECKPOINT = Checkpoint(ORIGIN, 7, sha256(b"root").digest())
KEYS = SeededKeys()
PUBLIC = KEYS.make()
NOTE = Note(
    CHECKPOINT,
    [Signature(ORIGIN, key_id(ORIGIN, LOG, PUBLIC), KEYS.sign(PUBLIC, CHECKPOINT.body()))],
)


def test_a_note_is_written_line_by_line_and_read_back() -> None:
    written = NOTE.written()

    assert written.startswith(b"log.example/complaints\n7\n")
    assert written.count(b"\n") == 5
    assert parse(written) == NOTE
    assert CHECKPOINT.line.split(" ") == CHECKPOINT.body().decode().rstrip("\n").split("\n")


def test_a_note_is_signed_by_its_key_and_by_no_other() -> None:
    other = KEYS.make()

    assert NOTE.signed_by(ORIGIN, PUBLIC, is_signed)
    assert not NOTE.signed_by(ORIGIN, other, is_signed)
    assert not NOTE.signed_by("other.example", PUBLIC, is_signed)
    assert not Note(Checkpoint(ORIGIN, 8, CHECKPOINT.root), NOTE.signatures).signed_by(
        ORIGIN, PUBLIC, is_signed
    )


@given(st.integers(0, len(NOTE.written()) * 8 - 1))
def test_no_bit_of_a_note_can_be_changed(bit: int) -> None:
    changed = bytearray(NOTE.written())
    changed[bit // 8] ^= 1 << bit % 8

    try:
        read = parse(bytes(changed))
    except MalformedNoteError:
        return
    assert not (read.checkpoint.origin == ORIGIN and read.signed_by(ORIGIN, PUBLIC, is_signed))


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"\xff",
        NOTE.written()[:-1],
        NOTE.written() + b"\n",
        NOTE.written().replace(b"\n7\n", b"\n07\n"),
        NOTE.written().replace(b"\n7\n", b"\n-7\n"),
        NOTE.written().replace(b"\n7\n", b"\n" + b"7" * 20 + b"\n"),
        NOTE.written().replace(b"\n7\n", b"\n7\nmore\n"),
        CHECKPOINT.body() + b"\n",
        NOTE.written().replace(b"log.example", b"log+example"),
        NOTE.written().replace(b"\n7\n", "\n\u0667\n".encode()),
    ],
)
def test_what_is_not_in_the_form_of_a_note_is_refused(note: bytes) -> None:
    with pytest.raises(MalformedNoteError):
        parse(note)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\n", "a\u00a0b", "a\x07"])
def test_a_name_that_would_be_read_as_something_else_is_refused(name: str) -> None:
    with pytest.raises(MalformedNoteError):
        require_name(name)


def test_a_verifier_key_tells_name_and_key() -> None:
    assert read_vkey(vkey(ORIGIN, LOG, PUBLIC), LOG) == (ORIGIN, PUBLIC)
    for text in (vkey(ORIGIN, WITNESS, PUBLIC), "a+00000000+AQ==", "a", vkey("b", LOG, PUBLIC)[1:]):
        with pytest.raises(MalformedNoteError):
            read_vkey(text, LOG)


@pytest.mark.parametrize("text", [vkey(ORIGIN, WITNESS, PUBLIC), ORIGIN])
def test_a_verifier_key_that_is_of_no_use_is_named(text: str) -> None:
    with pytest.raises(MalformedNoteError, match=f"^the key of {ORIGIN} is of another kind, or"):
        read_vkey(text, LOG)


def test_the_verifier_key_and_note_of_the_specification_are_read() -> None:
    text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    name, public = read_vkey(text, LOG)

    assert (name, key_id(name, LOG, public).hex()) == ("PeterNeumann", "c74f20a3")
    said = (
        b"If you think cryptography is the answer to your problem,\n"
        b"then you don't know what your problem is.\n"
    )
    signed = b64decode(
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    )
    assert is_signed(public, said, signed[4:])


def test_a_cosignature_is_over_its_time_and_the_checkpoint() -> None:
    assert cosigned(CHECKPOINT.body(), 1700000000) == (
        b"cosignature/v1\ntime 1700000000\n" + CHECKPOINT.body()
    )
