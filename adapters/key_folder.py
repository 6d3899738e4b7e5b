"""The keys that sign the ledger, in a folder that only their owner can read. Needs `cryptography`.

A key stands in a file that is called by the hash of its public part. Which of them signs, the list
itself tells.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from ..application.ledger.ports import MissingKeyError, UnsafeKeyError

OWNER_ONLY, OTHERS = 0o600, 0o077
NAME_LENGTH = 32
"""Hex digits of the hash that a file is called by."""


class KeyFolder:
    """The `Keys` in a folder, which is made with the first of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[bytes, Ed25519PrivateKey] = {}

    def make(self) -> bytes:
        """Make a key, on the disk before it is used; its public part."""
        key = Ed25519PrivateKey.generate()
        public = key.public_key().public_bytes_raw()
        written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._file(sha256(public).digest()), _NEW_FILE, OWNER_ONLY)
        with open(handle, "wb") as file:  # noqa: PTH123  # a handle has no path
            file.write(written)
            file.flush()
            os.fsync(handle)
        self._settle()
        return public

    def public(self, digest: bytes) -> bytes | None:
        """The public part, by its hash, of a key in the folder.

        Raises:
            UnsafeKeyError: its file cannot be trusted.
        """
        if not self._file(digest).exists():
            return None
        return self._key(digest).public_key().public_bytes_raw()

    def sign(self, public: bytes, message: bytes) -> bytes:
        """The signature by the key of that public part.

        Raises:
            MissingKeyError: it is not in the folder.
            UnsafeKeyError: its file cannot be trusted.
        """
        return self._key(sha256(public).digest()).sign(message)

    def retire(self, public: bytes) -> None:
        """Remove a key that signs no more."""
        digest = sha256(public).digest()
        self._open.pop(digest, None)
        self._file(digest).unlink(missing_ok=True)
        self._settle()

    def _key(self, digest: bytes) -> Ed25519PrivateKey:
        if digest not in self._open:
            self._open[digest] = self._read(digest)
        return self._open[digest]

    def _read(self, digest: bytes) -> Ed25519PrivateKey:
        file = self._file(digest)
        if not file.exists():
            raise MissingKeyError(digest, str(self._folder))
        if os.name != "nt" and file.stat().st_mode & OTHERS:
            raise UnsafeKeyError(str(file), "others can read this key: make a new one")
        try:
            key = load_pem_private_key(file.read_bytes(), password=None)
        except ValueError:
            raise UnsafeKeyError(str(file), "it holds no key") from None
        if not isinstance(key, Ed25519PrivateKey) or _digest(key) != digest:
            raise UnsafeKeyError(str(file), "it holds another key than its name says")
        return key

    def _file(self, digest: bytes) -> Path:
        return self._folder / f"{digest.hex()[:NAME_LENGTH]}.pem"

    def _settle(self) -> None:
        """Have on the disk which files there are."""
        if os.name != "nt":  # a folder cannot be synced there
            handle = os.open(self._folder, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)


_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Is this the Ed25519 signature of that public key over the message?"""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _digest(key: Ed25519PrivateKey) -> bytes:
    return sha256(key.public_key().public_bytes_raw()).digest()
