"""Open promises: everything we gave our word for and have not done."""

from __future__ import annotations

from dataclasses import fields

from tests.projections.histories import OLA
from tests.projections.town import DAY, HOUR, Town, every_row, relogged

from answerable.application.case_desk import CaseDesk
from answerable.domain.case.issues import Outcome
from answerable.domain.case.promise_changes import VoidPromise
from answerable.domain.case.promises import PromiseKind
from answerable.domain.case.replies import Apology, Kind
from answerable.projections.open_promises import OPEN_PROMISES, OpenPromise


def answered(case: CaseDesk, *, keeps: tuple[str, ...] = (), tells: tuple[str, ...] = ()) -> None:
    """The case is closed with a reply that keeps or states its promises."""
    case.propose(["a new soup"], "fine")
    for issue in case.state.issues:
        case.decide(issue, Outcome.UPHELD, "it was cold")
    closing = case.reply(
        Kind.CLOSING,
        "we cooked it again",
        signed="Marta",
        apology=Apology.REGRET,
        done="cooked again",
        recourse="ask the owner of the house",
        keeps=keeps,
        tells=tells,
    )
    case.send(closing)
    case.close(no_lesson="an accident")


def the_promise(case: CaseDesk) -> str:
    (name,) = case.state.promises
    return name


def test_a_promise_is_shown_from_when_it_is_made_with_its_due_time(town: Town) -> None:
    case = town.after(HOUR).owned()
    reply = case.acknowledge("we are sorry", "Marta", promise="in 2 days")

    (row,) = town.rows(OPEN_PROMISES)

    due = case.state.promises[the_promise(case)].made.due
    assert row == OpenPromise(
        case=case.id,
        promise=the_promise(case),
        text="a binding answer",
        to=case.complainant,
        owner="staff-marta",
        made_at=town.now,
        due_at=due,
        late_by=None,
        told_in=reply,
    )
    assert town.rows(OPEN_PROMISES, due)[0].late_by is None
    assert town.rows(OPEN_PROMISES, due + 3 * HOUR)[0].late_by == 3 * HOUR


def test_the_fields_are_those_that_were_agreed() -> None:
    names = "case promise text to owner made_at due_at late_by told_in"

    assert [field.name for field in fields(OpenPromise)] == names.split()


def test_a_broken_promise_stays_until_it_is_fulfilled_however_late(town: Town) -> None:
    case = town.owned()
    dinner = case.promise("dinner", "in 2 days", PromiseKind.REMEDY)
    case.reply(Kind.STATUS, "come to dinner", signed="Marta", promises=(dinner,))
    town.after(5 * DAY)
    assert [row.text for row in town.rows(OPEN_PROMISES)] == ["dinner"]

    case.keep(dinner.promise, "they came on Sunday")

    assert town.rows(OPEN_PROMISES) == []


def test_a_promise_kept_by_a_reply_is_open_again_when_the_reply_failed(town: Town) -> None:
    case = town.owned()
    case.acknowledge("we are sorry", "Marta")
    kept = case.reply(Kind.PROPOSAL, "dinner", signed="Marta", keeps=(the_promise(case),))
    assert len(town.rows(OPEN_PROMISES)) == 1
    case.send(kept)
    assert town.rows(OPEN_PROMISES) == []

    town.after(HOUR)
    case.failed(kept, "bounced")

    assert len(town.rows(OPEN_PROMISES)) == 1


def test_a_promise_the_complainant_released_is_gone(town: Town) -> None:
    case = town.owned()
    case.acknowledge("we are sorry", "Marta")
    case.release(the_promise(case), case.hear("never mind"))

    assert town.rows(OPEN_PROMISES) == []


def test_a_promise_struck_out_before_it_was_told_is_gone(town: Town) -> None:
    case = town.owned()
    terms = case.promise("a cake", "in 2 days")
    case.reply(Kind.STATUS, "a cake comes", signed="Marta", promises=(terms,))
    seconded = town.desk.acting(confirmed_by=OLA.id)
    town.desk.execute(VoidPromise(terms.promise, **seconded.about(case.id)))

    assert town.rows(OPEN_PROMISES) == []


def test_a_promise_outlives_the_case_it_was_made_in(town: Town) -> None:
    case = town.owned()
    case.acknowledge("we are sorry", "Marta")
    answered(case, tells=(the_promise(case),))

    assert [row.case for row in town.rows(OPEN_PROMISES)] == [case.id]


def test_a_promise_kept_by_the_closing_reply_is_gone(town: Town) -> None:
    case = town.owned()
    case.acknowledge("we are sorry", "Marta")
    answered(case, keeps=(the_promise(case),))

    assert town.rows(OPEN_PROMISES) == []


def test_a_new_date_counts_from_when_its_notice_has_reached(town: Town) -> None:
    case = town.owned()
    case.acknowledge("we are sorry", "Marta", promise="in 7 days")
    old = town.rows(OPEN_PROMISES)[0].due_at
    notice = case.renegotiate(the_promise(case), "in 9 days", "the cook is ill", "sorry", "Marta")
    assert town.rows(OPEN_PROMISES)[0].due_at == old

    town.after(HOUR)
    case.delivered(notice)

    assert town.rows(OPEN_PROMISES)[0].due_at == old + 2 * DAY


def test_what_a_merged_case_promised_its_primary_owes(town: Town) -> None:
    primary, double = town.owned(), town.owned()
    double.acknowledge("we are sorry", "Marta")
    notice = double.reply(Kind.STATUS, "it goes on there", signed="Marta", tells=(primary.id,))
    double.send(notice)
    double.merge_into(primary.id, notice)

    assert [row.case for row in town.rows(OPEN_PROMISES)] == [primary.id]

    primary.unmerge(double.id)

    assert [row.case for row in town.rows(OPEN_PROMISES)] == [double.id]


def test_the_longest_overdue_promise_stands_first(town: Town) -> None:
    first, second = town.owned(), town.owned()
    first.acknowledge("we are sorry", "Marta", promise="in 5 days")
    second.acknowledge("we are sorry", "Marta", promise="in 2 days")

    assert [row.case for row in town.rows(OPEN_PROMISES)] == [second.id, first.id]


def test_a_new_owner_owes_what_the_old_one_promised(town: Town) -> None:
    case = town.owned()
    case.acknowledge("we are sorry", "Marta")
    case.hand_over("staff-ola", "Ola", absent=True)

    assert [row.owner for row in town.rows(OPEN_PROMISES)] == ["staff-ola"]


def test_erased_words_are_shown_as_erased(town: Town) -> None:
    case = town.owned()
    case.acknowledge("we are sorry", "Marta")
    erased = relogged(town.log).read_all(0, 100)

    (row,) = every_row(erased, town.now)["open_promises"]

    assert row.text == "[erased]"
