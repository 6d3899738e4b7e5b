"""Explore every world of a case: `run.py --states 1000000`, or `--seconds 30`.

Prints what was visited and ends with 1 where an invariant was broken.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from time import monotonic

from tests.explore.liveness import stuck
from tests.explore.replaying import replay
from tests.explore.report import Total, summary
from tests.explore.search import Search, Tally
from tests.explore.worlds import WORLDS

ENDLESS = 10**9
BY_NAME = {world.name: world for world in WORLDS}


@dataclass(frozen=True, slots=True)
class Task:
    """How far to explore a world: to so many states, for so many seconds, in which order."""

    world: str
    states: int
    seconds: float
    seed: int | None
    frontier: int


def explore(task: Task) -> tuple[Tally, list[str]]:
    """What a world holds, and every kind of problem with the first way to it."""
    search = Search(BY_NAME[task.world])
    order: Callable[[list[int]], None] | None = None
    if task.seed is not None:
        order = random.Random(task.seed).shuffle  # noqa: S311  # another order, no secret
    tally = search.run(task.states, monotonic() + task.seconds * 0.7, order)
    stuck_at: dict[str, int] = {}
    for problem, index in stuck(search, task.frontier):
        tally.problems[problem] += 1
        stuck_at.setdefault(problem, index)
    for problem, index in stuck_at.items():
        tally.witnesses[problem] = tuple(search.graph.way(index))
    return tally, list(witnesses(tally))


def witnesses(tally: Tally) -> Iterator[str]:
    """Each kind of problem, how often, and the shortest way to it."""
    for problem, times in sorted(tally.problems.items()):
        yield f"{tally.world}: {problem} ({times} times)"
        for name, _ in replay(BY_NAME[tally.world], tally.witnesses[problem]):
            yield f"    {name}"


def share(options: argparse.Namespace, left: int, states: int, seconds: float) -> Task:
    """What the next world may use, when `left` worlds have not begun and so much is used."""
    return Task(
        WORLDS[len(WORLDS) - left].name,
        max(1, (options.states - states) // left) if options.states else ENDLESS,
        max(1.0, options.seconds - seconds) * options.workers / (left + options.workers - 1)
        if options.seconds
        else ENDLESS,
        options.seed,
        300 if options.seconds else ENDLESS,
    )


def run(options: argparse.Namespace) -> Total:
    """Every world, on so many processes; reported one by one as they are done."""
    total, started, left = Total(), monotonic(), len(WORLDS)
    running: dict[Future[tuple[Tally, list[str]]], int] = {}
    with ProcessPoolExecutor(options.workers) as pool:
        while left or running:
            while left and len(running) < options.workers:
                used = total.states + sum(running.values())
                task = share(options, left, used, monotonic() - started)
                running[pool.submit(explore, task)] = task.states
                left -= 1
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                running.pop(future)
                print(total.add(*future.result()), flush=True)
    total.seconds = monotonic() - started
    return total


def main() -> int:
    """Read the options, explore, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--states", type=int, help="stop at so many states in all")
    parser.add_argument("--seconds", type=float, help="stop after so many seconds")
    parser.add_argument("--seed", type=int, help="try the commands of a state in another order")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    if not options.states and not options.seconds:
        parser.error("say how far: --states or --seconds")
    total = run(options)
    print(summary(total))
    return 1 if total.problems else 0


if __name__ == "__main__":
    sys.exit(main())
