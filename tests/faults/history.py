"""A history: many processes write, others read along, some are killed; then everything is checked.

    python -m tests.faults.history RESULTS --on sqlite|postgres|functions|URL
        [--victim backend|server] [--events 100000] [--writers 8] [--readers 4] [--seed 1]

`postgres` starts a server of its own, of which a `backend` is killed now and then, or the whole
`server` stopped without notice, where it is the victim. `functions` has the engine's recorder with
its stored functions in place of our store: it must be found out. A url of PostgreSQL names a new
schema. A line of JSON goes into RESULTS. Exit code 1 when something was wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from time import monotonic, sleep

import psycopg
from tests.faults.hands import Task, opened, read, write
from tests.faults.judging import wrong_in_history
from tests.faults.processes import Child, start
from tests.faults.servers import VICTIMS, Harm, harm_of
from tests.faults.stores import FUNCTIONS, disturbances, make, opener
from tests.faults.whole import everything
from tests.postgres.server import Server

STREAMS = 40
SECONDS_BETWEEN_KILLS = 0.5
SECONDS_BETWEEN_HARMS = 2
LOOK_SECONDS = 0.02
THREADS = (1, 2)


@dataclass(frozen=True, slots=True)
class Asked:
    """What kind of history is wanted."""

    url: str
    events: int = 100_000
    writers: int = 8
    readers: int = 4
    seed: int = 1
    faults: bool = True


@dataclass(slots=True)
class History:
    """What came of it."""

    url: str
    seed: int
    victim: str = "none"
    events: int = 0
    kills: int = 0
    seconds: float = 0
    wrong: dict[str, int] = field(default_factory=dict[str, int])
    examples: list[str] = field(default_factory=list[str])


class Cast:
    """The processes of a history: who is killed comes back under another name."""

    def __init__(self, asked: Asked, folder: Path) -> None:
        self._asked = asked
        self._folder = folder
        self._stop = folder / "stop"
        self._dice = Random(asked.seed)
        self._births = 0
        self._next_kill = 0.0
        self._writers = dict[Child, int]()
        self._readers = dict[Child, int]()
        self._beside = list[Child]()
        self.kills = 0

    def play(self, tick: Callable[[], None]) -> None:
        """Until everything is written and read."""
        try:
            self._begin()
            while self._writers:
                sleep(LOOK_SECONDS)
                tick()
                _drop_ended(self._writers)
                self._kill_now_and_then()
            self._stop.touch()
            while self._readers:
                sleep(LOOK_SECONDS)
                _drop_ended(self._readers)
        finally:
            for child in [*self._beside, *self._writers, *self._readers]:
                child.kill()

    def _begin(self) -> None:
        self._writers |= {start(self._writer(n)): n for n in range(self._asked.writers)}
        self._readers |= {start(self._reader(n)): n for n in range(self._asked.readers)}
        works = disturbances(self._asked.url, str(self._asked.seed)) if self._asked.faults else []
        self._beside += [start(work) for work in works]
        self._next_kill = monotonic() + SECONDS_BETWEEN_KILLS

    def writers_said(self) -> list[Path]:
        """What the writers wrote down."""
        return sorted(self._folder.glob("writer-*"))

    def readers_said(self) -> list[Path]:
        """What the readers wrote down."""
        return sorted(self._folder.glob("reader-*"))

    def _kill_now_and_then(self) -> None:
        """One of them, and have another in its place."""
        if not self._asked.faults or monotonic() < self._next_kill:
            return
        self._next_kill = monotonic() + self._dice.uniform(0, 2 * SECONDS_BETWEEN_KILLS)
        casts = ((self._writers, self._writer), (self._readers, self._reader))
        cast, birth = self._dice.choice(casts)
        if cast:
            child = self._dice.choice(list(cast))
            number = cast.pop(child)
            child.kill()
            self.kills += 1
            cast[start(birth(number))] = number

    def _writer(self, number: int) -> Callable[[], None]:
        self._births += 1
        name = f"{self._asked.seed}.{number}.{self._births}"
        again = not self._asked.url.startswith(FUNCTIONS)  # the engine knows no commands
        task = Task(STREAMS, self._asked.events, again=again)
        path = self._folder / f"writer-{name}"
        return partial(
            write, opener(self._asked.url), path, task, name, THREADS[number % len(THREADS)]
        )

    def _reader(self, number: int) -> Callable[[], None]:
        self._births += 1
        path = self._folder / f"reader-{number}"
        seed = f"{self._asked.seed}.{self._births}"
        return partial(read, opener(self._asked.url), path, seed, self._stop)


def _drop_ended(children: dict[Child, int]) -> None:
    for child in list(children):
        code = child.ended()
        if code is not None:
            children.pop(child)
            if code:
                raise ChildProcessError(code)


def play(asked: Asked, tick: Callable[[], None] = lambda: None) -> History:
    """Make a history and judge it. `tick` is called now and then, to break something."""
    began = monotonic()
    found = History(asked.url.partition(":")[0], asked.seed)
    made = start(lambda: make(asked.url, hesitant=asked.faults))
    while (code := made.ended()) is None:
        sleep(LOOK_SECONDS)
    if code:
        raise ChildProcessError(code)
    with tempfile.TemporaryDirectory() as folder:
        cast = Cast(asked, Path(folder))
        cast.play(tick)
        found.kills = cast.kills
        found.seconds = round(monotonic() - began, 1)
        with closing(opened(opener(asked.url))) as store:
            events = everything(store)
        wrong = wrong_in_history(events, cast.writers_said(), cast.readers_said())
    found.events = len(events)
    found.wrong = {kind: len(words) for kind, words in wrong.items()}
    found.examples = [f"{kind}: {words[0]}" for kind, words in wrong.items() if words]
    return found


def new_log(kind: str, victim: str, dice: Random, stack: ExitStack) -> tuple[str, Harm | None]:
    """The url of a new log of that kind, which ends with the stack, and what breaks its server."""
    if kind == "sqlite":
        return f"sqlite:///{stack.enter_context(tempfile.TemporaryDirectory())}/log.db", None
    if kind not in {"postgres", "functions"}:
        return kind, None
    server = Server("-c max_connections=200")
    url = stack.enter_context(server)
    functions = FUNCTIONS if kind == "functions" else ""
    return f"{functions}{url}&schema=history", harm_of(victim, server, dice)


@dataclass(slots=True)
class Breaking:
    """Does the harm now and then, when asked often."""

    harm: Harm | None
    dice: Random
    next: float = field(default_factory=lambda: monotonic() + SECONDS_BETWEEN_HARMS)

    def tick(self) -> None:
        """Do it if it is time."""
        if self.harm and monotonic() > self.next:
            with suppress(psycopg.OperationalError):  # it still recovers from the last time
                self.harm()
            self.next = monotonic() + self.dice.uniform(0, 2 * SECONDS_BETWEEN_HARMS)


def main() -> int:
    """Play one history; 1 when something was wrong."""
    parser = argparse.ArgumentParser(description="A history of many processes on one log.")
    parser.add_argument("results", type=Path)
    parser.add_argument("--on", default="sqlite")
    parser.add_argument("--victim", choices=("none", *VICTIMS), default="none")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    dice = Random(given.seed)
    with ExitStack() as stack:
        url, harm = new_log(given.on, given.victim, dice, stack)
        asked = Asked(url, given.events, given.writers, given.readers, given.seed)
        found = play(asked, Breaking(harm, dice).tick)
    found.victim = given.victim
    with given.results.open("a") as out:
        out.write(json.dumps(asdict(found)) + "\n")
    print(json.dumps(asdict(found), indent=1))
    return 1 if any(found.wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
