"""Edits of what is signed, of the form, and with things of another log."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from itertools import accumulate
from random import Random

from tests.verifier.editing import Draft, Members, flipped, raw
from tests.verifier.tiny_log import TinyLog, b64, key, public, sha

DEEPEST = 100


def change_checkpoint(draft: Draft, random: Random) -> None:
    lines = draft.checkpoint.split("\n")
    place = random.randrange(len(lines))
    lines[place] = random.choice([lines[place] + "0", lines[place][1:], "x", ""])
    draft.checkpoint = "\n".join(lines)


def sign_anew(draft: Draft, random: Random) -> None:
    """Another key signs the same body; perhaps its key entry is put in as well."""
    forger = key(random.random())
    body, _, signatures = draft.checkpoint.partition("\n\n")
    body += "\n"
    name = body.split("\n")[0]
    mark = sha(name.encode() + b"\n\1" + public(forger))[:4]
    lines = signatures.split("\n")
    lines[0] = f"— {name} {b64(mark + forger.sign(body.encode()))}"
    draft.checkpoint = body + "\n" + "\n".join(lines)
    if random.random() < 0.7:
        told = bytes(8) + public(forger) + sha(b"next")
        signed = forger.sign(b"answerable-key/v1\0" + told)
        keys = [p for p, e in enumerate(draft.entries) if raw(e["entry"])[:14] == b"answerable-key"]
        draft.put_entry(random.choice(keys or [0]), b"answerable-key/v1\0" + told + signed)


def change_cosignatures(draft: Draft, random: Random) -> None:
    body, _, tail = draft.checkpoint.partition("\n\n")
    lines = tail.rstrip("\n").split("\n")
    junk = f"— regulator.example {b64(sha(b'x')[:4] + bytes(72))}"
    stranger = f"— nobody.example {b64(bytes(76))}"
    match random.randrange(5):
        case 0:
            lines.append(random.choice([junk, stranger]))
        case 1:
            lines.append(lines[-1])
        case 2:
            lines.reverse()
        case 3:
            del lines[1:]
        case _:
            mark, _, blob = lines[-1].rpartition(" ")
            lines[-1] = f"{mark} {b64(flipped(raw(blob), random))}"
    draft.checkpoint = body + "\n\n" + "\n".join(lines) + "\n"


def drop_witness(draft: Draft, random: Random) -> None:
    """No witness named, none signs: true and weaker."""
    del random
    mark = b"answerable-witness"
    draft.proof["entries"] = [e for e in draft.entries if not raw(e["entry"]).startswith(mark)]
    body, _, tail = draft.checkpoint.partition("\n\n")
    draft.checkpoint = body + "\n\n" + tail.split("\n")[0] + "\n"


def splice(draft: Draft, random: Random) -> None:
    """Entries of another log at the places of these, with or without their paths and words."""
    other = random.choice(OTHERS)
    for _ in range(random.randrange(1, 4)):
        taken = random.choice(other.entries)
        place = random.randrange(len(draft.entries))
        draft.entries[place] = {**draft.entries[place], "entry": taken["entry"]}
        if random.random() < 0.5:
            draft.entries[place] = dict(taken)
        name = f"events/{taken['index']}.json"
        if name in other.rest and random.random() < 0.7:
            draft.rest[name] = other.rest[name]


def other_log(draft: Draft, random: Random) -> None:
    """Another log altogether under the same name, perhaps with the growth once proved."""
    other = copy.deepcopy(random.choice(OTHERS))
    draft.facts, draft.checkpoint, draft.rest = other.facts, other.checkpoint, other.rest
    kept = random.choice([draft.proof["consistency"], other.proof["consistency"]])
    draft.proof = {**other.proof, "consistency": kept}


def other_checkpoint(draft: Draft, random: Random) -> None:
    draft.checkpoint = random.choice(OTHERS).checkpoint


def spoil_json(draft: Draft, random: Random) -> None:
    """The same values in another form."""
    name = random.choice(["proof.json", *(n for n in draft.rest if n.startswith("schemas/"))])
    ways: list[Callable[[bytes], bytes]] = [
        lambda data: data + b"\n",
        lambda data: b" " + data,
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b":", b": ", 1),
        lambda data: data.replace(b"e", b"\\u0065", 1),
        lambda data: data.replace(b"=", b"", 1),
        backwards,
        lambda data: data.replace(b"{", b'{"a":1,"a":1,', 1),
        lambda data: data.replace(b'"index":0', b'"index":-0', 1),
        lambda data: data.replace(b"A=", b"B=", 1),
        lambda _: b"[" * 100_000,
    ]
    way = random.choice(ways)

    def spoil(members: Members) -> None:
        if name in members:
            members[name] = way(members[name])

    draft.spoil.append(spoil)


def backwards(data: bytes) -> bytes:
    """The members of an object from the last to the first; what is too deep to be read stays."""
    if depth(data) > DEEPEST:
        return data
    return json.dumps(dict(reversed(json.loads(data).items()))).encode()


def depth(data: bytes) -> int:
    """How many brackets are open at most, wherever they stand."""
    turns = ((byte in b"[{") - (byte in b"]}") for byte in data)
    return max(accumulate(turns, initial=0))


def other_desk(seed: int) -> Draft:
    """A case file of another log under the same name."""
    log = TinyLog(seed=seed)
    log.witness("regulator.example")
    for number in range(24):
        body = json.dumps({"form": 1, "n": number, "seed": seed}).encode()
        log.event(f"case-{number % 6}", "MessageReceived", body)
    held = log.seal()
    log.event("case-1", "MessageReceived", b"{}")
    log.seal()
    since = int(held.split(b"\n")[1])
    return Draft.of(log.case_file(["case-1", "case-3"], since=since))


OTHERS = [other_desk(1), other_desk(2)]
