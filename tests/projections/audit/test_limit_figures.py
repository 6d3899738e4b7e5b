"""Limits, extensions, pauses and how long people wait, by histories told by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from tests.projections.audit.told import (
    DAY,
    HOUR,
    MONDAY,
    At,
    an,
    answers,
    delivered,
    found,
    log,
    received,
    reply,
)

from answerable.domain.case.ending import Basis, CaseClosed
from answerable.domain.case.obligations import ClockStarted, ExtensionTold, PauseTold
from answerable.domain.deadlines.calendar import DaysOff
from answerable.domain.deadlines.counting import Limit, MeasuredFrom, Term, Unit
from answerable.domain.deadlines.pack import (
    Extension,
    NoticeBefore,
    Obligation,
    SatisfiedBy,
    StartEvent,
)
from answerable.projections.audit.figure import Figure, Item, Mark, Measure
from answerable.projections.audit.tally import result, tally

DUE = MONDAY + 2 * DAY


def clock(name: str = "final_answer", row: Obligation | None = None) -> At:
    return an(
        ClockStarted,
        obligation=f"{name}.1",
        name=name,
        span=1,
        about=None,
        pack="house.default",
        pack_version="1",
        calendar="mon-fri/1",
        rule="2 days",
        term=Term(Limit(2, Unit.CALENDAR_DAY)),
        due=DUE,
        due_date=date(2026, 3, 4),
        zone="UTC",
        row=row,
        furthest=None,
        compensation=(),
        opens_at=None,
        trace=(),
    )


def extension(*told: str) -> At:
    return an(
        ExtensionTold,
        obligation="final_answer.1",
        due=DUE + 7 * DAY,
        told_in="reply-1",
        told=told,
        ground=None,
    )


def wanting(*told: str) -> Obligation:
    """A row whose extension must tell so much."""
    more = Extension(MeasuredFrom.START, NoticeBefore.LIMIT_IN_FORCE, told)
    begin, by = StartEvent.RECEIVED, SatisfiedBy.DISPATCHED
    term = Term(Limit(2, Unit.CALENDAR_DAY))
    return Obligation("final_answer", begin, term, "none", by, (), extension=more)


PAUSED = an(
    PauseTold,
    obligation="final_answer.1",
    until=DUE,
    told_in="reply-1",
    ground=None,
    off=DaysOff((5, 6), ()),
)


def at(moment: datetime, kind: At) -> At:
    """The event at a time of its own."""
    return lambda _: kind(moment)


def test_an_extension_is_honest_when_its_notice_reached_before_the_limit() -> None:
    told = log("case-1", received(), clock(), reply(), delivered(), extension())
    never = log("case-1", received(), clock(), reply(), extension())
    late = log("case-1", received(), clock(), reply(), at(DUE + HOUR, delivered()), extension())
    of_nothing = log("case-1", received(), reply(), delivered(), extension())

    assert answers("extension_honest", told) == [True]
    for history in (never, late, of_nothing):
        assert answers("extension_honest", history, moment=DUE + DAY) == [False]


def test_an_extension_is_honest_when_it_told_all_that_the_pack_wants() -> None:
    told = log(
        "case-1",
        received(),
        clock(row=wanting("reason", "expected_date")),
        reply(),
        delivered(),
        extension("reason"),
        extension("reason", "expected_date"),
    )

    assert answers("extension_honest", told) == [False, True]


def test_a_limit_told_to_stand_still_twice_is_watched() -> None:
    once = (received(), clock(), reply(), delivered(), PAUSED)

    assert answers("clock_paused_often", log("case-1", *once)) == [False]
    (item,) = found("clock_paused_often", log("case-1", *once, PAUSED))
    assert (item.counts, item.amount) == (True, 2)


@pytest.mark.parametrize(
    ("after", "group", "quick"),
    [
        (2 * HOUR, "up to 3 business days", True),
        (10 * DAY, "up to 8 weeks", False),
        (70 * DAY, "over 8 weeks", False),
    ],
)
def test_an_answer_is_told_by_how_long_it_took(
    after: timedelta,
    group: str,
    quick: bool,  # noqa: FBT001  # an example has no name
) -> None:
    closed = an(CaseClosed, span=1, basis=Basis.REPLIED, replies=("reply-1",))
    answered = (received(), reply(), at(MONDAY + after, delivered()), closed)

    (item,) = found("time_to_closing_reply", log("case-1", *answered), moment=MONDAY + 90 * DAY)

    assert (item.group, item.counts, item.until) == (group, quick, MONDAY + after)
    open_still = found("time_to_closing_reply", log("case-1", received()))
    assert [(each.group, each.counts) for each in open_still] == [("open", None)]


@pytest.mark.parametrize(
    ("late", "group"),
    [(HOUR, "up to a day"), (3 * DAY, "up to a week"), (9 * DAY, "over a week")],
)
def test_an_overdue_case_is_told_by_its_age(late: timedelta, group: str) -> None:
    (item,) = found("overdue", log("case-1", received(), clock()), moment=DUE + late)

    assert (item.counts, item.group) == (True, group)


FIGURE = Figure("figure", "A figure.", Measure.TIME)


def item(hours: int, *, counts: bool | None = True, attested: bool = False) -> Item:
    """Something that took so many hours."""
    mark = Mark("case-1", 1, hours + 1, "CaseReceived", MONDAY, MONDAY, attested)
    until = MONDAY + hours * HOUR
    return Item("figure", f"case-{hours}", MONDAY, (mark,), counts, until, hours)


def test_the_middle_and_the_nine_in_ten_are_by_rank() -> None:
    told = tally([item(hours) for hours in range(1, 11)])

    assert (told.median, told.p90) == (5.5 * HOUR, 9 * HOUR)
    assert (told.median_amount, told.p90_amount, told.total) == (5.5, 9, 55)
    assert tally([item(3)]).p90 == tally([item(3)]).median == 3 * HOUR
    empty = tally([])
    assert (empty.share, empty.median, empty.total) == (None, None, None)


def test_what_is_not_decided_is_in_no_share_and_never_left_out() -> None:
    told = tally([item(1), item(2, counts=False), item(3, counts=None)])

    assert (told.n, told.yes, told.no, told.undecided, told.share) == (3, 1, 1, 1, 0.5)


def test_attested_items_stand_apart_in_every_row() -> None:
    found_items = [item(1), item(2, attested=True), item(3, counts=False)]

    told = result(FIGURE, found_items)

    assert (told.ours.n, told.attested.n) == (2, 1)
    assert [(row.key, row.ours.n, row.attested.n) for row in told.months] == [("2026-03", 2, 1)]
    assert told.findings == ()


def test_of_two_items_of_one_subject_one_remains_and_it_counts_if_either_does() -> None:
    once = Figure("figure", "A figure.", Measure.SHARE, none_expected=True, by_subject=True)
    twice = [item(1, counts=False), item(1)]

    (finding,) = result(once, twice).findings

    assert finding.counts
    assert result(once, twice).ours.n == 1
