"""Makes docs/ledger-vectors.json, by which others hold their own code against the byte formats.

PYTHONPATH=. python tests/ledger/vectors.py
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.ledger.town import ORIGIN, SeededKeys, Town

from answerable.adapters.casefile.log_file import write_log_file
from answerable.application.ledger.heads import key_of
from answerable.application.ledger.ledger import Moment
from answerable.application.ledger.note import LOG, WITNESS, vkey
from answerable.application.ledger.note import parse as parse_note
from answerable.application.ledger.tree import leaf_hash

FILE = Path(__file__).parents[2] / "docs/ledger-vectors.json"
STREAMS = ("case-1", "case-2", "case-1", "survey-ż", "case-3", "case-1", "case-2")


def town() -> Town:
    """A log with seven events, three checkpoints, a witness and a second key."""
    made = Town()
    made.visit(*STREAMS[:3])
    made.sealer.seal_all()
    witness = SeededKeys("witness").make()
    made.sealer.seal(witness=vkey("witness.example", WITNESS, witness))
    made.visit(*STREAMS[3:])
    made.sealer.seal_all()
    made.sealer.rotate()
    return made


def vectors() -> dict[str, Any]:
    """Everything, in hex and base64."""
    made = town()
    with made.ledger.now() as moment, made.store.ledger().reading() as reader:
        notes = [parse_note(each.note) for each in reader.checkpoints()]
        stored = [row[4].decode() for row in made.store.stored_all(0, 99)]
        return {
            "origin": ORIGIN,
            "stored": stored,
            **_tree(moment),
            "heads": {stream: _head(moment, stream) for stream in sorted(set(STREAMS))},
            "absence": _absence(moment, "case-9"),
            "checkpoints": [each.written().decode() for each in notes],
            "vkey": moment.vkey(),
            "first_vkey": vkey(ORIGIN, LOG, SeededKeys().make()),
            "log_file": b64encode(_log_file(moment)).decode(),
        }


def _tree(moment: Moment) -> dict[str, Any]:
    entries, sizes = list(moment.entries()), range(1, moment.size + 1)
    return {
        "entries": [each.hex() for each in entries],
        "leaves": [leaf_hash(each).hex() for each in entries],
        "roots": [moment.root_at(size).hex() for size in sizes],
        "inclusion": [b64(moment.inclusion(index)) for index in range(moment.size)],
        "consistency": [b64(moment.consistency(old)) for old in sizes],
    }


def _head(moment: Moment, stream: str) -> dict[str, Any]:
    head = moment.head(stream)
    return {
        "key": key_of(stream).hex(),
        "version": head.version,
        "index": head.entry,
        "path": b64(moment.head_proof(stream)),
    }


def _absence(moment: Moment, stream: str) -> dict[str, Any]:
    found = moment.absence(stream)
    other = found.other
    told = (
        {"key": other.key.hex(), "version": other.version, "index": other.entry} if other else None
    )
    return {"stream": stream, "other": told, "path": b64(found.path)}


def _log_file(moment: Moment) -> bytes:
    file = BytesIO()
    write_log_file(file, moment)
    return file.getvalue()


def b64(hashes: Sequence[bytes]) -> list[str]:
    """Hashes as the case file writes them."""
    return [b64encode(each).decode() for each in hashes]


def written() -> str:
    """The file as it must be."""
    return json.dumps(vectors(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
    print(sha256(FILE.read_bytes()).hexdigest())
