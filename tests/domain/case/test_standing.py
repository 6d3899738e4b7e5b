"""How promises and clocks stand, for any facts: broken and missed are for good (I11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.case.packs import days
from tests.domain.case.stories import HOUSE, MONDAY, at, owned, promised, reply, state

from answerable.domain.case.answering import reply_issued
from answerable.domain.case.limits import due_in_force as limit_in_force
from answerable.domain.case.obligations import (
    Clocks,
    ExtensionTold,
    Obligation,
    Pause,
)
from answerable.domain.case.promises import (
    NewDate,
    Promise,
    PromiseKind,
    PromiseMade,
    Standing,
    due_in_force,
    outstanding,
    standing,
)
from answerable.domain.case.replies import Delivery, Replies, Reply
from answerable.domain.case.starting import start_clock
from answerable.domain.case.verdicts import missed
from answerable.domain.deadlines.calendar import DaysOff

HOURS = st.integers(0, 40)
MOMENTS = HOURS.map(at)
MAYBE = st.none() | MOMENTS
BEFORE_ALL = at(-1)
SOON = timedelta(microseconds=1)
FACTS = ("done", "released", "notice", "reply")


OWNED = state(owned())


def notice(name: str, reached: datetime | None) -> Reply:
    """A reply that told something, and may have reached."""
    issued = reply_issued(reply(name, 1), OWNED)
    return Reply(issued, Delivery.DISPATCHED, BEFORE_ALL, reached, "email")


def keeper(name: str, left: datetime | None) -> Reply:
    """A reply that keeps the promise once it left."""
    issued = reply_issued(reply(name, 1, keeps=("promise-1",)), OWNED)
    return Reply(issued, Delivery.DISPATCHED if left else Delivery.ISSUED, left)


@st.composite
def replies_of(draw: st.DrawFn) -> Replies:
    """Notices that told a new date, and replies that keep the promise."""
    notices = {name: notice(name, draw(MAYBE)) for name in ("n-0", "n-1", "n-2")}
    keeping = {name: keeper(name, draw(MAYBE)) for name in ("k-0", "k-1")}
    return {**notices, **keeping}


MADE = next(e for e in promised() if isinstance(e, PromiseMade))


@st.composite
def a_promise(draw: st.DrawFn) -> Promise:
    """A promise with up to three new dates."""
    told = draw(st.lists(st.tuples(MOMENTS, st.booleans()), max_size=3))
    dates = tuple(NewDate(due, f"n-{n}", refused) for n, (due, refused) in enumerate(told))
    made = MADE.model_copy(update={"due": draw(MOMENTS), "kind": PromiseKind.OTHER})
    return Promise(
        made,
        "staff-1",
        dates,
        draw(MAYBE),
        draw(MAYBE),
        voided=draw(st.sampled_from([False] * 9 + [True])),
    )


@given(a_promise(), replies_of(), MOMENTS, MOMENTS)
def test_broken_and_kept_are_for_good(
    promise: Promise, replies: Replies, one: datetime, other: datetime
) -> None:
    early, late = sorted((one, other))
    stood = standing(promise, replies, early)

    if stood in {Standing.BROKEN, Standing.KEPT, Standing.VOIDED}:
        assert standing(promise, replies, late) is stood


@given(
    a_promise(),
    replies_of(),
    MOMENTS,
    MOMENTS,
    st.sampled_from(["done", "released", "notice", "reply"]),
)
def test_what_occurs_later_changes_nothing_about_how_it_stood(
    promise: Promise, replies: Replies, moment: datetime, later: datetime, what: str
) -> None:
    before, after, then = with_one_more(promise, replies, moment + max(later - MONDAY, SOON), what)

    assert standing(after, then, moment) is standing(before, without(replies, what), moment)


def with_one_more(
    promise: Promise, replies: Replies, at_last: datetime, what: str
) -> tuple[Promise, Promise, Replies]:
    """The promise without, and with, one more fact at that time; and the replies then."""
    rest = without(replies, what)
    if what == "done":
        return replace(promise, fulfilled_at=None), replace(promise, fulfilled_at=at_last), rest
    if what == "released":
        return replace(promise, released_at=None), replace(promise, released_at=at_last), rest
    one = notice("n-0", at_last) if what == "notice" else keeper("k-0", at_last)
    return promise, promise, {**rest, one.issued.reply: one}


def without(replies: Replies, what: str) -> Replies:
    gone = {"notice": "n-0", "reply": "k-0"}.get(what)
    return {name: each for name, each in replies.items() if name != gone}


@given(a_promise(), replies_of(), MOMENTS)
def test_a_promise_is_kept_or_broken_as_its_story_tells_hour_by_hour(
    promise: Promise, replies: Replies, moment: datetime
) -> None:
    """Against a clerk who walks through the hours and believes only what has happened."""
    assert standing(promise, replies, moment) is clerk(promise, replies, moment)


def clerk(promise: Promise, replies: Replies, moment: datetime) -> Standing:
    if promise.voided:
        return Standing.VOIDED
    stood, hour = Standing.OPEN, at(-1)
    while hour <= moment and stood in {Standing.OPEN, Standing.RELEASED}:
        due = due_in_force(promise, replies, hour)
        done = [r.left_at for r in replies.values() if r.issued.keeps] + [promise.fulfilled_at]
        if hour in done and hour <= due:
            stood = Standing.KEPT
        elif stood is Standing.OPEN and promise.released_at == hour and hour <= due:
            stood = Standing.RELEASED
        elif stood is Standing.OPEN and due < hour:
            stood = Standing.BROKEN
        hour += timedelta(hours=1)
    return stood


@given(a_promise(), replies_of(), MOMENTS)
def test_the_due_time_is_one_that_was_told(
    promise: Promise, replies: Replies, moment: datetime
) -> None:
    told = {promise.made.due, *(new.due for new in promise.new_dates if not new.refused)}

    assert due_in_force(promise, replies, moment) in told


@given(a_promise(), replies_of(), MOMENTS, MOMENTS)
def test_what_is_no_longer_owed_is_never_owed_again(
    promise: Promise, replies: Replies, one: datetime, other: datetime
) -> None:
    early, late = sorted((one, other))

    assert outstanding(promise, replies, early) or not outstanding(promise, replies, late)


WEEKENDS = DaysOff((5, 6), ())


@st.composite
def a_clock(draw: st.DrawFn) -> Obligation:
    """A limit with extensions and pauses told in notices."""
    started = start_clock("test", days(1), MONDAY, 1, HOUSE, "fix-1")
    extensions = tuple(
        ExtensionTold(
            occurred_at=MONDAY,
            obligation="test",
            due=draw(MOMENTS),
            told_in=f"n-{n}",
            told=(),
            ground=None,
        )
        for n in range(draw(st.integers(0, 2)))
    )
    pauses = tuple(
        Pause(f"n-{n}", MONDAY, draw(MOMENTS), WEEKENDS, draw(MAYBE))
        for n in range(draw(st.integers(0, 2)))
    )
    due = draw(MOMENTS)
    return Obligation(started.model_copy(update={"due": due}), extensions, pauses)


@given(a_clock(), replies_of(), MOMENTS, MOMENTS)
def test_missed_is_for_good(
    clock: Obligation, replies: Replies, one: datetime, other: datetime
) -> None:
    early, late = sorted((one, other))
    case = replace(state(owned()), replies=replies, clocks=Clocks({"test": clock}))

    assert not missed(case, clock, early) or missed(case, clock, late)


@given(a_clock(), replies_of(), MOMENTS)
def test_no_notice_makes_a_limit_shorter(
    clock: Obligation, replies: Replies, moment: datetime
) -> None:
    assert limit_in_force(clock, replies, moment) >= clock.started.due


@given(a_clock(), replies_of(), MOMENTS)
def test_a_notice_that_reached_after_the_limit_moves_nothing(
    clock: Obligation, replies: Replies, moment: datetime
) -> None:
    due = clock.started.due
    late = {
        name: replace(each, reached_at=due + SOON) if each.reached_at else each
        for name, each in replies.items()
    }

    assert limit_in_force(clock, late, moment) == due


@given(st.integers(24, 240).map(at))
def test_a_pause_told_after_the_limit_moves_nothing_however_long(until: datetime) -> None:
    due = at(10)
    started = start_clock("test", days(1), MONDAY, 1, HOUSE, "fix-1").model_copy(
        update={"due": due}
    )
    clock = Obligation(started, pauses=(Pause("n-0", MONDAY, until, WEEKENDS),))

    in_time = limit_in_force(clock, {"n-0": notice("n-0", due)}, until)
    too_late = limit_in_force(clock, {"n-0": notice("n-0", due + SOON)}, until)

    assert in_time > due
    assert too_late == due
