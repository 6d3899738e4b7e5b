"""Checks that a case file and a log file share: the manifest, keys, checkpoint, what is held."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from .canonical_json import Json, canonical, has_shape, is_whole
from .container import Members
from .ed25519 import verified
from .entries import KeyEntry, WitnessEntry
from .notes import Note, note_of, require_signed, require_witnessed, witness_of
from .report import Said
from .wrong import WrongError

MANIFEST = "manifest.json"
CHECKPOINT = "checkpoint"


@dataclass
class SealedFile:
    """A file under a checkpoint, as far as it has been read; each check fills in what it found."""

    members: Members
    held: bytes | None
    manifest: Json = field(default_factory=dict[str, Any])
    keys: list[tuple[int, KeyEntry]] = field(default_factory=list[tuple[int, KeyEntry]])
    witnesses: list[WitnessEntry] = field(default_factory=list[WitnessEntry])
    sealed_key: int = -1
    note: Note | None = None

    def checkpoint(self) -> Note:
        """The checkpoint, which has been read by now."""
        if self.note is None:
            raise WrongError("note-form")
        return self.note


def require_manifest(file: SealedFile, names: tuple[str, ...]) -> None:
    """It has these members, and lists every other file with its hash and size."""
    if MANIFEST not in file.members:
        raise WrongError("member-missing", member=MANIFEST)
    manifest = canonical(file.members[MANIFEST], MANIFEST)
    if not has_shape(manifest, names) or not isinstance(manifest["files"], dict):
        raise WrongError("manifest-shape")
    file.manifest = manifest
    others = {name: data for name, data in file.members.items() if name != MANIFEST}
    if odd := sorted(set(others) ^ set(manifest["files"])):
        raise WrongError("manifest-other", member=odd[0])
    for name, data in others.items():
        stands: Any = manifest["files"][name]
        if stands != {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}:
            raise WrongError("manifest-differs", member=name)
        if not is_whole(stands["size"]):
            raise WrongError("manifest-shape")


def keys(file: SealedFile) -> Said:
    """Each key is the one promised by the key before it, and signed by that."""
    before, first = file.keys[0]
    if before or first.before or not verified(first.public, first.signed, first.signature):
        raise WrongError("key-first")
    old = first
    for index, key in file.keys[1:]:
        promised = hashlib.sha256(key.public).digest() == old.next
        if key.before != before + 1 or not promised:
            raise WrongError("key-not-promised", entry=index)
        if not verified(old.public, key.signed, key.signature):
            raise WrongError("key-not-signed", entry=index)
        before, old = index, key
    if file.sealed_key != before:
        raise WrongError("key-in-force", entry=before)
    return Said("keys-follow", {"number": len(file.keys)})


def checkpoint(file: SealedFile, size: int) -> Said:
    """It is of this list, and the key in force has signed it."""
    if CHECKPOINT not in file.members:
        raise WrongError("member-missing", member=CHECKPOINT)
    note = note_of(file.members[CHECKPOINT])
    if note.size != size:
        raise WrongError("note-size", size=note.size, entries=size)
    require_signed(note, file.keys[-1][1].public)
    file.note = note
    return Said("checkpoint-signed", {"origin": note.origin, "size": note.size})


def witnesses(file: SealedFile) -> Said:
    """Every further signature is by a witness that the list names."""
    named = [witness_of(entry.vkey) for entry in file.witnesses]
    if len({(each.name, each.public) for each in named}) != len(named):
        raise WrongError("witness-twice")
    names = require_witnessed(file.checkpoint(), named)
    if not names:
        return Said("witness-none", checked=False)
    return Said("witnessed", {"names": ", ".join(names), "number": len(names)})


def held_note(file: SealedFile, held: bytes) -> Note:
    """The checkpoint that the auditor holds, signed by the key of this log that was in force.

    Raises:
        WrongError: it is none, or none of this log, or newer than the file.
    """
    try:
        old = note_of(held)
    except WrongError:
        raise WrongError("held-form") from None
    new = file.checkpoint()
    if old.origin != new.origin:
        raise WrongError("held-origin", held=old.origin, origin=new.origin)
    in_force = [key for index, key in file.keys if index < old.size]
    try:
        require_signed(old, in_force[-1].public)
    except WrongError:
        raise WrongError("held-signature") from None
    if old.size > new.size:
        raise WrongError("held-newer", held=old.size, size=new.size)
    return old
