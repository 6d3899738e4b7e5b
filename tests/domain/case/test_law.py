"""Several packs on one case: every clock is kept, and counted as its own pack says."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tests.domain.case.law import (
    ACK,
    BANKS,
    CONSUMER,
    ENERGY,
    LAW,
    OMBUDSMAN,
    under,
)
from tests.domain.case.stories import (
    DAY,
    History,
    answered,
    at,
    by,
    closing,
    decided,
    ended,
    failed,
    found,
    heard,
    put,
    received,
    refused,
    reply,
    sent,
    spoken,
    state,
    told,
    words,
)

from answerable.domain.case import terms
from answerable.domain.case.applying import ApplyPack
from answerable.domain.case.case import Case
from answerable.domain.case.duties import Duty, duties
from answerable.domain.case.ending import Why
from answerable.domain.case.obligations import ClockStarted, Obligation
from answerable.domain.case.reopening import ReopenCase
from answerable.domain.case.solution import AgreementReached, RecordSolution
from answerable.domain.case.terms import ExtensionTerms, PauseTerms, Terms
from answerable.domain.case.time_passing import ResumeClock
from answerable.domain.case.verdicts import Verdict, met_at, verdict
from answerable.domain.deadlines.pack import StartEvent
from answerable.domain.deadlines.trace import day_by_day


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


def test_every_clock_is_kept_and_the_earliest_is_next() -> None:
    history = under("law.consumer", "law.energy")
    due = {duty.id: on_day(duty.due) for duty in owing(history, 1)}

    assert due == {
        "acknowledge.1": "11-03",
        ACK: "11-04",
        "final_answer.1": "11-09",
        ENERGY: "11-12",
        CONSUMER: "11-16",
    }
    assert owing(history, 1)[0].id == "acknowledge.1"


def test_a_clock_says_by_which_rule_edition_and_days_it_was_counted() -> None:
    started = clocks(under("law.consumer"))[CONSUMER]
    counted = [day for day in day_by_day(started.trace) if day.counted]

    assert (started.pack, started.pack_version, started.calendar) == (
        "law.consumer",
        "2020",
        "PL-1",
    )
    assert len(counted) == 14
    assert started.row is not None
    assert on_day(started.furthest or started.due) == "12-02"


def test_without_packs_of_its_own_a_case_comes_under_those_of_the_desk() -> None:
    at_the_desk = replace(LAW, applied=("law.energy",))

    assert ENERGY in clocks(received(policy=at_the_desk))
    assert ENERGY not in clocks(received(policy=at_the_desk, packs=()))


def test_the_house_is_there_anyway() -> None:
    assert clocks(under("house.default")).keys() == {"acknowledge.1", "final_answer.1"}


def test_the_kind_of_case_chooses_the_row() -> None:
    in_shop = clocks(under("law.consumer", kinds=("in_shop",)))

    assert "law.consumer:acknowledge_in_shop.1" in in_shop
    assert ACK not in in_shop


def test_a_pack_applied_later_counts_from_the_receipt() -> None:
    history = under()
    later = put(history, ApplyPack("law.energy", **by(3 * DAY)), policy=LAW)

    assert clocks(later)[ENERGY].due == clocks(under("law.energy"))[ENERGY].due


def test_a_pack_applied_after_a_dispute_counts_from_the_message_that_complains_anew() -> None:
    history = put(ended_in_dispute(), ApplyPack("law.energy", **by(3 * DAY)), policy=LAW)

    assert clocks(history)["law.energy:final_answer.2"].occurred_at == at(29)


def ended_in_dispute(*packs: str) -> History:
    closed = ended(answered(found(under(*packs)), signposts=(OMBUDSMAN,)), policy=LAW)
    unhappy = heard(closed, "message-2", 29, policy=LAW)
    return put(unhappy, ReopenCase(Why.DISPUTED, "message-2", **by(30)), policy=LAW)


def test_a_dispute_begins_the_clocks_of_every_pack_anew() -> None:
    begun = clocks(ended_in_dispute("law.energy"))["law.energy:final_answer.2"]

    assert (begun.pack_version, begun.occurred_at) == ("2020", at(29))


def test_our_failed_delivery_gives_us_no_more_time() -> None:
    bounced = failed(ended(answered(found(under("law.energy"))), policy=LAW), "reply-9", DAY)

    assert "law.energy:final_answer.2" not in clocks(bounced)
    assert ENERGY in ids(bounced, DAY)


def test_a_row_that_starts_by_another_event_waits_for_it() -> None:
    demanded = ApplyPack("law.consumer", event=StartEvent.SENDING_AGAIN_DEMANDED, **by(4 * DAY))
    history = put(under("law.consumer"), demanded, policy=LAW)
    again = "law.consumer:send_again.1"

    assert clocks(history)[again].occurred_at == at(4 * DAY)
    assert again in ids(history, 5 * DAY)
    assert again not in ids(told(found(history), closing(hour=5 * DAY)), 5 * DAY)


def test_a_row_of_the_seat_is_counted_by_the_calendar_of_the_seat() -> None:
    assert clocks(under("law.bank"))[BANKS].calendar == "PL-coast-1"


def test_what_was_not_resolved_in_time_goes_on_under_the_pack_that_stands_in() -> None:
    history = under("law.quick")
    resolution = "law.quick:resolution.1"

    assert {resolution, BANKS} <= ids(history, 1)
    assert resolution not in ids(history, 5 * DAY)
    assert verdict(state(history), clock(state(history), resolution), at(5 * DAY)) is Verdict.MISSED


def test_what_the_complainant_accepted_in_time_is_resolved() -> None:
    agreed = AgreementReached(occurred_at=at(5), gives=words("Time"), gets=words("A lid"))
    case = state(put(under("law.quick"), RecordSolution(agreed, **by(5))))

    assert verdict(case, clock(case, "law.quick:resolution.1"), at(6)) is Verdict.MET


def test_an_acknowledgement_counts_only_if_it_states_what_the_pack_says() -> None:
    silent = told(under("law.consumer"), reply("reply-1", 2))
    full = told(under("law.consumer"), reply("reply-1", 2, states=("who", "received")))

    assert ACK in ids(silent, 3)
    assert "acknowledge.1" not in ids(silent, 3)
    assert ACK not in ids(full, 3)


def test_an_answer_by_word_of_mouth_is_none_where_the_pack_wants_writing() -> None:
    said = put(found(under("law.consumer")), closing())
    case = state(spoken(said, "reply-9", 5))

    assert met_at(case, clock(case, CONSUMER)) is None
    assert met_at(state(sent(said, "reply-9", 5)), clock(case, CONSUMER)) == at(5)


def longer(hour: float, ground: str | None = "complex", *said: str) -> Terms:
    return Terms(clocks=(ExtensionTerms(CONSUMER, at(hour), said or ("cause",), ground),))


def test_an_extension_that_reached_in_time_moves_the_limit_of_its_pack_alone() -> None:
    notice = reply("reply-1", 2, terms=longer(20 * DAY))
    case = state(told(under("law.consumer", "law.energy"), notice))
    due = {duty.id: duty.due for duty in duties(case, at(7 * DAY))}

    assert due[CONSUMER] == at(20 * DAY)
    assert due[ENERGY] == clock(case, ENERGY).started.due


def test_a_notice_that_came_after_the_original_limit_does_not_prolong_a_longer_one() -> None:
    first = told(under("law.consumer"), reply("reply-1", 2, terms=longer(20 * DAY)))
    second = reply("reply-2", 16 * DAY, terms=longer(25 * DAY))

    assert refused(first, second, LAW) is terms.BEFORE_LIMIT


def still(hours: float, ground: str | None = "facts", start: float = 2) -> Terms:
    return Terms(clocks=(PauseTerms(CONSUMER, at(start + hours), ground),))


def paused(hours: float) -> History:
    """A clock that stands still from hour 2 on."""
    told = put(under("law.consumer"), reply("r", 2, terms=still(hours)), policy=LAW)
    return spoken(told, "r", 2)


def test_a_pause_loses_the_days_that_would_have_counted_and_no_start_day() -> None:
    history = paused(3 * DAY)

    assert {on_day(duty.due) for duty in owing(history, 4 * DAY) if duty.id == CONSUMER} == {
        "11-18"
    }


def test_pauses_last_no_longer_in_all_than_the_pack_allows() -> None:
    once = paused(8 * DAY)
    again = still(4 * DAY, start=9 * DAY)

    assert refused(once, reply("r2", 9 * DAY, terms=again), LAW) is terms.PAUSE_ALLOWED
    resumed = put(once, ResumeClock(CONSUMER, **by(2 * DAY)))
    assert decided(resumed, reply("r2", 9 * DAY, terms=again), LAW)
