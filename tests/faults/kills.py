"""Kill writers again and again, or the server under them, and look each time what is left.

    python -m tests.faults.kills RESULTS --cycles 20000 --on sqlite|postgres
        [--victim client|backend|server] [--seed 1]

In each cycle three processes write into one log, from one or two threads each, until all are killed
with SIGKILL one after the other; or until a `backend` of PostgreSQL is, which makes it recover as
after a crash; or until the whole `server` is stopped without notice and started again. Then the log
is checked and the latest commands are put again. Every ten cycles the log is a new one, and a
line of JSON goes into RESULTS; started again, the program goes on. Exit code 1 when something was
wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from random import Random
from time import monotonic, sleep

from tests.faults.hands import Task, opened, write
from tests.faults.images import place, so_far
from tests.faults.knocks import read_said
from tests.faults.processes import Child, start
from tests.faults.servers import VICTIMS, Harm, harm_of
from tests.faults.stores import opener
from tests.faults.whole import wrong_in
from tests.postgres.server import Server

CYCLES_PER_LOG = 10
WRITERS = 3
STREAMS = 5
ENDLESS = Task(STREAMS, 10**9)
LONGEST_LIFE_SECONDS = 0.08
GAP_SECONDS = 0.005
LOOK_SECONDS = 0.002
START_SECONDS = 60


@dataclass(slots=True)
class Killed:
    """What the cycles on one log came to."""

    on: str
    victim: str
    seed: int
    cycles: int = 0
    kills: int = 0
    acknowledged: int = 0
    wrong: list[str] = field(default_factory=list[str])
    seconds: float = 0


class Log:
    """One log and what was said of it."""

    def __init__(self, url: str, folder: Path, seed: int) -> None:
        self.url = url
        self.folder = folder
        self.dice = Random(seed)
        self.harm: Harm | None = None
        self._births = 0

    def writer(self) -> Child:
        """Another writer."""
        self._births += 1
        name, threads = f"w{self._births}", self._births % 2 + 1
        path = self.folder / f"writer-{self._births:05}"
        return start(partial(write, opener(self.url), path, ENDLESS, name, threads))

    def words(self) -> int:
        """How many bytes the writers have said."""
        return sum(path.stat().st_size for path in self.folder.glob("writer-*"))

    def await_words(self) -> None:
        """Until a writer has said more than it had when this was asked."""
        before, end = self.words(), monotonic() + START_SECONDS
        while self.words() == before:
            if monotonic() > end:
                raise TimeoutError("nobody writes")
            sleep(LOOK_SECONDS)

    def check(self) -> tuple[int, list[str]]:
        """In a process of its own: how many appends were acknowledged, and what is wrong."""
        out = self.folder / "checked"
        child = start(partial(self._check, out))
        while (code := child.ended()) is None:
            sleep(LOOK_SECONDS)
        if code:
            raise ChildProcessError(code)
        acknowledged, wrong = json.loads(out.read_text())
        return int(acknowledged), [str(words) for words in wrong]

    def _check(self, out: Path) -> None:
        texts = (path.read_text() for path in sorted(self.folder.glob("writer-*")))
        said = list(chain.from_iterable(map(read_said, texts)))
        with closing(opened(opener(self.url))) as store:
            wrong = wrong_in(store, said)
        out.write_text(json.dumps([sum(word.what == "done" for word in said), wrong]))


def cycle(log: Log) -> int:
    """Have writers write, do harm or kill them; how many were killed."""
    writers = [log.writer() for _ in range(WRITERS)]
    log.await_words()
    sleep(log.dice.uniform(0, LONGEST_LIFE_SECONDS))
    if log.harm:
        log.harm()
        log.await_words()
        sleep(log.dice.uniform(0, LONGEST_LIFE_SECONDS))
    for writer in writers:
        writer.kill()
        sleep(log.dice.uniform(0, GAP_SECONDS))
    return len(writers) + bool(log.harm)


@contextmanager
def logs(on: str, victim: str) -> Generator[Callable[[Path, int], Log]]:
    """Makes new logs, and knows how to harm their server."""
    if on == "sqlite":
        yield lambda folder, seed: Log(f"sqlite:///{folder}/log.db", folder, seed)
        return
    server = Server("-c max_connections=200")
    with server as url:

        def make(folder: Path, seed: int) -> Log:
            log = Log(f"{url}&schema=kills_{seed}", folder, seed)
            log.harm = harm_of(victim, server, log.dice)
            return log

        yield make


def kill_many(log: Log, found: Killed, cycles: int) -> None:
    """So many cycles on one log, or until something is wrong."""
    began = monotonic()
    for _ in range(cycles):
        found.kills += cycle(log)
        found.cycles += 1
        found.acknowledged, found.wrong = log.check()
        if found.wrong:
            break
    found.seconds = round(monotonic() - began, 1)


def run(asked: argparse.Namespace) -> bool:
    """Kill until there were so many cycles; was something wrong?"""
    lines = so_far(asked.results)
    total, seed = sum(int(str(line["cycles"])) for line in lines), asked.seed + len(lines)
    wrong = any(line["wrong"] for line in lines)
    with logs(asked.on, asked.victim) as make:
        while total < asked.cycles and not wrong:
            found = Killed(asked.on, asked.victim, seed)
            with tempfile.TemporaryDirectory(dir=place()) as folder:
                kill_many(
                    make(Path(folder), seed), found, min(CYCLES_PER_LOG, asked.cycles - total)
                )
            with asked.results.open("a") as out:
                out.write(json.dumps(asdict(found)) + "\n")
            total, seed, wrong = total + found.cycles, seed + 1, bool(found.wrong)
            print(f"seed {found.seed}: {total} cycles, wrong: {found.wrong}", flush=True)
    return wrong


def main() -> int:
    """Kill; 1 when something was wrong."""
    parser = argparse.ArgumentParser(description="Kill writers, or the server under them.")
    parser.add_argument("results", type=Path)
    parser.add_argument("--cycles", type=int, default=20_000)
    parser.add_argument("--on", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--victim", choices=("client", *VICTIMS), default="client")
    parser.add_argument("--seed", type=int, default=1)
    return 1 if run(parser.parse_args()) else 0


if __name__ == "__main__":
    sys.exit(main())
