"""One step in a world: a command through the real decide and evolve, or time going on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from answerable.application.verify import Violation
from answerable.application.verify.checking import Checker
from answerable.domain.case.case import Case, CaseEvent
from answerable.domain.case.deciding import CaseCommand, decider
from answerable.domain.command import Command, RefusedError, Rule
from answerable.domain.event import RecordedEvent
from answerable.domain.processes import react, refused

from .state import START, State, World

JUST_PAST = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Result:
    """What a command led to. `state` is None where nothing at all came of it."""

    state: State | None
    checker: Checker
    events: Sequence[CaseEvent] = ()
    wrong: Sequence[Violation] = ()
    rule: Rule | None = None
    stored: Sequence[RecordedEvent] = ()


def decided(world: World, state: State, command: Command) -> list[CaseEvent]:
    """What the case it is put to answers.

    Raises:
        RefusedError: the domain says no.
    """
    case = state.cases[world.streams.index(command.stream)]
    asked: CaseCommand = command  # type: ignore[assignment]  # worlds put commands of cases only
    return decider.decide(asked, case, world.policy)


def attempt(world: World, state: State, checker: Checker, command: Command) -> Result:
    """Put a command. What a process sent is gone from the mail then, whatever comes of it."""
    mail = tuple(each for each in state.mail if each is not command)
    came = len(mail) < len(state.mail)
    try:
        events = decided(world, state, command)
    except RefusedError as error:
        answer = refused(command, error.rule) if came else []
        gone = State(state.now, state.cases, (*answer, *mail)) if came else None
        return Result(gone, checker, rule=error.rule)
    if not events:
        return Result(State(state.now, state.cases, mail) if came else None, checker)
    checker = checker.branch()
    stored = record(command, events, checker)
    wrong = checker.take(stored)
    place = world.streams.index(command.stream)
    case = decider.fold(events, state.cases[place])
    cases = (*state.cases[:place], case, *state.cases[place + 1 :])
    sent = [each for recorded in stored for each in sent_by(world, recorded, case)]
    return Result(State(state.now, cases, (*mail, *sent)), checker, events, wrong, stored=stored)


def sent_by(world: World, recorded: RecordedEvent, case: Case) -> list[Command]:
    """What processes make of a fact, as far as it concerns the cases of this world."""
    return [each for each in react(recorded, case) if each.stream in world.streams]


def record(command: Command, events: Sequence[CaseEvent], checker: Checker) -> list[RecordedEvent]:
    """The events as a store would give them back."""
    log = checker.log
    version, position = log.heads.get(command.stream, 0), log.position
    return [
        RecordedEvent(
            event=event,
            stream=command.stream,
            version=version + number,
            position=position + number,
            recorded_at=command.now,
            actor=command.actor,
            command_id=f"command-{position}",
            correlation=f"command-{position}",
            confirmed_by=command.confirmed_by,
        )
        for number, event in enumerate(events, 1)
    ]


def opening(world: World) -> Iterator[Result]:
    """The opening of a world step by step, before its first step included."""
    result = Result(State(START, tuple(Case() for _ in world.streams)), Checker())
    yield result
    for command in world.opening(world):
        state = result.state
        assert state is not None
        result = attempt(world, state, result.checker, command)
        assert result.rule is None
        assert result.wrong == []
        yield result
    while world.delivered and result.state and result.state.mail:
        result = attempt(world, result.state, result.checker, result.state.mail[0])
        yield result


def opened(world: World) -> Result:
    """The first state of a world: what its opening leads to."""
    *_, last = opening(world)
    assert last.state
    begins = replace(last.state, now=START + world.starts)
    return replace(last, state=begins)


def tick(world: World, state: State, dues: list[datetime]) -> State | None:
    """Time goes on: to the next due time, or just past the one it is at."""
    place = bisect_right(dues, state.now)
    if place and dues[place - 1] == state.now:
        return State(state.now + JUST_PAST, state.cases, state.mail)
    if place < len(dues) and dues[place] <= world.end:
        return State(dues[place], state.cases, state.mail)
    return None
