"""Kill writers at random moments and see that nothing acknowledged is lost.

    python tests/crash/kill.py --cycles 200 [--workload module:function] [--verify]

A workload is a function of the log's path and of `acknowledge(stream, version)`, which it calls
once an append has returned. What is found afterwards is read with SQLite alone. Exit code 1 when
something is wrong. `--verify` has the command line check the whole log at the end, too.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from importlib import import_module
from pathlib import Path

WRITERS = 2
LONGEST_LIFE_SECONDS = 0.25
MOMENTS = random.SystemRandom()
START_SECONDS = 60

EVENTS = """
SELECT originator_id, originator_version, state FROM stored_events ORDER BY rowid
"""
COMMANDS = """
SELECT originator_id, first_version, last_version FROM commands ORDER BY 1, 2
"""


def write(workload: str, path: Path) -> None:
    """Run the workload in this process, each acknowledgement a line on stdout."""
    module, _, function = workload.partition(":")

    def acknowledge(stream: str, version: int) -> None:
        sys.stdout.write(f"{stream} {version}\n")
        sys.stdout.flush()

    getattr(import_module(module), function)(path, acknowledge)


def kill_once(workload: str, path: Path, moment: float) -> list[tuple[str, int]]:
    """Start writers, kill them `moment` seconds after the first word; what they acknowledged."""
    outputs = [path.with_name(f"writer-{n}") for n in range(WRITERS)]
    child = [sys.executable, __file__, "--workload", workload, "--write", str(path)]
    writers: list[subprocess.Popen[bytes]] = []
    for output in outputs:
        with output.open("wb") as stdout:
            writers.append(subprocess.Popen(child, stdout=stdout))
    await_words(outputs, writers)
    time.sleep(moment)
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    return [word for output in outputs for word in words(output.read_text())]


def await_words(outputs: list[Path], writers: list[subprocess.Popen[bytes]]) -> None:
    """Wait until one of the writers has spoken; stop if one has ended by itself."""
    end = time.monotonic() + START_SECONDS
    while not any(output.stat().st_size for output in outputs):
        if time.monotonic() > end or any(writer.poll() is not None for writer in writers):
            sys.exit("a writer ended, or never began")
        time.sleep(0.005)


def words(text: str) -> list[tuple[str, int]]:
    """The acknowledgements that were written to the end of their line."""
    whole = text[: text.rfind("\n") + 1].splitlines()
    return [(stream, int(version)) for stream, version in (line.split() for line in whole)]


def wrong_in(path: Path, acknowledged: list[tuple[str, int]]) -> list[str]:
    """What is wrong with the log in the file, each in a sentence."""
    with closing(sqlite3.connect(path)) as connection:
        (intact,) = connection.execute("PRAGMA integrity_check").fetchone()
        events = connection.execute(EVENTS).fetchall()
        commands = connection.execute(COMMANDS).fetchall()
    versions: dict[str, list[int]] = {}
    for stream, version, state in events:
        json.loads(state)
        versions.setdefault(stream, []).append(version)
    found = [] if intact == "ok" else [f"the file is damaged: {intact}"]
    for stream, seen in versions.items():
        if seen != list(range(1, len(seen) + 1)):
            found.append(f"{stream} has gaps or is out of order")
    for stream, version in acknowledged:
        if version > len(versions.get(stream, [])):
            found.append(f"{stream}/{version} was acknowledged and is lost")
    return found + half_batches(versions, commands)


def half_batches(versions: dict[str, list[int]], commands: list[tuple[str, int, int]]) -> list[str]:
    """Streams whose events are not, one behind the other, the whole batches of their commands."""
    ends = dict.fromkeys(versions, 0)
    for stream, first, last in commands:
        if ends.get(stream) != first - 1:
            return [f"{stream}/{first} does not follow on a whole batch"]
        ends[stream] = last
    return [
        f"{stream} ends at {len(versions[stream])} and its commands at {end}"
        for stream, end in ends.items()
        if len(versions[stream]) != end
    ]


def main() -> int:
    """Run the cycles on one growing file; 1 when something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--cycles", type=int, default=200)
    parser.add_argument("--workload", default="appends:append_for_ever")
    parser.add_argument("--verify", action="store_true")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.write:
        write(chosen.workload, chosen.write)
        return 0
    return kill_many(chosen.workload, chosen.cycles, verify=chosen.verify)


def kill_many(workload: str, cycles: int, *, verify: bool = False) -> int:
    """Kill, look, and kill again."""
    acknowledged: list[tuple[str, int]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.db"
        for cycle in range(cycles):
            acknowledged += kill_once(workload, path, MOMENTS.uniform(0, LONGEST_LIFE_SECONDS))
            if found := wrong_in(path, acknowledged):
                sys.stdout.write(f"after kill {cycle + 1}: {'; '.join(found[:20])}\n")
                return 1
        sys.stdout.write(f"{cycles} kills, {len(acknowledged)} acknowledged, 0 lost, 0 halved\n")
        sys.stdout.flush()
        return verified(path) if verify else 0


def verified(path: Path) -> int:
    """What `answerable verify` says of the log; its exit code."""
    run = [sys.executable, "-m", "answerable", "verify", "--url", f"sqlite:///{path}"]
    return subprocess.run(run, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
