"""What rests on when something occurred: I10, I11, I13, I18."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ...domain.case.obligations import ClockStarted, DueTimePassed
from . import clocks, critics, duties, standing
from .fact import Decision, Fact, Sentences
from .record import CaseRecord

BACKDATING = timedelta(days=30)
"""How long ago something may have occurred that one person records alone (house limit, I18)."""


def window_ahead(fact: Fact) -> Sentences:
    """I10: what was dispatched can come back until some later time; only then is it settled."""
    if fact.event.window_end <= fact.at:
        yield "a reply was dispatched without a time in which its failure can come back"


def duty_was_late(fact: Fact) -> Sentences:
    """I11: a due time passed only if it is over and what was due was still owed."""
    duty, due = fact.event.duty, fact.event.due
    if due >= fact.at:
        yield "a due time was recorded as passed that was not over"
    if fact.stored.stream.startswith("survey-"):
        owed = critics.waits(fact.log.critics, (fact.stored.stream, duty), fact.at)
    else:
        owed = duty in duties.owed(fact.case, fact.at)
    if not owed:
        yield "a due time was recorded as passed of something that was not owed"


def due_as_told(fact: Fact) -> Sentences:
    """I13: the due time that passed is the one in force by the notices that reached in time."""
    due = duties.owed(fact.case, fact.at).get(fact.event.duty)
    if due and due != fact.event.due:
        yield "a due time passed that was not the one in force"


def all_late_recorded(decision: Decision) -> Sentences:
    """I11: where the clock found something late, it found all of it, what that began included."""
    times = [event.occurred_at for event in decision.events(DueTimePassed)]
    owed = duties.owed(decision.after, max(times)).items() if times else ()
    missed = {(name, due) for name, due in owed if due < max(times)}
    if not missed <= decision.after.passed:
        yield "something was late and the clock did not record it"


def broken_is_repaired(decision: Decision) -> Sentences:
    """I11: a broken promise stays broken; an apology and a new date are due soon."""
    repairs = {c.about for c in decision.events(ClockStarted) if c.name == "repair"}
    for event in decision.events(DueTimePassed):
        promise = decision.before.promises.get(event.duty)
        at = event.occurred_at
        broken = promise and standing.promise_broken(decision.before, promise, at)
        if broken and event.duty not in repairs:
            yield "a promise was broken and no apology for it is due"


def notice_moves_clock(fact: Fact) -> Sentences:
    """I13: a later limit or a pause is told in a reply, before the time then due."""
    clock = fact.case.clocks.get(fact.event.obligation)
    if clock is None or fact.event.told_in not in fact.case.replies:
        yield "a limit was moved that does not run, or without a notice"
    elif clocks.clock_due(fact.case, clock, fact.at) < fact.at:
        yield "a limit was moved after it had passed"


def promise_moved_in_time(fact: Fact) -> Sentences:
    """I13: a new date is told in a reply while the promise could still be kept."""
    promise = fact.case.promises.get(fact.event.promise)
    if promise is None or fact.event.told_in not in fact.case.replies:
        yield "a new date was told for no promise, or without a notice"
    elif standing.promise_due(fact.case, promise, fact.at) < fact.at:
        yield "a new date was told for a promise already broken"


def not_ahead(fact: Fact) -> Sentences:
    """I18: nothing is recorded before it occurs."""
    if fact.at > fact.stored.recorded_at:
        yield "something was recorded before it occurred"


def backdated_by_two(fact: Fact) -> Sentences:
    """I18: what occurred longer ago than the house limit is recorded by two people.

    A clock tells of no deed: it may begin where another ended. An import brings its own history, a
    process follows what was recorded by two.
    """
    stored, second = fact.stored, fact.stored.confirmed_by
    if stored.actor.role in {"import", "process"} or isinstance(stored.event, ClockStarted):
        return
    alone = second is None or second == stored.actor.id
    if alone and stored.recorded_at > latest_alone(fact.at, fact.case):
        yield "something was backdated past the house limit by one person"


def latest_alone(occurred_at: datetime, case: CaseRecord) -> datetime:
    """Until when one person may record what occurred then: the end of that day, in their zone."""
    zones = {clock.started.zone for clock in case.clocks.values()}
    zone = ZoneInfo(zones.pop()) if len(zones) == 1 else UTC
    day = occurred_at.astimezone(zone).date() + BACKDATING + timedelta(days=1)
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
