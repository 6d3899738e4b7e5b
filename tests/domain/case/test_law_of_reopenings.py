"""What the law makes of a case that is opened again: from when its limits run, by which version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.domain.case.law import ENERGY, LAW, LAW_ENERGY, OMBUDSMAN, row, under
from tests.domain.case.packs import days
from tests.domain.case.register_rows import row as registered
from tests.domain.case.stories import (
    DAY,
    History,
    at,
    by,
    closing,
    ended,
    failed,
    found,
    heard,
    put,
    refused,
    told,
    words,
)

from answerable.domain.case.applying import ApplyPack
from answerable.domain.case.ending import ExternalOutcomeRecorded, Why
from answerable.domain.case.issues import IssueDecided
from answerable.domain.case.obligations import ClockStarted
from answerable.domain.case.reopening import RecordExternalOutcome, ReopenCase
from answerable.domain.case.starting import PACK_VETTED
from answerable.domain.deadlines.pack import Pack, StartEvent
from answerable.domain.deadlines.policy import Policy

BODIES = (OMBUDSMAN, "Court of Banks")


def clocks(history: History) -> dict[str, ClockStarted]:
    return {event.obligation: event for event in history if isinstance(event, ClockStarted)}


def over(
    history: History, *, policy: Policy = LAW, reply: str = "reply-9", since: float = 4
) -> History:
    """Answered and closed."""
    decided = any(isinstance(event, IssueDecided) for event in history)
    answer = closing(reply, since, signposts=BODIES)
    return ended(told(history if decided else found(history), answer), since + 2, policy=policy)


def unsatisfied(
    history: History, *, policy: Policy = LAW, reply: str = "reply-9", since: float = 4
) -> History:
    """Closed, and the complainant wrote that they are not satisfied."""
    closed = over(history, policy=policy, reply=reply, since=since)
    return heard(closed, "message-2", since + 25, policy=policy)


def disputed(
    history: History, *, policy: Policy = LAW, reply: str = "reply-9", since: float = 4
) -> History:
    """Opened again on that message."""
    unhappy = unsatisfied(history, policy=policy, reply=reply, since=since)
    reopened = ReopenCase(Why.DISPUTED, "message-2", **by(since + 26))
    return put(unhappy, reopened, policy=policy)


def test_a_dispute_is_counted_by_the_version_in_force_when_its_message_came() -> None:
    policy = replace(LAW, packs={**LAW.packs, "law.energy": two_versions()})
    begun = clocks(disputed(under("law.energy", policy=policy), policy=policy))

    assert (begun[ENERGY].pack_version, begun[ENERGY].rule) == ("2020", "10 calendar_day")
    later = begun["law.energy:final_answer.2"]
    assert (later.pack_version, later.rule) == ("2026-11-03", "5 calendar_day")


def two_versions() -> Pack:
    """The pack of energy, shorter from the day of the dispute on."""
    (old,) = LAW_ENERGY.versions
    changed = date(2026, 11, 3)
    new = replace(
        old,
        version="2026-11-03",
        effective_from=changed,
        vetted_from=changed,
        obligations=(row("final_answer", days(5)),),
    )
    before = changed - timedelta(days=1)
    ended_before = replace(old, effective_until=before, vetted_until=before)
    return replace(LAW_ENERGY, versions=(ended_before, new))


def test_a_dispute_on_a_day_that_nobody_vetted_opens_nothing() -> None:
    (only,) = LAW_ENERGY.versions
    over = replace(LAW_ENERGY, versions=(replace(only, vetted_until=date(2026, 11, 2)),))
    policy = replace(LAW, packs={**LAW.packs, "law.energy": over})
    unhappy = unsatisfied(under("law.energy", policy=policy), policy=policy)

    reopened = ReopenCase(Why.DISPUTED, "message-2", **by(30))
    assert refused(unhappy, reopened, policy) is PACK_VETTED


def test_a_dispute_begins_no_row_that_waits_for_an_event_of_its_own() -> None:
    demanded = ApplyPack("law.consumer", event=StartEvent.SENDING_AGAIN_DEMANDED, **by(4))
    begun = clocks(disputed(put(under("law.consumer"), demanded, policy=LAW)))

    assert "law.consumer:send_again.1" in begun
    assert "law.consumer:final_answer.2" in begun
    assert "law.consumer:send_again.2" not in begun


def test_a_dispute_begins_the_rows_for_the_kind_of_case_it_was_before() -> None:
    begun = clocks(disputed(under("law.consumer", kinds=("in_shop",))))

    assert "law.consumer:acknowledge_in_shop.2" in begun
    assert "law.consumer:acknowledge.2" not in begun


def test_a_pack_applied_in_a_later_span_begins_anew_as_well() -> None:
    bounced = failed(over(under()), "reply-9", 27)
    applied = put(bounced, ApplyPack("law.bank", **by(28)), policy=LAW)

    assert "law.bank:final_answer.2" in clocks(applied)
    assert "law.bank:final_answer.3" in clocks(disputed(applied, reply="reply-10", since=28))


def test_a_decision_outside_begins_the_clocks_of_the_house_alone() -> None:
    outside = ExternalOutcomeRecorded(
        occurred_at=at(30), body="court", overturned=True, summary=words("She was right")
    )
    judged = put(over(under("law.bank")), RecordExternalOutcome(outside, **by(30)), policy=LAW)
    begun = clocks(put(judged, ReopenCase(Why.EXTERNAL_OUTCOME, **by(31)), policy=LAW))

    assert "final_answer.2" in begun
    assert "law.bank:final_answer.2" not in begun


def test_a_register_that_takes_its_reply_back_lets_the_limits_run_from_where_they_began() -> None:
    stated = put((), registered(5 * DAY, replied=True, packs=("law.energy",)), policy=LAW)
    taken_back = put(stated, registered(9 * DAY, status="open", packs=("law.energy",)), policy=LAW)
    first, again = (clocks(taken_back)[f"law.energy:final_answer.{span}"] for span in (1, 2))

    assert (again.occurred_at, again.due, again.span) == (first.occurred_at, first.due, 2)
