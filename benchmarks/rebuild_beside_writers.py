"""Every view built anew while threads write, and compared with the live one at its position.

    python -m benchmarks.rebuild_beside_writers [--events 1000000] [--on sqlite] [--writers 2]

Writes one JSON document: how fast, how many times reading alone, how much memory, what differs.
"""

from __future__ import annotations

import argparse
import json
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import perf_counter

from answerable.application.project import Keeper
from answerable.application.view_store import AnyView
from answerable.bootstrap import open_log
from answerable.projections.catalogue import VIEWS

from . import case
from .places import desk, filled, place
from .views import unknown


def mebibytes() -> float:
    """The most memory this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(work: Callable[[], object]) -> float:
    """Seconds it took."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def read(keeper: Keeper) -> None:
    """The whole log, read and decoded."""
    after = 0
    while page := keeper.store.read_all(after, 2000):
        after = page[-1].position


@contextmanager
def writing(url: str, writers: int) -> Iterator[None]:
    """Cases are received, and lists asked for, as long as the block runs."""
    ended = Event()

    def write() -> None:
        with desk(url) as own:
            while not ended.is_set():
                received = own.receive("it broke")
                received.name_owner("Marta")
                received.acknowledge("we are sorry", "Marta")
                ended.wait(0.05)

    threads = [Thread(target=write) for _ in range(writers)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def differences(keeper: Keeper, view: AnyView) -> int:
    """How many streams are kept otherwise than a fold up to the same position keeps them."""
    position, kept = keeper.views.everything(view)
    (twin,) = unknown([view])
    while (reached := keeper.views.stand(twin).position) < position:
        keeper.fold([twin], reached, until=position)
    _, anew = keeper.views.everything(twin)
    return sum(kept.get(name) != anew.get(name) for name in {*kept, *anew})


def measured(url: str, writers: int) -> dict[str, object]:
    """What is found of the log at `url`."""
    keeper = Keeper(*open_log(url))
    alone = timed(lambda: read(keeper))
    live = timed(lambda: keeper.catch_up(VIEWS))
    before = mebibytes()
    with writing(url, writers):
        rebuilt = timed(lambda: keeper.rebuild(VIEWS))
    head, after = keeper.store.head(), mebibytes()
    return {
        "events": head,
        "reading_seconds": round(alone, 2),
        "catch_up_seconds": round(live, 2),
        "times_reading": round(live / alone, 2),
        "rebuild_seconds": round(rebuilt, 2),
        "mebibytes": [round(before), round(after)],
        "differences": {view.name: differences(keeper, view) for view in VIEWS},
    }


def main() -> None:
    """Measure, and compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--on", default="sqlite")
    parser.add_argument("--writers", type=int, default=2)
    told = parser.parse_args()
    with place(told.on) as where:
        found = measured(filled(where, told.events // case.LENGTH), told.writers)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
