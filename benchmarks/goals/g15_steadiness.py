"""G15: how far apart commands are, and what one process of a product takes.

A process of a product has been at work for long: it keeps as many states as it ever will, and each
that it keeps makes another go. Before that the collector of cycles goes over those it keeps anew,
once for every 70 cases: seen apart, as `while the cache fills`.
"""

from __future__ import annotations

import multiprocessing as mp
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection

from benchmarks.places import KEPT, Place, filled
from benchmarks.rounds import Figure, Sample, Ways, times

WORK = "steadiness, client CPU and memory of a process that puts commands"
SIZE, QUICK = 600, 20
FIGURES = (
    Figure("p99/p50 of that of raw", times("ours", "raw", "tail"), 1.5, 1.1, less_is_better=True),
    Figure(
        "the same while the cache fills",
        times("ours", "raw", "filling_tail"),
        less_is_better=True,
    ),
    Figure("client CPU of raw", times("ours", "raw", "cpu_us"), 2, 1.5, less_is_better=True),
    Figure(
        "the same while the cache fills",
        times("ours", "raw", "filling_cpu_us"),
        less_is_better=True,
    ),
    Figure("resident memory of raw", times("ours", "raw", "mib"), 1.5, 1.2, less_is_better=True),
)


def alone(way: str, kind: str, url: str, size: int, answer: Connection) -> None:
    """One way in a process of its own, which loads nothing of the other."""
    from benchmarks.memory import resident_mib  # noqa: PLC0415  # in this process alone
    from benchmarks.rounds import alternated  # noqa: PLC0415

    work = {way: by_raw(kind, url) if way == "raw" else by_desk(url)}
    alternated(work, 10)
    filling = alternated(work, size)[way]
    alternated(work, KEPT if size > QUICK else QUICK)
    sample = alternated(work, size)[way]
    sample["tail"] = sample["p99_ms"] / sample["p50_ms"]
    sample["filling_tail"] = filling["p99_ms"] / filling["p50_ms"]
    sample["filling_cpu_us"] = filling["cpu_us"]
    answer.send({**sample, "mib": resident_mib()})


def by_raw(kind: str, url: str) -> Callable[[], object]:
    """A command by hand, on one case after the other."""
    from benchmarks import by_hand, case  # noqa: PLC0415  # in this process alone
    from benchmarks.raw import opened  # noqa: PLC0415

    raw, streams = opened(kind, url), case.streams()
    return lambda: by_hand.command(raw, next(streams))


def by_desk(url: str) -> Callable[[], object]:
    """The same through a desk as it comes."""
    from benchmarks import case  # noqa: PLC0415  # in this process alone
    from benchmarks.places import desk  # noqa: PLC0415

    own, streams = desk(url, KEPT), case.streams()
    return lambda: own.execute(case.note(next(streams)))


def measured(way: str, place: Place, size: int) -> Sample:
    """What a fresh process found."""
    url = filled(place, 2 * size + KEPT + 10)
    context = mp.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=alone, args=(way, place.name, url, size, theirs))
    process.start()
    theirs.close()
    found: Sample = ours.recv()
    process.join()
    return found


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """One after the other, on fresh logs."""
    while True:
        yield {way: measured(way, place, size) for way in ("raw", "ours")}
