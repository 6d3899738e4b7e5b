"""G4: a new case of twelve events, recorded in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from benchmarks import case, codec
from benchmarks.places import Place
from benchmarks.raw import Raw
from benchmarks.rounds import Figure, Ways, alternated, quicker, surely_quicker, times

from answerable.application.handle import Backoff, handle
from answerable.bootstrap import open_log
from answerable.domain.decider import Decider

WORK = "new case of 12 events in one transaction"
SIZE, QUICK = 300, 10
FIGURES = (
    Figure("of raw", surely_quicker("ours", "raw"), 0.70, 0.85),
    Figure("by p50 alone", quicker("ours", "raw")),
    Figure("client CPU of raw", times("ours", "raw", "cpu_us"), less_is_better=True),
    Figure("of raw, the stream read before, as a desk does", quicker("read_first", "raw")),
)
AT_ONCE: Decider[Any, Any, Any] = Decider(
    codec.CASE.initial, lambda *_: list(case.events()), codec.CASE.evolve
)
"""Decides all twelve events of the history at once."""


def by_hand(raw: Raw, number: int) -> None:
    """Encode the events and append them."""
    command = case.note(case.stream(number))
    written = [codec.encode(command, event) for event in case.events()]
    raw.append(command.stream, 0, command.id, written)


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """By hand nobody asks whether there is such a case; a desk does, before it decides."""
    raw_url, url = place.url(), place.url()
    open_log(raw_url)[0].close()
    raw, (store, _) = place.raw(raw_url), open_log(url)
    first, second = count(), count()

    def ours() -> None:
        command = case.note(case.stream(next(second)))
        store.append(command, 0, case.events())

    patience = Backoff(sleep=lambda _: None, random=lambda: 0.0)

    def read_first() -> None:
        command = case.note(case.stream(next(second)))
        handle(store, AT_ONCE, command, codec.POLICY, patience)

    ways = {"raw": lambda: by_hand(raw, next(first)), "ours": ours, "read_first": read_first}
    while True:
        yield alternated(ways, size)
