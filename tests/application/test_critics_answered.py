"""A reply in a case answers the critic it tells, and no other."""

from tests.application.test_verify_log import findings

from answerable.application.case_desk import CaseDesk
from answerable.application.desk import Desk
from answerable.bootstrap import open_desk
from answerable.domain.case.people import ComplainantJoined
from answerable.domain.case.replies import Kind

ANNA, BRUNO = "person-anna", "person-bruno"


def criticised(desk: Desk) -> tuple[str, str, CaseDesk]:
    """Anna's criticism in a survey, and the case it went on as."""
    survey = desk.survey()
    criticism = survey.hear("Cold soup", "email", asked=False, person=ANNA)
    survey.judge(criticism, "So it reads", critical=True)
    case = survey.to_case(criticism)
    case.name_owner("Maria")
    return survey.id, criticism, case


def proposed(case: CaseDesk, to: str) -> str:
    """A proposal that left."""
    reply = case.reply(
        Kind.PROPOSAL, "A new one.", signed="Maria", proposal="A new one", to=to, channel="email"
    )
    case.send(reply)
    return reply


def answers(desk: Desk, survey: str, criticism: str) -> list[str]:
    """The replies that answered a critic and stand."""
    known = desk.survey(survey).state.responses.known[criticism].answers
    return [each.answer for each in known if not each.failed]


def test_a_reply_to_another_complainant_of_the_case_does_not_answer_the_critic() -> None:
    with open_desk() as desk:
        survey, criticism, case = criticised(desk)
        case.record(ComplainantJoined, person=BRUNO)
        case.add_contact("email", "somewhere", BRUNO)
        case.hear("Mine too", "email", sender=BRUNO)

        proposed(case, BRUNO)
        assert answers(desk, survey, criticism) == []

        reply = proposed(case, ANNA)
        assert answers(desk, survey, criticism) == [reply]
        case.failed(reply, "bounce")
        assert answers(desk, survey, criticism) == []
        assert findings(desk) == ()


def test_a_reply_to_the_complainant_of_the_primary_does_not_answer_the_critic_merged_into_it() -> (
    None
):
    with open_desk() as desk:
        survey, criticism, case = criticised(desk)
        primary = desk.receive("Cold soup", complainant=BRUNO)
        primary.name_owner("Maria")
        notice = case.reply(Kind.STATUS, "There.", signed="Maria", tells=(primary.id,))
        case.send(notice)
        case.merge_into(primary.id, notice)

        proposed(primary, BRUNO)
        assert answers(desk, survey, criticism) == []

        assert answers(desk, survey, criticism) != [proposed(primary, ANNA)]
        assert len(answers(desk, survey, criticism)) == 1
        assert findings(desk) == ()
