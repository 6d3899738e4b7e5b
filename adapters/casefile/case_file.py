"""The case file: the events of cases with everything that proves them, by the newest checkpoint."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias, cast

from ...application.ledger.entry import EventEntry
from ...application.ledger.ledger import Moment
from ...application.ledger.note import Checkpoint
from ...application.ledger.ports import StoredLog
from ...application.ports import StoredRow, StoreError
from ...application.project import Progress, silent
from ..canonical_json import canonical
from .container import container

Members: TypeAlias = Mapping[str, bytes]
ATTACHED = "EvidenceAttached"
PERSONAL = {"subject", "value", "key"}


class ChangedEventError(StoreError):
    """A stored event is not the one that was sealed: no case file can be made of it."""

    def __init__(self, stream: str, version: int, position: int) -> None:
        super().__init__(
            f"{stream}/{version} (position {position}) is not what was sealed: "
            "see `answerable ledger check`"
        )


class OtherLogError(ValueError):
    """The checkpoint to be continued is none of this ledger."""

    def __init__(self, line: str) -> None:
        super().__init__(f"the checkpoint {line} is not of this ledger, or newer than it")


@dataclass(frozen=True, slots=True)
class Wish:
    """Which cases are shown, from which checkpoint they are proved, whose words stay away."""

    cases: Sequence[str]
    since: Checkpoint | None = None
    without_personal: bool = False


def case_file(moment: Moment, log: StoredLog, wish: Wish, progress: Progress = silent) -> Members:
    """The members of the case file that is wished for; the same log gives the same bytes.

    Raises:
        UnsealedStreamError: nothing of a case is sealed.
        ChangedEventError: an event is not what was sealed.
        OtherLogError: the checkpoint to be continued is none of this ledger.
    """
    cases = sorted(set(wish.cases), key=str.encode)
    places = [n for case in cases for n in moment.of_stream(case)]
    events = {n: _event(moment, log, n) for n in counted(places, "reading", progress)}
    shown = {
        n: row for n, row in events.items() if not (wish.without_personal and is_personal(row))
    }
    kinds = {(row[3], _schema_version(row)) for row in shown.values()}
    schemas = [each for each in moment.schemas() if (each.type, each.version) in kinds]
    members = {f"events/{index}.json": row[4] for index, row in shown.items()}
    members |= {f"schemas/{each.type}.v{each.version}.json": each.document for each in schemas}
    indexes = [*moment.keys(), *moment.witnesses(), *(each.index for each in schemas), *events]
    proved = counted(sorted({*indexes, moment.size - 1}), "proving", progress)
    proof = _proof(moment, wish.since, cases, proved)
    members |= {"checkpoint": moment.note, "proof.json": canonical(proof)}
    facts = {"attachments": _attachments(shown), "case_file": 1, "cases": cases}
    return {**members, "manifest.json": canonical({**facts, "files": _listed(members)})}


def counted(places: Sequence[int], what: str, progress: Progress) -> Iterator[int]:
    """Each place, and how far it is after it."""
    for number, place in enumerate(places, 1):
        yield place
        progress(what, number / len(places))


def _proof(
    moment: Moment, since: Checkpoint | None, cases: Sequence[str], indexes: Iterable[int]
) -> dict[str, object]:
    return {
        "consistency": _consistency(moment, since),
        "entries": [_entry(moment, index) for index in indexes],
        "heads": {case: _texts(moment.head_proof(case)) for case in cases},
    }


def _listed(members: Members) -> dict[str, object]:
    return {
        name: {"sha256": sha256(data).hexdigest(), "size": len(data)}
        for name, data in members.items()
    }


def write_zip(file: BinaryIO, members: Members) -> None:
    """Write the members as the one zip they make."""
    with container(file) as made:
        for name, data in sorted(members.items()):
            made.add(name, [data])


def write_folder(folder: Path, members: Members) -> None:
    """Write the members as files into a folder, which is made.

    Raises:
        FileExistsError: it is there already.
    """
    folder.mkdir(parents=True)
    for name, data in members.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


def is_personal(row: StoredRow) -> bool:
    """Does the event hold a word that is marked as somebody's?"""
    return _holds_personal(_document(row)["event"])


def _holds_personal(value: object) -> bool:
    if isinstance(value, dict):
        members = cast("dict[str, object]", value)
        return set(members) == PERSONAL or any(map(_holds_personal, members.values()))
    return isinstance(value, list) and any(map(_holds_personal, cast("list[object]", value)))


def _document(row: StoredRow) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(row[4])
    return told


def _schema_version(row: StoredRow) -> int:
    version: int = _document(row)["schema_version"]
    return version


def _event(moment: Moment, log: StoredLog, index: int) -> StoredRow:
    """The stored event whose entry stands at this index, if it is still the one that was sealed."""
    entry = moment.entry(index)
    if not isinstance(entry, EventEntry):
        raise TypeError(f"entry {index} tells of no event")
    found = log.stored_all(entry.position - 1, 1)
    sealed = (entry.position, entry.stream, entry.version, entry.type)
    if not found or found[0][:4] != sealed or sha256(found[0][4]).digest() != entry.stored:
        raise ChangedEventError(entry.stream, entry.version, entry.position)
    return found[0]


def _entry(moment: Moment, index: int) -> dict[str, object]:
    entry = b64encode(moment.entry_bytes(index)).decode()
    return {"entry": entry, "index": index, "path": _texts(moment.inclusion(index))}


def _consistency(moment: Moment, since: Checkpoint | None) -> dict[str, object] | None:
    if since is None:
        return None
    newer = since.size > moment.size or since.origin != moment.checkpoint.origin
    if newer or moment.root_at(since.size) != since.root:
        raise OtherLogError(since.line)
    return {"from": since.size, "path": _texts(moment.consistency(since.size))}


def _attachments(shown: Mapping[int, StoredRow]) -> list[dict[str, object]]:
    attached = [(index, row) for index, row in sorted(shown.items()) if row[3] == ATTACHED]
    return [
        {"event": index, "sha256": _document(row)["event"]["digest"]} for index, row in attached
    ]


def _texts(hashes: Iterable[bytes]) -> list[str]:
    return [b64encode(each).decode() for each in hashes]
