"""Importing answers asked elsewhere: each row once, judged by whoever judged it."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.adapters.imports.entrance import Tally
from answerable.adapters.imports.rows import TableError
from answerable.adapters.imports.survey_import import SurveyFile, import_surveys
from answerable.application.ports import EventStore
from answerable.domain.event import ERASED, Personal, RecordedEvent
from answerable.domain.survey.feedback import CriticismReceived, Feedback, ResponseReceived
from answerable.domain.survey.imported import ImportResponses, SurveyAttested
from answerable.domain.survey.scores import Scale

from .importing import NOW, KilledError, each, entrance, events, killed, log, memory, quiet

Answers = list[dict[str, str | None]]


def sample() -> Answers:
    """Reviews: two the same in every column, one without a day, one without stars."""
    twin = {"stars": "1/5", "text": "Zepsute.", "date": "2024-01-06", "product": "Kubek"}
    return [
        {"stars": "4,5/5", "text": "Dobre.", "date": "2024-01-06", "product": "Kubek"},
        {"stars": "2/5", "text": "Pękło.", "date": "6 stycznia 2024", "product": "Kubek"},
        {"stars": "5/5", "text": "", "date": None, "product": "Talerz"},
        {"stars": "", "text": "Hm.", "date": "2024-02-06", "product": "Talerz"},
        dict(twin),
        dict(twin),
    ]


def imported(store: EventStore, tmp_path: Path, rows: Answers, *pairs: str) -> Tally:
    """What an import of these rows did."""
    path = tmp_path / "answers.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    file = SurveyFile(path, UTC, pairs)
    return import_surveys(entrance(store), file, tmp_path / "rejected.jsonl", quiet)


def said(store: EventStore) -> list[Feedback]:
    """What is on record of every answer."""
    return [
        recorded.event.feedback
        for recorded in log(store)
        if isinstance(recorded.event, CriticismReceived | ResponseReceived)
    ]


def test_each_row_is_an_answer_and_words_alone_wait_for_a_person(
    store: EventStore, tmp_path: Path
) -> None:
    tally = imported(store, tmp_path, sample())

    assert (tally.read, tally.new, tally.rejected) == (6, 6, 0)
    assert tally.standing == {"critical": 3, "not critical": 2, "to be judged by a person": 1}
    assert len(list(events(store, CriticismReceived))) == 3
    assert all(answer.judged is None for answer in said(store))


def test_the_survey_is_attested_and_nobody_was_ready(store: EventStore, tmp_path: Path) -> None:
    imported(store, tmp_path, sample())

    assert len(list(events(store, SurveyAttested))) == 1
    assert not {"ReadinessDeclared", "SurveyOpened"} & {recorded.type for recorded in log(store)}


def test_the_mapping_used_is_told(store: EventStore, tmp_path: Path) -> None:
    notes = imported(store, tmp_path, sample()).notes

    assert "mapping: score=stars text=text date=date about=product scale=stars" in notes


@given(st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_again_in_any_order_adds_nothing(
    tmp_path_factory: pytest.TempPathFactory, chance: Random
) -> None:
    store, tmp_path = memory(), tmp_path_factory.mktemp("again")
    imported(store, tmp_path, sample())
    before = log(store)
    rows = [dict(chance.sample(list(row.items()), len(row))) for row in chance.sample(sample(), 6)]

    tally = imported(store, tmp_path, rows)

    assert (tally.new, tally.changed, tally.unchanged) == (0, 0, 6)
    assert log(store) == before


@pytest.mark.parametrize("at", range(6))
def test_one_changed_row_is_restated_once(store: EventStore, tmp_path: Path, at: int) -> None:
    rows = sample()
    imported(store, tmp_path, rows)
    head = store.head()
    rows[at] = rows[at] | {"text": "Zmieniłem zdanie."}

    tally = imported(store, tmp_path, rows)

    assert (tally.new, tally.changed, tally.unchanged) == (0, 1, 5)
    assert [recorded.type for recorded in store.read_all(head, 100)].count("ResponseRestated") == 1


def test_a_label_is_recorded_as_the_judgement_of_whoever_gave_it(
    store: EventStore, tmp_path: Path
) -> None:
    rows: Answers = [
        {"id": "1", "sentiment": "negative", "text": "Late again."},
        {"id": "2", "sentiment": "neutral", "text": "Where?"},
        {"id": "3", "sentiment": "odd", "text": "Well."},
    ]

    tally = imported(store, tmp_path, rows)

    verdicts = {answer.row: answer.judged for answer in said(store)}
    assert tally.standing == {"critical": 1, "not critical": 1, "to be judged by a person": 1}
    assert [(one.by, one.critical) if one else None for _, one in sorted(verdicts.items())] == [
        ("column sentiment", True),
        ("column sentiment", False),
        None,
    ]
    assert {answer.scale for answer in said(store)} == {Scale.LABEL}


def test_a_score_somebody_asked_for_is_asked_and_a_review_is_not(tmp_path: Path) -> None:
    asked, found = memory(), memory()
    imported(asked, tmp_path, [{"nps": "3"}])
    imported(found, tmp_path, [{"stars": "3"}])

    assert [answer.asked for answer in said(asked)] == [True]
    assert [answer.asked for answer in said(found)] == [False]


def test_no_day_is_invented_for_a_row_without_one(store: EventStore, tmp_path: Path) -> None:
    imported(store, tmp_path, sample())

    days = Counter(
        recorded.event.occurred_at
        for kind in (CriticismReceived, ResponseReceived)
        for recorded in events(store, kind)
    )
    assert days == {
        NOW: 1,
        datetime(2024, 1, 6, tzinfo=UTC): 4,
        datetime(2024, 2, 6, tzinfo=UTC): 1,
    }


def test_of_two_rows_with_one_id_the_critical_is_believed(
    store: EventStore, tmp_path: Path
) -> None:
    rows: Answers = [{"id": "1", "stars": "5", "text": "a"}, {"id": "1", "stars": "1", "text": "b"}]

    tally = imported(store, tmp_path, rows)

    assert (tally.new, tally.rejected, tally.standing["critical"]) == (1, 1, 1)


def test_what_is_said_in_the_future_is_rejected(store: EventStore, tmp_path: Path) -> None:
    tally = imported(store, tmp_path, [{"stars": "1", "date": "2099-01-01"}])

    assert (tally.new, tally.rejected, tally.standing.total()) == (0, 1, 0)


def test_no_row_key_holds_what_a_person_wrote(store: EventStore, tmp_path: Path) -> None:
    imported(store, tmp_path, sample())

    keys = [answer.row or "" for answer in said(store)]
    assert len(set(keys)) == len(keys) == 6
    assert not any("Zepsute" in key or "Hm" in key for key in keys)


def test_two_imports_at_once_do_not_begin_two_surveys(store: EventStore, tmp_path: Path) -> None:
    imported(store, tmp_path, sample())

    def nothing(_after: int, _limit: int) -> Sequence[RecordedEvent]:
        return ()

    blind = replace(entrance(store), read_all=nothing)
    file = SurveyFile(tmp_path / "answers.jsonl", UTC)
    with pytest.raises(TableError, match="Another import"):
        import_surveys(blind, file, tmp_path / "rejected.jsonl", quiet)


def test_cut_short_between_batches_it_comes_to_the_same(
    store: EventStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = memory()
    imported(whole, tmp_path, sample())
    monkeypatch.setattr("answerable.adapters.imports.survey_import._BATCH", 1)
    file = SurveyFile(tmp_path / "answers.jsonl", UTC)
    with pytest.raises(KilledError):
        import_surveys(killed(store, 3), file, tmp_path / "rejected", quiet)

    assert 0 < len(said(store)) < 6
    imported(store, tmp_path, sample())

    assert each(store) == each(whole)


def test_erased_words_are_not_brought_back(store: EventStore, tmp_path: Path) -> None:
    imported(store, tmp_path, sample()[:1])
    put: list[ImportResponses] = []

    def read_all(after: int, limit: int) -> Sequence[RecordedEvent]:
        return [erased(recorded) for recorded in store.read_all(after, limit)]

    def collect(command: object) -> Sequence[RecordedEvent]:
        assert isinstance(command, ImportResponses)
        put.append(command)
        return ()

    way = replace(entrance(store), read_all=read_all, put=collect)
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps(sample()[0] | {"stars": "1"}), "utf-8")
    import_surveys(way, SurveyFile(path, UTC), tmp_path / "rejected.jsonl", quiet)

    (command,) = put
    words = command.rows[0].feedback.words
    assert words is not None
    assert words.value == ERASED


def erased(recorded: RecordedEvent) -> RecordedEvent:
    """The event as it is read once the words of the answer are erased."""
    event = recorded.event
    if not isinstance(event, ResponseReceived):
        return recorded
    words = Personal[str](subject=event.feedback.person, value=ERASED)
    feedback = event.feedback.model_copy(update={"words": words})
    return replace(recorded, event=event.model_copy(update={"feedback": feedback}))
