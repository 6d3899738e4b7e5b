"""What the law makes of silence, and where else the complainant may go."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.domain.case.law import (
    CONSUMER,
    ENERGY,
    LAW,
    OMBUDSMAN,
    REBUTTAL,
    silent,
    under,
)
from tests.domain.case.stories import (
    COLLEAGUE,
    DAY,
    History,
    at,
    by,
    closing,
    decided,
    found,
    promise,
    put,
    refused,
    reply,
    shared,
    spoken,
    state,
    told,
    words,
)

from answerable.domain.case import issues
from answerable.domain.case.case import Case
from answerable.domain.case.duties import Duty, duties
from answerable.domain.case.inquiry import InformationRequested, RecordInquiry
from answerable.domain.case.issues import DecideIssue, Outcome
from answerable.domain.case.obligations import ClockStarted, Obligation
from answerable.domain.case.promises import PromiseKind
from answerable.domain.case.silence import RecordCompensation, owed, ways_out
from answerable.domain.case.terms import Terms
from answerable.domain.case.verdicts import missed
from answerable.domain.command import RefusedError


def clock(case: Case, name: str) -> Obligation:
    return case.clocks.obligations[name]


def clocks(history: History) -> dict[str, ClockStarted]:
    return {each.obligation: each for each in history if isinstance(each, ClockStarted)}


def owing(history: History, hour: float, kind: str = "obligation") -> list[Duty]:
    return [duty for duty in duties(state(history), at(hour)) if duty.kind == kind]


def ids(history: History, hour: float) -> set[str]:
    return {duty.id for duty in owing(history, hour)}


def on_day(moment: datetime) -> str:
    return f"{moment:%m-%d}"


REMEDY = f"remedy.1.{CONSUMER}"


def test_silence_that_accepts_opens_a_duty_to_promise_the_remedy() -> None:
    assert REMEDY in ids(silent(), 15 * DAY)


def test_only_a_reply_with_the_remedy_settles_what_silence_accepted() -> None:
    kind = promise(due=20 * DAY, kind=PromiseKind.REMEDY)
    sorry = told(silent(), reply("reply-1", 16 * DAY))
    given = told(sorry, reply("reply-2", 16 * DAY, terms=Terms(promises=(kind,))))

    assert REMEDY in ids(sorry, 16 * DAY)
    assert REMEDY not in ids(given, 16 * DAY)


def test_a_rebuttal_by_two_people_lets_the_case_be_decided_on_its_merits() -> None:
    rebutted = shared(put(silent(), REBUTTAL, policy=LAW), 16 * DAY)
    no = DecideIssue("issue-1", Outcome.NOT_UPHELD, words("No"), **by(17 * DAY, COLLEAGUE))

    assert refused(shared(silent(), 16 * DAY), no, LAW) is issues.SILENCE_DECIDED
    assert decided(rebutted, no, LAW)
    assert REMEDY not in ids(rebutted, 17 * DAY)
    assert missed(state(rebutted), clock(state(rebutted), CONSUMER), at(17 * DAY))


@pytest.mark.parametrize(
    ("day", "amount"), [(10, None), (11, 3000), (21, 3000), (22, 6000), (300, 6000)]
)
def test_compensation_accrues_step_by_step(day: int, amount: int | None) -> None:
    case = state(under("law.energy"))
    money = owed(case, clock(case, ENERGY), at(day * DAY))

    assert (money and (money.amount, money.currency)) == (amount and (amount, "EUR"))


def test_what_lateness_cost_stands_until_it_is_paid() -> None:
    late = told(found(under("law.energy")), closing(hour=12 * DAY))
    paid = put(late, RecordCompensation(ENERGY, 3000, "EUR", "transfer", **by(40 * DAY)))

    assert [(d.amount, d.currency) for d in owing(late, 40 * DAY, "compensation")] == [
        (3000, "EUR")
    ]
    assert owing(paid, 40 * DAY, "compensation") == []


def test_the_complainant_may_go_elsewhere_once_the_law_says() -> None:
    case = state(under("law.energy", "law.bank"))

    def open_ways(day: int) -> list[tuple[str, str]]:
        return [(way.body, on_day(way.since)) for way in ways_out(case, at(day * DAY))]

    assert open_ways(12) == []
    assert open_ways(14) == [(OMBUDSMAN, "11-14")]
    assert open_ways(22) == [(OMBUDSMAN, "11-14"), ("Court of Banks", "11-23")]


def test_a_closing_reply_signposts_as_its_packs_say() -> None:
    against = found(under("law.energy", "law.bank"), Outcome.NOT_UPHELD)
    granted = found(under("law.energy", "law.bank"))

    assert refused_for(against) == {OMBUDSMAN, "Court of Banks"}
    assert refused_for(granted) == {"Court of Banks"}
    assert decided(granted, closing(signposts=("Court of Banks",)), LAW)


def refused_for(history: History) -> set[str]:
    """What the refusal says is missing of the closing reply."""
    with pytest.raises(RefusedError) as refusal:
        decided(history, closing(), LAW)
    return set(refusal.value.missing)


def asked(hour: float, *states: str) -> History:
    """Something was asked for in a reply that arrived in its second hour."""
    due = at(hour)
    fact = InformationRequested(
        occurred_at=at(2), request="request-1", told_in="reply-1", due=due, warned=True
    )
    history = put(under("law.consumer"), reply("reply-1", 2, states=states))
    return put(spoken(history, "reply-1", 2), RecordInquiry(fact, **by(2)))


def unexamined(hour: float) -> DecideIssue:
    what = (Outcome.LEFT_UNEXAMINED, words("Nothing came"), "request-1")
    return DecideIssue("issue-1", *what, **by(hour, COLLEAGUE))


def test_nothing_is_left_unexamined_before_the_time_a_pack_gives_to_complete() -> None:
    full = asked(2 * DAY, "left_unexamined_else")

    assert refused(full, unexamined(3 * DAY), LAW) is issues.REQUEST_LAPSED
    assert decided(full, unexamined(8 * DAY), LAW)
    assert refused(asked(2 * DAY), unexamined(8 * DAY), LAW) is issues.REQUEST_LAPSED
