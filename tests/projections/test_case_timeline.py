"""Case timeline: every event, in plain words, with what was due after it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.projections.register import stated_by_register
from tests.projections.test_open_promises import answered
from tests.projections.town import DAY, HOUR, Town

from answerable.application.answers import rows_of
from answerable.application.case_desk import CaseDesk
from answerable.domain.case.inquiry import RecordInquiry, RetellDeclined
from answerable.domain.deadlines.policy import house
from answerable.domain.survey.scores import Scale
from answerable.projections.case_timeline import CASE_TIMELINE, Step

FIRST_RESPONSE = ("apology", "understanding", "named owner", "retell", "dated promise")


def steps(town: Town, stream: str) -> list[Step]:
    return [step for step in rows_of(CASE_TIMELINE, town.log, town.now) if step.stream == stream]


def test_every_event_of_a_case_is_a_step(town: Town) -> None:
    case = town.desk.receive("the soup was cold")
    town.after(HOUR)
    case.name_owner("Marta")

    told = steps(town, case.id)

    assert [step.version for step in told] == list(range(1, 8))
    assert [step.position for step in told] == [each.position for each in town.log]
    assert [step.type for step in told] == [each.type for each in town.log]
    last = told[-1]
    assert (last.occurred_at, last.recorded_at) == (town.now, town.now)
    assert (last.actor, last.role) == ("staff-marta", "lead")
    assert last.what == "staff-marta owns the case from here to the end"
    assert not any(step.late or step.attested for step in told)


def test_each_step_shows_what_was_due_once_it_was_recorded(town: Town) -> None:
    case = town.owned()
    case.acknowledge("we are sorry", "Marta")

    before, after = steps(town, case.id)[-2:]

    assert [duty.name for duty in before.duties] == ["acknowledge", "final_answer", "answer"]
    assert [duty.name for duty in after.duties] == ["final_answer", "answer"]
    assert before.what.startswith("staff-marta promised person-")
    assert before.replies == 0
    assert after.replies == 1


def test_each_step_of_an_open_case_shows_what_the_first_response_lacks(town: Town) -> None:
    case = town.owned()
    assert {step.missing for step in steps(town, case.id)} == {FIRST_RESPONSE}

    case.acknowledge("we are sorry", "Marta")
    assert steps(town, case.id)[-1].missing == ()

    answered(case, tells=tuple(case.state.promises))
    assert steps(town, case.id)[-1].missing == ()


def test_who_does_not_want_to_tell_it_again_was_asked(town: Town) -> None:
    case = town.owned()
    said = next(iter(case.state.intake.messages))
    declined = RetellDeclined(occurred_at=town.now, message=said)
    town.desk.execute(RecordInquiry(declined, **town.desk.about(case.id)))

    assert "retell" not in steps(town, case.id)[-1].missing


@pytest.mark.parametrize(
    ("passed", "late"),
    [(timedelta(hours=1), False), (DAY, False), (2 * DAY, True), (4 * DAY, True)],
)
def test_what_is_recorded_later_than_a_business_day_is_flagged(
    town: Town, passed: timedelta, *, late: bool
) -> None:
    case = town.owned()
    then = town.now
    town.after(passed)
    CaseDesk(town.desk.acting(at=then), case.id).hear("I called you on Monday")

    assert [step.late for step in steps(town, case.id)] == [False] * 7 + [late]


def test_what_an_import_brings_in_is_told_apart_from_what_is_recorded_late(town: Town) -> None:
    then = town.now
    town.after(9 * DAY)
    stated_by_register(town.desk.acting(at=then), "case-1", replied=False)
    CaseDesk(town.desk.acting(at=then), "case-1").hear("I called you on Monday")

    told = steps(town, "case-1")

    assert {(step.imported, step.late) for step in told[:-1]} == {(True, False)}
    assert (told[-1].imported, told[-1].late) == (False, True)


def test_a_business_day_ends_where_the_clocks_of_the_case_are_kept() -> None:
    for zone, late in (("UTC", False), ("Asia/Tokyo", True)):
        town = Town(house(zone))
        case = town.owned()
        then = town.after(3 * HOUR).now
        town.after(timedelta(hours=27, minutes=30))
        CaseDesk(town.desk.acting(at=then), case.id).hear("I called you on Monday")

        assert steps(town, case.id)[-1].late is late


def test_what_a_register_states_never_looks_like_a_reply_of_ours(town: Town) -> None:
    stated_by_register(town.desk, "case-1", replied=True)

    told = steps(town, "case-1")

    marked = {step.type for step in told if step.attested}
    assert marked == {"ReplyAttested", "CaseClosed"}
    assert (told[-1].replies, told[-1].attested_replies) == (0, 1)
    assert told[-1].missing == ()
    assert told[-1].what == "the case is closed: attested"


def test_a_survey_has_a_timeline_too(town: Town) -> None:
    survey = town.desk.survey()
    said = survey.hear("cold", "review", asked=False, scale=Scale.STARS, score=1.0)

    (step,) = steps(town, survey.id)

    assert (step.type, step.actor, step.occurred_at) == (
        "CriticismReceived",
        "staff-marta",
        town.now,
    )
    assert step.what == f"a criticism came in ({said})"
    assert (step.duties, step.missing, step.late) == ((), (), False)


def test_the_words_of_nobody_stand_in_a_timeline(town: Town) -> None:
    case = town.owned("the soup was cold")
    case.acknowledge("we are sorry", "Marta")

    told = " ".join(step.what for step in steps(town, case.id))

    assert not [word for word in ("soup", "sorry", "Marta") if word in told]
