"""Asking the log what auditors ask, at the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.projections.register import stated_by_register
from tests.projections.town import Town

from answerable.application.audit import Auditor, UnknownQuestionError
from answerable.projections.audit.catalogue import QUESTIONS


def test_the_desk_answers_a_question_now_and_as_of_then() -> None:
    town = Town()
    case = town.owned()
    case.acknowledge("we are sorry", "Marta", promise="in 2 days")
    before = town.desk.store.head()
    town.after(timedelta(days=9))

    broken = town.desk.audit("promises")

    assert [item.subject for item in broken.findings] == [
        f"{case.id}/{next(iter(case.state.promises))}"
    ]
    assert town.desk.audit("promises", before).findings == ()
    assert town.desk.audit("promises", town.now).results == broken.results
    assert (broken.streams, broken.events) == (len({e.stream for e in town.log}), before)


def test_a_question_that_is_none_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownQuestionError, match="there are delivery, recording, promises"):
        Town().desk.audit("luck")


def test_an_empty_log_answers_with_nothing() -> None:
    town = Town()
    auditor = Auditor(town.desk.store, town.now, 7)

    (audit, *_) = auditor.ask([*QUESTIONS.values()])

    assert (audit.events, audit.streams, audit.moment) == (0, 0, town.now)


def test_what_only_a_register_states_is_no_finding_of_ours() -> None:
    town = Town()
    stated_by_register(town.desk, "case-register", replied=False)
    town.after(timedelta(days=300))

    audit = town.desk.audit("limits")

    assert audit.findings == ()
    assert audit.results[0].attested.yes > 0


def test_how_far_the_reading_is_is_told() -> None:
    town, told = Town(), list[tuple[str, float]]()
    town.owned()

    def hear(what: str, share: float) -> None:
        told.append((what, share))

    Auditor(town.desk.store, town.now, None, hear).ask([])

    assert [told[0], told[-1]] == [("reading", 1.0), ("asking", 1.0)]
