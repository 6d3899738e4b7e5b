"""G6: many ready events at once, beside COPY and `executemany`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from benchmarks import case, codec
from benchmarks.places import Place
from benchmarks.raw import Raw
from benchmarks.rounds import Figure, Ways, faster, timed

from answerable.application.ports import Append, EventStore
from answerable.bootstrap import open_log

WORK = "bulk append of ready events"
SIZE, QUICK = 48_000, 240
"""Events a round, 1,200 a commit."""
FIGURES = (
    Figure("of raw", faster("ours", "raw"), 0.6, 0.8, "sqlite"),
    Figure("of raw", faster("ours", "raw"), 0.6, 0.9, "postgres"),
    Figure("of raw with bytes written before", faster("ours", "bytes")),
)
CASES = 100


def by_hand(raw: Raw, first: int) -> None:
    """Encode the events of many cases, and write them by one commit."""
    commands = [case.note(case.stream(n), case.WHEN) for n in range(first, first + CASES)]
    events = [
        (command.stream, version, *codec.encode(command, event))
        for command in commands
        for version, event in enumerate(case.events(), 1)
    ]
    raw.bulk(events, [(each.id, each.stream, 1, case.LENGTH) for each in commands])


def bytes_alone(raw: Raw, first: int) -> None:
    """Write what somebody else encoded."""
    commands = [case.note(case.stream(n), case.WHEN) for n in range(first, first + CASES)]
    events = [(each.stream, *row[2:]) for each in commands for row in case.history()]
    raw.bulk(events, [(each.id, each.stream, 1, case.LENGTH) for each in commands])


def ours(store: EventStore, first: int) -> None:
    """The same through the port."""
    commands = [case.note(case.stream(n), case.WHEN) for n in range(first, first + CASES)]
    store.append_all([Append(command, 0, case.events()) for command in commands])


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """Each way fills a log of its own, a commit in turn."""
    urls = [place.url() for _ in range(3)]
    stores = [open_log(url)[0] for url in urls]
    raw, also = place.raw(urls[0]), place.raw(urls[1])
    numbers = count(0, CASES)
    while True:
        total: Ways = {}
        for _ in range(0, size, CASES * case.LENGTH):
            ways: Ways = {}
            first = next(numbers)
            with timed(ways, "raw", CASES * case.LENGTH):
                by_hand(raw, first)
            with timed(ways, "ours", CASES * case.LENGTH):
                ours(stores[2], first)
            with timed(ways, "bytes", CASES * case.LENGTH):
                bytes_alone(also, first)
            total = added(total, ways)
        yield total


def added(total: Ways, more: Ways) -> Ways:
    """Two rounds as one."""
    if not total:
        return more
    return {
        name: {
            "ops": sample["ops"] + more[name]["ops"],
            "seconds": sample["seconds"] + more[name]["seconds"],
            "cpu_us": (sample["cpu_us"] * sample["ops"] + more[name]["cpu_us"] * more[name]["ops"])
            / (sample["ops"] + more[name]["ops"]),
        }
        for name, sample in total.items()
    }
