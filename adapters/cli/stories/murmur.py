"""The murmur and the roar: solutions shared, a meeting point, a guideline (S4)."""

from __future__ import annotations

from ....application.case_desk import CaseDesk
from ....application.desk import Desk
from ....domain.case.duties import duties
from ....domain.case.inquiry import GuidelineCited, RecordInquiry
from ....domain.case.intake import Complainant, Signal
from ....domain.case.issues import Outcome
from ....domain.case.receiving import ReceiveCase
from ....domain.case.solution import AgreementReached, RecordSolution
from ....domain.event import Personal
from ....domain.guideline.guideline import AdoptGuideline, ProposeGuideline
from .telling import Answer, Telling, closing_reply, decide

NAME = "Giulia, alla reception"
ANSWER = Answer(
    options=("una camera sul cortile", "musica spenta alle 22"),
    reaction="La camera sul cortile, volentieri.",
    outcome=Outcome.UPHELD,
    reasons="La musica arriva davvero fino alle camere sulla strada.",
    text="Mi dispiace per le notti senza sonno. La camera sul cortile è pronta da subito.",
    done="Cambiata la camera; musica spenta alle 22.",
    recourse="Se non basta, ne parliamo con la direttrice; il suo numero è in camera.",
    signed=NAME,
)


def tell(telling: Telling) -> None:
    """Both are heard and owed the same; what worked is written down."""
    telling.clock.move(7, 10)
    telling.title("5. Il mormorio e il ruggito")
    giulia = telling.somebody()
    quiet = noticed(giulia, "Mah... con quella musica non si dorme.")
    telling.tell("Il signor Bruno, posando la chiave: «Mah... con quella musica non si dorme.»")
    telling.tell("Non ha scritto niente a nessuno. Giulia lo ha sentito lo stesso.")
    loud = giulia.receive(
        "È una vergogna! Tre notti in bianco!", channel="desk", signal=Signal.ROAR
    )
    loud.name_owner(NAME)
    telling.tell("La signora Elsa, dietro di lui: «È una vergogna! Tre notti in bianco!»")
    compare(telling, quiet, loud)
    meet(telling, giulia, quiet)
    learnt(telling, giulia, quiet, loud)


def noticed(desk: Desk, words: str) -> CaseDesk:
    """A case without a letter: our own people heard it."""
    person, case = desk.new_id("person"), desk.new_id("case")
    command = ReceiveCase(
        person,
        Complainant.CUSTOMER,
        Signal.MURMUR,
        "desk",
        None,
        None,
        Personal[str](subject=person, value=words),
        desk.new_id("issue"),
        noticed=True,
        **desk.about(case),
    )
    desk.execute(command)
    desk.case(case).name_owner(NAME)
    return desk.case(case)


def compare(telling: Telling, quiet: CaseDesk, loud: CaseDesk) -> None:
    """What is owed to both."""
    now = telling.clock()
    owed = [[(d.name, d.due) for d in duties(case.state, now)] for case in (quiet, loud)]
    names = ", ".join(name for name, _ in owed[0])
    same = "the same" if owed[0] == owed[1] else "not the same"
    telling.fact(f"murmur and roar; owed to both: {names} - {same}")


def meet(telling: Telling, giulia: Desk, quiet: CaseDesk) -> None:
    """Two possible solutions, a reaction, and a meeting point; then it is said, not written."""
    issue = next(iter(quiet.state.issues))
    telling.refused(lambda: quiet.decide(issue, ANSWER.outcome, ANSWER.reasons))
    telling.tell(
        "Giulia mette sul banco due soluzioni: la camera sul cortile, o musica spenta alle 22."
    )
    decide(quiet, ANSWER)
    person = quiet.complainant
    agreed = AgreementReached(
        occurred_at=telling.clock(),
        gives=Personal[str](subject=person, value="fare di nuovo la valigia"),
        gets=Personal[str](subject=person, value="due notti di silenzio"),
    )
    giulia.execute(RecordSolution(agreed, **giulia.about(quiet.id)))
    quiet.spoken(closing_reply(quiet, ANSWER), "camera sul cortile, da subito", "sorride")
    quiet.close("Chi mormora non scrive: bisogna ascoltare.")
    telling.recorded(quiet.id)


def learnt(telling: Telling, giulia: Desk, quiet: CaseDesk, loud: CaseDesk) -> None:
    """The steps become a guideline; the second case cites it."""
    telling.clock.move(7, 11)
    guideline, proposal = giulia.new_id("guideline"), giulia.new_id("proposal")
    text = "Chi si lamenta del rumore sceglie fra due soluzioni prima di risalire in camera."
    rests_on = (quiet.id, loud.id)
    about = giulia.about
    giulia.execute(ProposeGuideline(proposal, text, rests_on, tightens=False, **about(guideline)))
    giulia.execute(AdoptGuideline(proposal, **about(guideline)))
    telling.tell(f"Diventa una linea guida: «{text}»")
    telling.recorded(guideline)
    telling.skip(loud.id)
    cited = GuidelineCited(occurred_at=telling.clock(), guideline=guideline, version=1)
    giulia.execute(RecordInquiry(cited, **about(loud.id)))
    decide(loud, ANSWER)
    loud.spoken(closing_reply(loud, ANSWER), "camera sul cortile, da subito", "si calma")
    loud.close(no_lesson="La linea guida c'era già, e ha funzionato.")
    telling.recorded(loud.id)
