"""A register's old word ends nothing that was opened again for a reason of its own."""

from __future__ import annotations

from tests.domain.case.register_rows import row
from tests.domain.case.stories import COLLEAGUE, DAY, at, by, heard, names, put, state, words

from answerable.domain.case.ending import Basis, ExternalOutcomeRecorded, Stage, Why
from answerable.domain.case.intake import Aside, SetMessageAside
from answerable.domain.case.reopening import RecordExternalOutcome, ReopenCase

CLOSED = put((), row(0, replied=True, status="Closed with explanation"))


def test_a_case_that_a_court_overturned_is_not_ended_by_the_row_that_was_overturned() -> None:
    outcome = ExternalOutcomeRecorded(
        occurred_at=at(DAY), body="court", overturned=True, summary=words("Unfounded")
    )
    opened = put(
        CLOSED,
        RecordExternalOutcome(outcome, **by(DAY, COLLEAGUE)),
        ReopenCase(Why.EXTERNAL_OUTCOME, **by(DAY, COLLEAGUE)),
    )
    tagged = put(opened, row(2 * DAY, replied=True, status="Closed with explanation, tagged"))

    assert names([*tagged[len(opened) :]]) == ["RegisterEntryRecorded"]
    assert state(tagged).stage is Stage.OPEN


def test_a_disputed_case_is_not_ended_by_the_row_once_the_dispute_is_set_aside() -> None:
    opened = put(
        heard(CLOSED, "message-2", DAY),
        ReopenCase(Why.DISPUTED, "message-2", **by(DAY, COLLEAGUE)),
        SetMessageAside("message-2", Aside.NO_NEW_MATTER, **by(DAY, COLLEAGUE)),
    )
    tagged = put(opened, row(2 * DAY, replied=True, status="Closed with explanation, tagged"))

    assert state(tagged).stage is Stage.OPEN


def test_a_case_that_the_register_opened_again_is_ended_by_the_register() -> None:
    opened = put(CLOSED, row(DAY))
    assert state(opened).stage is Stage.OPEN

    ended = put(opened, row(2 * DAY, replied=True, status="Closed with explanation"))
    assert state(ended).ending.basis is Basis.ATTESTED
