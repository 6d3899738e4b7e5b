"""Variants of what stands around the domain: the log, its stored form, the views."""

from __future__ import annotations

from tests.zoo.variant import Variant

VIEWS = ("tests/projections",)
STORE = ("tests/contracts", "tests/adapters/test_sqlite_store.py")
FORM = ("tests/adapters/test_stored_form.py", "tests/contracts")

AROUND = (
    Variant(
        "a command id answers twice",
        "I22",
        "adapters/sqlite/store.py",
        "            if earlier := self._answered(cursor, command):\n",
        "            if earlier := ():\n",
        STORE,
    ),
    Variant(
        "memory forgets command ids",
        "I22",
        "adapters/memory/store.py",
        "            self._answers[command.id] = rows\n",
        "",
        STORE,
    ),
    Variant(
        "a position is given twice",
        "store",
        "adapters/sqlite/recorder.py",
        "  rowid INTEGER PRIMARY KEY AUTOINCREMENT,",
        "  rowid INTEGER PRIMARY KEY,",
        STORE,
    ),
    Variant(
        "a commit may be lost with the power",
        "store",
        "adapters/sqlite/datastore.py",
        'SYNCHRONOUS_FULL = "2"',
        'SYNCHRONOUS_FULL = "1"',
        STORE,
    ),
    Variant(
        "the write lock is taken late",
        "store",
        "adapters/sqlite/datastore.py",
        '"BEGIN IMMEDIATE" if self.commit else "BEGIN"',
        '"BEGIN"',
        STORE,
    ),
    Variant(
        "the expected version is not looked at",
        "store",
        "adapters/sqlite/recorder.py",
        "        if actual != expected:\n",
        "        if actual < expected:\n",
        STORE,
    ),
    Variant(
        "a reader of the log skips an event",
        "I17",
        "adapters/sqlite/recorder.py",
        "WHERE rowid > ? ORDER BY rowid LIMIT ?",
        "WHERE rowid > ? + 1 ORDER BY rowid LIMIT ?",
        STORE,
    ),
    Variant(
        "an event of a newer schema is read as ours",
        "stored form",
        "adapters/stored_form.py",
        "        if document.schema_version > known:\n",
        "        if document.schema_version > known + 1:\n",
        FORM,
    ),
    Variant(
        "the second person is not stored",
        "I18",
        "adapters/stored_form.py",
        "            confirmed_by=command.confirmed_by,\n",
        "            confirmed_by=None,\n",
        FORM,
    ),
    Variant(
        "a view moves on without its rows",
        "I17",
        "adapters/sqlite/views.py",
        "    cursor.executemany(UPSERT_STATE, rows)\n",
        "    cursor.executemany(UPSERT_STATE, rows[:-1])\n",
        ("tests/contracts", *VIEWS),
    ),
    Variant(
        "two processes fold a page twice",
        "I17",
        "adapters/sqlite/views.py",
        "    if _position(cursor, step.view, step.version) != step.expected:\n        return\n",
        "",
        ("tests/contracts", *VIEWS),
    ),
)
