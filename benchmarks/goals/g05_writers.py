"""G5: eight writer processes on PostgreSQL, whole commands, beside eight by hand without a lock."""

from __future__ import annotations

import multiprocessing as mp
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from time import monotonic, perf_counter, process_time

from benchmarks import by_hand, case
from benchmarks.places import Place, desk, filled
from benchmarks.raw import opened
from benchmarks.rounds import Figure, Sample, Ways, faster, sampled, times

WORK = "8 writer processes, whole commands"
SIZE, QUICK = 4, 1
"""Seconds of each way in a round."""
FIGURES = (
    Figure("of raw without a lock", faster("ours", "raw"), 0.40, 0.85, "postgres"),
    Figure("of raw (one lock for all)", faster("ours", "raw"), None, None, "sqlite"),
    Figure("client CPU of raw", times("ours", "raw", "cpu_us"), less_is_better=True),
)
WRITERS = 8
CASES = 800
"""Cases of each writer; they grow when it comes round to them again."""


def write(kind: str, ours: str, by: str, writer: int, orders: Connection) -> None:
    """One writer process: does as it is told, and says how long each command took."""
    raw, own = opened(kind, by), desk(ours)
    first, last = writer * CASES, (writer + 1) * CASES
    cold, also = case.streams(first, last), case.streams(first, last)
    work: dict[str, Callable[[], object]] = {
        "raw": lambda: by_hand.command(raw, next(cold)),
        "ours": lambda: own.execute(case.note(next(also))),
    }
    orders.send("ready")
    while True:
        way, seconds = orders.recv()
        took, busy, end = [], process_time(), monotonic() + seconds
        while monotonic() < end:
            begun = perf_counter()
            work[way]()
            took.append(perf_counter() - begun)
        orders.send((took, process_time() - busy))


def together(writers: list[Connection], way: str, seconds: float) -> Sample:
    """What all of them did in that time."""
    for each in writers:
        each.send((way, seconds))
    found = [each.recv() for each in writers]
    sample = sampled([t for took, _ in found for t in took], sum(busy for _, busy in found))
    return {**sample, "seconds": seconds}


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """The same processes in every round, on connections that are warm."""
    ours, by = filled(place, WRITERS * CASES), filled(place, WRITERS * CASES)
    context = mp.get_context("spawn")
    pipes = [context.Pipe() for _ in range(WRITERS)]
    processes = [
        context.Process(target=write, args=(place.name, ours, by, n, pipe[1]), daemon=True)
        for n, pipe in enumerate(pipes)
    ]
    writers = [pipe[0] for pipe in pipes]
    for process, pipe in zip(processes, pipes, strict=True):
        process.start()
        pipe[1].close()  # so that the death of a writer is heard
    try:
        assert {each.recv() for each in writers} == {"ready"}
        while True:
            yield {way: together(writers, way, size) for way in ("raw", "ours")}
    finally:
        for process in processes:
            process.terminate()
            process.join()
