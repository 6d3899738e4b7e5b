"""One-line changes to the PostgreSQL store, each with the guarantees that must fail by it."""

from __future__ import annotations

from tests.kit.variant import Broken

ADAPTER = "tests.contracts.adapters:POSTGRES"
TABLES = "adapters/postgres/migrations/0001_log.sql"
STATEMENTS = "adapters/postgres/statements.py"
STORE = "adapters/postgres/store.py"
RECORDER = "adapters/postgres/recorder.py"


def broken(name: str, path: str, before: str, after: str, *guarantees: str) -> Broken:
    """A change to the PostgreSQL store."""
    return Broken(f"postgres: {name}", ADAPTER, path, before, after, guarantees)


POSTGRES = (
    broken(
        "takes positions without a turn",
        TABLES,
        "SELECT pg_advisory_xact_lock(\n",
        "SELECT pg_try_advisory_xact_lock(\n",
        "tail-sees-all-processes",
    ),
    broken(
        "acknowledges and rolls back",
        TABLES,
        "append_v1(ids, streams, expected, counts, topics, states);\n      COMMIT;\n",
        "append_v1(ids, streams, expected, counts, topics, states);\n      ROLLBACK;\n",
        "reads-back",
    ),
    broken(
        "commits a bulk table by table",
        "adapters/postgres/bulk.py",
        "    with connection.transaction(), cursor_on(connection) as cursor:\n",
        "    with cursor_on(connection) as cursor:\n",
        "is-put-again-after-kill",
    ),
    broken(
        "keeps all tenants in one schema",
        "adapters/postgres/place.py",
        '        schema = dict(query).get("schema", SCHEMA)\n',
        "        schema = SCHEMA\n",
        "tenants-are-apart",
        "tenants-count-apart",
    ),
    broken(
        "takes any later version for the one expected",
        TABLES,
        "      IF head <> expected[n] THEN\n",
        "      IF head > expected[n] THEN\n",
        "expects-a-version",
    ),
    broken(
        "skips an event between two pages",
        STATEMENTS,
        "WHERE notification_id > %s ORDER BY notification_id LIMIT %s",
        "WHERE notification_id > %s::bigint + 1 ORDER BY notification_id LIMIT %s",
        "pages",
    ),
    broken(
        "gives an event twice to a reader",
        STATEMENTS,
        "WHERE notification_id > %s ORDER BY notification_id LIMIT %s",
        "WHERE notification_id >= %s ORDER BY notification_id LIMIT %s",
        "pages",
        "tail-sees-all",
    ),
    broken(
        "reads the log by stream",
        STATEMENTS,
        "ORDER BY notification_id LIMIT %s",
        "ORDER BY originator_id, notification_id LIMIT %s",
        "counts",
        "pages",
    ),
    broken(
        "forgets what a command led to",
        TABLES,
        "        INSERT INTO commands VALUES (ids[n], streams[n], head + 1, head + counts[n]);\n",
        "",
        "answers-once",
    ),
    broken(
        "remembers the head it saw first",
        STORE,
        "        ((head,),) = self._rows(HEAD, ())\n",
        '        ((head,),) = self.__dict__.setdefault("_seen", self._rows(HEAD, ()))\n',
        "shares-the-log",
        "wakes",
    ),
    broken(
        "cuts huge events off",
        TABLES,
        "          VALUES (streams[n], head + 1, topics[start], states[start])\n",
        "          VALUES (streams[n], head + 1, topics[start],"
        " substring(states[start] from 1 for 1048576))\n",
        "huge",
    ),
    broken(
        "waits past the newest event",
        STORE,
        "            return self.head() > position\n",
        "            return self.head() > position + 1\n",
        "does-not-wait-for-what-is-there",
    ),
    broken(
        "hangs when it is closed",
        "adapters/postgres/listener.py",
        "        self._closed.set()\n",
        "",
        "ends-with-closing",
    ),
    broken(
        "takes ids for the same that differ in case",
        TABLES,
        "      FROM commands WHERE command_id = ids[n];\n",
        "      FROM commands WHERE lower(command_id) = lower(ids[n]);\n",
        "tells-ids-apart",
    ),
    broken(
        "drops the character NUL",
        RECORDER,
        "        blobs([state for _, state in events]),\n",
        '        blobs([state.replace(rb"\\u0000", b"") for _, state in events]),\n',
        "hard-text",
    ),
)
