"""How a case stood after each event."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.projections.histories import LIVES, Life
from tests.projections.test_open_promises import answered, the_promise
from tests.projections.town import DAY, Town
from tests.projections.without_words import without_words

from answerable.application.answers import rows_of
from answerable.domain.case import promises
from answerable.domain.case.duties import Duty
from answerable.domain.case.first_response import ELEMENTS
from answerable.domain.case.inquiry import InformationReceived, InformationRequested
from answerable.domain.case.obligations import NoticeWaived
from answerable.domain.case.replies import Kind
from answerable.domain.catalogue import decider_for, kind_of
from answerable.domain.event import Personal, RecordedEvent
from answerable.domain.survey.scores import Scale
from answerable.projections.case_replay import DutyStands, Turns, stands, turns
from answerable.projections.case_timeline import CASE_TIMELINE

LATER = st.integers(0, 400).map(lambda hours: timedelta(hours=hours))


def at(told: Turns, name: str, step: int) -> Any:  # noqa: ANN401  # things of several kinds
    """How it stood at a step: the last turn up to it."""
    before = [thing for turned, thing in told.get(name, ()) if turned <= step]
    return before[-1] if before else None


def cases(life: Life) -> list[list[RecordedEvent]]:
    streams = dict.fromkeys(each.stream for each in life.log if kind_of(each.stream) == "case")
    return [[each for each in life.log if each.stream == name] for name in streams]


def duty_at_end(town: Town, kind: str = "obligation") -> dict[str, str | None]:
    """How each duty stands at the end, by its name."""
    told = turns(town.log, town.now)
    ends = [at(told, name, len(town.log)) for name in told if name.startswith(f"duty/{kind}/")]
    return {end.name: end.ended for end in ends}


@given(LIVES, LATER)
def test_each_step_shows_the_case_as_it_was_folded_so_far(life: Life, later: timedelta) -> None:
    for history in cases(life):
        moment = life.now + later
        told = turns(history, moment)
        decider = decider_for(history[0].stream)
        times = [*(each.recorded_at for each in history), moment]
        for step, now in enumerate(times):
            case = decider.fold(each.event for each in history[: step + 1])
            if case.intake.received is None:
                continue
            assert at(told, "owner", step) == case.ownership.owner
            assert at(told, "stage", step) == case.stage
            for name, promise in case.promises.items():
                standing = promises.standing(promise, case.replies, now)
                assert at(told, f"promise/{name}", step).standing == standing
            for name, reply in case.replies.items():
                assert at(told, f"reply/{name}", step).delivery == reply.delivery


@given(LIVES)
def test_the_duties_open_at_each_step_are_those_of_the_timeline(life: Life) -> None:
    for history in cases(life):
        told = turns(history, life.now)
        for step, row in enumerate(rows_of(CASE_TIMELINE, history, life.now)):
            owed = [at(told, name, step) for name in told if name.startswith("duty/")]
            shown = {(duty.kind, duty.name, duty.due) for duty in owed if duty and not duty.ended}
            assert shown == {(duty.kind, duty.name, duty.due) for duty in row.duties}


@given(LIVES, LATER)
def test_what_stands_as_before_is_told_once(life: Life, later: timedelta) -> None:
    for history in cases(life):
        for told in turns(history, life.now + later).values():
            assert all(before != after for (_, before), (_, after) in pairwise(told))
            assert [step for step, _ in told] == sorted({step for step, _ in told})


@given(LIVES)
def test_erased_words_change_no_turn(life: Life) -> None:
    for history in cases(life):
        erased = [replace(each, event=without_words(each.event)) for each in history]

        assert turns(erased, life.now) == turns(history, life.now)


def test_what_the_first_response_gave_is_there_from_when_it_left(town: Town) -> None:
    case = town.owned()
    before = len(town.log)
    case.acknowledge("we are sorry", "Marta")
    told = turns(town.log, town.now)

    assert [at(told, f"given/{element}", before - 1) for element in ELEMENTS] == [False] * 5
    assert [at(told, f"given/{element}", len(town.log)) for element in ELEMENTS] == [True] * 5


def test_a_promise_kept_ends_as_kept(town: Town) -> None:
    case = town.owned()
    case.acknowledge("we are sorry", "Marta")
    answered(case, keeps=(the_promise(case),))

    assert duty_at_end(town, "promise") == {"answer": "kept"}
    assert duty_at_end(town) == {"acknowledge": "met", "final_answer": "met"}


def test_a_promise_done_after_its_time_ends_as_broken(town: Town) -> None:
    case = town.owned()
    case.acknowledge("we are sorry", "Marta", promise="in 2 days")
    town.after(3 * DAY)
    case.send(case.reply(Kind.STATUS, "here it is", signed="Marta", keeps=(the_promise(case),)))

    assert duty_at_end(town, "promise") == {"answer": "fulfilled late"}


def test_what_is_over_its_time_is_late_from_then_on(town: Town) -> None:
    case = town.owned()
    case.acknowledge("we are sorry", "Marta", promise="in 2 days")
    town.after(3 * DAY)

    told = turns(town.log, town.now)

    promise = at(told, f"duty/promise/{the_promise(case)}", len(town.log))
    assert isinstance(promise, DutyStands)
    assert promise.late
    assert not at(told, f"duty/promise/{the_promise(case)}", len(town.log) - 1).late


def test_what_a_merged_case_owed_goes_on_elsewhere(town: Town) -> None:
    duplicate, primary = town.owned(), town.owned()
    duplicate.acknowledge("we are sorry", "Marta")
    moved = the_promise(duplicate)
    notice = duplicate.reply(Kind.STATUS, "it goes on", signed="Marta", tells=(primary.id,))
    duplicate.send(notice)
    duplicate.merge_into(primary.id, notice)
    own = [each for each in town.log if each.stream == duplicate.id]

    told = turns(own, town.now)

    assert at(told, f"duty/promise/{moved}", len(own)).ended == "moved"
    assert at(told, "stage", len(own)) == "merged"


def test_a_clock_that_nothing_is_known_of_any_more_goes_on_elsewhere(town: Town) -> None:
    town.owned()
    case = decider_for("case-").fold(each.event for each in town.log)
    seen = {"duty/obligation/gone": Duty("gone", "obligation", "gone", town.now, None)}

    told: Any = stands(case, town.now, seen)

    assert told["duty/obligation/gone"].ended == "moved"


def test_what_was_asked_for_and_came_is_done(town: Town) -> None:
    case = town.owned()
    reply = case.reply(Kind.CLARIFICATION, "which soup?", signed="Marta")
    due = town.now + DAY
    asked = InformationRequested(
        occurred_at=town.now, request="r", told_in=reply, due=due, warned=True
    )
    came = InformationReceived(occurred_at=town.now, request="r", message="m")
    log = [*town.log, *(replace(town.log[-1], event=event) for event in (asked, came))]

    assert at(turns(log, town.now), "duty/request/r", len(log)).ended == "done"


def test_a_limit_that_was_waived_says_so(town: Town) -> None:
    case = town.owned()
    (name, *_) = case.state.clocks.obligations
    said = Personal[str](subject=case.complainant, value="not needed")
    waived = NoticeWaived(occurred_at=town.now, obligation=name, reason=said)
    log = [*town.log, replace(town.log[-1], event=waived)]

    assert at(turns(log, town.now), f"duty/obligation/{name}", len(log)).ended == "waived"


def test_a_stream_that_is_no_case_has_no_turns(town: Town) -> None:
    town.desk.survey().hear(None, "sms", asked=False, scale=Scale.NPS, score=0.0)

    assert turns(town.log, town.now) == {}
