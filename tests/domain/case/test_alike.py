"""The same case with abuse, another cause, another complainant or praise owes the same (I12)."""

from __future__ import annotations

import pytest
from tests.domain.case.stories import (
    DAY,
    WEEK,
    History,
    answered,
    at,
    by,
    closed,
    found,
    owned,
    promised,
    put,
    received,
    state,
    words,
)

from answerable.domain.case.conduct import Conduct, ConductFlagged, RecordConduct
from answerable.domain.case.duties import Duty, duties
from answerable.domain.case.inquiry import (
    Cause,
    CauseFound,
    FactsExtracted,
    InformationGapChecked,
    RecordInquiry,
)
from answerable.domain.case.intake import Complainant, RecordFact, RemedySought, Signal
from answerable.domain.case.solution import AgreementReached, RecordSolution


def owed(history: History) -> list[tuple[Duty, ...]]:
    return [duties(state(history), at(hour)) for hour in (4, DAY, WEEK, 2 * WEEK)]


def rest(history: History) -> list[list[tuple[Duty, ...]]]:
    """What is owed along the way to the end, and after it."""
    first = promised(history)
    last = answered(found(first), tells=("promise-1",))
    return [owed(each) for each in (history, first, last, closed(last))]


@pytest.mark.parametrize("kind", Complainant)
@pytest.mark.parametrize("signal", Signal)
def test_who_complains_and_how_loud_changes_nothing_owed(kind: Complainant, signal: Signal) -> None:
    assert rest(owned(received(kind=kind, signal=signal))) == rest(owned())


@pytest.mark.parametrize("conduct", Conduct)
def test_abuse_changes_nothing_owed(conduct: Conduct) -> None:
    flag = ConductFlagged(occurred_at=at(1), record="c-1", conduct=conduct, message="message-1")

    assert rest(put(owned(), RecordConduct(flag, **by(1)))) == rest(owned())


@pytest.mark.parametrize("cause", Cause)
def test_the_cause_changes_nothing_owed_the_customers_own_action_included(cause: Cause) -> None:
    gap = InformationGapChecked(
        occurred_at=at(1), told=False, in_time=False, visible=False, understandable=False
    )
    fact = CauseFound(occurred_at=at(1), issue="issue-1", cause=cause, stage="use")
    history = put(owned(), RecordInquiry(gap, **by(1)), RecordInquiry(fact, **by(1)))

    assert rest(history) == rest(owned())


def test_praise_agreement_and_wishes_change_nothing_owed() -> None:
    wish = RecordFact(RemedySought(occurred_at=at(1), remedy=words("A new one")), **by(1))
    facts = RecordInquiry(FactsExtracted(occurred_at=at(1), facts=words("It leaks")), **by(1))
    meeting = AgreementReached(occurred_at=at(1), gives=words("Thanks"), gets=words("A kettle"))

    assert rest(put(owned(), wish, facts, RecordSolution(meeting, **by(1)))) == rest(owned())
