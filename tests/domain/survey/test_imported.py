"""Surveys that began elsewhere: told as their register has them, and only by an import."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.domain.survey.restaurant import YES, Restaurant, begun, feedback, opened
from tests.domain.survey.story import DAY, HOUR, IMPORT, MONDAY, said

from answerable.domain.case.time_passing import PassTime
from answerable.domain.event import ERASED, Personal
from answerable.domain.survey import imported, receiving
from answerable.domain.survey.feedback import CriticismReceived, Verdict
from answerable.domain.survey.imported import (
    AttestSurvey,
    ImportedRow,
    ImportResponses,
    ResponseRestated,
    SurveyAttested,
)
from answerable.domain.survey.judging import JudgeResponse
from answerable.domain.survey.scores import Scale
from answerable.domain.survey.survey import decider, overdue, paused


def row(
    key: str = "row-1",
    response: str = "criticism-1",
    received_at: datetime = MONDAY - DAY,
    **more: object,
) -> ImportedRow:
    stars: dict[str, object] = {"scale": Scale.STARS, "score": 2, "row": key, "channel": "review"}
    return ImportedRow(response, feedback(**(stars | more)), received_at)


def imported_rows(story: Restaurant, *rows: ImportedRow) -> list[str]:
    return story.names(ImportResponses, rows, actor=IMPORT)


def attested() -> Restaurant:
    story = begun()
    story.put(AttestSurvey, "reviews.csv", actor=IMPORT)
    return story


def test_an_import_attests_a_survey_without_readiness() -> None:
    event = attested().events[0]

    assert isinstance(event, SurveyAttested)
    assert (event.source, event.stated_by) == ("reviews.csv", IMPORT.id)


def test_nobody_but_an_import_attests_or_states_rows() -> None:
    begun().refused(imported.ONLY_IMPORT, AttestSurvey, "reviews.csv")
    attested().refused(imported.ONLY_IMPORT, ImportResponses, (row(),))


def test_a_survey_of_ours_is_not_attested() -> None:
    opened().refused(imported.NOT_OPENED, AttestSurvey, "reviews.csv", actor=IMPORT)


def test_rows_come_into_an_attested_survey_each_with_its_key() -> None:
    keyless = row(row=None)

    begun().refused(imported.ATTESTED_FIRST, ImportResponses, (row(),), actor=IMPORT)
    attested().refused(imported.KEYED, ImportResponses, (keyless,), actor=IMPORT)


def test_a_row_off_its_scale_is_named() -> None:
    rows = (row(), row("row-2", "criticism-2", score=6))

    missing = attested().refused(receiving.ON_SCALE, ImportResponses, rows, actor=IMPORT)

    assert missing == ("row-2",)


def test_each_row_is_told_once_in_whatever_order_and_under_whatever_ids() -> None:
    story = attested()
    rows = (row(), row("row-2", "response-2", score=5))
    again = (row("row-2", "response-9", score=5, person="person-9"), row(response="criticism-9"))

    assert imported_rows(story, *rows) == ["CriticismReceived", "ResponseReceived"]
    assert imported_rows(story, *again) == []


def test_the_due_time_counts_from_the_receipt_the_register_states() -> None:
    story = attested()
    imported_rows(story, row(received_at=MONDAY - 7 * DAY))
    event = story.events[1]

    assert isinstance(event, CriticismReceived)
    assert event.occurred_at == MONDAY - 7 * DAY
    assert overdue(story.state, story.now) == ("criticism-1",)


def test_an_attested_survey_is_never_paused_for_it_asks_nobody() -> None:
    story = attested()
    imported_rows(story, row(received_at=MONDAY - 7 * DAY))

    assert not paused(story.state, story.now)
    assert story.names(PassTime) == ["DueTimePassed"]


def test_what_an_import_records_does_not_depend_on_when_it_ran() -> None:
    early, late = attested(), attested()
    late.now += 9 * DAY
    imported_rows(early, row())
    imported_rows(late, row())

    assert early.events[1:] == late.events[1:]


def test_a_changed_row_adds_one_event_that_counts_from_then_on() -> None:
    story = attested()
    imported_rows(story, row(), row("row-2", "response-2", score=5))
    better = row(response="criticism-9", person="person-9", score=5)

    assert imported_rows(story, better) == ["ResponseRestated"]

    event = story.events[-1]
    assert isinstance(event, ResponseRestated)
    assert event.response == "criticism-1"
    assert event.feedback.person == "person-guest"
    assert event.feedback.words is not None
    assert event.feedback.words.subject == "person-guest"
    assert story.state.responses.criticism("criticism-1") is None
    assert imported_rows(story, row(score=1)) == ["ResponseRestated"]
    assert story.state.responses.criticism("criticism-1") is not None


def test_words_that_came_or_went_are_a_change() -> None:
    story = attested()
    imported_rows(story, row())

    assert imported_rows(story, row(words=None)) == ["ResponseRestated"]
    assert imported_rows(story, row(words=None, received_at=MONDAY)) == ["ResponseRestated"]


def test_of_two_rows_with_one_key_the_later_counts() -> None:
    story = attested()
    twice = (row(), row(response="criticism-9", score=5))

    assert imported_rows(story, *twice) == ["ResponseReceived"]
    assert imported_rows(story, *twice, row(score=1)) == ["ResponseRestated"]


def test_what_a_person_judged_critical_stays_so_when_its_row_changes() -> None:
    story = attested()
    imported_rows(story, row(score=5))
    story.put(JudgeResponse, "criticism-1", **YES)

    imported_rows(story, row(score=4))

    assert story.state.responses.criticism("criticism-1") is not None


def test_a_label_somebody_else_gave_is_their_judgement() -> None:
    story = attested()
    theirs: dict[str, Any] = {
        "scale": Scale.LABEL,
        "score": None,
        "label": "negative",
        "judged": Verdict(by="crowd of 2015", critical=True),
    }

    assert imported_rows(story, row(**theirs)) == ["CriticismReceived"]


def test_erased_words_are_not_compared() -> None:
    erased = Personal[str](subject="person-guest", value=ERASED)
    story = attested()
    imported_rows(story, row(words=erased, external_id=erased))

    assert imported_rows(story, row(external_id=said("mail-1"))) == []


def test_a_restated_response_nobody_knows_changes_nothing() -> None:
    event = ResponseRestated(
        occurred_at=MONDAY + HOUR, response="criticism-9", feedback=feedback(), target=None
    )

    known = decider.fold([event]).responses.known

    assert known == {}
