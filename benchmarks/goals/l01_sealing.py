"""L1: what the follower that seals takes for each event, beside the insert of one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import case
from benchmarks.places import Place
from benchmarks.rounds import Figure, Ways, alternated, rate, timed, times

from answerable.adapters.event_schemas import EventSchemas
from answerable.adapters.key_folder import KeyFolder
from answerable.application.ledger.ports import LedgeredStore
from answerable.application.ledger.sealing import Sealer
from answerable.bootstrap import open_log
from answerable.domain.catalogue import EVENT_TYPES

WORK = "an event sealed, 256 a checkpoint: cases of 12 events, 50 at a time"
SIZE, QUICK = 24_000, 600
STORES = ("sqlite",)
AT_A_TIME, INSERTS = 50, 400


def of(way: str) -> Figure:
    """How much of an insert the sealing of an event is."""
    name = "of the insert of one event " + ("by hand" if way == "raw" else "through the store")
    limits = (0.15, 0.10) if way == "ours" else (None, None)
    return Figure(
        name, lambda ways: rate(ways[way]) / rate(ways["seal"]), *limits, less_is_better=True
    )


FIGURES = (
    of("ours"),
    of("raw"),
    Figure(
        "processor time, through the store", times("seal", "ours", "cpu_us"), less_is_better=True
    ),
    Figure("processor time, by hand", times("seal", "raw", "cpu_us"), less_is_better=True),
)


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """A new log each round, sealed from the first event on; and events put in one by one."""
    raw_url, url = place.url(), place.url()
    open_log(raw_url)[0].close()
    raw, (store, _) = place.raw(raw_url), open_log(url)
    first, second = count(), count()

    def by_hand() -> None:
        stream = case.stream(next(first))
        raw.append(stream, 0, f"command-{stream}", [case.history()[0][3:]])

    def ours() -> None:
        command = case.note(case.stream(next(second)))
        store.append(command, 0, [command.fact])  # type: ignore[attr-defined]

    while True:
        ways = alternated({"raw": by_hand, "ours": ours}, min(size, INSERTS))
        seal(interleaved(place, size), size, ways)
        yield ways


def seal(url: str, size: int, ways: Ways) -> None:
    """Seal a log of so many events."""
    log, _ = open_log(url)
    assert isinstance(log, LedgeredStore)
    with TemporaryDirectory() as keys:
        folder, schemas = KeyFolder(Path(keys)), EventSchemas(EVENT_TYPES)
        sealer = Sealer(log, log.ledger(), folder, schemas, "bench.example")
        with timed(ways, "seal", size):
            sealer.seal_all()
    log.close()


def interleaved(place: Place, size: int) -> str:
    """The url of a new log of so many events, `AT_A_TIME` cases at a time."""
    url = place.url()
    open_log(url)[0].close()
    raw = place.raw(url)
    rows = [
        (case.stream(group + each), row.version, row.type, row.stored)
        for group in range(0, size // case.LENGTH, AT_A_TIME)
        for row in case.history()
        for each in range(min(AT_A_TIME, size // case.LENGTH - group))
    ]
    raw.bulk(rows, [])
    raw.close()
    return url
