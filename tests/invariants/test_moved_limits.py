"""The limit in force, by the domain and by the checks that walk the days apart from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.deadlines.drawing import CALENDARS, MOMENTS, TERMS, limits

from answerable.application.verify.clocks import clock_due
from answerable.application.verify.record import CaseRecord, ClockOnRecord, PauseOnRecord
from answerable.domain.case.limits import due_in_force
from answerable.domain.case.obligations import ClockStarted, ExtensionTold, Obligation, Pause
from answerable.domain.case.starting import counted, counted_around
from answerable.domain.deadlines.counting import Calendar, MeasuredFrom, Term
from answerable.domain.deadlines.pack import Extension, NoticeBefore
from answerable.domain.deadlines.policy import house, plain
from answerable.domain.deadlines.stops import Stop

FOREVER = datetime(2100, 1, 1, tzinfo=UTC)
NOTICES = st.lists(
    st.tuples(
        st.booleans(),
        st.integers(0, 1500),
        st.integers(-30, 900),
        st.one_of(st.none(), st.integers(0, 1500)),
    ),
    max_size=4,
)
EXTENSIONS = st.builds(
    Extension,
    st.sampled_from(MeasuredFrom),
    st.sampled_from(NoticeBefore),
    st.just(()),
    st.one_of(st.none(), limits()),
)
HOUR = timedelta(hours=1)


@given(MOMENTS, TERMS, EXTENSIONS, NOTICES, CALENDARS)
def test_the_domain_and_the_checks_find_the_same_limit_in_force(
    start: datetime,
    term: Term,
    extension: Extension,
    drawn: list[tuple[bool, int, int, int | None]],
    calendar: Calendar,
) -> None:
    clock, replies = told(start, term, extension, drawn, calendar)
    reached = [reply.reached_at for reply in replies.values()]

    for moment in (start, *reached, FOREVER):
        assert due_in_force(clock, cast("Any", replies), moment) == by_checks(
            clock, replies, moment
        )


def by_checks(clock: Obligation, replies: dict[str, Any], moment: datetime) -> datetime:
    """The limit in force as the checks re-derive it."""
    pauses = tuple(PauseOnRecord.told(pause, pause.resumed_at) for pause in clock.pauses)
    on_record = ClockOnRecord(clock.started, 1, clock.extensions, pauses)
    return clock_due(CaseRecord("case-1", replies=replies), on_record, moment)


def told(
    start: datetime,
    term: Term,
    extension: Extension,
    drawn: list[tuple[bool, int, int, int | None]],
    calendar: Calendar,
) -> tuple[Obligation, dict[str, Any]]:
    """A clock, what was told to move it, and the replies that told it: all in hours."""
    started = clock_of(start, term, extension, calendar)
    policy = replace(house(calendar.zone), calendar=calendar)
    off = counted_around(started, [Stop(start, start)], policy)
    clock, replies = Obligation(started), dict[str, Any]()
    for n, (pause, after, more, ended) in enumerate(drawn):
        at, name = (start + after * HOUR).astimezone(UTC), f"reply-{n}"
        replies[name] = SimpleNamespace(reached_at=at)
        if pause:
            resumed = None if ended is None else (start + ended * HOUR).astimezone(UTC)
            still = Pause(name, at, at + more * HOUR, off, resumed)
            clock = replace(clock, pauses=(*clock.pauses, still))
        else:
            later = longer(name, started, None if ended is None else more)
            clock = replace(clock, extensions=(*clock.extensions, later))
    return clock, replies


def clock_of(start: datetime, term: Term, extension: Extension, calendar: Calendar) -> ClockStarted:
    """A clock of a row that may be extended."""
    row = replace(plain("final_answer", term.limit), term=term, extension=extension)
    return counted(row, start.astimezone(UTC), 1, calendar, ("test", "1"))


def longer(told_in: str, started: ClockStarted, more: int | None) -> ExtensionTold:
    """A later limit by so many hours, or as far as it may be told."""
    due = started.furthest if more is None else started.due + more * HOUR
    return ExtensionTold(
        occurred_at=started.due,
        obligation=started.obligation,
        due=due or started.due,
        told_in=told_in,
        told=(),
        ground=None,
    )
