"""Keys that sign: read by their owner alone, or not used."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from answerable.adapters.key_folder import KeyFolder, is_signed
from answerable.application.ledger.ports import MissingKeyError, UnsafeKeyError


def file_of(folder: Path, public: bytes) -> Path:
    (found,) = folder.glob(f"{sha256(public).hexdigest()[:32]}*")
    return found


def test_a_key_signs_and_outlives_closing(tmp_path: Path) -> None:
    public = KeyFolder(tmp_path / "keys").make()
    again = KeyFolder(tmp_path / "keys")

    assert again.public(sha256(public).digest()) == public
    assert is_signed(public, b"words", again.sign(public, b"words"))
    assert not is_signed(public, b"other words", again.sign(public, b"words"))
    assert not is_signed(b"no key", b"words", b"no signature")


def test_nobody_else_can_read_what_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    public = KeyFolder(folder).make()

    assert folder.stat().st_mode & 0o777 == 0o700
    assert file_of(folder, public).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o620])
def test_a_key_that_others_can_reach_is_refused(tmp_path: Path, mode: int) -> None:
    public = KeyFolder(tmp_path).make()
    file_of(tmp_path, public).chmod(mode)

    with pytest.raises(UnsafeKeyError):
        KeyFolder(tmp_path).sign(public, b"words")


def test_a_key_that_is_not_there_is_missed(tmp_path: Path) -> None:
    public = KeyFolder(tmp_path / "elsewhere").make()

    assert KeyFolder(tmp_path).public(sha256(public).digest()) is None
    with pytest.raises(MissingKeyError):
        KeyFolder(tmp_path).sign(public, b"words")


def test_a_file_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    keys = KeyFolder(tmp_path)
    public, other = keys.make(), keys.make()
    elliptic = generate_private_key(SECP256R1()).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )

    for held in (b"nothing", file_of(tmp_path, other).read_bytes(), elliptic):
        file_of(tmp_path, public).write_bytes(held)
        with pytest.raises(UnsafeKeyError) as refused:
            KeyFolder(tmp_path).sign(public, b"words")
        assert "PRIVATE" not in str(refused.value)


def test_a_retired_key_is_gone(tmp_path: Path) -> None:
    keys = KeyFolder(tmp_path)
    public = keys.make()

    keys.retire(public)
    keys.retire(public)

    assert os.listdir(tmp_path) == []  # noqa: PTH208  # names are enough
    with pytest.raises(MissingKeyError):
        keys.sign(public, b"words")
