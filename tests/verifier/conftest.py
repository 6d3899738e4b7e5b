"""A log with six cases, a rotated key, a witness, and the checkpoint that an auditor holds."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from tests.verifier.tiny_log import Members, TinyLog, stored

WITNESS = "regulator.example"
CASES = ("case-1", "case-3")


@dataclass(frozen=True)
class Audit:
    """A log, the checkpoint held of it, and the case file made since."""

    log: TinyLog
    held: bytes
    members: Members

    @property
    def since(self) -> int:
        """The number of entries under the checkpoint held."""
        return int(self.held.split(b"\n")[1])


def desk(seed: object = 0) -> tuple[TinyLog, bytes]:
    """The log of a small desk and a checkpoint from half-way."""
    log = TinyLog(seed=seed)
    log.witness(WITNESS)
    for number in range(24):
        body = {"complainant": "person-1", "digest": f"{number:064x}"}
        kind = "EvidenceAttached" if number > 17 else "MessageReceived"
        log.event(f"case-{number % 6}", kind, stored(number, body))
    held = log.seal([WITNESS])
    log.rotate()
    log.event("case-1", "MessageReceived", stored(99, {"message": "message-1"}))
    log.seal([WITNESS])
    return log, held


@pytest.fixture(scope="session")
def audit() -> Audit:
    log, held = desk()
    since = int(held.split(b"\n")[1])
    return Audit(log, held, log.case_file(CASES, since=since))
