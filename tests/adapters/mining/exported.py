"""Exports of a log as they lie on disk, and whether others can read them here."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from answerable.adapters.mining import ocel, ocel_sqlite, xes
from answerable.application.mining import Miner
from answerable.application.ports import EventStore

SCHEMAS = Path(os.environ.get("MINING_SCHEMAS", "no folder"))
"""Where `ocel20-schema-json.json` and `xes.xsd` lie, as their publishers have them."""


@dataclass(frozen=True)
class Exported:
    """One log in every form."""

    ocel: dict[str, Any]
    xes: str
    tables: Mapping[str, Sequence[tuple[Any, ...]]]


def miner(store: EventStore) -> Miner:
    return Miner(store, store.head(), lambda _what, _share: None)


def exported(store: EventStore) -> Exported:
    """The log as it stands."""
    document, traces = StringIO(), StringIO()
    ocel.write(miner(store).activities(), document)
    xes.write(miner(store).traces(), traces)
    with closing(sqlite3.connect(":memory:")) as database:
        ocel_sqlite.write(miner(store).activities(), database)
        found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        tables = {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in found}
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    return Exported(json.loads(document.getvalue()), traces.getvalue(), tables)
