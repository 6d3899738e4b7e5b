"""Measure everything, or some of it: `python -m benchmarks.run [G1 …] [--quick] [--size N]`.

Each round is written as a line of JSON as soon as it is done; started again, it goes on where it
stopped. Then the page is made from what stands in the files.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from types import ModuleType

from . import machine, page
from .catalogue import GOALS
from .places import Place, place
from .written import add, lines, mended

RESULTS = Path(__file__).with_name("results")
DOCS = Path(__file__).parents[1] / "docs"
ROUNDS = 5


def measure(module: ModuleType, where: Place, size: int, wanted: int, path: Path) -> None:
    """The rounds that are missing of one goal on one store."""
    key = {"on": where.name, "size": size}
    done = sum(all(line.get(k) == v for k, v in key.items()) for line in lines(path))
    if done >= wanted:
        return
    rounds: Iterator[dict[str, object]] = module.rounds(where, size)
    with mended(path).open("a", encoding="utf-8") as file, closing(rounds):  # type: ignore[type-var]
        for number, ways in enumerate(islice(rounds, wanted - done), done + 1):
            line = {**key, "round": number, "ways": ways, "load": machine.load()}
            print(path.stem, where.name, *told(module, where.name, ways), flush=True)
            add(file, line)


def told(module: ModuleType, on: str, ways: dict[str, object]) -> Iterator[str]:
    """What came of a round, for whoever looks on."""
    for figure in module.FIGURES:
        if figure.on in {"", on} and (value := figure.of(ways)) is not None:
            yield f"{figure.name}: {value:.3g};"


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
    parser.add_argument("--check", action="store_true", help="is the page what the results give?")
    parser.add_argument("--page", action="store_true", help="only make the page again")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the figures are kept")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and make the page."""
    given = asked(arguments)
    if given.check:
        print(*(found := page.stale(RESULTS, DOCS)))
        return len(found)
    if not given.page:
        given.results.mkdir(parents=True, exist_ok=True)
        told = json.dumps(machine.described(), indent=1)
        (given.results / "machine.json").write_text(told + "\n", encoding="utf-8")
        for on in given.on or ("sqlite", "postgres"):
            with place(on) as where:
                measure_all(where, given)
    if given.results == RESULTS:
        page.write(RESULTS, DOCS)
    return 0


def measure_all(where: Place, given: argparse.Namespace) -> None:
    """Each goal that was asked for."""
    for name, module in GOALS.items():
        stores = getattr(module, "STORES", (where.name,))
        if name in (given.goals or GOALS) and where.name in stores:
            size = given.size or (module.QUICK if given.quick else module.SIZE)
            measure(module, where, size, given.rounds, given.results / f"{name}.jsonl")


if __name__ == "__main__":
    raise SystemExit(main())
