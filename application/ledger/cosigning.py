"""The other side of a witness: its cosignature is asked for, checked, and kept under the note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from ..ports import StoreError
from .entry import WitnessEntry
from .ledger import Moment
from .note import (
    WITNESS,
    IsSigned,
    MalformedNoteError,
    Note,
    Signature,
    cosigned,
    key_id,
    read_vkey,
)
from .note import parse as parse_note
from .ports import LedgerStore
from .witnessing import Reply, Request

Ask: TypeAlias = Callable[[bytes], Reply]
"""Puts a request to the witness."""
CONFLICT, FINE = 409, 200
TIME = 8


class NotCosignedError(StoreError):
    """The witness did not cosign. Where it saw another list, somebody has to look into it."""

    def __init__(self, witness: str, reason: str) -> None:
        super().__init__(f"{witness} did not cosign: {reason}")


def cosign(kept: LedgerStore, vkey: str, ask: Ask, is_signed: IsSigned) -> Note:
    """The newest checkpoint with the cosignature of a witness under it, which is kept.

    Raises:
        NotCosignedError: it refused, or what it gave is not its signature.
    """
    name, public = read_vkey(vkey, WITNESS)
    with kept.reading() as reader:
        moment = Moment(reader)
        named = named_witnesses(moment)
        if vkey not in named:
            raise NotCosignedError(name, "the list does not name it")
        note = parse_note(moment.note)
        reply = _asked(moment, note, ask, name)
    found = _theirs(reply, name, public, note, is_signed)
    cosigned_note = Note(note.checkpoint, _in_order(note, found, named))
    kept.cosign(note.checkpoint.size, cosigned_note.written())
    return cosigned_note


def named_witnesses(moment: Moment) -> Sequence[str]:
    """The verifier keys of the witnesses on the list, in their order."""
    entries = map(moment.entry, moment.witnesses())
    return [each.vkey for each in entries if isinstance(each, WitnessEntry)]


def _asked(moment: Moment, note: Note, ask: Ask, name: str) -> Reply:
    """Its reply, once it is known how far it saw."""
    reply = ask(Request(0, (), note).written())
    if reply.status == CONFLICT and reply.body.strip().isdigit():
        old = int(reply.body)
        if old > moment.size:
            raise NotCosignedError(name, f"it saw {old} entries, and here are {moment.size}")
        reply = ask(Request(old, moment.consistency(old), note).written())
    if reply.status == CONFLICT:
        raise NotCosignedError(name, "it saw another list under the same name")
    if reply.status != FINE:
        raise NotCosignedError(name, f"it answered {reply.status}")
    return reply


def _theirs(reply: Reply, name: str, public: bytes, note: Note, is_signed: IsSigned) -> Signature:
    """The cosignature of this witness among those it gave."""
    body, ours = note.checkpoint.body(), key_id(name, WITNESS, public)
    try:
        given = parse_note(body + b"\n" + reply.body).signatures
    except MalformedNoteError:
        given = ()
    for each in given:
        moment, signature = int.from_bytes(each.signature[:TIME]), each.signature[TIME:]
        known = each.name == name and each.key_id == ours
        if known and is_signed(public, cosigned(body, moment), signature):
            return each
    raise NotCosignedError(name, "what it gave is not its signature")


def _in_order(note: Note, found: Signature, named: Sequence[str]) -> Sequence[Signature]:
    """The log's signature, and those of witnesses in the order of the list, each once."""
    kept = {each.key_id: each for each in (*note.signatures[1:], found)}
    ids = [key_id(name, WITNESS, public) for name, public in _read(named)]
    return [note.signatures[0], *(kept[each] for each in ids if each in kept)]


def _read(named: Sequence[str]) -> Sequence[tuple[str, bytes]]:
    return [read_vkey(each, WITNESS) for each in named]
