"""One-line changes to the SQLite store, each with the guarantees that must fail by it."""

from __future__ import annotations

from tests.kit.variant import Broken

ADAPTER = "tests.contracts.adapters:SQLITE"
RECORDER = "adapters/sqlite/recorder.py"
STORE = "adapters/sqlite/store.py"
DATASTORE = "adapters/sqlite/datastore.py"


def broken(name: str, path: str, before: str, after: str, *guarantees: str) -> Broken:
    """A change to the SQLite store."""
    return Broken(f"sqlite: {name}", ADAPTER, path, before, after, guarantees)


SQLITE = (
    broken(
        "loses the last event of several",
        RECORDER,
        "            self._cursor.executemany(INSERT_EVENT, most)\n",
        "            self._cursor.executemany(INSERT_EVENT, most[1:])\n",
        "many-at-once",
        "counts",
    ),
    broken(
        "acknowledges and rolls back",
        DATASTORE,
        '                self._cursor.execute("COMMIT")\n',
        '                self._cursor.execute("ROLLBACK")\n',
        "reads-back",
    ),
    broken(
        "keeps the log somewhere else at each opening",
        STORE,
        "        self._place = str(path)\n",
        '        path = Path(__import__("tempfile").mkdtemp(dir=path.parent)) / "log.db"\n'
        "        self._place = str(path)\n",
        "outlives-closing",
        "outlives-kill",
        "shares-the-log",
    ),
    broken(
        "gives an event twice to a reader",
        RECORDER,
        "topic, state FROM stored_events\nWHERE rowid > ? ORDER BY rowid LIMIT ?",
        "topic, state FROM stored_events\nWHERE rowid >= ? ORDER BY rowid LIMIT ?",
        "pages",
        "tail-sees-all",
    ),
    broken(
        "records a command again",
        RECORDER,
        "        if answered_on is not None:\n",
        "        if answered_on is not None and not self._cursor.execute(\n"
        '            "DELETE FROM commands WHERE command_id = ?", (command_id,)\n'
        "        ):\n",
        "answers-once-in-threads",
    ),
    broken(
        "reads the log by stream",
        RECORDER,
        "topic, state FROM stored_events\nWHERE rowid > ? ORDER BY rowid LIMIT ?",
        "topic, state FROM stored_events\nWHERE rowid > ? ORDER BY originator_id, rowid LIMIT ?",
        "pages",
        "counts",
    ),
    broken(
        "commits event by event",
        RECORDER,
        "            self._cursor.executemany(INSERT_EVENT, most)\n",
        "            for each in most:\n"
        "                self._cursor.execute(INSERT_EVENT, each).connection.commit()\n",
        "outlives-kill-at-any-write",
    ),
    broken(
        "commits the events before their command",
        RECORDER,
        "        *most_commands, last_command = self._commands\n",
        "        *most_commands, last_command = self._commands\n"
        "        self._cursor.connection.commit()\n",
        "is-put-again-after-kill",
    ),
    broken(
        "reads as of its first reading",
        DATASTORE,
        "        conn.rollback()\n",
        "        own = conn.cursor().sqlite_cursor\n"
        '        own.connection.in_transaction or own.execute("BEGIN")\n',
        "shares-the-log",
        "counts",
    ),
    broken(
        "keeps all tenants in one file",
        STORE,
        "        self._place = str(path)\n",
        '        path = path.parent.with_name("log.db")\n        self._place = str(path)\n',
        "tenants-are-apart",
        "tenants-count-apart",
        "tenants-wait-apart",
    ),
    broken(
        "gives a position again",
        RECORDER,
        "  rowid INTEGER PRIMARY KEY AUTOINCREMENT,\n",
        "  rowid INTEGER PRIMARY KEY,\n",
        "no-position-again",
    ),
    broken(
        "takes any version for the one expected",
        RECORDER,
        "        elif (actual or 0) != expected:\n",
        "        elif (actual or 0) > expected:\n",
        "expects-a-version",
    ),
    broken(
        "waits past the newest event",
        STORE,
        "                if self.head() > after_position:\n",
        "                if self.head() > after_position + 1:\n",
        "wakes",
        "does-not-wait-for-what-is-there",
    ),
    broken(
        "does not hear of other processes",
        STORE,
        "                self._changed.wait(min(left, POLL_SECONDS))\n",
        "                self._changed.wait(left)\n",
        "wakes-for-processes",
    ),
    broken(
        "hangs when it is closed",
        STORE,
        "            self._closed = True\n",
        "            self._closed = True\n            self._changed.wait()\n",
        "closes",
        "ends-with-closing",
    ),
    broken(
        "forgets all commands of a commit but one",
        RECORDER,
        "            self._cursor.executemany(INSERT_COMMAND, most_commands)\n",
        "            pass\n",
        "is-put-again-after-kill",
        "agrees-with-a-model",
    ),
    broken(
        "takes ids for the same that differ in case",
        RECORDER,
        "  originator_id TEXT NOT NULL,\n  originator_version",
        "  originator_id TEXT NOT NULL COLLATE NOCASE,\n  originator_version",
        "tells-ids-apart",
    ),
    broken(
        "drops the character NUL",
        RECORDER,
        "            self._events.append((stream, version, name, state))\n",
        '            state = state.replace(rb"\\u0000", b"")\n'
        "            self._events.append((stream, version, name, state))\n",
        "hard-text",
    ),
    broken(
        "takes the write lock late",
        DATASTORE,
        '            self._cursor.execute("BEGIN IMMEDIATE")\n',
        '            self._cursor.execute("BEGIN")\n',
        "tail-sees-all-processes",
        "one-wins",
    ),
)
