"""A sound log with one thing in it made false."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias

from answerable.domain.event import Event, RecordedEvent

Log: TypeAlias = list[RecordedEvent]


def without(*names: str, last: bool = False) -> Callable[[Log], Iterable[RecordedEvent]]:
    """The log without these events, or without the last of them."""

    def spoil(log: Log) -> Iterable[RecordedEvent]:
        places = [place for place, each in enumerate(log) if each.type in names]
        gone = places[-1:] if last else places
        return [each for place, each in enumerate(log) if place not in gone]

    return spoil


def saying(name: str, **said: object) -> Callable[[Log], Iterable[RecordedEvent]]:
    """The log with the last event of that name saying something else."""

    def spoil(log: Log) -> Iterable[RecordedEvent]:
        place = max(number for number, each in enumerate(log) if each.type == name)
        event: Event = log[place].event.model_copy(update=said)
        return [*log[:place], replace(log[place], event=event), *log[place + 1 :]]

    return spoil


def again(name: str) -> Callable[[Log], Iterable[RecordedEvent]]:
    """The log with the first event of that name once more at its end, by another command."""

    def spoil(log: Log) -> Iterable[RecordedEvent]:
        event = next(each.event for each in log if each.type == name)
        return [*log, replace(log[-1], event=event, command_id="again")]

    return spoil


def numbered(log: Iterable[RecordedEvent]) -> Log:
    """Versions and positions without gaps."""
    versions: dict[str, int] = {}
    found: Log = []
    for position, each in enumerate(log, 1):
        versions[each.stream] = versions.get(each.stream, 0) + 1
        found.append(replace(each, version=versions[each.stream], position=position))
    return found
