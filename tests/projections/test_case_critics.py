"""Critics in a case: only a person's reply that proposes something, and left for them, answers."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

from tests.projections.histories import OLA
from tests.projections.register import stated_by_register
from tests.projections.test_open_promises import answered
from tests.projections.town import DAY, HOUR, Town, every_row, relogged

from answerable.application.case_desk import CaseDesk
from answerable.domain.case.inquiry import InformationRequested, RecordInquiry
from answerable.domain.case.intake import Complainant, ReceiveMessage, Signal
from answerable.domain.case.people import (
    ComplainantJoined,
    RecordPerson,
    RepresentativeAuthorised,
)
from answerable.domain.case.receiving import ReceiveCase
from answerable.domain.case.replies import Apology, Kind
from answerable.domain.event import Personal
from answerable.projections.unanswered_critics import UNANSWERED_CRITICS, Turn, UnansweredCritic


def critics(town: Town) -> list[str]:
    return [row.critic for row in town.rows(UNANSWERED_CRITICS)]


def proposed(case: CaseDesk, to: str = "") -> None:
    """A reply of a person that proposes something, and left."""
    whom = to or case.complainant
    reply = case.reply(Kind.PROPOSAL, "dinner?", signed="Marta", proposal="dinner", to=whom)
    case.send(reply)


def wrote(town: Town, case: CaseDesk, person: str) -> None:
    """Somebody else writes to the case."""
    words = Personal[str](subject=person, value="mine too")
    about = town.desk.about(case.id)
    name = town.desk.new_id("message")
    town.desk.execute(ReceiveMessage(name, person, "email", None, words, **about))


def test_the_fields_are_those_that_were_agreed() -> None:
    names = "critic source case since asked words waiting target late_by"

    assert [field.name for field in fields(UnansweredCritic)] == names.split()


def test_a_complaint_is_shown_with_its_words_and_the_earliest_limit(town: Town) -> None:
    case = town.desk.receive("the soup was cold", channel="phone")
    town.after(3 * DAY)

    (row,) = town.rows(UNANSWERED_CRITICS)

    assert row.target is not None
    assert row == UnansweredCritic(
        critic=case.complainant,
        source="phone",
        case=case.id,
        since=town.now - 3 * DAY,
        asked=False,
        words="the soup was cold",
        waiting=Turn.US,
        target=case.state.clocks.obligations["acknowledge.1"].started.due,
        late_by=town.now - row.target,
    )


def test_once_acknowledged_the_answer_itself_is_the_target(town: Town) -> None:
    case = town.owned()
    case.acknowledge("we are sorry", "Marta")

    (row,) = town.rows(UNANSWERED_CRITICS)

    assert row.target == case.state.clocks.obligations["final_answer.1"].started.due
    assert row.late_by is None


def test_an_automatic_thank_you_answers_nobody(town: Town) -> None:
    case = town.desk.receive("the soup was cold")
    case.send(case.reply(Kind.ACKNOWLEDGEMENT, "thank you for writing"))

    assert critics(town) == [case.complainant]


def test_a_reply_that_proposes_nothing_answers_nobody(town: Town) -> None:
    case = town.owned()
    case.send(case.reply(Kind.STATUS, "we are on it", signed="Marta", proposal="  "))

    assert critics(town) == [case.complainant]


def test_a_reply_answers_when_it_has_left_and_no_longer_when_it_failed(town: Town) -> None:
    case = town.owned()
    reply = case.reply(Kind.PROPOSAL, "come to dinner", signed="Marta", proposal="dinner")
    assert critics(town) == [case.complainant]
    case.send(reply)
    assert critics(town) == []

    town.after(HOUR)
    case.failed(reply, "bounced")

    assert critics(town) == [case.complainant]


def test_a_closing_reply_answers_without_a_proposal(town: Town) -> None:
    case = town.owned()
    case.acknowledge("we are sorry", "Marta")
    answered(case, tells=tuple(case.state.promises))

    assert critics(town) == []


def test_what_is_written_after_the_reply_waits_for_another(town: Town) -> None:
    case = town.owned()
    proposed(case)
    town.after(HOUR)
    case.hear("dinner is not enough")

    (row,) = town.rows(UNANSWERED_CRITICS)

    assert (row.since, row.words) == (town.now, "dinner is not enough")


def test_a_reply_that_tells_of_a_message_answers_it(town: Town) -> None:
    case = town.owned()
    town.after(HOUR)
    told = CaseDesk(town.desk.acting(at=town.now - HOUR), case.id)
    late = case.hear("and the bread was hard")
    case.send(told.reply(Kind.PROPOSAL, "dinner", signed="Marta", proposal="dinner"))
    assert critics(town) == [case.complainant]

    reply = told.reply(Kind.PROPOSAL, "bread", signed="Marta", proposal="bread", tells=(late,))
    case.send(reply)

    assert critics(town) == []


def test_what_was_set_aside_waits_for_nobody(town: Town) -> None:
    case = town.owned()
    proposed(case)
    town.after(HOUR)
    thanks = case.hear("thank you")
    assert critics(town) == [case.complainant]

    CaseDesk(town.desk.acting(OLA), case.id).set_aside(thanks)

    assert critics(town) == []


def test_a_murmur_our_own_people_heard_counts(town: Town) -> None:
    words = Personal[str](subject="person-guest", value="the soup, well")
    murmur = ("person-guest", Complainant.CUSTOMER, Signal.MURMUR, "table")
    command = ReceiveCase(
        *murmur, None, None, words, "issue-1", noticed=True, **town.desk.about("case-murmur")
    )
    town.desk.execute(command)
    case = town.desk.case("case-murmur")

    (row,) = town.rows(UNANSWERED_CRITICS)
    assert (row.critic, row.source, row.words) == ("person-guest", "table", "the soup, well")

    case.name_owner("Marta")
    case.add_contact("email", "guest@example.org")
    reply = case.reply(Kind.PROPOSAL, "a new soup", signed="Marta", proposal="soup")
    case.send(reply, "email")
    assert critics(town) == []


def test_a_record_nobody_said_anything_to_has_no_critic(town: Town) -> None:
    nobody = ("person-guest", Complainant.OTHER, Signal.MURMUR, "table")
    town.desk.execute(ReceiveCase(*nobody, None, None, None, None, **town.desk.about("case-1")))
    assert critics(town) == []

    noticed = town.desk.about("case-2")
    town.desk.execute(ReceiveCase(*nobody, None, None, None, None, noticed=True, **noticed))
    assert [row.words for row in town.rows(UNANSWERED_CRITICS)] == [None]

    town.desk.case("case-2").void()
    assert critics(town) == []


def test_what_was_noticed_and_said_at_once_is_one_signal(town: Town) -> None:
    words = Personal[str](subject="person-guest", value="the soup was cold")
    said = ("person-guest", Complainant.CUSTOMER, Signal.MURMUR, "table", "message-1", None)
    about = town.desk.about("case-1")
    town.desk.execute(ReceiveCase(*said, words, "issue-1", noticed=True, **about))
    case = town.desk.case("case-1")
    case.name_owner("Marta")
    CaseDesk(town.desk.acting(OLA), case.id).set_aside("message-1")

    assert critics(town) == []


def test_each_of_several_complainants_waits_for_a_reply_of_their_own(town: Town) -> None:
    case = town.owned()
    joined = ComplainantJoined(occurred_at=town.now, person="person-second")
    town.desk.execute(RecordPerson(joined, **town.desk.about(case.id)))
    wrote(town, case, "person-second")
    assert sorted(critics(town)) == sorted([case.complainant, "person-second"])

    proposed(case)
    assert critics(town) == ["person-second"]

    proposed(case, "person-second")
    assert critics(town) == []


def test_a_reply_to_who_speaks_for_the_critic_answers(town: Town) -> None:
    case = town.owned()
    speaks = RepresentativeAuthorised(
        occurred_at=town.now, person=case.complainant, representative="person-aunt", evidence="e-1"
    )
    town.desk.execute(RecordPerson(speaks, **town.desk.about(case.id)))
    case.add_contact("email", "aunt@example.org", "person-aunt")

    proposed(case, "person-aunt")

    assert critics(town) == []


def test_what_a_register_attests_answers_and_what_it_takes_back_does_not(town: Town) -> None:
    stated_by_register(town.desk, "case-1", replied=False)
    assert critics(town) == ["person-of-register"]

    stated_by_register(town.desk, "case-1", replied=True)
    assert critics(town) == []

    stated_by_register(town.desk, "case-1", replied=False)
    assert critics(town) == ["person-of-register"]


def test_what_is_written_after_an_attested_reply_waits(town: Town) -> None:
    stated_by_register(town.desk, "case-1", replied=True, words=None)
    town.after(HOUR)
    town.desk.case("case-1").hear("nobody answered me")

    assert [row.words for row in town.rows(UNANSWERED_CRITICS)] == ["nobody answered me"]


def test_a_register_without_words_leaves_a_critic_without_words(town: Town) -> None:
    stated_by_register(town.desk, "case-1", replied=False, words=None)

    assert [row.words for row in town.rows(UNANSWERED_CRITICS)] == [None]


def test_a_merged_critic_is_shown_by_the_primary(town: Town) -> None:
    primary, double = town.owned(), town.owned()
    proposed(primary)
    notice = double.reply(Kind.STATUS, "it goes on there", signed="Marta", tells=(primary.id,))
    double.send(notice)
    critic = double.complainant
    double.merge_into(primary.id, notice)

    (row,) = town.rows(UNANSWERED_CRITICS)
    assert (row.critic, row.case) == (critic, primary.id)

    proposed(primary, critic)
    assert critics(town) == []


def test_it_is_their_turn_once_we_asked_back(town: Town) -> None:
    case = town.owned()
    question = case.reply(Kind.CLARIFICATION, "which soup?", signed="Marta")
    assert town.rows(UNANSWERED_CRITICS)[0].waiting is Turn.US

    case.send(question)
    assert town.rows(UNANSWERED_CRITICS)[0].waiting is Turn.THEM

    town.after(timedelta(minutes=5))
    case.hear("the tomato soup")
    assert town.rows(UNANSWERED_CRITICS)[0].waiting is Turn.US


def test_it_is_their_turn_while_something_asked_for_has_not_come(town: Town) -> None:
    case = town.owned()
    reply = case.reply(Kind.STATUS, "please send the bill", signed="Marta", apology=Apology.REGRET)
    case.send(reply)
    asked = InformationRequested(
        occurred_at=town.now, request="request-1", told_in=reply, due=town.now + DAY, warned=True
    )
    town.desk.execute(RecordInquiry(asked, **town.desk.about(case.id)))

    assert town.rows(UNANSWERED_CRITICS)[0].waiting is Turn.THEM


def test_erased_words_are_shown_as_erased(town: Town) -> None:
    town.desk.receive("the soup was cold")
    erased = relogged(town.log).read_all(0, 100)

    (row,) = every_row(erased, town.now)["unanswered_critics"]

    assert row.words == "[erased]"
