"""Verifying a whole log: every event read and checked, every view and every reaction compared.

The log is read from its first event on, several times; memory grows with the streams and not with
their events. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..domain import processes
from ..domain.catalogue import DECIDERS, decider_for, decider_of, kind_of
from ..domain.command import Command, RefusedError
from ..domain.deadlines.policy import Policy
from ..domain.event import RecordedEvent
from ..projections.catalogue import VIEWS
from ..projections.keeping import KeptStream, kept_stream
from .folding import Folded, folded
from .ports import CommandReusedError, EventStore, UnreadableEventError, UnreadableViewError
from .react import commands_after
from .verify.checking import check, decisions
from .verify.erasure import erase
from .view_store import AnyView, ViewStore

PAGE = 500
HELD_STATES = 256

Progress = Callable[[str, float], None]
"""Told what is being done, and how far from 0 to 1 it is."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: of which kind, by which rule, where, in a sentence without personal text.

    `kind` is `event`, `invariant`, `command`, `view` or `reaction`; `rule` an invariant, a view or
    a rule.
    """

    kind: str
    rule: str
    stream: str
    version: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much was read, and what is wrong with it. No finding: nothing is.

    `views` are the positions up to which each view is kept, and so was compared; 0: not kept yet.
    """

    events: int
    streams: int
    views: Mapping[str, int]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Verifier:
    """A log, what is kept beside it, and the rules in force."""

    store: EventStore
    views: ViewStore
    policy: Policy
    progress: Progress

    def verify(self) -> Verdict:
        """Read and check everything; where an event cannot be read, nothing else is checked."""
        events, streams = 0, set[str]()
        views = {view.name: self.views.stand(view).position for view in VIEWS}
        try:
            for recorded in self.log("reading"):
                events += 1
                streams.add(recorded.stream)
        except UnreadableEventError as error:
            return Verdict(events, len(streams), views, (unreadable(error),))
        found = (
            *(of_no_kind(each) for each in sorted(streams) if kind_of(each) not in DECIDERS),
            *self.invariants(),
            *self.commands(),
            *self.kept_views(),
            *self.reactions(),
        )
        return Verdict(events, len(streams), views, found)

    def log(self, doing: str) -> Iterator[RecordedEvent]:
        """The whole log, a page at a time."""
        head, after = self.store.head(), 0
        while page := self.store.read_all(after, PAGE):
            yield from page
            after = page[-1].position
            self.progress(doing, min(after / head, 1.0))

    def invariants(self) -> Iterator[Finding]:
        """What breaks an invariant, as it stands or once every personal field is erased (I19)."""
        known = set(check(self.log("checking")))
        for each in sorted(known, key=lambda each: (each.stream, each.version, each.invariant)):
            yield Finding("invariant", each.invariant, each.stream, each.version, each.sentence)
        for each in check(map(erase, self.log("checking erased"))):
            if each not in known:
                sentence = f"once erased: {each.invariant}, {each.sentence}"
                yield Finding("invariant", "I19", each.stream, each.version, sentence)

    def commands(self) -> Iterator[Finding]:
        """What is kept of which events answered a command, against the events themselves (I22)."""
        for stored in decisions(self.log("checking commands")):
            yield from self.command(stored)

    def command(self, stored: Sequence[RecordedEvent]) -> Iterator[Finding]:
        """Put again, a command must be answered by all that it led to and nothing else."""
        first = stored[0]
        again = Command(
            stream=first.stream,
            id=first.command_id,
            actor=first.actor,
            now=first.recorded_at,
            occurred_at=first.occurred_at,
        )
        try:
            found = [each.version for each in self.store.answered(again)]
        except CommandReusedError:
            found = []
        if found != [each.version for each in stored]:
            sentence = "its command, put again, would not be answered by what it led to"
            yield Finding("command", "I22", first.stream, first.version, sentence)

    def kept_views(self) -> Iterator[Finding]:
        """Each view as it is kept, against the same built anew."""
        for view in VIEWS:
            yield from self.kept_view(view)

    def kept_view(self, view: AnyView) -> Iterator[Finding]:
        """The streams of which the view keeps something else than the log says."""
        try:
            position, kept = self.views.everything(view)
        except UnreadableViewError as error:
            yield Finding("view", view.name, "", None, str(error))
            return
        if position > self.store.head():
            sentence = f"it is at position {position}, which this log has not reached"
            yield Finding("view", view.name, "", None, sentence)
        anew = self.anew(view, position)
        for stream in sorted({*anew, *kept}):
            if anew.get(stream) != kept.get(stream):
                sentence = "what is kept is not what the log says: rebuild the view"
                yield Finding("view", view.name, stream, None, sentence)

    def anew(self, view: AnyView, position: int) -> dict[str, KeptStream[Any]]:
        """What is to be kept of the view up to `position`."""
        streams: dict[str, Folded] = {}
        for recorded in self.log(f"comparing {view.name}") if position else ():
            if recorded.position <= position:
                before = streams.get(recorded.stream)
                streams[recorded.stream] = folded(view, [recorded], before)
        return {
            name: kept_stream(view, each.state, each.newest, {})
            for name, each in streams.items()
            if each.newest
        }

    def reactions(self) -> Iterator[Finding]:
        """What should have followed from a fact and did not."""
        state = lru_cache(HELD_STATES)(self.state)
        for recorded in self.log("following reactions"):
            if recorded.type in processes.REACTIONS and kind_of(recorded.stream) in DECIDERS:
                for command in commands_after(recorded, self.store):
                    yield from self.reaction(recorded, command, state)

    def reaction(
        self, recorded: RecordedEvent, command: Command, state: Callable[[str], Any]
    ) -> Iterator[Finding]:
        """Nothing if it is answered or has nothing to do; else whether it is pending or refused."""
        where, asked = (recorded.stream, recorded.version), type(command).__name__
        try:
            if answered := self.store.answered(command):
                if answered[0].actor != command.actor or answered[0].causation != command.causation:
                    yield Finding("reaction", "id-reused", *where, id_reused(command))
                return
            decider = decider_of(command)
            owed = decider.decide(command, state(command.stream), self.policy)
            if owed and self.asked_then(recorded, command):
                sentence = f"{asked} to {command.stream} is pending"
                yield Finding("reaction", "pending", *where, sentence)
        except CommandReusedError:
            yield Finding("reaction", "id-reused", *where, id_reused(command))
        except RefusedError as error:
            answers = processes.refused(command, error.rule)
            for answer in answers:
                yield from self.reaction(recorded, answer, state)
            if not answers:
                sentence = f"{asked} to {command.stream} was refused: {error.rule.sentence}"
                yield Finding("reaction", error.rule.id, *where, sentence)

    def asked_then(self, recorded: RecordedEvent, command: Command) -> bool:
        """Had the command something to do as its stream stood at the fact it follows from?"""
        decider = decider_of(command)
        before = [e for e in self.store.read(command.stream) if e.position <= recorded.position]
        then = decider.fold(each.event for each in before)
        try:
            return bool(decider.decide(command, then, self.policy))
        except RefusedError:
            return False

    def state(self, stream: str) -> Any:  # noqa: ANN401  # the state's type is the stream's own
        """The state of a stream as it now stands."""
        return decider_for(stream).fold(each.event for each in self.store.read(stream))


def of_no_kind(stream: str) -> Finding:
    """A stream of which no decision can have been taken."""
    sentence = "this stream is of no kind that this version knows: nothing decided what it holds"
    return Finding("event", "stream-kind", stream, 1, sentence)


def id_reused(command: Command) -> str:
    """What is wrong where another command was put under the id of one that follows by itself."""
    return f"{type(command).__name__} to {command.stream} has the id of another command"


def unreadable(error: UnreadableEventError) -> Finding:
    """An event this version cannot read."""
    sentence = f"{error.type} at position {error.position} cannot be read: {error.reason}"
    return Finding("event", "unreadable", error.stream, error.version, sentence)
