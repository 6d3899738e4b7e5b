"""The byte formats are frozen: the published vectors come out as they are, and hold together."""

from __future__ import annotations

import json
from base64 import b64decode
from hashlib import sha256

from tests.ledger import slow
from tests.ledger.vectors import FILE, written

from answerable.adapters.key_folder import is_signed
from answerable.application.ledger.note import LOG, parse, read_vkey

VECTORS = json.loads(FILE.read_text("utf-8"))
ENTRIES = [bytes.fromhex(each) for each in VECTORS["entries"]]


def test_the_published_vectors_are_what_is_written_today() -> None:
    assert FILE.read_text("utf-8") == written()


def test_the_published_roots_and_proofs_are_those_of_the_rfc() -> None:
    size = len(ENTRIES)
    paths = [[b64decode(each) for each in path] for path in VECTORS["inclusion"]]
    leads = [[b64decode(each) for each in path] for path in VECTORS["consistency"]]

    assert VECTORS["roots"] == [slow.mth(ENTRIES[:n]).hex() for n in range(1, size + 1)]
    assert paths == [slow.path(index, ENTRIES) for index in range(size)]
    assert leads == [slow.proof(old, ENTRIES) for old in range(1, size + 1)]


def test_the_published_map_is_that_of_the_page() -> None:
    heads = {
        bytes.fromhex(each["key"]): (each["version"], each["index"])
        for each in VECTORS["heads"].values()
    }

    assert all(
        sha256(stream.encode()).hexdigest() == each["key"]
        for stream, each in VECTORS["heads"].items()
    )
    assert ENTRIES[-1].endswith(len(heads).to_bytes(8) + slow.map_root(heads))


def test_the_published_checkpoints_are_signed_by_the_published_keys() -> None:
    notes = [parse(each.encode()) for each in VECTORS["checkpoints"]]
    keys = [VECTORS["first_vkey"]] * (len(notes) - 1) + [VECTORS["vkey"]]

    for note, key in zip(notes, keys, strict=True):
        assert note.signed_by(*read_vkey(key, LOG), is_signed)
        assert VECTORS["roots"][note.checkpoint.size - 1] == note.checkpoint.root.hex()
