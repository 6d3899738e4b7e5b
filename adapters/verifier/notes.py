"""Signed notes (C2SP): a checkpoint, the signature of the log, and those of witnesses."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from .canonical_json import from_base64
from .ed25519 import verified
from .wrong import WrongError

LOG, WITNESSING = b"\x01", b"\x04"
NUMBER = re.compile(r"[1-9][0-9]{0,14}", re.ASCII)
NAME = re.compile(r"[^\s+\x00-\x20\x7f-\xa0]+")
LINE = re.compile("— (\\S+) (\\S+)")
VKEY = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+(\S+)")


class NoteLine(NamedTuple):
    """A signature under a note and the name before it."""

    name: str
    blob: bytes


class Note(NamedTuple):
    """A checkpoint as it was signed."""

    body: bytes
    origin: str
    size: int
    root: bytes
    lines: tuple[NoteLine, ...]


class Witness(NamedTuple):
    """Who signs as a witness, by the name and the key in the list."""

    name: str
    public: bytes


def note_of(data: bytes) -> Note:
    """The checkpoint that these bytes write.

    Raises:
        WrongError: they are not the one form of one.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    head, _, tail = text.partition("\n\n")
    lines = head.split("\n")
    if len(lines) != 3 or not tail.endswith("\n"):  # noqa: PLR2004  # origin, size, root
        raise WrongError("note-form")
    origin, size, root = lines[0], lines[1], from_base64(lines[2], "checkpoint")
    if not (NAME.fullmatch(origin) and NUMBER.fullmatch(size) and len(root) == 32):  # noqa: PLR2004
        raise WrongError("note-form")
    signed = tuple(_line(line) for line in tail[:-1].split("\n"))
    return Note(f"{head}\n".encode(), origin, int(size), root, signed)


def require_signed(note: Note, public: bytes) -> None:
    """The first line is the signature of the log by this key."""
    line = note.lines[0]
    blob = line.blob
    own = len(blob) == 68 and blob[:4] == key_id(note.origin, LOG, public)  # noqa: PLR2004
    if line.name != note.origin or not own or not verified(public, note.body, blob[4:]):
        raise WrongError("note-signature")


def require_witnessed(note: Note, witnesses: list[Witness]) -> list[str]:
    """Every further line is by the next witness that signed, in their order; their names."""
    waiting = iter(witnesses)
    for line in note.lines[1:]:
        by = next((w for w in waiting if _may_be(w, line)), None)
        if by is None:
            raise WrongError("witness-unknown", name=line.name)
        time = int.from_bytes(line.blob[4:12], "big")
        message = b"cosignature/v1\ntime %d\n" % time + note.body
        if not verified(by.public, message, line.blob[12:]):
            raise WrongError("witness-signature", name=line.name)
    return [line.name for line in note.lines[1:]]


def witness_of(vkey: str) -> Witness:
    """The witness that a verifier key names."""
    found = VKEY.fullmatch(vkey)
    key = from_base64(found[3], "vkey") if found else b""
    if not found or len(key) != 33 or key[:1] != WITNESSING:  # noqa: PLR2004  # type byte and key
        raise WrongError("witness-key")
    name, public = found[1], key[1:]
    if not NAME.fullmatch(name) or key_id(name, WITNESSING, public).hex() != found[2]:
        raise WrongError("witness-key")
    return Witness(name, public)


def key_id(name: str, kind: bytes, public: bytes) -> bytes:
    """The four bytes by which a signature says whose it is."""
    return hashlib.sha256(name.encode() + b"\n" + kind + public).digest()[:4]


def _line(line: str) -> NoteLine:
    found = LINE.fullmatch(line)
    if not found or not NAME.fullmatch(found[1]):
        raise WrongError("note-form")
    return NoteLine(found[1], from_base64(found[2], "checkpoint"))


def _may_be(witness: Witness, line: NoteLine) -> bool:
    """Is it a line of that witness, by its name and the id of its key?"""
    mark = key_id(witness.name, WITNESSING, witness.public)
    return line.name == witness.name and len(line.blob) == 76 and line.blob[:4] == mark  # noqa: PLR2004
