"""Dies before and after each write that an adapter makes: one process for each such point.

    python -m answerable.testing.crash_points MODULE:NAME FOLDER

A write is a call, in Python or in C, of one of `WRITES` while an append is under way; the adapter
needs to know nothing of it. The process for point n puts the commands of `commands_at(n)` and kills
itself at the n-th point; number 0 meets none, and counts them. What a loop writes over and over is
met a few times. Each acknowledged command is a line, and the last line says how many points there
are. POSIX only: every process is forked from one that has loaded the adapter, and opens the log
itself.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections import Counter, deque
from collections.abc import Hashable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from types import FrameType
from typing import Any

from ..application.ports import Append, EventStore
from ..domain.event import RecordedEvent
from .adapter import Adapter, adapter_named
from .visits import FORM, append

WRITES = frozenset(
    {
        "append",
        "append_all",
        "commit",
        "copy",
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
MANY = 600
OVER_AND_OVER = 3
CALLERS = 8
MET = "points-met"
"""The file in which the process that survives notes how many points there are."""
IN_MEMORY = (list, bytearray, str, bytes, deque, StringIO)


def commands_at(point: int) -> list[list[Append]]:
    """What is put at a point, call by call: one command, two at once, one of very many events."""
    case, survey = f"case-{point}", f"survey-{point}"
    return [
        [append(f"alone-{point}", 0, 1, 2, 3, stream=case)],
        [
            append(f"first-{point}", 3, 4, 5, stream=case),
            append(f"second-{point}", 0, 6, 7, stream=survey),
        ],
        [append(f"many-{point}", 5, *range(MANY), stream=case)],
    ]


class Killer:
    """A profiler that counts the points, and ends the process at one of them."""

    def __init__(self, point: int) -> None:
        self._point = point
        self._seen = Counter[Hashable]()
        self.met = 0

    def begin(self) -> None:
        """Another call of the port begins: the same lines count anew."""
        self._seen.clear()
        sys.setprofile(self)

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:  # noqa: ANN401  # a profiler's
        """Python calls this before and after each call."""
        if event.startswith("c_"):
            name = getattr(argument, "__name__", "")
            writes = name in WRITES and not isinstance(argument.__self__, IN_MEMORY)
        else:
            writes = frame.f_code.co_name in WRITES
        if writes and self._is_new((event, *lines_above(frame))):
            self.met += 1
            if self.met == self._point:
                os.kill(os.getpid(), signal.SIGKILL)

    def _is_new(self, here: Hashable) -> bool:
        """Has a loop not brought us here over and over?"""
        self._seen[here] += 1
        return self._seen[here] <= OVER_AND_OVER


def lines_above(frame: FrameType | None) -> Iterator[tuple[object, int]]:
    """From which line this was called, and that from which, up to a few."""
    for _ in range(CALLERS):
        if frame is not None:
            yield frame.f_code, frame.f_lineno
            frame = frame.f_back


def put(store: EventStore, point: int) -> int:
    """Put the commands of a point, each acknowledged in a line; how many points were met."""
    killer = Killer(point)
    threading.setprofile(killer)
    for appends in commands_at(point):
        killer.begin()
        outcomes = store.append_all(appends) if len(appends) > 1 else [alone(store, *appends)]
        sys.setprofile(None)
        for each, outcome in zip(appends, outcomes, strict=True):
            if isinstance(outcome, Exception):
                raise outcome
            acknowledge(each)
    return killer.met


def alone(store: EventStore, append: Append) -> Sequence[RecordedEvent]:
    """One append by itself."""
    return store.append(append.command, append.expected_version, append.events)


def acknowledge(append: Append) -> None:
    """Say that it is on record, before anything else can happen."""
    put = append.command
    os.write(1, f"{put.id} {put.stream} {len(append.events)}\n".encode())


def die_at(adapter: Adapter, folder: Path, point: int) -> None:
    """Put the commands of a point in a process of its own; one that survives notes the points."""
    process = os.fork()
    if not process:
        try:
            met = put(adapter.open(folder, FORM), point)
            (folder / MET).write_text(str(met), "utf-8")
        except BaseException as error:  # noqa: BLE001  # it is told, and the process ends
            traceback.print_exception(error)
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(process, 0)
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status):
        sys.exit(1)


def main(name: str, folder: str) -> None:
    """Count the points, then die at each of them."""
    adapter = adapter_named(name)
    os.write(1, b"open\n")
    sys.stdin.readline()
    die_at(adapter, Path(folder), 0)
    points = int((Path(folder) / MET).read_text("utf-8"))
    for point in range(1, points + 1):
        die_at(adapter, Path(folder), point)
    os.write(1, f"points {points}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
