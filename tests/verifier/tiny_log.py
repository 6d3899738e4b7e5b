"""A second implementation of the ledger and its files, straight from docs/ledger-format.md.

Slow and short: each hash is counted as its definition says, with nothing kept. It signs with keys
made from a seed.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Members = dict[str, bytes]


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def u(number: int, size: int) -> bytes:
    return number.to_bytes(size, "big")


def text16(text: str) -> bytes:
    return u(len(text.encode()), 2) + text.encode()


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def canonical(value: object) -> bytes:
    """Enough of RFC 8785 for ASCII names, texts and whole numbers."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def key(seed: object) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(sha(repr(seed).encode()))


def public(private: Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def root(entries: Sequence[bytes]) -> bytes:
    if len(entries) == 1:
        return sha(b"\0" + entries[0])
    k = split(len(entries))
    return sha(b"\1" + root(entries[:k]) + root(entries[k:]))


def inclusion(index: int, entries: Sequence[bytes]) -> list[bytes]:
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if index < k:
        return [*inclusion(index, entries[:k]), root(entries[k:])]
    return [*inclusion(index - k, entries[k:]), root(entries[:k])]


def consistency(old: int, entries: Sequence[bytes], *, whole: bool = True) -> list[bytes]:
    if old == len(entries):
        return [] if whole else [root(entries)]
    k = split(len(entries))
    if old <= k:
        return [*consistency(old, entries[:k], whole=whole), root(entries[k:])]
    return [*consistency(old - k, entries[k:], whole=False), root(entries[:k])]


def side(stream: str, depth: int) -> int:
    digest = sha(stream.encode())
    return digest[depth // 8] >> 7 - depth % 8 & 1


def head(stream: str, end: tuple[int, int]) -> bytes:
    return sha(b"\2" + sha(stream.encode()) + u(end[0], 8) + u(end[1], 8))


def map_root(ends: Mapping[str, tuple[int, int]], depth: int = 0) -> bytes:
    if not ends:
        return bytes(32)
    if len(ends) == 1:
        ((stream, end),) = ends.items()
        return head(stream, end)
    halves = [{s: e for s, e in ends.items() if side(s, depth) == bit} for bit in (0, 1)]
    return sha(b"\3" + b"".join(map_root(half, depth + 1) for half in halves))


def map_proof(stream: str, ends: Mapping[str, tuple[int, int]], depth: int = 0) -> list[bytes]:
    if len(ends) == 1:
        return []
    mine = side(stream, depth)
    own = {s: e for s, e in ends.items() if side(s, depth) == mine}
    other = {s: e for s, e in ends.items() if side(s, depth) != mine}
    return [*map_proof(stream, own, depth + 1), map_root(other, depth + 1)]


@dataclass
class TinyLog:
    """A list of entries, what it knows of streams, and the checkpoints it gave."""

    origin: str = "desk.example/log"
    seed: object = 0
    entries: list[bytes] = field(default_factory=list[bytes])
    kinds: list[str] = field(default_factory=list[str])
    ends: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    streams: dict[int, str] = field(default_factory=dict[int, str])
    stored: dict[int, tuple[str, int, bytes]] = field(
        default_factory=dict[int, tuple[str, int, bytes]]
    )
    schemas: dict[tuple[str, int], tuple[int, bytes]] = field(
        default_factory=dict[tuple[str, int], tuple[int, bytes]]
    )
    witnesses: list[str] = field(default_factory=list[str])
    turns: int = 0
    key_index: int = 0
    position: int = 0
    note: bytes = b""

    def __post_init__(self) -> None:
        if not self.entries:
            self.rotate()

    def _add(self, kind: str, entry: bytes) -> int:
        self.kinds.append(kind)
        self.entries.append(f"answerable-{kind}/v1\0".encode() + entry)
        return len(self.entries) - 1

    def rotate(self) -> None:
        """The next key signs from here on."""
        old, new = key((self.seed, max(self.turns - 1, 0))), key((self.seed, self.turns))
        promise = sha(public(key((self.seed, self.turns + 1))))
        before = self.key_index + 1 if self.turns else 0
        body = u(before, 8) + public(new) + promise
        signed = old.sign(b"answerable-key/v1\0" + body)
        self.key_index = self._add("key", body + signed)
        self.turns += 1

    def witness(self, name: str) -> None:
        self.witnesses.append(name)
        raw = b"\4" + public(key(name))
        mark = sha(name.encode() + b"\n" + raw)[:4].hex()
        self._add("witness", text16(f"{name}+{mark}+{b64(raw)}"))

    def event(self, stream: str, kind: str, stored: bytes, schema_version: int = 1) -> int:
        if (kind, schema_version) not in self.schemas:
            schema = canonical({"title": kind, "type": "object"})
            index = self._add("schema", text16(kind) + u(schema_version, 4) + sha(schema))
            self.schemas[kind, schema_version] = (index, schema)
        self.position += 1
        version, last = self.ends.get(stream, (0, -1))
        body = u(self.position, 8) + u(version + 1, 8) + u(last + 1, 8)
        index = self._add("event", body + text16(stream) + text16(kind) + sha(stored))
        self.ends[stream] = (version + 1, index)
        self.streams[index] = stream
        self.stored[index] = (kind, schema_version, stored)
        return index

    def seal(self, signing: Collection[str] = ()) -> bytes:
        """The heads of all events, and a checkpoint over everything, cosigned by these."""
        self._add("heads", u(self.key_index, 8) + u(len(self.ends), 8) + map_root(self.ends))
        body = f"{self.origin}\n{len(self.entries)}\n{b64(root(self.entries))}\n".encode()
        private = key((self.seed, self.turns - 1))
        lines = [self._line(self.origin, b"\1", private, private.sign(body))]
        for name in self.witnesses:
            if name in signing:
                signed = key(name).sign(b"cosignature/v1\ntime 1700000000\n" + body)
                lines.append(self._line(name, b"\4", key(name), u(1_700_000_000, 8) + signed))
        self.note = body + b"\n" + "".join(lines).encode()
        return self.note

    @staticmethod
    def _line(name: str, kind: bytes, private: Ed25519PrivateKey, signed: bytes) -> str:
        mark = sha(name.encode() + b"\n" + kind + public(private))[:4]
        return f"— {name} {b64(mark + signed)}\n"

    def case_file(
        self, cases: Sequence[str], hidden: Collection[int] = (), since: int | None = None
    ) -> Members:
        """The members of a case file; `hidden` are indexes of events shown by header only."""
        of = [index for index, stream in self.streams.items() if stream in cases]
        shown = {index: self.stored[index] for index in of if index not in hidden}
        kinds = {(kind, version) for kind, version, _ in shown.values()}
        always = [n for n, kind in enumerate(self.kinds) if kind in {"key", "witness"}]
        bound = [self.schemas[kind][0] for kind in kinds]
        indexes = sorted({*always, *bound, *of, len(self.entries) - 1})
        members = {f"events/{index}.json": stored for index, (_, _, stored) in shown.items()}
        for kind, version in kinds:
            members[f"schemas/{kind}.v{version}.json"] = self.schemas[kind, version][1]
        members["proof.json"] = canonical(self._proof(cases, indexes, since))
        members["checkpoint"] = self.note
        attached = [
            {"event": index, "sha256": json.loads(stored)["event"]["digest"]}
            for index, (kind, _, stored) in sorted(shown.items())
            if kind == "EvidenceAttached"
        ]
        facts = {"attachments": attached, "case_file": 1, "cases": sorted(cases)}
        return with_manifest(members, facts)

    def _proof(self, cases: Sequence[str], indexes: list[int], since: int | None) -> object:
        entries = [
            {
                "entry": b64(self.entries[n]),
                "index": n,
                "path": list(map(b64, inclusion(n, self.entries))),
            }
            for n in indexes
        ]
        heads = {case: list(map(b64, map_proof(case, self.ends))) for case in cases}
        grown = None
        if since is not None:
            path = list(map(b64, consistency(since, self.entries)))
            grown = {"from": since, "path": path}
        return {"consistency": grown, "entries": entries, "heads": heads}

    def log_file(self) -> Members:
        entries = b"".join(u(len(each), 4) + each for each in self.entries)
        return with_manifest({"checkpoint": self.note, "entries.bin": entries}, {"log_file": 1})


def with_manifest(members: Members, facts: Mapping[str, Any]) -> Members:
    """These members and a manifest that lists them."""
    rest = {name: data for name, data in members.items() if name != "manifest.json"}
    files = {n: {"sha256": sha(d).hex(), "size": len(d)} for n, d in rest.items()}
    return {**rest, "manifest.json": canonical({**facts, "files": files})}


def zipped(members: Members) -> bytes:
    """The canonical zip, written by the standard library."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in sorted(members.items()):
            about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            about.create_system = about.external_attr = 0
            about.create_version = 20
            archive.writestr(about, data)
            about.external_attr = 0
    return out.getvalue()


def stored(number: int, body: Mapping[str, Any], **envelope: object) -> bytes:
    """The bytes of an event in stored form 1, as a store would keep them."""
    told = {
        "form": 1,
        "blind": sha(str(number).encode()).hex()[:32],
        "schema_version": 1,
        "recorded_at": "2026-11-02T09:30:15Z",
        "actor": {"id": "agent-1", "role": "agent"},
        "command_id": f"command-{number}",
        "correlation": f"command-{number}",
        "causation": None,
        "confirmed_by": None,
        "event": {"occurred_at": "2026-11-02T09:30:15Z", **body},
    }
    return json.dumps({**told, **envelope}, separators=(",", ":")).encode()
