"""G16: no event is skipped or seen twice, by readers that are killed and go on."""

from __future__ import annotations

import multiprocessing as mp
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from benchmarks import case
from benchmarks.places import Place, desk, filled
from benchmarks.rounds import Figure, Ways, only, timed

from answerable.bootstrap import open_log

WORK = "events skipped or doubled: 8 writers, live tail, readers killed and restarted"
SIZE, QUICK = 8_000, 64
FIGURES = (
    Figure("skipped", only("readers", "skipped"), 0, 0, less_is_better=True),
    Figure("doubled", only("readers", "doubled"), 0, 0, less_is_better=True),
    Figure("events read", only("readers", "ops")),
    Figure("readers killed", only("readers", "killed")),
)
WRITERS, READERS = 8, 2
KILL_EVERY_SECONDS = 0.7


def write(url: str, writer: int, events: int) -> None:
    """Commands on cases that only this process writes."""
    own = desk(url, 100)
    streams = case.streams(writer * 10, writer * 10 + 10)
    for _ in range(events):
        own.execute(case.note(next(streams)))
    os._exit(0)


def follow(url: str, path: Path) -> None:
    """Write down every position, and go on after the last that is whole."""
    store, _ = open_log(url)
    after = whole(path)
    with path.open("ab", buffering=0) as file:
        while True:
            for recorded in store.read_all(after, 200):
                after = recorded.position
                file.write(b"%d\n" % after)
            store.wait(after, 1)


def whole(path: Path) -> int:
    """The last position that stands there whole; what is half is cut off."""
    path.touch()
    kept = path.read_bytes().rpartition(b"\n")[0]
    path.write_bytes(kept + b"\n" if kept else b"")
    return int(kept.rpartition(b"\n")[2] or 0)


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """A new log each round."""
    while True:
        ways: Ways = {}
        with TemporaryDirectory() as folder, timed(ways, "readers", size) as sample:
            sample.update(one(place, size, Path(folder)))
        ways["readers"]["ops"] = ways["readers"].pop("read")
        yield ways


def one(place: Place, size: int, folder: Path) -> dict[str, float]:
    """Write and follow; what the readers missed or saw twice."""
    url = filled(place, WRITERS * 10)
    each = size // WRITERS
    spawn = mp.get_context("spawn").Process
    writers = [spawn(target=write, args=(url, n, each)) for n in range(WRITERS)]
    files = [folder / str(n) for n in range(READERS)]
    for process in writers:
        process.start()
    readers = {path: reading(url, path) for path in files}
    killed = 0
    while any(process.is_alive() for process in writers):
        sleep(KILL_EVERY_SECONDS)
        path = files[killed % READERS]
        killed += kill(readers[path])
        readers[path] = reading(url, path)
    assert [process.exitcode for process in writers] == [0] * WRITERS
    return {**judged(url, files, readers), "killed": killed}


def reading(url: str, path: Path) -> BaseProcess:
    """One more reader."""
    process = mp.get_context("spawn").Process(target=follow, args=(url, path), daemon=True)
    process.start()
    return process


def kill(process: BaseProcess) -> int:
    """At once, wherever it is."""
    process.kill()
    process.join()
    return 1


def judged(url: str, files: list[Path], readers: dict[Path, BaseProcess]) -> dict[str, float]:
    """What stands in the log beside what the readers wrote down, once they have come to its end."""
    store, _ = open_log(url)
    log: list[int] = []
    while page := store.read_all(log[-1] if log else 0, 5_000):
        log += [each.position for each in page]
    sums = {"skipped": 0.0, "doubled": 0.0, "read": 0.0}
    for path in files:
        for _ in range(600):
            with suppress(FileNotFoundError):
                if path.read_bytes().endswith(b"%d\n" % log[-1]):
                    break
            sleep(0.1)
        kill(readers[path])
        seen = Counter(map(int, path.read_bytes().split()))
        sums["skipped"] += len(set(log) - seen.keys())
        sums["doubled"] += sum(times - 1 for times in seen.values())
        sums["read"] += seen.total()
    store.close()
    return sums
