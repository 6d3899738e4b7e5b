"""Checkpoints as C2SP signed notes: what is signed, and the lines under it."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64Error
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

LOG, WITNESS = b"\x01", b"\x04"
"""The type bytes of the signature of a log, and of the cosignature of a witness."""
DASH = "\N{EM DASH} "
KEY_ID, PUBLIC, SIGNATURE = 4, 32, 64
DIGITS = 19
"""No list is longer than a number of that many digits says."""

IsSigned: TypeAlias = Callable[[bytes, bytes, bytes], bool]
"""Is this the Ed25519 signature of that public key over the message? (key, message, signature)"""


class MalformedNoteError(ValueError):
    """These bytes are no checkpoint, or no key by which one is checked: why they are not."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """So many entries of the list of `origin` have that root."""

    origin: str
    size: int
    root: bytes

    def body(self) -> bytes:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n".encode()

    @property
    def line(self) -> str:
        """The same in one line, to stand in a letter."""
        return f"{self.origin} {self.size} {b64encode(self.root).decode()}"


@dataclass(frozen=True, slots=True)
class Signature:
    """A line under a checkpoint: of whom, and what is signed with it."""

    name: str
    key_id: bytes
    signature: bytes

    def line(self) -> str:
        """As it stands in the note, with its end."""
        return f"{DASH}{self.name} {b64encode(self.key_id + self.signature).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A checkpoint with the signatures under it."""

    checkpoint: Checkpoint
    signatures: Sequence[Signature]

    def written(self) -> bytes:
        """Its bytes."""
        lines = "".join(each.line() for each in self.signatures)
        return self.checkpoint.body() + b"\n" + lines.encode()

    def signed_by(self, name: str, public: bytes, is_signed: IsSigned) -> bool:
        """Did the log of that name and key sign it?"""
        ours = key_id(name, LOG, public)
        body = self.checkpoint.body()
        return any(
            each.name == name and each.key_id == ours and is_signed(public, body, each.signature)
            for each in self.signatures
        )


def require_name(name: str) -> None:
    """Refuse what cannot name a key: blanks and plus signs have a meaning beside it.

    Raises:
        MalformedNoteError: it cannot.
    """
    if not name or "+" in name or any(each.isspace() for each in name) or not name.isprintable():
        raise MalformedNoteError("a name is empty, or has a blank or a plus sign in it")


def key_id(name: str, type_: bytes, public: bytes) -> bytes:
    """What a signature line says of the key."""
    return sha256(name.encode() + b"\n" + type_ + public).digest()[:KEY_ID]


def vkey(name: str, type_: bytes, public: bytes) -> str:
    """A key as it is handed to those who check with it."""
    told = b64encode(type_ + public).decode()
    return f"{name}+{key_id(name, type_, public).hex()}+{told}"


def read_vkey(text: str, type_: bytes) -> tuple[str, bytes]:
    """The name and the public key that a verifier key of that type tells.

    Raises:
        MalformedNoteError: it is none.
    """
    name, _, rest = text.partition("+")
    _, _, encoded = rest.partition("+")
    require_name(name)
    key = _decoded(encoded)
    if key[:1] != type_ or len(key) != 1 + PUBLIC or vkey(name, type_, key[1:]) != text:
        raise MalformedNoteError(f"the key of {name} is of another kind, or not whole")
    return name, key[1:]


def parse(note: bytes) -> Note:
    """The checkpoint that these bytes are, in the one form it can have.

    Raises:
        MalformedNoteError: they are none.
    """
    try:
        body, _, lines = note.decode().partition("\n\n")
        origin, size, root = body.split("\n")
    except ValueError:
        raise MalformedNoteError("it has not its three lines") from None
    if not (size.isascii() and size.isdigit() and len(size) <= DIGITS):
        raise MalformedNoteError("its size is no number")
    found = Note(
        Checkpoint(origin, int(size), _decoded(root)),
        [_signature(line) for line in lines.split("\n")[:-1]],
    )
    require_name(origin)
    if len(found.checkpoint.root) != PUBLIC or found.written() != note or not found.signatures:
        raise MalformedNoteError("it is not in the form it must have")
    return found


def parse_line(line: str) -> Checkpoint:
    """The checkpoint that a line in a letter tells; no signature comes with it.

    Raises:
        MalformedNoteError: it tells none.
    """
    try:
        origin, size, root = line.strip().split(" ")
    except ValueError:
        raise MalformedNoteError("it is no line of origin, size and root") from None
    if not (size.isascii() and size.isdigit() and len(size) <= DIGITS):
        raise MalformedNoteError("its size is no number")
    found = Checkpoint(origin, int(size), _decoded(root))
    if found.line != line.strip() or len(found.root) != PUBLIC:
        raise MalformedNoteError("it is not in the form it must have")
    return found


def cosigned(body: bytes, moment: int) -> bytes:
    """What a witness signs of a checkpoint at a time, in seconds: `cosignature/v1`."""
    return b"cosignature/v1\ntime %d\n%b" % (moment, body)


def _signature(line: str) -> Signature:
    name, _, encoded = line.removeprefix(DASH).partition(" ")
    require_name(name)
    signed = _decoded(encoded)
    return Signature(name, signed[:KEY_ID], signed[KEY_ID:])


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (NotBase64Error, ValueError):
        raise MalformedNoteError("it is not in base64") from None
