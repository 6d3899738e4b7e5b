"""Measure everything, or some of it: `python -m benchmarks.run [G1 …] [--quick] [--size N]`.

Each round is written as a line of JSON as soon as it is done; started again, it goes on where it
stopped. Then the page is made from what stands in the files.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from types import ModuleType

from . import machine
from .catalogue import GOALS
from .places import Place, place

RESULTS = Path(__file__).with_name("results")
ROUNDS = 5


def lines(path: Path) -> list[dict[str, object]]:
    """What stands in a file of results; a line that was cut off does not count."""
    found = []
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def measure(module: ModuleType, where: Place, size: int, wanted: int, path: Path) -> None:
    """The rounds that are missing of one goal on one store."""
    key = {"on": where.name, "size": size}
    done = sum(all(line.get(k) == v for k, v in key.items()) for line in lines(path))
    if done >= wanted:
        return
    rounds: Iterator[dict[str, object]] = module.rounds(where, size)
    with path.open("a", encoding="utf-8") as file, closing(rounds):  # type: ignore[type-var]
        for number, ways in enumerate(islice(rounds, wanted - done), done + 1):
            line = {**key, "round": number, "ways": ways, "load": machine.load()}
            print(path.stem, where.name, *told(module, where.name, ways), flush=True)
            file.write(json.dumps(rounded(line)) + "\n")
            file.flush()
            os.fsync(file.fileno())


def told(module: ModuleType, on: str, ways: dict[str, object]) -> Iterator[str]:
    """What came of a round, for whoever looks on."""
    for figure in module.FIGURES:
        if figure.on in {"", on} and (value := figure.of(ways)) is not None:
            yield f"{figure.name}: {value:.3g};"


def rounded(value: object) -> object:
    """The same with four digits that count."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    return value


def asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "goals", nargs="*", metavar="G1", help="which goals; all when none is named"
    )
    parser.add_argument("--on", choices=("sqlite", "postgres"), action="append")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--size", type=int, help="in place of each goal's own")
    parser.add_argument("--quick", action="store_true", help="tiny, to see that it runs")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the figures are kept")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and make the page."""
    given = asked(arguments)
    given.results.mkdir(parents=True, exist_ok=True)
    (given.results / "machine.json").write_text(json.dumps(machine.described(), indent=1) + "\n")
    for on in given.on or ("sqlite", "postgres"):
        with place(on) as where:
            for name, module in GOALS.items():
                if given.goals and name not in given.goals:
                    continue
                if on in getattr(module, "STORES", ("sqlite", "postgres")):
                    size = given.size or (module.QUICK if given.quick else module.SIZE)
                    measure(module, where, size, given.rounds, given.results / f"{name}.jsonl")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
