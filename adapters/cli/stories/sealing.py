"""The log of the stories is sealed once, so that a letter can end with the line of the ledger."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from ....application.desk import Desk
from ....application.ledger.ports import LedgeredStore
from ....application.ledger.sealing import Sealer
from ....domain.catalogue import EVENT_TYPES
from ...event_schemas import EventSchemas

ORIGIN = "demo.example/complaints"
Seal: TypeAlias = Callable[[Desk], None]


def unsealed(_: Desk) -> None:
    """Leave the log as it is."""


def seal(desk: Desk) -> None:
    """Seal what is on record by a key that nobody keeps; not without the extra `audit`."""
    store = desk.store
    if not find_spec("cryptography") or not isinstance(store, LedgeredStore):
        return
    from ...key_folder import KeyFolder  # noqa: PLC0415  # it needs an extra

    with TemporaryDirectory() as keys:
        schemas = EventSchemas(EVENT_TYPES)
        Sealer(store, store.ledger(), KeyFolder(Path(keys)), schemas, ORIGIN).seal_all()
