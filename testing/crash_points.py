"""Dies before and after each write that an adapter makes: one process for each such point.

    python -m answerable.testing.crash_points MODULE:NAME FOLDER

A write is a call, in Python or in C, of one of `WRITES` while an append is under way; the adapter
needs to know nothing of it. The process for point n puts the commands of `commands_at(n)` and kills
itself at the n-th point; the last one meets no point and ends by itself. Each acknowledged command
is a line. POSIX only: every process is forked from one that has loaded the adapter, and opens the
log itself.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from io import StringIO
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

from ..application.ports import Append, EventStore
from .adapter import Adapter, adapter_named
from .visits import FORM, append

WRITES = frozenset(
    {
        "append",
        "append_all",
        "commit",
        "execute",
        "executemany",
        "fdatasync",
        "flush",
        "fsync",
        "rename",
        "replace",
        "send",
        "sendall",
        "sendmsg",
        "truncate",
        "write",
        "write_row",
        "writelines",
    }
)
IN_MEMORY = (list, bytearray, str, bytes, deque, StringIO)


def commands_at(point: int) -> list[Append]:
    """What is put at a point: one command alone, and two in one call."""
    case, survey = f"case-{point}", f"survey-{point}"
    return [
        append(f"alone-{point}", 0, 1, 2, 3, stream=case),
        append(f"first-{point}", 3, 4, 5, stream=case),
        append(f"second-{point}", 0, 6, 7, stream=survey),
    ]


class Killer:
    """A profiler that counts the points, and ends the process at one of them."""

    def __init__(self, point: int) -> None:
        self._left = point

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:  # noqa: ANN401  # a profiler's
        """Python calls this before and after each call."""
        if event.startswith("c_"):
            name = getattr(argument, "__name__", "")
            writes = name in WRITES and not isinstance(argument.__self__, IN_MEMORY)
        else:
            writes = frame.f_code.co_name in WRITES
        if writes:
            self._left -= 1
            if not self._left:
                os.kill(os.getpid(), signal.SIGKILL)


def put(store: EventStore, point: int) -> None:
    """Put the commands of a point, each acknowledged in a line."""
    alone, *two = commands_at(point)
    killer = Killer(point)
    threading.setprofile(killer)
    sys.setprofile(killer)
    store.append(alone.command, alone.expected_version, alone.events)
    sys.setprofile(None)
    acknowledge(alone)
    sys.setprofile(killer)
    outcomes = store.append_all(two)
    sys.setprofile(None)
    for each, outcome in zip(two, outcomes, strict=True):
        if isinstance(outcome, Exception):
            raise outcome
        acknowledge(each)


def acknowledge(append: Append) -> None:
    """Say that it is on record, before anything else can happen."""
    put = append.command
    os.write(1, f"{put.id} {put.stream} {len(append.events)}\n".encode())


def die_at(adapter: Adapter, folder: Path, point: int) -> bool:
    """Put the commands of a point in a process of its own; was it met?"""
    process = os.fork()
    if not process:
        try:
            put(adapter.open(folder, FORM), point)
        except BaseException:  # noqa: BLE001  # it is told, and the process ends
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(process, 0)
    if os.WIFSIGNALED(status):
        return True
    if os.waitstatus_to_exitcode(status):
        sys.exit(1)
    return False


def main(name: str, folder: str) -> None:
    """Every point, one after the other; the last line says how many there are."""
    adapter = adapter_named(name)
    os.write(1, b"open\n")
    sys.stdin.readline()
    met = next(point for point in count(1) if not die_at(adapter, Path(folder), point))
    os.write(1, f"points {met - 1}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
