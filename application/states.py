"""Folded states of streams, kept so that a command need not read again what this process knows."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any, NamedTuple

from ..domain.decider import Decider
from .ports import EventStore


class Folded(NamedTuple):
    """The state of a stream, folded up to a version."""

    version: int
    state: Any


class States:
    """The states of at most `size` streams, the longest unused let go first; of none when 0.

    A state may be behind its stream, as other processes write as well: an append at its version
    tells. States are frozen and of this process, so threads share them and the code that folded
    them is the code that reads them: there is no other fold version to compare.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = Lock()
        self._kept: OrderedDict[str, Folded] = OrderedDict()
        self._epoch = 0

    @property
    def epoch(self) -> int:
        """Changes with every eviction: what was read before one is not kept after it."""
        return self._epoch

    @property
    def keeps(self) -> bool:
        """Whether it keeps anything: where not, nothing need be folded for it."""
        return self._size > 0

    def get(self, stream: str) -> Folded | None:
        """What is kept of `stream`."""
        with self._lock:
            known = self._kept.get(stream)
            if known is not None:
                self._kept.move_to_end(stream)
            return known

    def keep(self, stream: str, folded: Folded, epoch: int) -> None:
        """Keep `folded`, made of what was read since `epoch`, unless something newer is kept."""
        with self._lock:
            known = self._kept.get(stream)
            if epoch != self._epoch or (known is not None and known.version >= folded.version):
                return
            self._kept[stream] = folded
            self._kept.move_to_end(stream)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)

    def evict(self, stream: str) -> None:
        """Let go of `stream`, and of what is just being read of it: words in it were erased."""
        with self._lock:
            self._epoch += 1
            self._kept.pop(stream, None)


def current(
    store: EventStore, states: States, decider: Decider[Any, Any, Any], stream: str
) -> Folded:
    """The state of a stream as it now stands: what is kept of it, and what came after.

    Version 0 and the initial state when it is not on record.
    """
    epoch = states.epoch
    known = states.get(stream) or Folded(0, decider.initial)
    later = store.read(stream, known.version)
    if not later:
        return known
    folded = Folded(later[-1].version, decider.fold((e.event for e in later), known.state))
    states.keep(stream, folded, epoch)
    return folded
