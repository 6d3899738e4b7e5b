"""A round: commands to different streams, decided on one reading and recorded by one commit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from ..domain.command import Command
from ..domain.deadlines.policy import Policy
from ..domain.decider import Decider
from ..domain.event import Event, RecordedEvent
from .handle import keep
from .ports import Append, EventStore, SharingStore, StoreError, UnreadableEventError
from .states import Folded, States


class Wish(NamedTuple):
    """A command, who decides it, and by which rules."""

    decider: Decider[Any, Any, Any]
    command: Command
    policy: Policy


def rounds(wishes: Iterable[Wish]) -> Iterator[Sequence[Wish]]:
    """The wishes in their order, as many at a time as have neither stream nor id in common.

    The next of a stream would be decided on what may turn out to be in conflict.
    """
    together: list[Wish] = []
    taken: set[str] = set()
    for wish in wishes:
        names = {wish.command.stream, wish.command.id}
        if not taken.isdisjoint(names):
            yield together
            together, taken = [], set()
        together.append(wish)
        taken |= names
    if together:
        yield together


def put_round(
    store: EventStore, states: States, wishes: Sequence[Wish], *, keep_new: bool
) -> list[Sequence[RecordedEvent]]:
    """What each led to; nothing of what has to be put alone, as all is so, refused or in conflict.

    `keep_new`: whether states of streams that begin here are kept.

    Raises:
        UnavailableError: none is known to be recorded.
    """
    epoch = states.epoch
    try:
        known = _known(store, states, wishes)
    except UnreadableEventError:  # who it is will be told alone
        return [()] * len(wishes)
    appends = [_decided(wish, folded) for wish, folded in zip(wishes, known, strict=True)]
    outcomes = iter(store.append_all([each for each in appends if each]))
    recorded: list[Sequence[RecordedEvent]] = []
    for wish, folded, append in zip(wishes, known, appends, strict=True):
        outcome = next(outcomes) if append else ()
        found = () if isinstance(outcome, StoreError) else outcome
        if found and (keep_new or folded.version):
            keep(states, wish.decider, folded, found, epoch)
        recorded.append(found)
    return recorded


def _known(store: EventStore, states: States, wishes: Sequence[Wish]) -> list[Folded]:
    """The state of each stream: as it is kept, or else as it is read."""
    kept = [states.get(wish.command.stream) for wish in wishes]
    streams = [w.command.stream for w, known in zip(wishes, kept, strict=True) if known is None]
    facts = _facts_of(store, streams)
    return [
        known or _folded(wish, facts.get(wish.command.stream, ()))
        for wish, known in zip(wishes, kept, strict=True)
    ]


def _facts_of(store: EventStore, streams: Sequence[str]) -> Mapping[str, Sequence[Event]]:
    if streams and shares(type(store)):
        return cast("SharingStore", store).facts_of(streams)
    return {stream: [each.event for each in store.read(stream)] for stream in streams}


@cache
def shares(kind: type[EventStore]) -> bool:
    """Whether stores of this class are `SharingStore`s: the question itself takes long."""
    return issubclass(kind, SharingStore)


def _folded(wish: Wish, facts: Sequence[Event]) -> Folded:
    return Folded(len(facts), wish.decider.fold(facts))


def _decided(wish: Wish, known: Folded) -> Append | None:
    """What is to be recorded; None where there is nothing, or no way to decide it."""
    try:
        events = wish.decider.decide(wish.command, known.state, wish.policy)
    except Exception:  # noqa: BLE001  # whatever it is, it is raised where the wish is put alone
        return None
    return Append(wish.command, known.version, events) if events else None
