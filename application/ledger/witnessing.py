"""A witness: a second party that cosigns checkpoints which lead on from the last it saw, and no
other. The rules, the words of a request and of its reply are those of C2SP `tlog-witness`.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64Error
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from .note import (
    LOG,
    WITNESS,
    Checkpoint,
    IsSigned,
    MalformedNoteError,
    Note,
    Signature,
    cosigned,
    key_id,
    parse,
    read_vkey,
)
from .tree import is_consistent

MOST_STEPS = 63
Sign: TypeAlias = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Request:
    """Cosign this note; here is how it leads on from the one of size `old`."""

    old: int
    proof: Sequence[bytes]
    note: Note

    def written(self) -> bytes:
        """The body of the request."""
        steps = "".join(f"{b64encode(each).decode()}\n" for each in self.proof)
        return f"old {self.old}\n{steps}\n".encode() + self.note.written()


@dataclass(frozen=True, slots=True)
class Reply:
    """The status of HTTP and the body: cosignatures, or the size last seen (409)."""

    status: int
    body: bytes = b""


class Memory(Protocol):
    """What a witness must never forget."""

    def keys(self, origin: str) -> Sequence[str]:
        """The verifier keys of a log it was told to witness."""
        ...

    def seen(self, origin: str) -> Checkpoint | None:
        """The newest checkpoint it cosigned of a log."""
        ...

    def advance(self, before: Checkpoint | None, newest: Checkpoint) -> bool:
        """Keep, on the disk, that this is the newest now; false if it is no more `before`."""
        ...


@dataclass(frozen=True, slots=True)
class Witness:
    """Cosigns under `name`. `now` gives the time in seconds."""

    name: str
    public: bytes
    sign: Sign
    is_signed: IsSigned
    memory: Memory
    now: Callable[[], int]

    def add(self, body: bytes) -> Reply:
        """Answer a request; what it cosigns is on the disk before it says so."""
        try:
            request = read_request(body)
        except (MalformedNoteError, ValueError):
            return Reply(400)
        checkpoint = request.note.checkpoint
        keys = self.memory.keys(checkpoint.origin)
        if not keys:
            return Reply(404)
        if not any(self._signed(request.note, key) for key in keys):
            return Reply(403)
        if request.old > checkpoint.size:
            return Reply(400)
        return self._lead_on(request, checkpoint)

    def _lead_on(self, request: Request, checkpoint: Checkpoint) -> Reply:
        seen = self.memory.seen(checkpoint.origin)
        size = seen.size if seen else 0
        forked = seen and seen.size == checkpoint.size and seen.root != checkpoint.root
        if request.old != size or forked:
            return Reply(409, b"%d\n" % size)
        if not _leads(seen, checkpoint, request.proof):
            return Reply(422)
        if not self.memory.advance(seen, checkpoint):
            newest = self.memory.seen(checkpoint.origin)
            return Reply(409, b"%d\n" % (newest.size if newest else 0))
        return Reply(200, self._cosignature(checkpoint).line().encode())

    def _signed(self, note: Note, key: str) -> bool:
        name, public = read_vkey(key, LOG)
        return note.signed_by(name, public, self.is_signed)

    def _cosignature(self, checkpoint: Checkpoint) -> Signature:
        moment = self.now()
        signature = self.sign(cosigned(checkpoint.body(), moment))
        ours = key_id(self.name, WITNESS, self.public)
        return Signature(self.name, ours, moment.to_bytes(8) + signature)


def _leads(seen: Checkpoint | None, checkpoint: Checkpoint, proof: Sequence[bytes]) -> bool:
    if seen is None:
        return not proof
    return is_consistent(seen.size, checkpoint.size, seen.root, checkpoint.root, proof)


def read_request(body: bytes) -> Request:
    """The request that these bytes are.

    Raises:
        ValueError: they are none.
    """
    head, _, note = body.partition(b"\n\n")
    old, *steps = head.decode().split("\n")
    number = old.removeprefix("old ")
    if not (number.isascii() and number.isdigit()) or len(steps) > MOST_STEPS:
        raise MalformedNoteError("the request has no size, or a proof that is too long")
    try:
        request = Request(
            int(number), [b64decode(each, validate=True) for each in steps], parse(note)
        )
    except NotBase64Error:
        raise MalformedNoteError("a step of the proof is not in base64") from None
    if request.written() != body:
        raise MalformedNoteError("the request is not in the form it must have")
    return request
