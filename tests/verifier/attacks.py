"""One attack for each check: a file that only this check of the verifier refuses."""

from __future__ import annotations

import copy
from functools import cache
from random import Random

from tests.verifier.conftest import CASES, WITNESS, Audit, desk
from tests.verifier.editing import Draft, flipped, raw
from tests.verifier.tiny_log import TinyLog, b64, stored, zipped
from tests.verifier.zip_tricks import comment

RANDOM = Random(0)


@cache
def honest() -> Audit:
    """The sound file that most attacks begin with."""
    log, held = desk()
    return Audit(log, held, log.case_file(CASES, since=int(held.split(b"\n")[1])))


def held() -> bytes:
    """The checkpoint that the auditor holds of it."""
    return honest().held


def put_together(draft: Draft) -> bytes:
    return zipped(draft.members())


def a_comment_in_the_zip() -> bytes:
    return comment(honest().members, RANDOM)


def another_size_in_the_manifest() -> bytes:
    members = honest().members
    manifest = members["manifest.json"].replace(b'"size":', b'"size":1', 1)
    return zipped({**members, "manifest.json": manifest})


def a_line_end_behind_the_proof() -> bytes:
    draft = Draft.of(honest().members)
    draft.spoil.append(
        lambda members: members.update({"proof.json": members["proof.json"] + b"\n"})
    )
    return put_together(draft)


def an_entry_that_does_not_belong_there() -> bytes:
    audit = honest()
    log = copy.deepcopy(audit.log)
    log.kinds[audit.since - 1] = "key"
    return zipped(log.case_file(CASES, since=audit.since))


def a_key_that_nobody_signed() -> bytes:
    log = TinyLog()
    log.event("case-1", "MessageReceived", stored(1, {}))
    log.rotate()
    log.entries[-1] = log.entries[-1][:-1] + bytes([log.entries[-1][-1] ^ 1])
    log.seal()
    return zipped(log.case_file(["case-1"]))


def a_checkpoint_signed_by_nobody() -> bytes:
    draft = Draft.of(honest().members)
    lines = draft.checkpoint.split("\n")
    mark, _, blob = lines[4].rpartition(" ")
    signed = raw(blob)
    lines[4] = f"{mark} {b64(signed[:10] + bytes(1) + signed[11:])}"
    draft.checkpoint = "\n".join(lines)
    return put_together(draft)


def a_witness_who_did_not_sign() -> bytes:
    draft = Draft.of(honest().members)
    lines = draft.checkpoint.split("\n")
    mark, _, blob = lines[5].rpartition(" ")
    lines[5] = f"{mark} {b64(raw(blob)[:-1] + bytes(1))}"
    draft.checkpoint = "\n".join(lines)
    return put_together(draft)


def an_entry_that_is_not_in_the_list() -> bytes:
    """The body of a schema entry is bound by nothing but the tree; here it is a witness's."""
    draft = Draft.of(honest().members)
    path = draft.entries[0]["path"]
    path[0] = b64(flipped(raw(path[0]), RANDOM))
    return put_together(draft)


def an_event_that_names_another_before_it() -> bytes:
    log = TinyLog()
    for number in range(3):
        log.event("case-1", "MessageReceived", stored(number, {}))
    log.ends["case-1"] = (3, log.ends["case-1"][1] - 1)
    log.event("case-1", "MessageReceived", stored(9, {}))
    log.seal()
    return zipped(log.case_file(["case-1"]))


def a_case_without_its_end() -> bytes:
    audit = honest()
    draft = Draft.of(audit.members)
    last = audit.log.ends["case-1"][1]
    draft.proof["entries"] = [each for each in draft.entries if each["index"] != last]
    del draft.rest[f"events/{last}.json"]
    return put_together(draft)


def other_words() -> bytes:
    draft = Draft.of(honest().members)
    name = draft.shown()[0]
    draft.rest[name] = draft.rest[name].replace(b"person-1", b"person-2")
    return put_together(draft)


def an_event_in_an_unknown_form() -> bytes:
    log = TinyLog()
    log.event("case-1", "MessageReceived", stored(1, {}, form=2))
    log.seal()
    return zipped(log.case_file(["case-1"]))


def another_schema() -> bytes:
    draft = Draft.of(honest().members)
    name = next(name for name in draft.rest if name.startswith("schemas/"))
    draft.rest[name] = b'{"type":"string"}'
    return put_together(draft)


def an_attachment_not_told_of() -> bytes:
    draft = Draft.of(honest().members)
    draft.facts["attachments"] = []
    return put_together(draft)


def fork() -> TinyLog:
    """The same keys, and another past."""
    forged = TinyLog(seed=honest().log.seed)
    forged.witness(WITNESS)
    for number in range(24):
        body = {"complainant": "person-2", "digest": f"{number:064x}"}
        kind = "EvidenceAttached" if number > 17 else "MessageReceived"
        forged.event(f"case-{number % 6}", kind, stored(number, body))
    forged.seal([WITNESS])
    forged.rotate()
    forged.event("case-1", "MessageReceived", stored(99, {"message": "message-1"}))
    forged.seal([WITNESS])
    return forged


def another_past() -> bytes:
    return zipped(fork().case_file(CASES, since=honest().since))


def an_event_withheld() -> bytes:
    audit = honest()
    return zipped(audit.log.case_file(CASES, [audit.log.ends["case-1"][1]], audit.since))


def an_end_without_a_reply() -> bytes:
    log = TinyLog()
    log.event("case-1", "CaseReceived", stored(1, {"complainant": "person-1"}))
    log.event("case-1", "ComplainantJoined", stored(2, {"person": "person-1"}))
    ended: dict[str, object] = {"span": 1, "basis": "replied", "replies": []}
    log.event("case-1", "CaseClosed", stored(3, ended))
    log.seal()
    return zipped(log.case_file(["case-1"]))


def a_list_with_another_root() -> bytes:
    audit = honest()
    log = copy.deepcopy(audit.log)
    last = log.ends["case-1"][1]
    log.entries[last] = log.entries[last][:-1] + bytes([log.entries[last][-1] ^ 1])
    return zipped(log.log_file())


def a_list_with_a_gap() -> bytes:
    log = TinyLog()
    log.event("case-1", "MessageReceived", b"1")
    log.ends["case-1"] = (2, log.ends["case-1"][1])
    log.event("case-1", "MessageReceived", b"3")
    log.seal()
    return zipped(log.log_file())


def a_list_that_hides_a_case() -> bytes:
    log = TinyLog()
    log.event("case-1", "MessageReceived", b"1")
    log.event("case-2", "MessageReceived", b"2")
    hidden = log.ends.pop("case-2")
    log.seal()
    log.ends["case-2"] = hidden
    log.event("case-1", "MessageReceived", b"3")
    log.seal()
    return zipped(log.log_file())


def a_list_without_a_schema() -> bytes:
    log = TinyLog()
    log.schemas["MessageReceived", 1] = (0, b"{}")
    log.event("case-1", "MessageReceived", b"1")
    log.seal()
    return zipped(log.log_file())


def a_list_with_another_past() -> bytes:
    return zipped(fork().log_file())
