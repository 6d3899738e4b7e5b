"""Cut connections to PostgreSQL around the commit, and count what each command led to: once.

    python -m tests.faults.cuts RESULTS --cuts 10000 [--seed 1]

Threads put commands through a proxy, which breaks the connection that carries one of them: before
the server sees it, once the server has committed it, or with the first byte of its answer; now and
then twice, or in a bulk of many events with a COMMIT of its own. What fails is put again. Then the
log is read without the proxy. Every hundred cuts the log is a new one, and a line of JSON goes into
RESULTS; started again, the program goes on. Exit code 1 when something was wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from threading import Lock, Thread
from time import monotonic, sleep

from tests.faults.images import so_far
from tests.faults.knocks import Said, by_command, command, done, knocks
from tests.faults.stores import opener
from tests.faults.whole import everything, wrong_in
from tests.postgres.server import Server

from answerable.application.ports import Append, ConflictError, EventStore, UnavailableError
from answerable.testing.proxy import Cut, FaultProxy, Faults

CUTS_PER_LOG = 100
THREADS = 3
STREAMS = 4
TRIES = 50
BULK = 260
"""So many commands have more than enough events to be copied in bulk."""
BULKS = 0.02
TWICE = 0.2
PIECES = (*[65536] * 19, 61)
"""How many bytes the proxy hands on at once."""
LOOK_SECONDS, LONGEST_SECONDS = 0.0005, 2
READY = b"Z\0\0\0\5"
"""What the server says once it has committed (ReadyForQuery)."""
WAYS = (Faults(Cut.BEFORE), Faults(Cut.AFTER, answer=READY), Faults(Cut.AFTER))


@dataclass(slots=True)
class Cuts:
    """What the cuts on one log came to."""

    seed: int
    cuts: int = 0
    commands: int = 0
    unanswered: int = 0
    """How often a caller was told that nobody knows."""
    wrong: list[str] = field(default_factory=list[str])
    seconds: float = 0


class Cutter:
    """Puts commands through the proxy and has it cut."""

    def __init__(self, store: EventStore, proxy: FaultProxy, seed: int, found: Cuts) -> None:
        self._store = store
        self._proxy = proxy
        self._dice = Random(seed)
        self._found = found
        self._lock = Lock()
        self._versions: dict[str, int] = {}
        self.said = list[Said]()

    def cut_once(self, number: int) -> None:
        """Several threads put a command each; the connection with one of them is cut."""
        ids = [f"cmd-{number:04}-{n}" for n in range(THREADS)]
        appends = [self._append(id_) for id_ in ids]
        way, at = self._dice.choice(WAYS), self._dice.choice(ids).encode()
        pieces = self._dice.choice(PIECES)
        faults = Faults(way.cut, at, answer=way.answer, bytes_at_once=pieces)
        threads = [Thread(target=self._put, args=([append],)) for append in appends]
        if self._dice.random() < TWICE:
            threads.append(Thread(target=self._arm_again, args=(self._proxy.cuts, faults)))
        self._proxy.faults = faults
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _arm_again(self, cuts: int, faults: Faults) -> None:
        """The store tries once more by itself: cut that, too."""
        end = monotonic() + LONGEST_SECONDS
        while self._proxy.cuts == cuts and monotonic() < end:
            sleep(LOOK_SECONDS)
        self._proxy.faults = faults

    def cut_bulk(self, number: int) -> None:
        """Many commands at once; the connection is cut at its COMMIT."""
        way = self._dice.choice(WAYS)
        self._proxy.faults = Faults(way.cut, b"COMMIT", answer=way.answer)
        self._put([self._append(f"cmd-{number:04}-{n:03}") for n in range(BULK)])

    def _append(self, id_: str) -> Append:
        stream = f"case-{self._dice.randrange(STREAMS)}"
        self.said.append(Said("put", id_, stream, at=monotonic()))
        events, expected = knocks(id_), self._versions.get(stream, 0)
        self._versions[stream] = expected + len(events)
        return Append(command(id_, stream), expected, events)

    def _put(self, appends: Sequence[Append]) -> None:
        for _ in range(TRIES):
            try:
                outcomes = self._store.append_all(appends)
            except UnavailableError:
                with self._lock:
                    self._found.unanswered += 1
                continue
            again = list[Append]()
            for append, outcome in zip(appends, outcomes, strict=True):
                if isinstance(outcome, ConflictError):
                    expected = outcome.actual
                    again.append(Append(append.command, expected, append.events))
                elif isinstance(outcome, Exception):
                    raise outcome
                else:
                    self._heard(done(outcome, monotonic()))
            if not again:
                return
            appends = again
        raise TimeoutError

    def _heard(self, said: Said) -> None:
        last = said.version + len(said.positions) - 1
        with self._lock:
            self.said.append(said)
            self._versions[said.stream] = max(last, self._versions[said.stream])


def cut_many(server: Server, seed: int, cuts: int) -> Cuts:
    """So many cuts on one new log."""
    began = monotonic()
    found = Cuts(seed)
    schema = f"cuts_{seed}"
    proxy = FaultProxy(server.folder / ".s.PGSQL.5432")
    host, port = proxy.address
    through = f"postgresql://postgres@{host}:{port}/postgres?sslmode=disable&gssencmode=disable"
    with closing(proxy), closing(opener(f"{through}&schema={schema}")()) as store:
        cutter = Cutter(store, proxy, seed, found)
        dice = Random(f"{seed}")
        for number in range(cuts):
            (cutter.cut_bulk if dice.random() < BULKS else cutter.cut_once)(number)
    found.cuts = proxy.cuts
    with closing(opener(f"{server.url}&schema={schema}")()) as store:
        found.commands = len(by_command(everything(store)))
        found.wrong = wrong_in(store, cutter.said)
    found.wrong += _unrecorded(cutter.said)
    found.seconds = round(monotonic() - began, 1)
    return found


def _unrecorded(said: Sequence[Said]) -> list[str]:
    """Commands that were never answered."""
    answered = {word.command for word in said if word.what == "done"}
    return [f"{word.command} was never answered" for word in said if word.command not in answered]


def main() -> int:
    """Cut; 1 when something was wrong."""
    parser = argparse.ArgumentParser(description="Cut connections to PostgreSQL.")
    parser.add_argument("results", type=Path)
    parser.add_argument("--cuts", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    lines = so_far(asked.results)
    total, seed = sum(int(str(line["cuts"])) for line in lines), asked.seed + len(lines)
    wrong = any(line["wrong"] for line in lines)
    server = Server("-c max_connections=200")
    with server:
        while total < asked.cuts and not wrong:
            found = cut_many(server, seed, min(CUTS_PER_LOG, asked.cuts - total))
            with asked.results.open("a") as out:
                out.write(json.dumps(asdict(found)) + "\n")
            total, seed, wrong = total + found.cuts, seed + 1, bool(found.wrong)
            print(f"seed {found.seed}: {total} cuts, wrong: {found.wrong}", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
