"""An event in the log knows its own name and time; no error shows a personal word."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from answerable.domain.case.intake import RemedySought
from answerable.domain.event import ERASED, Actor, Event, Personal, RecordedEvent

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
WISH = RemedySought(occurred_at=NOW, remedy=Personal[str](subject="person-1", value="A new kettle"))


def test_a_recorded_event_has_the_name_of_its_class_and_its_own_time() -> None:
    recorded = RecordedEvent(
        event=WISH,
        stream="case-1",
        version=1,
        position=7,
        recorded_at=NOW,
        actor=Actor("staff-1", "agent"),
        command_id="command-1",
        correlation="command-1",
    )

    assert (recorded.type, recorded.occurred_at) == ("RemedySought", NOW)


@pytest.mark.parametrize(
    "facts",
    [
        {"occurred_at": NOW, "remedy": "A new kettle"},
        {"occurred_at": "A new kettle", "remedy": WISH.remedy},
        {"occurred_at": NOW, "remedy": WISH.remedy, "blame": "A new kettle"},
        {"occurred_at": NOW.replace(tzinfo=None), "remedy": WISH.remedy},
    ],
    ids=["words that are nobody's", "no time", "a field too many", "a time without a zone"],
)
def test_what_is_no_event_is_refused_without_its_words(facts: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refusal:
        RemedySought.model_validate(facts)

    assert "kettle" not in str(refusal.value)


def test_an_event_does_not_change() -> None:
    with pytest.raises(ValidationError):
        WISH.occurred_at = NOW


def test_erased_words_leave_whose_they_were() -> None:
    gone = WISH.model_copy(update={"remedy": WISH.remedy.model_copy(update={"value": ERASED})})

    read = RemedySought.model_validate_json(gone.model_dump_json())

    assert (read.remedy.subject, read.remedy.value) == ("person-1", ERASED)
    assert isinstance(read, Event)
