"""Sound case files, each with the checkpoint that an auditor holds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from typing import cast

from tests.verifier.conftest import CASES, desk
from tests.verifier.tiny_log import Members, TinyLog, key, public, zipped

from answerable.adapters.casefile.case_file import Wish, case_file
from answerable.adapters.cli.stories import tell
from answerable.adapters.event_schemas import EventSchemas
from answerable.application.ledger.ledger import Ledger
from answerable.application.ledger.note import parse
from answerable.application.ledger.ports import LedgeredStore
from answerable.application.ledger.sealing import Sealer
from answerable.bootstrap import open_desk
from answerable.domain.catalogue import EVENT_TYPES


class KeysInMemory:
    """Keys made from a seed."""

    def __init__(self) -> None:
        self._made: dict[bytes, int] = {}

    def make(self) -> bytes:
        made = public(key(("story", len(self._made))))
        self._made[made] = len(self._made)
        return made

    def public(self, digest: bytes) -> bytes | None:
        return next((each for each in self._made if sha256(each).digest() == digest), None)

    def sign(self, public: bytes, message: bytes) -> bytes:
        return key(("story", self._made[public])).sign(message)

    def retire(self, public: bytes) -> None:
        del self._made[public]


@cache
def small_file() -> tuple[Members, bytes]:
    """Two of six cases, after a rotation, cosigned by a witness."""
    log, held = desk()
    since = int(held.split(b"\n")[1])
    return log.case_file(CASES, since=since), held


@cache
def stories() -> tuple[LedgeredStore, Ledger, bytes]:
    """The five stories of the demo, sealed at the end, and the first checkpoint."""
    told = open_desk("memory:")
    store = cast("LedgeredStore", told.store)
    sealer = Sealer(
        store, store.ledger(), KeysInMemory(), EventSchemas(EVENT_TYPES), "demo.example/log"
    )
    told.receive("The invoice came twice.")
    sealer.seal_all()
    ledger = Ledger(store, store.ledger())
    with ledger.now() as moment:
        held = moment.note
    tell(told, lambda _: None)
    sealer.seal_all()
    return store, ledger, held


def story_cases() -> Sequence[str]:
    """The cases of the stories, in the order of their ids."""
    store, _, _ = stories()
    found = {row[1] for row in store.stored_all(0, 10_000)}
    return sorted(each for each in found if each.startswith("case-"))


def story_file(*cases: str, without_personal: bool = False) -> tuple[Members, bytes]:
    """A case file of a story by the exporter; without a name, of the longest case."""
    store, ledger, held = stories()
    with ledger.now() as moment:
        wanted = cases or [max(story_cases(), key=lambda case: moment.head(case).version)]
        wish = Wish(wanted, parse(held).checkpoint, without_personal)
        return dict(case_file(moment, store, wish)), held


def tiny_files(number: int) -> list[bytes]:
    """Zips of at most 2 kB: a case of one event shown by its header, in a log that grows."""
    found: list[bytes] = []
    for seed in range(number):
        chance = random.Random(seed)
        log = TinyLog(origin=f"l{seed}", seed=seed)
        for each in range(chance.randrange(1, 4)):
            log.event(f"c{each}", "T", chance.randbytes(9))
        log.seal()
        found.append(zipped(log.case_file(["c0"], list(log.streams))))
    return found
