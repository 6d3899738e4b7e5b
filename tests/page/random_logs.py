"""Random logs with random stories, files of them, and edits; the same for the same number."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from json import loads
from random import Random
from typing import Any

from tests.verifier.tiny_log import Members, TinyLog, canonical, stored, with_manifest, zipped

CASES = ("case-1", "case-2", "survey-3")
FILE: dict[str, Any] = {"people": {"complainants": [], "speaks_for": {}}, "replies": {}}


def reply(draw: Random) -> dict[str, Any]:
    """A reply as it was issued."""
    lists = ("answers", "tells", "keeps", "outcomes", "states", "signposts")
    told: dict[str, Any] = {name: list[str]() for name in lists}
    kind = draw.choice(["closing", "closing", "closing", "status"])
    about = {"reply": f"reply-{draw.randrange(2)}", "kind": kind, "span": draw.choice([1, 1, 1, 2])}
    return {**told, **about, "to": f"person-{draw.randrange(2)}", "author": "staff-1"}


def step(draw: Random) -> dict[str, Any]:
    return {"reply": f"reply-{draw.randrange(2)}", "window_end": "2026-11-05T09:30:15Z"}


def file_moved(draw: Random) -> dict[str, Any]:
    issued = {**reply(draw), "occurred_at": "2026-11-02T09:30:15Z"}
    way = draw.choice(["dispatched", "failed", "issued"])
    moved: dict[str, Any] = {
        "issued": issued,
        "delivery": way,
        "left_at": None,
        "reached_at": None,
        "failures": [],
    }
    people = {
        "complainants": [f"person-{draw.randrange(3)}"],
        "speaks_for": {"person-1": "person-0"},
    }
    replies = {issued["reply"]: moved}
    return {"people": people, "replies": replies, "promises": {}, "obligations": {}}


BODIES: dict[str, Callable[[Random], dict[str, Any]]] = {
    "ComplainantJoined": lambda draw: {"person": f"person-{draw.randrange(2)}"},
    "RepresentativeAuthorised": lambda _: {"person": "person-1", "representative": "person-0"},
    "ReplyIssued": reply,
    "ReplyDispatched": step,
    "ReplySpoken": step,
    "ReplyFailed": step,
    "ReplyAttested": lambda draw: {**step(draw), "left_at": None},
    "RegisterEntryRecorded": lambda _: {},
    "CaseClosed": lambda draw: {
        "span": draw.choice([1, 1, 1, 2]),
        "basis": draw.choice(["replied", "replied", "attested"]),
        "replies": [f"reply-{draw.randrange(2)}"][: draw.choice([0, 1, 1, 1])],
    },
    "CaseReopened": lambda draw: {"span": draw.choice([2, 2, 3])},
    "EvidenceAttached": lambda draw: {"digest": f"{draw.getrandbits(64):064x}"},
    "MessageReceived": lambda draw: {"text": draw.choice(["ł", "\u2028", "x" * 40])},
    "CaseMerged": lambda _: {},
    "CaseTakenOver": lambda draw: {"case": "case-9", "file": file_moved(draw)},
    "CaseSplitOff": lambda draw: {"case": "case-9", "file": file_moved(draw)},
    "MergeRequested": lambda draw: {"file": file_moved(draw)},
    "CaseRestored": lambda draw: {"file": file_moved(draw)},
}
STORY = ("ComplainantJoined", "ReplyIssued", "ReplyDispatched", "CaseClosed")


def event(log: TinyLog, draw: Random, case: str, kind: str) -> None:
    """One more event of that type, now and then of an envelope that is none."""
    envelope: dict[str, Any] = {"actor": {"id": "agent-1", "role": draw.choice(["lead", "import"])}}
    envelope["command_id"] = f"command-{draw.randrange(3)}"
    if draw.random() < 0.01:
        odd = draw.choice(ODD)
        envelope |= odd if kind != "EvidenceAttached" else {}
    schema = envelope.get("schema_version", 1)
    body = stored(log.position, BODIES[kind](draw), **envelope)
    log.event(case, kind, body, schema if type(schema) is int and schema > 0 else 1)


PLAIN: tuple[Any, ...] = (None, 0, 1, True, "", "0", [], {}, 0.5, 1e21)
ODD: tuple[dict[str, Any], ...] = (
    {"form": 2},
    {"blind": "0" * 31},
    {"schema_version": 2},
    {"schema_version": 0},
    {"schema_version": True},
    {"recorded_at": "2026-02-30T09:30:15Z"},
    {"recorded_at": "2026-11-02T24:30:15Z"},
    {"recorded_at": None},
    {"actor": {"id": "agent-1"}},
    {"causation": 5},
    {"event": []},
    {"more": 1},
)


def random_log(draw: Random) -> tuple[TinyLog, bytes | None]:
    """A log, and a checkpoint held of it, or none."""
    log, held = TinyLog(seed=draw.randrange(3)), None
    for _ in range(draw.randrange(3)):
        log.witness(f"witness-{len(log.witnesses)}.example")
    for _ in range(draw.randrange(1, 4)):
        for kind in STORY if draw.random() < 0.6 else ():
            event(log, draw, "case-1", kind)
        for _ in range(draw.randrange(8)):
            event(log, draw, draw.choice(CASES), draw.choice([*BODIES]))
        if draw.random() < 0.3:
            log.rotate()
        signing = [name for name in log.witnesses if draw.random() < 0.7]
        held = log.seal(signing) if draw.random() < 0.5 else held
    event(log, draw, "case-1", "MessageReceived")
    log.seal([name for name in log.witnesses if draw.random() < 0.7])
    return log, held


def made(draw: Random) -> tuple[Members, bytes | None]:
    """The members of a file of a random log, and the checkpoint held."""
    log, held = random_log(draw)
    if draw.random() < 0.3:
        return log.log_file(), held
    cases = draw.sample(sorted(log.ends), draw.randrange(1, len(log.ends) + 1))
    hidden = [index for index in log.streams if draw.random() < draw.choice([0, 0, 0.2])]
    since = int(held.split(b"\n")[1]) if held and draw.random() < 0.9 else None
    return log.case_file(cases, hidden, since), held


def edited_bytes(data: bytes, draw: Random) -> bytes:
    """The bytes with one thing changed."""
    at, other = draw.randrange(len(data) + 1), draw.randrange(len(data) + 1)
    match draw.randrange(5):
        case 0 if data and at < len(data):
            return data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :]
        case 1:
            return data[:at] + draw.randbytes(1) + data[at:]
        case 2:
            return data[:at] + data[at + 1 :]
        case 3:
            return data[: min(at, other)] + data[max(at, other) :]
        case _:
            return data[:at]


def edited_json(value: Any, draw: Random) -> Any:  # noqa: ANN401  # any JSON value
    """The value with one thing in it changed, somewhere."""
    if isinstance(value, dict) and value and draw.random() < 0.9:
        told: dict[str, Any] = dict(value)  # pyright: ignore[reportUnknownArgumentType]
        name = draw.choice(sorted(told))
        if draw.random() < 0.15:
            del told[name]
            return told
        return {**told, name: edited_json(told[name], draw)}
    if isinstance(value, list) and value and draw.random() < 0.9:
        items: list[Any] = [*value]  # pyright: ignore[reportUnknownVariableType]
        at, other = draw.randrange(len(items)), draw.randrange(len(items))
        match draw.randrange(5):
            case 0:
                items[at], items[other] = items[other], items[at]
            case 1:
                del items[at]
            case 2:
                items.insert(at, items[other])
            case _:
                items[at] = edited_json(items[at], draw)
        return items
    return edited_plain(value, draw)


def edited_plain(value: Any, draw: Random) -> Any:  # noqa: ANN401  # any JSON value
    if type(value) is int and draw.random() < 0.7:
        return value + draw.choice([-1, 1, 256, 2**53])
    if isinstance(value, str) and draw.random() < 0.7:
        try:
            return b64encode(edited_bytes(b64decode(value, validate=True), draw)).decode()
        except ValueError:
            return value + draw.choice(["", "x", "=", "\u0142"])
    return draw.choice(PLAIN)


def edited(members: Members, draw: Random) -> Members:
    """The members with one of them changed, or one more, or one less; the manifest tells of it."""
    name = draw.choice(sorted(members))
    data, facts = members[name], told_by(members["manifest.json"])
    rest = {each: told for each, told in members.items() if each != name}
    value = told_by(data) if name.endswith(".json") else None
    if value is not None and draw.random() < 0.8:
        data = canonical(edited_json(value, draw))
    else:
        data = edited_bytes(data, draw)
    if name == "manifest.json":
        return {**rest, name: data}
    other = draw.choice([name, name, name, name, "events/0.json", "schemas/A.v1.json", "more"])
    changed = {**rest, other: data} if draw.random() < 0.95 else rest
    others = {n: fact for n, fact in facts.items() if n != "files"} if facts else {}
    return with_manifest(changed, others)


def told_by(data: bytes) -> dict[str, Any] | None:
    """The object in these bytes, if they hold one."""
    try:
        value: Any = loads(data)
    except ValueError:
        return None
    return dict(value) if isinstance(value, dict) else None  # pyright: ignore[reportUnknownArgumentType]


def random_file(number: int) -> tuple[bytes, bytes | None]:
    """The zip of that number, and the checkpoint held."""
    draw = Random(number)  # noqa: S311  # a number that is told brings the same file again
    members, held = made(draw)
    for _ in range(draw.choice([0, 0, 1, 1, 1, 2])):
        members = edited(members, draw)
    data = zipped(members)
    if draw.random() < 0.1:
        data = edited_bytes(data, draw)
    if held and draw.random() < 0.1:
        held = edited_bytes(held, draw)
    return data, held
