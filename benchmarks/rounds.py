"""Measuring several ways to do the same work, in turn: what else the machine does is shared.

A round gives a sample for each way; ratios are taken inside a round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import TypeAlias

Sample: TypeAlias = dict[str, float]
"""What one way took in one round: `ops`, `seconds`, `cpu_us` (of the client, each), `p50_ms` …"""
Ways: TypeAlias = dict[str, Sample]
"""A sample for each way, of one round."""

SLICE = 20


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that follows from a round, and what it must and shall be. `on`: of which stores."""

    name: str
    of: Callable[[Ways], float | None]
    floor: float | None = None
    goal: float | None = None
    on: str = ""
    less_is_better: bool = False

    def verdict(self, value: float) -> str:
        """What is to be said of the median."""
        if self.goal is not None and self._holds(value, self.goal):
            return "goal"
        if self.floor is not None and self._holds(value, self.floor):
            return "floor"
        return "" if self.floor is None and self.goal is None else "missed"

    def _holds(self, value: float, limit: float) -> bool:
        return value <= limit if self.less_is_better else value >= limit


def quicker(way: str, other: str, by: str = "p50_ms") -> Callable[[Ways], float | None]:
    """How many times as fast `way` is, by what one operation takes."""
    return lambda ways: ways[other][by] / ways[way][by] if {way, other} <= ways.keys() else None


def surely_quicker(way: str, other: str) -> Callable[[Ways], float | None]:
    """The same by p50 or by the quickest tenth, whichever says less.

    Where others keep the processors busy, p50 is mostly waiting for one, alike for all.
    """
    by = (quicker(way, other), quicker(way, other, "p10_ms"))
    return lambda ways: min(found) if (found := [f for of in by if (f := of(ways))]) else None


def faster(way: str, other: str) -> Callable[[Ways], float | None]:
    """How many times as fast `way` is, by operations a second."""
    return lambda ways: rate(ways[way]) / rate(ways[other]) if {way, other} <= ways.keys() else None


def times(way: str, other: str, by: str) -> Callable[[Ways], float | None]:
    """How many times as much of something `way` takes."""
    return lambda ways: ways[way][by] / ways[other][by] if {way, other} <= ways.keys() else None


def only(way: str, what: str) -> Callable[[Ways], float | None]:
    """The figure itself."""
    return lambda ways: ways.get(way, {}).get(what)


def rate(sample: Sample) -> float:
    """Operations a second."""
    return sample["ops"] / sample["seconds"]


def alternated(ways: Mapping[str, Callable[[], object]], ops: int) -> Ways:
    """Do the operation of each way `ops` times, a few of one and then a few of the next."""
    took: dict[str, list[float]] = {name: [] for name in ways}
    busy = dict.fromkeys(ways, 0.0)
    for begun in range(0, ops, SLICE):
        for name, operation in ways.items():
            before = process_time()
            took[name].extend(_each(operation, min(SLICE, ops - begun)))
            busy[name] += process_time() - before
    return {name: sampled(times_, busy[name]) for name, times_ in took.items()}


def _each(operation: Callable[[], object], ops: int) -> Iterator[float]:
    for _ in range(ops):
        begun = perf_counter()
        operation()
        yield perf_counter() - begun


def sampled(took: list[float], busy: float) -> Sample:
    """The sample of single operations, from the seconds of each and the processor's in all."""
    took = sorted(took)
    return {
        "ops": len(took),
        "seconds": sum(took),
        "cpu_us": 1e6 * busy / len(took),
        "p10_ms": 1e3 * took[len(took) // 10],
        "p50_ms": 1e3 * median(took),
        "p99_ms": 1e3 * took[int(0.99 * (len(took) - 1))],
    }


@contextmanager
def timed(ways: Ways, name: str, ops: int) -> Iterator[Sample]:
    """The sample of bulk work: what the block takes for `ops` operations; it may add figures."""
    sample: Sample = {}
    busy, begun = process_time(), perf_counter()
    yield sample
    sample["seconds"] = perf_counter() - begun
    sample["cpu_us"] = 1e6 * (process_time() - busy) / ops
    sample["ops"] = ops
    ways[name] = sample
