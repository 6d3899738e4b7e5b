"""Next due: nothing that is owed is missing, and nothing is owed twice."""

from __future__ import annotations

from dataclasses import fields, replace

from tests.projections.test_open_promises import answered, the_promise
from tests.projections.town import DAY, HOUR, Town

from answerable.domain.case.ending import Why
from answerable.domain.case.promises import NewDate
from answerable.domain.case.replies import Kind
from answerable.projections.case_fold import JUST_AFTER, Known
from answerable.projections.keeping import kept_rows, stretches
from answerable.projections.next_due import NEXT_DUE, NextDue


def names(town: Town) -> list[tuple[str, str]]:
    return [(row.case, row.name) for row in town.rows(NEXT_DUE)]


def test_the_fields_are_those_that_were_agreed() -> None:
    names = "case duty kind name due_at owner late_by"

    assert [field.name for field in fields(NextDue)] == names.split()


def test_an_open_case_owes_an_acknowledgement_and_an_answer(town: Town) -> None:
    case = town.desk.receive("the soup was cold")

    first, second = town.rows(NEXT_DUE)

    assert (first.case, first.kind, first.name) == (case.id, "obligation", "acknowledge")
    assert (second.case, second.kind, second.name) == (case.id, "obligation", "final_answer")
    assert (first.owner, first.late_by) == (None, None)
    assert first.due_at < second.due_at


def test_what_is_overdue_longest_stands_first_and_says_how_long(town: Town) -> None:
    old = town.owned()
    town.after(3 * DAY)
    new = town.owned()
    town.after(5 * DAY)

    rows = town.rows(NEXT_DUE)

    assert [row.case for row in rows] == [old.id, new.id, old.id, new.id]
    assert [row.late_by for row in rows[:3]] == [town.now - row.due_at for row in rows[:3]]
    assert [row.late_by is None for row in rows] == [False, False, False, True]


def test_a_promise_and_a_message_outlive_the_closing_of_a_case(town: Town) -> None:
    case = town.owned()
    case.acknowledge("we are sorry", "Marta")
    answered(case, tells=(the_promise(case),))
    assert names(town) == [(case.id, "answer")]

    town.after(HOUR)
    again = case.hear("it was cold again")
    assert names(town) == [(case.id, "judge_message"), (case.id, "answer")]

    case.reopen(Why.SAME_ISSUE, again)
    assert (case.id, "final_answer") in names(town)


def test_what_a_merged_case_owed_is_owed_once(town: Town) -> None:
    primary, double = town.owned(), town.owned()
    double.acknowledge("we are sorry", "Marta", promise="in 2 days")
    town.after(5 * DAY).desk.pass_time()
    notice = double.reply(Kind.STATUS, "it goes on there", signed="Marta", tells=(primary.id,))
    double.send(notice)
    assert {case for case, name in names(town) if name == "repair"} == {double.id}

    double.merge_into(primary.id, notice)

    assert {case for case, _ in names(town)} == {primary.id}
    assert [name for _, name in names(town)].count("repair") == 1


def test_a_repair_is_owed_again_once_a_date_that_turned_out_to_count_has_passed(town: Town) -> None:
    case = town.owned()
    case.acknowledge("we are sorry", "Marta", promise="in 8 days")
    town.after(10 * DAY).desk.pass_time()
    state, (promise,) = case.state, case.state.promises.values()
    told = NewDate(town.now + DAY, promise.made.told_in)
    dated = replace(state, promises={promise.made.promise: replace(promise, new_dates=(told,))})

    known = Known(dated)
    turns = stretches(NEXT_DUE.changes, known, town.now)

    kept = kept_rows(NEXT_DUE, case.id, known, turns)

    for moment, owed in ((town.now, 0), (told.due, 0), (told.due + JUST_AFTER, 1)):
        standing = [each.row for each in kept if each.since <= moment < each.until]
        assert sorted(standing, key=str) == sorted(
            NEXT_DUE.rows(case.id, Known(dated), moment).values(), key=str
        )
        assert [row.name for row in standing].count("repair") == owed
