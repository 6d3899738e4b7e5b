"""A case file, check by check: each takes up what those before it have read."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, cast

from .canonical_json import Json, canonical, from_base64, has_shape, is_whole
from .entries import Entry, EventEntry, HeadsEntry, KeyEntry, SchemaEntry, WitnessEntry, entry_of
from .events import StoredEvent, read_event
from .heads import head_hash, key_of, root_by_siblings
from .report import Said
from .sealing import CHECKPOINT, MANIFEST, SealedFile, checkpoint, held_note, require_manifest
from .tree import HASH, grew, leaf_hash, root_by_path
from .wrong import WrongError

PROOF = "proof.json"
EVENT_NAME = re.compile(r"events/(0|[1-9][0-9]{0,15})\.json", re.ASCII)
SCHEMA_NAME = re.compile(r"schemas/([^/]+)\.v([1-9][0-9]{0,9})\.json", re.ASCII)
ATTACHED = "EvidenceAttached"


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry of the list that the file shows, with its way to the root."""

    index: int
    data: bytes
    entry: Entry
    path: list[bytes]


@dataclass
class CaseFile(SealedFile):
    """A case file as far as it has been read."""

    proof: Json = field(default_factory=dict[str, Any])
    stored: dict[int, bytes] = field(default_factory=dict[int, bytes])
    schemas: dict[tuple[str, int], bytes] = field(default_factory=dict[tuple[str, int], bytes])
    shown: list[Shown] = field(default_factory=list[Shown])
    cases: dict[str, list[tuple[int, EventEntry]]] = field(
        default_factory=dict[str, list[tuple[int, EventEntry]]]
    )
    events: dict[int, StoredEvent] = field(default_factory=dict[int, StoredEvent])


def manifest(file: CaseFile) -> Said:
    """It lists every other member, and the cases in their order."""
    require_manifest(file, ("attachments", "case_file", "cases", "files"))
    names = cast("list[Any]", file.manifest["cases"])
    if not is_whole(file.manifest["case_file"], 1) or file.manifest["case_file"] != 1:
        raise WrongError("manifest-shape")
    if type(names) is not list or not all(isinstance(each, str) for each in names):
        raise WrongError("manifest-shape")
    if not names or names != sorted(set(names), key=str.encode):
        raise WrongError("manifest-cases")
    file.cases = {name: [] for name in names}
    return Said("manifest-lists", {"members": len(file.members)})


def documents(file: CaseFile) -> Said:
    """Every member belongs there, and every document is in its one form."""
    for name, data in file.members.items():
        if event := EVENT_NAME.fullmatch(name):
            file.stored[int(event[1])] = data
        elif schema := SCHEMA_NAME.fullmatch(name):
            canonical(data, name)
            file.schemas[schema[1], int(schema[2])] = data
        elif name not in {MANIFEST, CHECKPOINT, PROOF}:
            raise WrongError("member-odd", member=name)
    if PROOF not in file.members:
        raise WrongError("member-missing", member=PROOF)
    file.proof = canonical(file.members[PROOF], PROOF)
    _require_proof(file.proof)
    return Said("json-canonical")


def entries(file: CaseFile) -> Said:
    """Every entry can be read, they stand in order, and none is there that does not belong."""
    for each in file.proof["entries"]:
        file.shown.append(_shown(each, file.shown[-1].index if file.shown else -1))
    for shown in file.shown[:-1]:
        _take_up(file, shown)
    last = file.shown[-1].entry if file.shown else None
    if not isinstance(last, HeadsEntry):
        raise WrongError("entry-last")
    file.sealed_key = last.key
    if not file.keys:
        raise WrongError("key-first")
    if empty := [case for case, events in file.cases.items() if not events]:
        raise WrongError("case-empty", case=empty[0])
    return Said("entries-read", {"number": len(file.shown)})


def sealed(file: CaseFile) -> Said:
    """The checkpoint is over a list that ends with the last entry shown."""
    return checkpoint(file, file.shown[-1].index + 1)


def tree(file: CaseFile) -> Said:
    """Every entry shown stands at its place in the list under the checkpoint."""
    note = file.checkpoint()
    for shown in file.shown:
        leaf = leaf_hash(shown.data)
        if root_by_path(shown.index, note.size, leaf, shown.path) != note.root:
            raise WrongError("tree-path", entry=shown.index)
    return Said("tree-holds", {"number": len(file.shown), "size": note.size})


def order(file: CaseFile) -> Said:
    """The events of each case run from 1 without a gap, each behind the one before it."""
    for case, events in file.cases.items():
        before = 0
        for version, (index, event) in enumerate(events, 1):
            if event.version != version:
                raise WrongError("order-version", case=case, version=version)
            if event.before != before:
                raise WrongError("order-before", case=case, version=version)
            before = index + 1
    found = [shown.entry for shown in file.shown]
    positions = [entry.position for entry in found if isinstance(entry, EventEntry)]
    if any(b <= a for a, b in pairwise(positions)):
        raise WrongError("order-position")
    return Said("order-holds", {"number": len(positions)})


def heads(file: CaseFile) -> Said:
    """The list says of each case that it ends where the file ends it."""
    last = file.shown[-1].entry
    if not isinstance(last, HeadsEntry) or set(file.proof["heads"]) != set(file.cases):
        raise WrongError("heads-others")
    for case, events in file.cases.items():
        index, event = events[-1]
        key = key_of(case)
        path = _hashes(file.proof["heads"][case], "proof.json")
        leaf = head_hash(key, event.version, index)
        alone = last.streams == 1
        if root_by_siblings(key, leaf, path) != last.root or alone != (not path):
            raise WrongError("heads-case", case=case, version=event.version)
    if last.streams < len(file.cases):
        raise WrongError("heads-others")
    return Said("heads-hold", {"number": len(file.cases)})


def events(file: CaseFile) -> Said:
    """The bytes of each event shown are those whose hash was recorded."""
    recorded = {index: event for case in file.cases.values() for index, event in case}
    for index, stored in sorted(file.stored.items()):
        if index not in recorded:
            raise WrongError("event-none", entry=index)
        if hashlib.sha256(stored).digest() != recorded[index].digest:
            event = recorded[index]
            raise WrongError("event-bytes", entry=index, case=event.stream, version=event.version)
    return Said("events-hold", {"number": len(file.stored)})


def reading(file: CaseFile) -> Said:
    """Every event shown can be read."""
    for case in file.cases.values():
        for index, event in case:
            if index in file.stored:
                file.events[index] = read_event(index, event, file.stored[index])
    return Said("events-read", {"number": len(file.events)})


def schemas(file: CaseFile) -> Said:
    """There is the schema of each type shown and no other, bound before the first such event."""
    bound = _bound(file)
    wanted: dict[tuple[str, int], int] = {}
    for index, event in sorted(file.events.items()):
        wanted.setdefault((event.type, event.schema_version), index)
    for kind in sorted({*bound, *wanted, *file.schemas}):
        if not (kind in bound and kind in wanted and kind in file.schemas):
            raise WrongError("schema-others", type=kind[0], version=kind[1])
        index, entry = bound[kind]
        if index > wanted[kind]:
            raise WrongError("schema-late", type=kind[0], version=kind[1])
        if hashlib.sha256(file.schemas[kind]).digest() != entry.digest:
            raise WrongError("schema-differs", type=kind[0], version=kind[1])
    return Said("schemas-hold", {"number": len(bound)})


def attachments(file: CaseFile) -> Said:
    """The manifest tells of the attachments that the shown events tell of."""
    told = [
        {"event": index, "sha256": event.body.get("digest")}
        for index, event in sorted(file.events.items())
        if event.type == ATTACHED
    ]
    stands = file.manifest["attachments"]
    if stands != told or not all(type(each["event"]) is int for each in stands):
        raise WrongError("attachments-differ")
    return Said("attachments-hold", {"number": len(told)})


def held(file: CaseFile) -> Said:
    """The list continues the checkpoint that the auditor holds."""
    new, grown = file.checkpoint(), file.proof["consistency"]
    if grown and grown["from"] > new.size:
        raise WrongError("consistency-odd")
    if file.held is None:
        return Said("held-none", {"origin": new.origin}, checked=False)
    old = held_note(file, file.held)
    if grown is None and old.size != new.size:
        raise WrongError("held-no-proof", held=old.size)
    if grown and grown["from"] != old.size:
        raise WrongError("held-other-proof", held=old.size, given=grown["from"])
    path = _hashes(grown["path"], "proof.json") if grown else []
    if not grew(old.size, old.root, new.size, new.root, path):
        raise WrongError("held-not-continued", held=old.size)
    return Said("held-continued", {"held": old.size, "size": new.size})


def shown(file: CaseFile) -> Said:
    """Every event is there with its content."""
    number = sum(map(len, file.cases.values()))
    missing = number - len(file.stored)
    if missing:
        return Said("shown-some", {"missing": missing, "number": number}, checked=False)
    return Said("shown-all", {"number": number})


def _bound(file: CaseFile) -> dict[tuple[str, int], tuple[int, SchemaEntry]]:
    """The schema entries shown, by type and schema version, each with its place."""
    bound: dict[tuple[str, int], tuple[int, SchemaEntry]] = {}
    for shown in file.shown:
        if isinstance(entry := shown.entry, SchemaEntry):
            if (entry.type, entry.version) in bound:
                raise WrongError("schema-twice", type=entry.type, version=entry.version)
            bound[entry.type, entry.version] = (shown.index, entry)
    return bound


def _require_proof(proof: Json) -> None:
    """It has the members of a proof, and these theirs."""
    if not has_shape(proof, ("consistency", "entries", "heads")):
        raise WrongError("proof-shape")
    grown = proof["consistency"]
    if grown is not None and not (
        has_shape(grown, ("from", "path")) and is_whole(grown["from"], 1)
    ):
        raise WrongError("proof-shape")
    if grown is not None:
        _hashes(grown["path"], "proof.json")
    if not isinstance(proof["entries"], list) or not isinstance(proof["heads"], dict):
        raise WrongError("proof-shape")


def _shown(each: Any, before: int) -> Shown:  # noqa: ANN401  # any JSON value
    """The entry of the list that a member of the proof shows."""
    if not has_shape(each, ("entry", "index", "path")) or not is_whole(each["index"]):
        raise WrongError("proof-shape")
    index: int = each["index"]
    if index <= before:
        raise WrongError("entry-order", entry=index)
    data = from_base64(each["entry"], f"entry {index}")
    try:
        return Shown(index, data, entry_of(data), _hashes(each["path"], f"entry {index}"))
    except WrongError as wrong:
        raise WrongError(wrong.says, **{"entry": index, **wrong.values}) from None


def _take_up(file: CaseFile, shown: Shown) -> None:
    """One entry before the last: a key, a witness, a schema, or an event of a case."""
    entry = shown.entry
    if isinstance(entry, KeyEntry):
        file.keys.append((shown.index, entry))
    elif isinstance(entry, WitnessEntry):
        file.witnesses.append(entry)
    elif isinstance(entry, EventEntry) and entry.stream in file.cases:
        file.cases[entry.stream].append((shown.index, entry))
    elif not isinstance(entry, SchemaEntry):
        raise WrongError("entry-foreign", entry=shown.index)


def _hashes(values: Any, where: str) -> list[bytes]:  # noqa: ANN401  # any JSON value
    """The hashes that a list of base64 texts writes."""
    texts = cast("list[Any]", values)
    if not isinstance(values, list):
        raise WrongError("proof-shape")
    found = [from_base64(each, where) for each in texts]
    if any(len(each) != HASH for each in found):
        raise WrongError("proof-shape")
    return found
