"""Kill an import at random moments, run it again, and see that the same events are there.

    python tests/crash/import_kills.py FILE [--kills 100] [--jobs 2]

Each kill has a log of its own. What may differ between two runs is left out of the comparison:
random ids, and the times of the import itself. Exit code 1 when a multiset differs.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

MOMENTS = random.SystemRandom()
RANDOM_ID = re.compile(r"\b(case|person|message|issue|reply)-[0-9a-f]{32}")
SAID_NOW = frozenset(
    {
        "RegisterEntryRecorded",
        "ReplyAttested",
        "CaseClosed",
        "CaseReopened",
        "PackAdopted",
        "CalendarRecorded",
    }
)
"""What the import itself says or puts in force, at its own time."""


def importing(log: Path, file: Path) -> subprocess.Popen[bytes]:
    """An import by the command line, in a process of its own."""
    arguments = ["import", "cfpb", str(file), "--url", f"sqlite:///{log}"]
    kept = ["--rejected", str(log.with_suffix(".rejected"))]
    return subprocess.Popen(
        [sys.executable, "-m", "answerable", *arguments, *kept], stdout=subprocess.DEVNULL
    )


def finish(log: Path, file: Path) -> float:
    """Import to the end; how many seconds it took."""
    began = time.monotonic()
    if importing(log, file).wait():
        sys.exit("the import failed by itself")
    return time.monotonic() - began


def multiset(log: Path) -> Counter[str]:
    """Every event, without what two imports of one file may differ in."""
    with closing(sqlite3.connect(log)) as connection:
        rows = connection.execute("SELECT topic, state FROM stored_events").fetchall()
    return Counter(comparable(topic, json.loads(state)["event"]) for topic, state in rows)


def comparable(topic: str, body: dict[str, Any]) -> str:
    """The event with ids reduced to their kind, and no time that is the import's own."""
    kept = {
        key: value for key, value in body.items() if topic not in SAID_NOW or key != "occurred_at"
    }
    return topic + RANDOM_ID.sub(r"\1", json.dumps(kept, sort_keys=True))


def kill_and_finish(file: Path, longest: float, whole: Counter[str], _: int) -> tuple[int, bool]:
    """Kill one import, run it again; how many events the kill had left, and whether all is well."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.db"
        child = importing(log, file)
        while child.poll() is None and not has_events(log):
            time.sleep(0.01)
        time.sleep(MOMENTS.uniform(0, longest))
        child.send_signal(signal.SIGKILL)
        child.wait()
        left = multiset(log).total() if has_events(log) else 0
        finish(log, file)
        return left, multiset(log) == whole


def has_events(log: Path) -> bool:
    """Did the import get as far as its first event?"""
    if not log.exists():
        return False
    with closing(sqlite3.connect(log)) as connection:
        asked = "SELECT count(*) FROM sqlite_master WHERE name = 'stored_events'"
        made = bool(connection.execute(asked).fetchone()[0])
        return made and bool(
            connection.execute("SELECT max(rowid) FROM stored_events").fetchone()[0]
        )


def main() -> int:
    """Kill, compare, report."""
    parser = argparse.ArgumentParser(description="Kill an import at random moments.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seconds = finish(Path(folder) / "log.db", asked.file)
        whole = multiset(Path(folder) / "log.db")
    work = partial(kill_and_finish, asked.file, seconds, whole)
    with ThreadPoolExecutor(asked.jobs) as pool:
        found = list(pool.map(work, range(asked.kills)))
    midway = sum(0 < left < whole.total() for left, _ in found)
    equal = sum(same for _, same in found)
    print(f"{asked.kills} kills of an import of {whole.total()} events, {midway} of them midway")
    print(f"equal multisets: {equal} of {asked.kills}")
    return 0 if equal == asked.kills else 1


if __name__ == "__main__":
    sys.exit(main())
