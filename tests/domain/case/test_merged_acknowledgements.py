"""Each case keeps its own first response: a merge and its undoing move none (I2)."""

from __future__ import annotations

from tests.domain.case.merges import asked, file_of, parted, returned, taken_over
from tests.domain.case.stories import (
    BRUNO,
    DAY,
    History,
    at,
    failed,
    owned,
    received,
    reply,
    state,
    told,
)
from tests.domain.case.test_merging import ANNAS, DUP, TOGETHER

from answerable.domain.case.verdicts import Verdict, verdict


def verdict_of(history: History, clock: str, hour: float) -> Verdict:
    case = state(history)
    return verdict(case, case.clocks.obligations[clock], at(hour))


def test_a_merge_moves_no_acknowledgement_from_one_case_to_the_other() -> None:
    unheard = asked(owned(received(hour=0, person=BRUNO)), 4 * DAY, BRUNO)
    greeted = told(ANNAS, reply("reply-a", DAY + 2))
    inside = taken_over(greeted, file_of(unheard), 4 * DAY)
    silent = taken_over(ANNAS, file_of(DUP), DAY + 2)

    assert verdict_of(unheard, "acknowledge.1", 4 * DAY) is Verdict.MISSED
    assert verdict_of(inside, "case-1/acknowledge.1", 4 * DAY) is Verdict.MISSED
    assert verdict_of(inside, "acknowledge.1", 4 * DAY) is Verdict.MET
    assert verdict_of(silent, "case-1/acknowledge.1", 4 * DAY) is Verdict.MET
    assert verdict_of(silent, "acknowledge.1", 4 * DAY) is Verdict.MISSED


def test_who_came_by_a_merge_is_acknowledged_in_the_primary_and_that_goes_back_with_them() -> None:
    unheard = failed(failed(TOGETHER, "reply-1", DAY + 2), "reply-notice", DAY + 2)
    told_there = told(unheard, reply("reply-b", DAY + 3, to=BRUNO))
    after, file = parted(told_there, 2 * DAY)
    back = returned(DUP, file, 2 * DAY)

    assert verdict_of(unheard, "case-1/acknowledge.1", DAY + 4) is Verdict.RUNNING
    assert verdict_of(told_there, "acknowledge.1", DAY + 4) is Verdict.RUNNING
    assert verdict_of(after, "acknowledge.1", 2 * DAY) is Verdict.RUNNING
    assert verdict_of(told_there, "case-1/acknowledge.1", DAY + 4) is Verdict.MET
    assert verdict_of(back, "acknowledge.1", 2 * DAY) is Verdict.MET


def test_whoever_complains_twice_is_acknowledged_in_each_case_for_itself() -> None:
    again = asked(owned(received(message="message-2", issue="issue-2")), DAY + 2)
    together = taken_over(ANNAS, file_of(again), DAY + 3)

    assert verdict_of(together, "case-1/acknowledge.1", 4 * DAY) is Verdict.MET
    assert verdict_of(together, "acknowledge.1", 4 * DAY) is Verdict.MISSED
