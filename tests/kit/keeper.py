"""Adapters that the report is tried on: a sound one, and one that keeps nothing to itself."""

from pathlib import Path

from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.stored_form import StoredForm
from answerable.testing.adapter import Adapter, Claim

GONE = "it lives in the memory of one process"
SHELF: list[MemoryStore] = []


def sound(_: Path, form: StoredForm) -> MemoryStore:
    return MemoryStore(form)


def one_for_all(_: Path, form: StoredForm) -> MemoryStore:
    """Every log is the same log."""
    if not SHELF:
        SHELF.append(MemoryStore(form))
    return SHELF[0]


LACKS = {Claim.DURABLE: GONE, Claim.SHARED: GONE}
SOUND = Adapter(sound, LACKS)
LEAKING = Adapter(one_for_all, LACKS)
