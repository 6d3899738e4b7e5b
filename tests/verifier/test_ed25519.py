"""Its own Ed25519 beside the vectors of RFC 8032 and the library, and what it refuses."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st
from tests.verifier.tiny_log import key, public

from answerable.adapters.verifier import ed25519
from answerable.adapters.verifier.ed25519 import ORDER, P, by_own_arithmetic, verified

VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]
BOTH = pytest.mark.parametrize("by", ["library", "own"])
SIGNED = key("k").sign(b"words")


def asked(monkeypatch: pytest.MonkeyPatch, *said: bytes, by: str) -> bool:
    """What it says, by the library or by itself."""
    if by == "own":
        monkeypatch.setattr(ed25519, "LIBRARY", None)
    return verified(said[0], said[1], said[2])


@BOTH
@pytest.mark.parametrize(("public_key", "message", "signature"), VECTORS)
def test_the_vectors_of_the_rfc_hold(
    public_key: str,
    message: str,
    signature: str,
    by: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = (bytes.fromhex(public_key), bytes.fromhex(message), bytes.fromhex(signature))

    assert asked(monkeypatch, *said, by=by)
    assert not asked(monkeypatch, said[0], said[1] + b"x", said[2], by=by)


def by_library(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """What the library says, asked directly."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@given(st.integers(0, 9), st.binary(max_size=40), st.integers(0, 511), st.integers(0, 1))
def test_its_own_arithmetic_says_what_the_library_says(
    seed: int,
    message: bytes,
    bit: int,
    spoil: int,
) -> None:
    signed = bytearray(key(seed).sign(message))
    signed[bit // 8] ^= spoil << bit % 8
    said = (public(key(seed)), message, bytes(signed))

    assert verified(*said) == by_library(*said)
    assert verified(*said) == (not spoil)
    assert by_own_arithmetic(*said) == (not spoil)


@BOTH
def test_a_signature_has_no_second_form(
    by: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    second = int.from_bytes(SIGNED[32:], "little") + ORDER
    other = SIGNED[:32] + second.to_bytes(32, "little")

    assert not asked(monkeypatch, public(key("k")), b"words", other, by=by)


@BOTH
@pytest.mark.parametrize(
    "weak",
    [
        (1).to_bytes(32, "little"),
        (P - 1).to_bytes(32, "little"),
        bytes(32),
        (P + 1).to_bytes(32, "little"),
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    ],
)
def test_a_key_of_small_order_or_in_another_form_signs_nothing(
    weak: bytes,
    by: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    anything = (1).to_bytes(32, "little") + bytes(32)

    assert not asked(monkeypatch, weak, b"words", anything, by=by)


@pytest.mark.parametrize("size", [0, 63, 65])
def test_a_signature_of_another_length_is_none(size: int) -> None:
    assert not verified(public(key("k")), b"words", (SIGNED + b"x")[:size])
