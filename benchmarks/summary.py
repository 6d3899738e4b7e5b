"""What the rounds come to: each figure's median, how far the rounds lie apart, the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

from .catalogue import GOALS
from .rounds import Figure, Ways
from .written import lines

Line: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """One figure on one store, over all rounds of one size."""

    goal: str
    work: str
    on: str
    size: int
    figure: Figure
    values: Sequence[float]

    @property
    def median(self) -> float:
        """The middle one of the rounds."""
        return median(self.values)

    @property
    def verdict(self) -> str:
        """Whether the goal or the floor holds; nothing where neither is set."""
        return self.figure.verdict(self.median)


def results(folder: Path) -> list[Result]:
    """Every figure there is anything to say of, in the order of the goals."""
    return [result for goal in GOALS for result in of_goal(folder, goal)]


def of_goal(folder: Path, goal: str) -> Iterator[Result]:
    """The figures of one goal, store by store, size by size."""
    found = lines(folder / f"{goal}.jsonl")
    for on, size in sorted({(line["on"], line["size"]) for line in found}, reverse=True):
        ways: list[Ways] = [e["ways"] for e in found if (e["on"], e["size"]) == (on, size)]
        for figure in GOALS[goal].FIGURES:
            values = [value for each in ways if (value := figure.of(each)) is not None]
            if values and figure.on in {"", on}:
                yield Result(goal, GOALS[goal].WORK, on, size, figure, values)


def samples(folder: Path) -> Iterator[tuple[str, str, int, Ways]]:
    """Goal, store, size and the median sample of each way, for whoever wants absolute figures."""
    for goal in GOALS:
        found = lines(folder / f"{goal}.jsonl")
        for on, size in sorted({(line["on"], line["size"]) for line in found}, reverse=True):
            ways = [e["ways"] for e in found if (e["on"], e["size"]) == (on, size)]
            yield goal, on, size, middle(ways)


def middle(rounds: Sequence[Ways]) -> Ways:
    """The median of each number over the rounds."""
    return {
        way: {
            key: median(each[way][key] for each in rounds if key in each.get(way, {}))
            for key in sample
        }
        for way, sample in rounds[0].items()
    }


def loads(folder: Path) -> tuple[float, float, float]:
    """The least, middle and greatest load of the machine while it was measured."""
    found = [line["load"] for goal in GOALS for line in lines(folder / f"{goal}.jsonl")]
    return min(found), median(found), max(found)
