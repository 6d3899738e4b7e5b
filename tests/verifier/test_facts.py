"""What the verifier tells of a case, beside what our own checks of stored events make of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from hypothesis import given, settings
from tests.verifier.judging import failed, judged
from tests.verifier.tiny_log import Members, TinyLog

from answerable.adapters.verifier.canonical_json import Json
from answerable.application.verify import clocks, standing
from answerable.application.verify.checking import Checker, decisions
from answerable.application.verify.record import CaseRecord
from answerable.domain.event import RecordedEvent
from answerable.testing.strategies import histories


def as_stored(recorded: RecordedEvent) -> bytes:
    """The bytes of an event, put together here."""
    told = {
        "form": 1,
        "blind": "0" * 32,
        "schema_version": recorded.event.schema_version,
        "recorded_at": recorded.recorded_at.isoformat(),
        "actor": {"id": recorded.actor.id, "role": recorded.actor.role},
        "command_id": recorded.command_id,
        "correlation": recorded.correlation,
        "causation": recorded.causation,
        "confirmed_by": recorded.confirmed_by,
        "event": recorded.event.model_dump(mode="json"),
    }
    return json.dumps(told).encode()


def case_of(history: Sequence[RecordedEvent]) -> str:
    """The case that a history tells of."""
    return next(each.stream for each in history if each.stream.startswith("case-"))


def members_of(history: Sequence[RecordedEvent]) -> Members:
    """The case file of the one case of this history."""
    log = TinyLog()
    for each in history:
        log.event(each.stream, each.type, as_stored(each), each.event.schema_version)
    log.seal()
    return log.case_file([case_of(history)])


def told_of(history: Sequence[RecordedEvent]) -> Json:
    """What the verifier tells of the one case of this history."""
    report = judged(members_of(history))
    assert failed(report) == []
    return report.cases[0]


def record_of(history: Sequence[RecordedEvent]) -> CaseRecord:
    """What our own checks make of it."""
    checker = Checker()
    for decision in decisions(history):
        checker.take(decision)
    return checker.log.case(case_of(history))


def promises(history: Sequence[RecordedEvent]) -> Iterator[tuple[str, str]]:
    """How each promise stands, by our own checks."""
    case, at = record_of(history), max(each.recorded_at for each in history)
    for name, promise in case.promises.items():
        done = standing.promise_done(case, promise.made, promise.fulfilled)
        if promise.voided:
            yield name, "voided"
        elif done <= at and done <= standing.promise_due(case, promise, done):
            yield name, "kept"
        elif standing.promise_broken(case, promise, at):
            yield name, "broken"
        elif standing.promise_over(case, promise, at):
            yield name, "released"
        else:
            yield name, "open"


def limits(history: Sequence[RecordedEvent]) -> Iterator[tuple[str, str]]:
    """How each limit stands, by our own checks."""
    case, at = record_of(history), max(each.recorded_at for each in history)
    for name, clock in case.clocks.items():
        if clock.waived:
            yield name, "waived"
        elif clocks.clock_missed(case, clock, at):
            yield name, "missed"
        elif clocks.clock_met(case, clock) <= at:
            yield name, "met"
        else:
            yield name, "running"


@given(history=histories())
@settings(max_examples=60, deadline=None)
def test_promises_stand_as_our_own_checks_say(history: Sequence[RecordedEvent]) -> None:
    told = {each["promise"]: each["standing"] for each in told_of(history)["promises"]}

    assert told == dict(promises(history))


@given(history=histories())
@settings(max_examples=60, deadline=None)
def test_limits_stand_as_our_own_checks_say(history: Sequence[RecordedEvent]) -> None:
    told = {each["limit"]: each["standing"] for each in told_of(history)["limits"]}
    judged_here = {name: stands for name, stands in told.items() if stands != "unjudged"}
    own = dict(limits(history))

    assert judged_here == {name: own[name] for name in judged_here}
