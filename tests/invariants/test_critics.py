"""I11 in a survey: what the clock saw pass was an answer still owed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.invariants.spoiling import Log, numbered

from answerable.application.desk import Desk
from answerable.application.survey_desk import SurveyDesk
from answerable.application.verify import CHECKS, check
from answerable.bootstrap import open_desk
from answerable.domain.case.obligations import DueTimePassed
from answerable.domain.survey.answering import Way

MONDAY = datetime(2026, 3, 2, 11, tzinfo=UTC)
ANSWER = ("We are sorry.", "A new soup", "Maria")


class Wall:
    now = MONDAY

    def later(self, days: int) -> None:
        self.now += timedelta(days=days)


def heard(wall: Wall, *, contactable: bool = True) -> tuple[Desk, SurveyDesk, str]:
    desk = open_desk("memory:", clock=lambda: wall.now)
    survey = desk.survey()
    criticism = survey.hear(
        "Cold soup", "email", asked=False, person="person-anna", contactable=contactable
    )
    survey.judge(criticism, "So it reads", critical=True)
    return desk, survey, criticism


def waited(_: SurveyDesk, __: str) -> None:
    """Nobody does anything."""


def answer_fails(survey: SurveyDesk, criticism: str) -> None:
    answer = survey.answer(criticism, *ANSWER, Way.EMAIL)
    survey.answer_failed(answer, "bounce")


def fails_in_a_case(survey: SurveyDesk, criticism: str) -> None:
    survey.to_case(criticism)


def on_record(desk: Desk) -> Log:
    return list(desk.store.read_all(0, 1000))


@pytest.mark.parametrize("done", [waited, answer_fails, fails_in_a_case])
def test_a_critic_who_waits_is_seen_to_wait(done: Callable[[SurveyDesk, str], None]) -> None:
    wall = Wall()
    desk, survey, criticism = heard(wall)
    done(survey, criticism)
    wall.later(9)
    desk.pass_time()

    assert "DueTimePassed" in {each.type for each in on_record(desk)}
    assert list(check(on_record(desk))) == []


def answered(survey: SurveyDesk, criticism: str) -> None:
    survey.answer(criticism, *ANSWER, Way.EMAIL)


def answered_together(survey: SurveyDesk, criticism: str) -> None:
    survey.answer_all((criticism,), *ANSWER, "the door")


def taken_back(survey: SurveyDesk, criticism: str) -> None:
    two = SurveyDesk(survey.desk.acting(confirmed_by="staff-2"), survey.id)
    two.judge(criticism, "Praise, read again", critical=False)


@pytest.mark.parametrize("done", [answered, answered_together, taken_back])
def test_a_due_time_that_passed_for_nobody_is_seen(
    done: Callable[[SurveyDesk, str], None],
) -> None:
    wall = Wall()
    desk, survey, criticism = heard(wall, contactable=done is not answered_together)
    done(survey, criticism)
    log = on_record(desk)
    assert list(check(log)) == []
    passed = DueTimePassed(
        occurred_at=MONDAY + timedelta(days=9), duty=criticism, due=MONDAY + timedelta(days=1)
    )
    late = replace(
        log[-1], stream=survey.id, event=passed, recorded_at=passed.occurred_at, command_id="tick"
    )

    found = list(CHECKS["I11"](numbered([*log, late])))

    assert [each.sentence for each in found] == [
        "a due time was recorded as passed of something that was not owed"
    ]
