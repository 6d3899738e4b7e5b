"""Measure the verifier: a case of 30 events in a log of so many entries, and that log as a file.

    PYTHONPATH=. python tests/verifier/big_log.py [--events 1000000]

Cases of 12 events, 50 interleaved, a heads entry behind each 256 events; times of this process.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from time import perf_counter, process_time
from typing import Any

from tests.verifier.tiny_log import (
    Members,
    TinyLog,
    b64,
    canonical,
    head,
    key,
    sha,
    side,
    stored,
    u,
    with_manifest,
)

from answerable.adapters.verifier import ed25519
from answerable.adapters.verifier.container import zipped
from answerable.adapters.verifier.heads import HeadsMap, head_hash, key_of, pair_hash
from answerable.adapters.verifier.verifying import Report, verify_bytes

INTERLEAVED, LENGTH, BATCH, LONG = 50, 12, 256, 30
TIMES = 25
THE_CASE = "case-the-long-one"


class BigLog(TinyLog):
    """The same log, which counts its map of heads as it grows and its tree level by level."""

    levels: list[list[bytes]]

    def seal_all(self, events: int) -> None:
        """That many events with a heads entry behind each batch, and a checkpoint at the end."""
        heads, moved = HeadsMap(), set[str]()
        for number, stream in enumerate(streams(events)):
            self.event(stream, "MessageReceived", stored(number, {"message": f"m-{number}"}))
            moved.add(stream)
            if number % BATCH == BATCH - 1 or number == events - 1:
                for each in moved:
                    heads.put(key_of(each), head_hash(key_of(each), *self.ends[each]))
                moved.clear()
                self._add("heads", u(self.key_index, 8) + u(heads.count, 8) + heads.root())
        self._count_levels()
        body = f"{self.origin}\n{len(self.entries)}\n{b64(self.levels[-1][0])}\n".encode()
        private = key((self.seed, self.turns - 1))
        line = self._line(self.origin, b"\1", private, private.sign(body))
        self.note = body + b"\n" + line.encode()

    def _count_levels(self) -> None:
        """Every full and half-full level of the tree; an odd node goes up as it is."""
        self.levels = [[sha(b"\0" + entry) for entry in self.entries]]
        while len(below := self.levels[-1]) > 1:
            pairs = zip(below[::2], below[1::2], strict=False)
            above = [sha(b"\1" + left + right) for left, right in pairs]
            self.levels.append(above + below[len(above) * 2 :])

    def path(self, index: int) -> list[str]:
        """The way of an entry to the root."""
        found: list[str] = []
        for level in self.levels[:-1]:
            if index ^ 1 < len(level):
                found.append(b64(level[index ^ 1]))
            index >>= 1
        return found

    def one_case(self) -> Members:
        """The case file of the long case."""
        of = [index for index, stream in self.streams.items() if stream == THE_CASE]
        bound = self.schemas["MessageReceived", 1]
        indexes = [0, bound[0], *of, len(self.entries) - 1]
        entries = [
            {"entry": b64(self.entries[n]), "index": n, "path": self.path(n)} for n in indexes
        ]
        heads = {THE_CASE: list(map(b64, siblings(THE_CASE, self.ends)))}
        proof = {"consistency": None, "entries": entries, "heads": heads}
        members = {f"events/{index}.json": self.stored[index][2] for index in of}
        members |= {"schemas/MessageReceived.v1.json": bound[1], "checkpoint": self.note}
        members["proof.json"] = canonical(proof)
        return with_manifest(members, {"attachments": [], "case_file": 1, "cases": [THE_CASE]})


def streams(events: int) -> Iterator[str]:
    """Whose events they are: of one long case, scattered, and of others in turn."""
    every = max(events // LONG, 1)
    for number in range(events):
        if number % every == 0 and number // every < LONG:
            yield THE_CASE
        else:
            round_, seat = divmod(number, INTERLEAVED)
            yield f"case-{round_ // LENGTH * INTERLEAVED + seat:032x}"


def siblings(stream: str, ends: dict[str, tuple[int, int]]) -> list[bytes]:
    """The proof of one head, with the other subtrees counted once."""
    found: list[bytes] = []
    left = dict(ends)
    for depth in range(256):
        if len(left) == 1:
            break
        mine = side(stream, depth)
        other = {each: end for each, end in left.items() if side(each, depth) != mine}
        left = {each: end for each, end in left.items() if each not in other}
        found.append(subtree(other, depth + 1))
    return found[::-1]


def subtree(ends: dict[str, tuple[int, int]], depth: int) -> bytes:
    """What a part of the map counts for."""
    if not ends:
        return bytes(32)
    if len(ends) == 1:
        return head(*next(iter(ends.items())))
    halves: tuple[dict[str, tuple[int, int]], ...] = ({}, {})
    for stream, end in ends.items():
        halves[side(stream, depth)][stream] = end
    return pair_hash(subtree(halves[0], depth + 1), subtree(halves[1], depth + 1))


def timed(data: bytes) -> tuple[float, Report]:
    """How long it takes to verify, and what is said."""
    begin = perf_counter()
    report = verify_bytes(data, None)
    return perf_counter() - begin, report


def best(data: bytes) -> dict[str, float]:
    """The median and the best of several times, in milliseconds."""
    times = sorted(timed(data)[0] * 1000 for _ in range(TIMES))
    return {"median": round(times[TIMES // 2], 1), "best": round(times[0], 1)}


def main() -> None:
    """Make the log, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    log = BigLog()
    log.seal_all(parser.parse_args().events)
    case, whole = zipped(log.one_case()), zipped(log.log_file())
    told: dict[str, Any] = {"entries": len(log.entries), "bytes": len(case)}
    assert timed(case)[1].holds
    told["a case of 30 events, ms"] = best(case)
    ed25519.LIBRARY = None
    told["the same by its own Ed25519, ms"] = best(case)
    begin = process_time()
    seconds, report = timed(whole)
    told["the whole log, s of the processor"] = round(process_time() - begin, 1)
    assert report.holds
    told["the whole log, s"] = round(seconds, 1)
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
