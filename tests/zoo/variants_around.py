"""Variants of what stands around the domain: the log and its stored form."""

from __future__ import annotations

from tests.zoo.variant import Variant

CONTRACT = "tests/contracts/test_event_store.py"
MEMORY = (f"{CONTRACT}::TestMemory",)
STORE = ("tests/adapters/test_sqlite_store.py", f"{CONTRACT}::TestSqlite")
POWER = ("tests/adapters/test_sqlite_store.py", "tests/faults/test_images.py")
LOST = ("tests/faults/test_lost_reads.py",)
FORM = ("tests/adapters/test_stored_form.py", *MEMORY)

AROUND = (
    Variant(
        "a command id answers twice",
        "I22",
        "adapters/sqlite/recorder.py",
        "        if answered_on is not None:\n",
        "        if answered_on not in {None, stream}:\n",
        STORE,
    ),
    Variant(
        "memory forgets command ids",
        "I22",
        "adapters/memory/store.py",
        "            self._answers[command.id] = rows\n",
        "",
        MEMORY,
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
        'DURABLE = {"synchronous": 2, "journal_mode": "wal"}\n\n'
        'SETTINGS = (\n    "PRAGMA synchronous=FULL",\n',
        'DURABLE = {"synchronous": 1, "journal_mode": "wal"}\n\n'
        'SETTINGS = (\n    "PRAGMA synchronous=NORMAL",\n',
        POWER,
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
        "a write takes the lock after it has looked",
        "store",
        "adapters/sqlite/datastore.py",
        '            self._cursor.execute("BEGIN IMMEDIATE")\n',
        '            self._cursor.execute("BEGIN")\n',
        STORE,
    ),
    Variant(
        "the expected version is not looked at",
        "store",
        "adapters/sqlite/recorder.py",
        "        elif (actual or 0) != expected:\n",
        "        elif (actual or 0) < expected:\n",
        STORE,
    ),
    Variant(
        "a reader of the log skips an event",
        "I17",
        "adapters/sqlite/recorder.py",
        "topic, state FROM stored_events\nWHERE rowid > ? ORDER BY rowid LIMIT ?",
        "topic, state FROM stored_events\nWHERE rowid > ? + 1 ORDER BY rowid LIMIT ?",
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
        "adapters/stored_document.py",
        "_text_or_null(command.confirmed_by)",
        "_text_or_null(None)",
        FORM,
    ),
    Variant(
        "a reader is shown what is not on the disk",
        "ADR 13",
        "adapters/postgres/store.py",
        "                cursor.execute(FLUSH)\n",
        "                pass\n",
        LOST,
    ),
    Variant(
        "a stream is shown that is not on the disk",
        "ADR 13",
        "adapters/postgres/store.py",
        "rows_of(self._durable(BY_STREAM, (stream, after)))",
        "rows_of(self._rows(BY_STREAM, (stream, after)))",
        LOST,
    ),
    Variant(
        "what a transaction rolled back put on record is believed",
        "ADR-0021",
        "application/rules.py",
        "        return replace(self, adopted={*self.adopted})\n",
        "        return self\n",
        ("tests/postgres/test_within.py",),
    ),
    Variant(
        "a house calendar of one's own is put on no record",
        "ADR-0020",
        "application/rules.py",
        "    if calendar.version == house(calendar.zone).calendar.version:\n",
        "    if calendar.version:\n",
        ("tests/application/test_rules_on_record.py",),
    ),
    Variant(
        "what another process put on record is never learnt",
        "ADR-0021",
        "application/clerk.py",
        "            if not wanting or not self.place.rules.learn(on_record(self.store)):\n",
        "            if wanting or not wanting:\n",
        ("tests/application/test_rules_on_record.py",),
    ),
)
