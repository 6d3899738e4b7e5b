"""Each check of the verifier in JavaScript fails on the flaw it is for, and on no other."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.page.node import Node
from tests.page.random_logs import CASES
from tests.verifier.tiny_log import Members, TinyLog, canonical, stored, with_manifest, zipped

CASE = CASES[0]


def a_log() -> TinyLog:
    log = TinyLog()
    for number, case in enumerate([*CASES, *CASES]):
        log.event(case, "MessageReceived", stored(number, {"message": "m"}))
    return log


def failed(verifier: Node, members: Members, held: bytes | None = None) -> list[str]:
    results = verifier.results(zipped(members), held)
    return [check for check, result in results.items() if result == "FAIL"]


def with_proof(members: Members, **parts: Any) -> Members:  # noqa: ANN401  # any JSON
    facts = json.loads(members["manifest.json"])
    del facts["files"]
    proof = canonical({**json.loads(members["proof.json"]), **parts})
    return with_manifest({**members, "proof.json": proof}, facts)


def test_tree_on_a_path_that_leads_elsewhere(verifier: Node) -> None:
    log = a_log()
    log.seal()
    members = log.case_file([CASE])
    entries = json.loads(members["proof.json"])["entries"]
    entries[-1]["path"][0] = entries[0]["path"][0]

    assert failed(verifier, with_proof(members, entries=entries)) == ["tree"]


def test_order_on_positions_that_fall(verifier: Node) -> None:
    log = a_log()
    log.position -= 3
    log.event(CASE, "MessageReceived", stored(9, {"message": "m"}))
    log.seal()

    assert failed(verifier, log.log_file()) == ["order"]


def test_heads_on_a_case_that_is_shown_shorter_than_it_is(verifier: Node) -> None:
    log = a_log()
    log.seal()
    members = log.case_file([CASE])
    entries = json.loads(members["proof.json"])["entries"]
    last = [each for each in entries if log.streams.get(each["index"]) == CASE][-1]
    entries.remove(last)
    rest = {name: data for name, data in members.items() if name != f"events/{last['index']}.json"}

    assert failed(verifier, with_proof(rest, entries=entries)) == ["heads"]


def test_held_on_a_checkpoint_of_a_fork(verifier: Node) -> None:
    log, fork = a_log(), a_log()
    fork.event(CASE, "MessageReceived", stored(8, {"message": "other"}))
    held = fork.seal()
    for number in range(3):
        log.event(CASE, "MessageReceived", stored(20 + number, {"message": "m"}))
    log.seal()
    since = int(held.split(b"\n")[1])

    assert failed(verifier, log.case_file([CASE], since=since), held) == ["held"]
    assert failed(verifier, log.log_file(), held) == ["held"]


@pytest.mark.parametrize(
    "spoilt", [{"kind": "status"}, {"span": 2}, {"to": "person-2"}, {"reply": "another"}]
)
def test_ending_on_a_case_closed_without_its_closing_reply(
    verifier: Node, spoilt: dict[str, Any]
) -> None:
    issued = {"reply": "r", "kind": "closing", "span": 1, "to": "person-1", **spoilt}
    log = a_log()
    log.event(CASE, "ComplainantJoined", stored(30, {"person": "person-1"}))
    log.event(CASE, "ReplyIssued", stored(31, issued))
    log.event(CASE, "ReplySpoken", stored(32, {"reply": "r"}))
    closed = {"span": 1, "basis": "replied", "replies": ["r"]}
    log.event(CASE, "CaseClosed", stored(33, closed))
    log.seal()

    assert failed(verifier, log.case_file([CASE])) == ["ending"]


def test_keys_on_a_key_that_nobody_announced(verifier: Node) -> None:
    log = a_log()
    log.seed = 1
    log.rotate()
    log.seal()

    assert failed(verifier, log.log_file())[0] == "keys"
