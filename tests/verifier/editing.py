"""Structural edits of case files, by somebody who recomputes every digest that nobody signs."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.verifier.tiny_log import b64, canonical, sha, with_manifest

Members = dict[str, bytes]


@dataclass
class Draft:
    """A case file taken apart, to be changed and put together again."""

    proof: dict[str, Any]
    facts: dict[str, Any]
    checkpoint: str
    rest: Members
    spoil: list[Callable[[Members], None]] = field(default_factory=list[Callable[[Members], None]])

    @classmethod
    def of(cls, members: Members) -> Draft:
        facts = json.loads(members["manifest.json"])
        del facts["files"]
        apart = {"manifest.json", "proof.json", "checkpoint"}
        rest = {name: data for name, data in members.items() if name not in apart}
        note = members["checkpoint"].decode()
        return cls(json.loads(members["proof.json"]), facts, note, rest)

    def members(self) -> Members:
        """Everything with its digests counted anew, and then what an edit spoils of the form."""
        told = {"proof.json": canonical(self.proof), "checkpoint": self.checkpoint.encode()}
        members = {**self.rest, **told}
        for spoil in self.spoil:
            spoil(members)
        return with_manifest(members, self.facts)

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The entries of the proof."""
        found: list[dict[str, Any]] = self.proof["entries"]
        return found

    def shown(self) -> list[str]:
        """The names of the events shown."""
        return sorted(name for name in self.rest if name.startswith("events/"))

    def put_entry(self, place: int, data: bytes) -> None:
        """Let the entry at that place of the proof be another one."""
        self.entries[place]["entry"] = b64(data)


def flipped(data: bytes, random: Random) -> bytes:
    """The same with one bit changed."""
    spoilt = bytearray(data)
    spoilt[random.randrange(len(spoilt))] ^= 1 << random.randrange(8)
    return bytes(spoilt)


def raw(text: str) -> bytes:
    return base64.b64decode(text)


def drop_entry(draft: Draft, random: Random) -> None:
    del draft.entries[random.randrange(len(draft.entries))]


def double_entry(draft: Draft, random: Random) -> None:
    place = random.randrange(len(draft.entries))
    draft.entries.insert(place, copy.deepcopy(draft.entries[place]))


def swap_entries(draft: Draft, random: Random) -> None:
    one, other = random.sample(range(len(draft.entries)), 2)
    what = random.choice(["entry", "index", "path"])
    entries = draft.entries
    entries[one][what], entries[other][what] = entries[other][what], entries[one][what]


def reorder_entries(draft: Draft, random: Random) -> None:
    random.shuffle(draft.entries)


def flip_entry(draft: Draft, random: Random) -> None:
    place = random.randrange(len(draft.entries))
    draft.put_entry(place, flipped(raw(draft.entries[place]["entry"]), random))


def move_entry(draft: Draft, random: Random) -> None:
    draft.entries[random.randrange(len(draft.entries))]["index"] += random.choice([-1, 1, 7])


def withhold_event(draft: Draft, random: Random) -> None:
    """True and weaker, where no schema is left without an event."""
    del draft.rest[random.choice(draft.shown())]


def withhold_well(draft: Draft, random: Random) -> None:
    """Keep an event back with all that belongs to it: true and weaker."""
    name = random.choice(draft.shown())
    del draft.rest[name]
    index = int(name[7:-5])
    told = draft.facts["attachments"]
    draft.facts["attachments"] = [each for each in told if each["event"] != index]


def change_event(draft: Draft, random: Random) -> None:
    """Other words, and their digest in the entry."""
    name = random.choice(draft.shown())
    old = draft.rest[name]
    draft.rest[name] = flipped(old, random)
    if random.random() < 0.5:
        for place, each in enumerate(draft.entries):
            draft.put_entry(place, raw(each["entry"]).replace(sha(old), sha(draft.rest[name])))


def swap_events(draft: Draft, random: Random) -> None:
    one, other = random.sample(draft.shown(), 2)
    draft.rest[one], draft.rest[other] = draft.rest[other], draft.rest[one]


def rename_event(draft: Draft, random: Random) -> None:
    name = random.choice(draft.shown())
    draft.rest[f"events/{random.choice(['0', '00', '5', '999', '1e1'])}.json"] = draft.rest.pop(
        name
    )


def change_schema(draft: Draft, random: Random) -> None:
    name = random.choice([name for name in draft.rest if name.startswith("schemas/")])
    old = draft.rest[name]
    draft.rest[name] = canonical({"title": str(random.random())})
    if random.random() < 0.5:
        for place, each in enumerate(draft.entries):
            draft.put_entry(place, raw(each["entry"]).replace(sha(old), sha(draft.rest[name])))


def drop_schema(draft: Draft, random: Random) -> None:
    del draft.rest[random.choice([name for name in draft.rest if name.startswith("schemas/")])]


def add_member(draft: Draft, random: Random) -> None:
    name = random.choice(["x", "events/x", "schemas/X.v1.json", "entries.bin", "events/1/2.json"])
    draft.rest[name] = b"{}"


def change_manifest(draft: Draft, random: Random) -> None:
    change: dict[str, Any] = random.choice(
        [
            {"cases": draft.facts["cases"][:1]},
            {"cases": [*draft.facts["cases"], "case-9"]},
            {"cases": draft.facts["cases"][::-1]},
            {"attachments": []},
            {"attachments": [*draft.facts["attachments"], {"event": 3, "sha256": "00"}]},
            {"case_file": random.choice([2, True, "1", None])},
            {"note": "checked"},
        ]
    )
    draft.facts |= change


def drop_case(draft: Draft, random: Random) -> None:
    """Show one case less, and all that belongs to it: true and weaker, if schemas still fit."""
    gone = random.choice(draft.facts["cases"])
    draft.facts["cases"] = [case for case in draft.facts["cases"] if case != gone]
    draft.proof["heads"].pop(gone, None)
    mark = len(gone).to_bytes(2, "big") + gone.encode()
    for each in [each for each in draft.entries if mark in raw(each["entry"])]:
        draft.entries.remove(each)
        draft.rest.pop(f"events/{each['index']}.json", None)


def truncate_case(draft: Draft, random: Random) -> None:
    """The last events of a case never were."""
    case = random.choice(draft.facts["cases"])
    mark = len(case).to_bytes(2, "big") + case.encode()
    own = [each for each in draft.entries if mark in raw(each["entry"])]
    for each in own[random.randrange(1, len(own)) :]:
        draft.entries.remove(each)
        draft.rest.pop(f"events/{each['index']}.json", None)


def change_path(draft: Draft, random: Random) -> None:
    """Of an entry, a head, or the growth since the checkpoint held."""
    heads = draft.proof["heads"]
    paths = [each["path"] for each in draft.entries] + list(heads.values())
    if draft.proof["consistency"]:
        paths += [draft.proof["consistency"]["path"]] * 8
    path: list[str] = random.choice(paths)
    match random.randrange(4):
        case 0 if path:
            del path[random.randrange(len(path))]
        case 1 if path:
            place = random.randrange(len(path))
            path[place] = b64(flipped(raw(path[place]), random))
        case 2:
            path.insert(random.randrange(len(path) + 1), b64(sha(b"more")))
        case _:
            path.reverse()


def change_growth(draft: Draft, random: Random) -> None:
    grown = draft.proof["consistency"]
    match random.randrange(3):
        case 0:
            draft.proof["consistency"] = None
        case 1 if grown:
            grown["from"] += random.choice([-1, 1])
        case _:
            draft.proof["consistency"] = {"from": 1, "path": []}


def change_heads(draft: Draft, random: Random) -> None:
    """The last entry tells of other heads."""
    data = bytearray(raw(draft.entries[-1]["entry"]))
    data[random.randrange(len(data) - 48, len(data))] ^= 1
    draft.put_entry(len(draft.entries) - 1, bytes(data))
